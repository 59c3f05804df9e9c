import { expect } from 'chai'
import fc from 'fast-check'
import { EMBEDDED, EngineError } from '../../engine/index.ts'
import { collectFacts } from '../crash/checks/facts.ts'
import { orphans } from '../crash/checks/orphans.ts'
import { readSqlite } from '../crash/checks/snapshot.ts'
import { DATABASE_KIND } from '../support/database.ts'
import { type TestEngine, openEngine } from '../support/open-engine.ts'
import { silentLog } from '../support/silent-log.ts'
import { Tape, tapes } from '../support/wild/tape.ts'
import { variables } from '../support/wild/vocabulary.ts'
import { wildProcess } from '../support/wild/wild-process.ts'

/** How many wild diagrams are deployed, each in a house of its own; the long form raises it. */
const RUNS = Number(process.env.RANDOM_RUNS ?? 25)
const MOST_COMMANDS = 14
const { institutionId } = EMBEDDED
const OTHER = `<?xml version="1.0"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="o" targetNamespace="http://example.org/other"><process id="other" isExecutable="true"><startEvent id="s"/><userTask id="u"/><endEvent id="e"/><sequenceFlow id="f" sourceRef="s" targetRef="u"/><sequenceFlow id="g" sourceRef="u" targetRef="e"/></process></definitions>`

/** What throws to itself for ever would never settle, and decisions need a file of their own. */
const tamed = (xml: string): string =>
  xml
    .replaceAll(/(<(?:intermediateThrowEvent|endEvent) [^>]*>)(?:<(?:message|signal)EventDefinition [^>]*\/>)+/g, '$1')
    .replaceAll(/<(\/?)sendTask/g, '<$1task')
    .replaceAll(/ behavior="\w+"(?: \w+EventRef="\w+")?/g, '')
    .replaceAll(/<complexBehaviorDefinition.*?<\/complexBehaviorDefinition>/g, '')
    .replaceAll(
      / camunda:decisionRef="decision"[^>]*mapDecisionResult="singleEntry"/g,
      ' camunda:type="external" camunda:topic="t"',
    )

/** @returns null when the house takes it */
const deployed = async (house: TestEngine, xml: string): Promise<boolean> => {
  try {
    const resources = [
      { name: 'wild.bpmn', content: xml },
      { name: 'other.bpmn', content: OTHER },
    ]
    await house.engine.deploy({
      by: EMBEDDED,
      name: 'wild',
      owner: { institutionId: '', holderId: '' },
      resources,
      activate: true,
    })
    return true
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    return false
  }
}

/** A diagram may go round by timers whose date is past: then there is always more to do, and settling says so. */
const goesRound = (error: unknown): boolean => error instanceof Error && error.message.includes('there is always more')

const settle = async (house: TestEngine): Promise<void> => {
  try {
    await house.settle()
  } catch (error) {
    if (!goesRound(error)) throw error
  }
}

/** Tells the engine something; a refusal is an answer. @returns whether it was done */
const told = async (command: () => Promise<unknown>): Promise<boolean> => {
  try {
    await command()
    return true
  } catch (error) {
    if (error instanceof EngineError || goesRound(error)) return false
    throw error
  }
}

const command = async (house: TestEngine, tape: Tape): Promise<unknown> => {
  const { engine } = house
  const by = EMBEDDED
  const all = { institutionId, limit: 50 }
  const workerId = 'w'
  switch (tape.below(11)) {
    case 0:
    case 1:
    case 2: {
      const { items } = await engine.listTasks({ ...all, state: 'open' })
      return items.length === 0 ? null : engine.completeTask({ by, taskId: tape.one(items).id, data: variables(tape) })
    }
    case 3:
    case 4: {
      const topics = ['t', 'k', 'E1'].map((topicName) => ({ topicName, lockDurationMs: 60_000 }))
      const [job] = await engine.fetchAndLock({ by, workerId, maxTasks: 1, topics })
      if (job === undefined) return null
      const { id: jobId } = job
      if (tape.chance(60)) return engine.completeExternalTask({ by, jobId, workerId, variables: variables(tape) })
      if (tape.chance(50))
        return engine.throwExternalTaskError({ by, jobId, workerId, errorCode: tape.one(['E1', 'E2']) })
      return engine.failExternalTask({ by, jobId, workerId, errorMessage: 'as a test', retries: tape.below(2) })
    }
    case 5:
      return engine.publishMessage({
        by,
        name: tape.one(['m1', 'm2', 'm3']),
        correlationKey: tape.one([null, 'k', '1']),
        payload: variables(tape),
      })
    case 6:
      return engine.throwSignal({ by, name: tape.one(['s1', 's2']), payload: variables(tape) })
    case 7:
      return house.passTime({ minutes: tape.one([1, 11, 61, 24 * 60]) })
    case 8: {
      const { items } = await engine.listIncidents(all)
      return items.length === 0 ? null : engine.retryIncident({ by, incidentId: tape.one(items).id })
    }
    case 9:
      return house.start('p', variables(tape))
    default: {
      const { items } = await engine.listProcessInstances(all)
      if (items.length === 0) return null
      const { id: processInstanceId } = tape.one(items)
      if (tape.chance(25)) return engine.cancelProcessInstance({ by, processInstanceId, reason: 'as a test' })
      return engine.suspendProcessInstance({ by, processInstanceId, suspended: tape.chance(50) })
    }
  }
}

const compare = async (house: TestEngine, when: string): Promise<void> => {
  const path = 'path' in house.database.address ? house.database.address.path : ''
  const facts = collectFacts(await readSqlite(path), [])
  expect([...facts.snapshot.damage, ...orphans(facts)], when).to.deep.equal([])
}

describe('an engine with diagrams that nobody would draw', () => {
  it('keeps rows and states the same, before and after it is opened again, until all is cancelled', async function () {
    if (DATABASE_KIND !== 'sqlite') this.skip()
    this.timeout(3_600_000)
    let [accepted, done] = [0, 0]
    await fc.assert(
      fc.asyncProperty(tapes(250), tapes(150), async (drawing, numbers) => {
        const tape = new Tape(numbers)
        const xml = tamed(wildProcess(drawing))
        const faults: string[] = []
        const log = { ...silentLog, error: (...what: unknown[]) => void faults.push(JSON.stringify(what)) }
        const house = await openEngine({ onDisk: true, log, limits: { stepBudget: 150, multiInstanceLimit: 20 } })
        try {
          if (!(await deployed(house, xml))) return
          accepted += 1
          await told(() => house.start('p', { x: 1, b: tape.chance(50), list: [1, 2], key: 'k', d1: [1, 2] }))
          await settle(house)
          for (let count = 0; count < MOST_COMMANDS; count++) {
            if (await told(() => command(house, tape))) done += 1
            await settle(house)
          }
          await compare(house, 'at work')
          await house.restart()
          await settle(house)
          await compare(house, 'opened again')
          for (const { id: processInstanceId } of (
            await house.engine.listProcessInstances({ institutionId, limit: 200 })
          ).items)
            await told(() =>
              house.engine.cancelProcessInstance({ by: EMBEDDED, processInstanceId, reason: 'as a test' }),
            )
          await settle(house)
          await compare(house, 'cancelled')
          expect(faults, xml).to.deep.equal([])
        } finally {
          await house.close()
        }
      }),
      { numRuns: RUNS, interruptAfterTimeLimit: 60_000 + RUNS * 1_000, markInterruptAsFailure: true },
    )
    expect(accepted).to.be.above(RUNS * 0.6)
    expect(done).to.be.above(accepted * 5)
  })
})
