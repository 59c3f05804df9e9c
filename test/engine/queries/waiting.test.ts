import { expect } from 'chai'
import { createEngine, EMBEDDED, TYPICAL } from '../../../engine/index.ts'
import { countWaiting } from '../../../engine/queries/waiting.ts'
import { openStore } from '../../../engine/store/open-store.ts'
import { freshDatabase } from '../../support/database.ts'
import { bpmn } from '../../support/bpmn.ts'
import { movableClock, openEngine, type TestEngine } from '../../support/open-engine.ts'
import { silentLog } from '../../support/silent-log.ts'
import { plansOf } from '../store/plans-of.ts'

const NEWS = '<message id="m" name="news"/>'
const diagram = (name: string) =>
  bpmn(
    `<startEvent id="s"/>
     <userTask id="ask" name="${name}" camunda:dueDate="P1D" camunda:candidateGroups="g"/>
     <boundaryEvent id="late" attachedToRef="ask" cancelActivity="false"><timerEventDefinition><timeDuration>P9D</timeDuration></timerEventDefinition></boundaryEvent>
     <serviceTask id="ship" camunda:type="external" camunda:topic="shipping"/>
     <receiveTask id="hear" messageRef="m"/>
     <endEvent id="e"/><endEvent id="e2"/>`,
    's > ask > ship > hear > e; late > e2',
    { roots: NEWS },
  )

const { institutionId } = EMBEDDED
const NONE = { tasks: 0, lateTasks: 0, jobs: 0, failedJobs: 0, timers: 0, subscriptions: 0, incidents: 0 }

describe('what cases wait for', () => {
  let house: TestEngine
  before(async () => {
    house = await openEngine({ files: [{ name: 'p.bpmn', content: diagram('Lūgt') }] })
  })
  after(() => house.close())

  it('is counted by element, over running cases alone, of every version of a process', async () => {
    const { engine } = house
    const first = await house.start('p')
    await house.start('p')
    await engine.deploy({
      by: EMBEDDED,
      name: 'own',
      owner: { institutionId, holderId: '' },
      resources: [{ name: 'p.bpmn', content: diagram('Prasīt') }],
      activate: true,
    })
    const third = await house.start('p')
    await house.passTime({ days: 2 })
    const gone = await house.start('p')
    await engine.cancelProcessInstance({ by: EMBEDDED, processInstanceId: gone.id, reason: 'none' })

    const counts = await engine.countWaiting({ institutionId, processKey: 'p' })
    const of = (definitionId: string, elementId: string) =>
      counts.find((one) => one.definitionId === definitionId && one.elementId === elementId)
    expect(of(first.definitionId, 'ask')).to.deep.include({ ...NONE, tasks: 2, lateTasks: 2 })
    expect(of(first.definitionId, 'late')).to.deep.include({ ...NONE, timers: 2 })
    expect(of(third.definitionId, 'ask')).to.deep.include({ ...NONE, tasks: 1, lateTasks: 1 })

    const [task] = (await engine.listTasks({ institutionId, processInstanceId: third.id, state: 'open' })).items
    await engine.completeTask({ by: EMBEDDED, taskId: task?.id ?? '', data: {} })
    const own = await engine.countWaiting({ institutionId, definitionId: third.definitionId })
    expect(own).to.deep.equal([{ definitionId: third.definitionId, elementId: 'ship', ...NONE, jobs: 1 }])
    const [job] = await engine.fetchAndLock({
      by: EMBEDDED,
      workerId: 'w',
      maxTasks: 1,
      topics: [{ topicName: 'shipping', lockDurationMs: 60_000 }],
    })
    const failure = { by: EMBEDDED, jobId: job?.id ?? '', workerId: 'w', errorMessage: 'no', retries: 0 }
    await engine.failExternalTask(failure)
    expect(await engine.countWaiting({ institutionId, definitionId: third.definitionId })).to.deep.equal([
      { definitionId: third.definitionId, elementId: 'ship', ...NONE, jobs: 1, failedJobs: 1, incidents: 1 },
    ])

    expect(await engine.countRunning({ institutionId })).to.have.deep.members([
      { definitionId: first.definitionId, processKey: 'p', count: 2 },
      { definitionId: third.definitionId, processKey: 'p', count: 1 },
    ])
    expect(await engine.countWaiting({ institutionId, all: true })).to.have.deep.members(
      await engine.countWaiting({ institutionId, processKey: 'p' }),
    )
    expect(await engine.countWaiting({ institutionId: 'another', processKey: 'p' })).to.deep.equal([])
    expect(await engine.countWaiting({ institutionId: 'another', all: true })).to.deep.equal([])
  })

  it('looks at running cases of the version alone', async () => {
    const database = await freshDatabase()
    const store = await openStore({ ...database.address, clock: movableClock(), log: silentLog })
    const engine = await createEngine({ store })
    const resources = [{ name: 'p.bpmn', content: diagram('Lūgt') }]
    await engine.deploy({ by: EMBEDDED, name: 'p', owner: TYPICAL, resources, activate: true })
    const { id: definitionId } = await engine.getActiveDefinition({ institutionId, processKey: 'p' })
    const plans = await plansOf(store, (manager) =>
      countWaiting(manager, { institutionId, definitionId }, '2026-03-02T08:00:00.000Z'),
    )
    await engine.close()
    await database.release()
    // Of tables with nothing in them PostgreSQL takes now this index and now that one; it must be an index.
    if (!('url' in database.address))
      expect(plans)
        .to.include('process_instance_running')
        .and.to.include('task_instance')
        .and.to.include('job_instance')
    expect(plans).not.to.match(/SCAN (instance|waiting)\b|Seq Scan on (process_instance|task|job|timer|subscription)\b/)
  })
})
