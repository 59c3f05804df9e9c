import { expect } from 'chai'
import { bpmn, flows } from '../../support/bpmn.ts'
import { Machine } from '../../support/machine.ts'

const MAPPED = (variable: string, expression: string) =>
  `<extensionElements><camunda:inputOutput><camunda:outputParameter name="${variable}">${expression}</camunda:outputParameter></camunda:inputOutput></extensionElements>`
const TIMER = (expression: string) => `<timerEventDefinition><timeDate>=${expression}</timeDate></timerEventDefinition>`

describe('dates that read variables', () => {
  const xml = bpmn(
    `<startEvent id="s"/><serviceTask id="terms" camunda:class="terms"/><userTask id="a"/>
     <subProcess id="x" triggeredByEvent="true"><startEvent id="xs" isInterrupting="false">${TIMER('if sla = null then &quot;P1Y&quot; else sla.resolve')}</startEvent><userTask id="xa"/>${flows('xs > xa')}</subProcess>
     <subProcess id="y" triggeredByEvent="true"><startEvent id="ys" isInterrupting="false">${TIMER('&quot;P2D&quot;')}</startEvent><userTask id="ya"/>${flows('ys > ya')}</subProcess>
     <subProcess id="z" triggeredByEvent="true"><startEvent id="zs" isInterrupting="false"><messageEventDefinition messageRef="M"/></startEvent><serviceTask id="za" camunda:class="terms"/>${flows('zs > za')}</subProcess>`,
    's > terms > a',
    { roots: '<message id="M" name="impact.raised"/>' },
  ).replace('<userTask id="a"/>', '<userTask id="a" camunda:dueDate="=sla.react"/>')
  const sla = (day: string) => ({ sla: { react: `${day}T09:00:00.000Z`, resolve: `${day}T12:00:00.000Z` } })

  it('move when a step of the instance sets what they read, counted from when they were set', async () => {
    const machine = await Machine.of(xml)
    machine.start().passTime('PT1H')
    expect(machine.dueOf('xs'), 'no terms yet').to.equal('2027-03-02T08:00:00.000Z')

    machine.completeJob('terms', sla('2026-03-04'))
    expect(machine.dueOf('xs')).to.equal('2026-03-04T12:00:00.000Z')
    expect(machine.dueOf('ys'), 'reads no terms').to.equal('2026-03-04T08:00:00.000Z')
    expect(machine.task('a').dueAt).to.equal('2026-03-04T09:00:00.000Z')
    expect(
      machine.effects.some(({ kind }) => kind === 'task-changed'),
      'a task that begins has seen them',
    ).to.equal(false)

    machine.fire('zs').completeJob('za', sla('2026-03-03'))
    expect(machine.dueOf('xs')).to.equal('2026-03-03T12:00:00.000Z')
    expect(machine.effects).to.deep.include({
      kind: 'task-changed',
      taskId: machine.task('a').taskId,
      dueAt: '2026-03-03T09:00:00.000Z',
      followUpAt: null,
    })
  })

  it('stay as they are when what they read no longer gives a date', async () => {
    const machine = await Machine.of(xml)
    machine.start().completeJob('terms', sla('2026-03-04'))
    machine.fire('zs').completeJob('za', { sla: { react: null, resolve: 'soon' } })
    expect(machine.dueOf('xs')).to.equal('2026-03-04T12:00:00.000Z')
    expect(machine.history.some(({ type, elementId }) => type === 'warning' && elementId === 'xs')).to.equal(true)
    expect(machine.openIncidents).to.deep.equal([])
  })

  it('are left alone by a step that sets something else', async () => {
    const machine = await Machine.of(xml)
    machine.start(sla('2026-03-04')).completeJob('terms', { other: 1 })
    const set = machine.history.filter(({ type, elementId }) => type === 'timer-set' && elementId === 'xs')
    expect(set).to.have.length(1)
  })
})

describe('news that starts an event sub-process', () => {
  const inner = (start: string) =>
    bpmn(
      `<startEvent id="s"/><userTask id="a"/>
       <subProcess id="x" triggeredByEvent="true"><startEvent id="xs" isInterrupting="false">${start}<messageEventDefinition messageRef="M"/></startEvent><userTask id="xa"/>${flows('xs > xa')}</subProcess>`,
      's > a',
      { roots: '<message id="M" name="incident.linked"/>' },
    )

  it('overwrites nothing of the case where its start event says what becomes of its data', async () => {
    const machine = await Machine.of(inner(MAPPED('applicationIds', '=append(applicationIds, applicationId)')))
    machine.start({ applicationId: 'A', applicationIds: ['A'] })
    machine.fire('xs', { applicationId: 'B', priority: 'P1' }).fire('xs', { applicationId: 'C' })
    expect(machine.openTasks).to.deep.equal(['a', 'xa', 'xa'])
    expect(machine.variables).to.deep.equal({ applicationId: 'A', applicationIds: ['A', 'B', 'C'] })
  })

  it('becomes variables as it is where nothing is said', async () => {
    const machine = await Machine.of(inner(''))
    machine.start({ applicationId: 'A' }).fire('xs', { applicationId: 'B', priority: 'P1' })
    expect(machine.variables).to.deep.equal({ applicationId: 'B', priority: 'P1' })
  })
})
