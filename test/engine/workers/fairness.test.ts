import { expect } from 'chai'
import { EMBEDDED, type Handler } from '../../../engine/index.ts'
import { diagram, line } from '../../support/diagram-file.ts'
import { openEngine } from '../../support/open-engine.ts'

const work = diagram('work', line('start', '<serviceTask id="job" camunda:class="job" />', 'end'))
const counter = diagram('counter', line('start', '<userTask id="ask" />', 'end'))
const crowd = diagram(
  'crowd',
  line(
    'start',
    '<userTask id="each"><multiInstanceLoopCharacteristics><loopCardinality xsi:type="tFormalExpression">=900</loopCardinality></multiInstanceLoopCharacteristics></userTask>',
    'end',
  ),
)
const listener = diagram(
  'listener',
  line(
    'start',
    '<intermediateCatchEvent id="hears"><signalEventDefinition signalRef="bell" /></intermediateCatchEvent>',
    'end',
  ),
  { signals: ['bell'] },
)
const by = EMBEDDED

/** What is still to be done by itself. */
const openJobs = async (house: Awaited<ReturnType<typeof openEngine>>): Promise<number> =>
  (await house.engine.listJobs({ institutionId: by.institutionId, limit: 100 })).items.length

describe('people are served', () => {
  it('before fifty slow handlers have done their work', async () => {
    const slow: Handler = async () => {
      await new Promise((resolve) => setTimeout(resolve, 30))
      return {}
    }
    const house = await openEngine({ files: [work, counter], handlers: { job: slow } })
    for (let number = 0; number < 50; number++) await house.start('work')
    house.engine.startWorkers()

    const { id } = await house.start('counter')
    await house.engine.completeTask({ by, taskId: (await house.task('ask')).id, data: {} })

    expect(await openJobs(house)).to.be.greaterThan(20)
    const { state } = await house.engine.getProcessInstance({ institutionId: by.institutionId, processInstanceId: id })
    expect(state).to.equal('completed')
    await house.close()
  })

  it('while a handler waits for something that never comes; it is cut off and tried again later', async () => {
    const stuck: Handler = () => new Promise(() => {})
    const house = await openEngine({ files: [work, counter], handlers: { job: stuck } })
    const { id } = await house.start('work')
    house.engine.startWorkers()

    await house.start('counter')
    await house.engine.completeTask({ by, taskId: (await house.task('ask')).id, data: {} })

    const [job] = (await house.engine.listJobs({ institutionId: by.institutionId })).items
    expect(job?.processInstanceId).to.equal(id)
    expect(job?.errorMessage).to.include('It must not wait for anything outside')
    expect(job?.retriesLeft).to.equal(2)
    await house.close()
  })

  it('while a signal reaches nine hundred cases, and while a case has nine hundred tasks', async () => {
    const house = await openEngine({ files: [listener, counter, crowd] })
    for (let round = 0; round < 9; round++)
      await Promise.all(Array.from({ length: 100 }, () => house.start('listener')))
    house.engine.startWorkers()

    const order: string[] = []
    const signal = house.engine.throwSignal({ by, name: 'bell', payload: {} }).then(() => order.push('signal'))
    const big = house.start('crowd').then(() => order.push('crowd'))
    const person = house.start('counter').then(() => order.push('person'))
    await Promise.all([signal, big, person])
    const { items } = await house.engine.listProcessInstances({
      institutionId: by.institutionId,
      processKey: 'listener',
      state: ['active'],
      limit: 100,
    })

    // Everybody has an answer, and the receivers take the signal one by one behind them.
    expect(order).to.include.members(['signal', 'crowd', 'person'])
    expect(items.length).to.be.greaterThan(0)
    await house.close()
  }).timeout(60_000)
})
