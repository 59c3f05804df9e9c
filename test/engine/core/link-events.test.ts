import { expect } from 'chai'
import { bpmn, flows } from '../../support/bpmn.ts'
import { Machine } from '../../support/machine.ts'

const go = (id: string, name: string) =>
  `<intermediateThrowEvent id="${id}"><linkEventDefinition name="${name}"/></intermediateThrowEvent>`
const come = (id: string, name: string) =>
  `<intermediateCatchEvent id="${id}"><linkEventDefinition name="${name}"/></intermediateCatchEvent>`

describe('a link', () => {
  it('leads on at its catch event, from several places', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><exclusiveGateway id="g"/><task id="x"/><task id="y"/>${go('t1', 'A')}${go('t2', 'A')}${come('c', 'A')}${go('t3', 'B')}${come('d', 'B')}<endEvent id="e"/>`,
        's > g; g > x [=left]; g > y [default]; x > t1; y > t2; c > t3; d > e',
      ),
    )
    expect(machine.start({ left: true }).path).to.deep.equal(['s', 'g', 'x', 't1', 'c', 't3', 'd', 'e'])
    expect(machine.ended?.status).to.equal('completed')
    const other = await Machine.of(machineXml())
    expect(other.start({ left: false }).path.slice(-2)).to.deep.equal(['c', 'e'])
  })

  it('leads back as often as it is taken', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/>${come('c', 'again')}<userTask id="a"/><exclusiveGateway id="g"/>${go('t', 'again')}<endEvent id="e"/>`,
        's > a; c > a; a > g; g > t [=more]; g > e [default]',
      ),
    )
    machine.start()
    for (let round = 0; round < 3; round++) expect(machine.complete('a', { more: true }).openTasks).to.deep.equal(['a'])
    expect(machine.complete('a', { more: false }).ended?.status).to.equal('completed')
    expect(machine.path.filter((id) => id === 'c')).to.have.length(3)
  })

  it('stays inside its own sub-process', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><subProcess id="sub"><startEvent id="is"/>${go('it', 'A')}${come('ic', 'A')}<userTask id="inner"/>${flows('is > it; ic > inner')}</subProcess>${come('c', 'A')}${go('t', 'A')}<userTask id="outer"/>`,
        's > sub > t; c > outer',
      ),
    )
    expect(machine.start().openTasks).to.deep.equal(['inner'])
    expect(machine.complete('inner').openTasks).to.deep.equal(['outer'])
  })
})

const machineXml = () =>
  bpmn(
    `<startEvent id="s"/><exclusiveGateway id="g"/><task id="x"/><task id="y"/>${go('t1', 'A')}${go('t2', 'A')}${come('c', 'A')}<endEvent id="e"/>`,
    's > g; g > x [=left]; g > y [default]; x > t1; y > t2; c > e',
  )
