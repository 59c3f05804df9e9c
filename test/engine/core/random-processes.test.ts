import { expect } from 'chai'
import fc from 'fast-check'
import { advance } from '../../../engine/core/advance.ts'
import type { InstanceState } from '../../../engine/model/instance-state.ts'
import type { InstanceEvent } from '../../../engine/model/instance-event.ts'
import { Machine } from '../../support/machine.ts'
import { ALL_KINDS, randomProcess } from '../../support/random-process.ts'

/** How many random processes; the long form raises it. fast-check prints the seed of a failure. */
const RUNS = Number(process.env.RANDOM_RUNS ?? 500)
/** Events that may come again and again (signals) do so only in the first steps: they would begin new things for ever. */
const LIVELY_STEPS = 25
const MOST_STEPS = 500

/** What can happen to an instance next, in the order in which it began to be awaited. */
const possible = (state: InstanceState, step: number): InstanceEvent[] => {
  const tasks = Object.values(state.tokens).flatMap(({ wait }): InstanceEvent[] =>
    wait.for === 'task' ? [{ kind: 'task-completed', taskId: wait.taskId, variables: {}, by: 'anna' }] : [],
  )
  const fired = Object.values(state.triggers)
    .filter(({ on }) => step < LIVELY_STEPS || on.type !== 'signal')
    .map(({ id }): InstanceEvent => ({ kind: 'trigger-fired', triggerId: id, payload: {} }))
  return step < LIVELY_STEPS || tasks.length === 0 ? [...tasks, ...fired] : tasks
}

interface Play {
  readonly machine: Machine
  readonly events: readonly InstanceEvent[]
}

/** Plays to the end; `picks` decide what comes next. */
const play = async (
  xml: string,
  choices: Readonly<Record<string, boolean>>,
  picks: readonly number[],
): Promise<Play> => {
  const machine = await Machine.of(xml, { stepBudget: 100_000 })
  const events: InstanceEvent[] = []
  machine.start(choices)
  for (let step = 0; machine.ended === null && step < MOST_STEPS; step++) {
    const next = possible(machine.state as InstanceState, step)
    const event = next[(picks[step % picks.length] ?? 0) % Math.max(next.length, 1)]
    if (event === undefined) break
    events.push(event)
    machine.take(event)
  }
  return { machine, events }
}

describe('random processes of every kind of block', () => {
  const property = (
    check: (xml: string, choices: Readonly<Record<string, boolean>>, picks: readonly number[]) => Promise<void>,
  ) =>
    fc.assert(
      fc.asyncProperty(
        randomProcess(ALL_KINDS),
        fc.array(fc.nat(1_000), { minLength: 40, maxLength: 40 }),
        ({ xml, choices }, picks) => check(xml, choices, picks),
      ),
      { numRuns: RUNS },
    )

  it('come to their end: no token is lost or left, no scope, trigger or incident', async function () {
    this.timeout(600_000)
    await property(async (xml, choices, picks) => {
      const { machine } = await play(xml, choices, picks)
      expect(machine.openIncidents).to.deep.equal([])
      expect(machine.ended?.status).to.equal('completed')
      expect(machine.state).to.deep.include({ tokens: {}, scopes: {}, triggers: {} })
      expect([machine.openTasks, machine.openJobs]).to.deep.equal([[], []])
    })
  })

  it('have the same future from a stored state as from one in memory, and the same history each time', async function () {
    this.timeout(600_000)
    await property(async (xml, choices, picks) => {
      const { machine, events } = await play(xml, choices, picks)
      // The machine's states went through JSON at every step; these do not.
      let { state, effects } = advance(
        machine.definition,
        null,
        { kind: 'started', startEventId: null, variables: choices },
        machine.environment,
      )
      const history = [...effects]
      for (const event of events) {
        ;({ state, effects } = advance(machine.definition, state, event, machine.environment))
        history.push(...effects)
      }
      expect(state).to.deep.equal(machine.state)
      expect(history.filter(({ kind }) => kind === 'history')).to.deep.equal(machine.history)
    })
  })
})
