import { expect } from 'chai'
import { diagram, line } from '../../support/diagram-file.ts'
import { outOf, into, io } from '../../support/data-drawn.ts'
import { type TestEngine, openEngine } from '../../support/open-engine.ts'

const store = '<dataStoreReference id="counter_ref" name="counter" dataStoreRef="COUNTER" />'
const count = outOf({
  from: 'counter_ref',
  to: 'counter_ref',
  transformation: 'if counter = null then 1 else counter + 1',
})

/** Waits at a task, then counts, then shows what the counter says. */
const counting = (key: string) => {
  const file = diagram(
    key,
    line(
      'start',
      '<userTask id="wait" camunda:candidateGroups="clerks" />',
      `<task id="count">${count}</task>`,
      `<userTask id="look" camunda:candidateGroups="clerks">${io(['seen'])}${into({ from: 'counter_ref', to: 'seen' })}</userTask>`,
      'end',
    ) + store,
  )
  return { ...file, content: file.content.replace('</definitions>', '<dataStore id="COUNTER" /></definitions>') }
}

describe('a data store', () => {
  let house: TestEngine
  beforeEach(async () => {
    house = await openEngine({ files: [counting('first'), counting('second')], onDisk: true })
  })
  afterEach(() => house.close())

  const seen = async (processInstanceId: string) => {
    const { items } = await house.engine.listTasks({
      institutionId: 'local',
      processInstanceId,
      state: 'open',
      limit: 10,
    })
    const task = await house.engine.getTask({ institutionId: 'local', taskId: items[0]?.id ?? '' })
    return [task.elementId, task.variables['seen']]
  }
  const go = async (processInstanceId: string) => {
    const { items } = await house.engine.listTasks({
      institutionId: 'local',
      processInstanceId,
      state: 'open',
      limit: 10,
    })
    await house.engine.completeTask({
      by: { id: 'anna', institutionId: 'local', groups: ['clerks'], language: 'en', mayManage: false },
      taskId: items[0]?.id ?? '',
      data: {},
    })
  }

  it('keeps its value for other instances, other processes and after a restart', async () => {
    const first = await house.start('first')
    await go(first.id)
    expect(await seen(first.id)).to.deep.equal(['look', 1])
    await go(first.id)

    await house.restart()
    const second = await house.start('second')
    await go(second.id)
    expect(await seen(second.id)).to.deep.equal(['look', 2])
  })

  it('loses no write of instances that write at once', async () => {
    const instances = await Promise.all(Array.from({ length: 8 }, (_, at) => house.start(at % 2 ? 'first' : 'second')))
    await Promise.all(instances.map(({ id }) => go(id)))
    const counts = await Promise.all(instances.map(async ({ id }) => (await seen(id))[1]))
    expect(counts.map(Number).sort()).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8])
  })
})
