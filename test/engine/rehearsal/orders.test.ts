import { expect } from 'chai'
import { DEFAULT_REHEARSAL_BUDGET } from '../../../engine/rehearsal/rehearsal-budget.ts'
import { explore } from '../../../engine/rehearsal/explore.ts'
import { bpmn, flows } from '../../support/bpmn.ts'
import { prepare } from './rehearsing.ts'

const NEWS = ['m', 'n', 'o', 'p']
const xml = bpmn(
  `<startEvent id="s"/><userTask id="a"/><userTask id="b"/><userTask id="c"/><endEvent id="e"/>
   ${NEWS.map(
     (id) =>
       `<subProcess id="${id}" triggeredByEvent="true"><startEvent id="${id}s" isInterrupting="false"><messageEventDefinition messageRef="${id}m"/></startEvent><userTask id="${id}a"/><endEvent id="${id}e"/>${flows(`${id}s > ${id}a > ${id}e`)}</subProcess>`,
   ).join('')}`,
  's > a > b > c > e',
  { roots: NEWS.map((id) => `<message id="${id}m" name="${id}"/>`).join('') },
)

describe('a rehearsal that may keep only so many states', () => {
  const usedUp = async (states: number) => {
    const { definition } = await prepare(xml)
    return explore(definition, DEFAULT_REHEARSAL_BUDGET, { states }).usedUp
  }

  it('has left out other orders only, once everything was met', async () => {
    expect(await usedUp(25)).to.deep.equal(['orders'])
  })

  it('says so where something was not met', async () => {
    expect(await usedUp(3)).to.include('states')
  })
})
