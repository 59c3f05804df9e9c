import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import type { InstanceEvent } from '../../../engine/model/instance-event.ts'
import type { InstanceState, Token } from '../../../engine/model/instance-state.ts'
import type { Variables } from '../../../engine/model/json.ts'
import { STATE_FORMAT, readState } from '../../../engine/store/state-upgrades.ts'
import { Machine, compile } from '../../support/machine.ts'

/** One case of every kind of waiting, as the program of that format stored it; never changed, only added to. */
interface StoredExample {
  readonly processKey: string
  readonly diagram: string
  readonly state: object
}

const read = (format: number): readonly StoredExample[] =>
  JSON.parse(
    readFileSync(new URL(`examples/state-format-${format}.json`, import.meta.url), 'utf8'),
  ) as readonly StoredExample[]

type Step = readonly [at: string, variables?: Variables]

/** What each case still has to go through, and the variables it ends with. */
const ENDINGS: Readonly<Record<string, { readonly steps: readonly Step[]; readonly ends: Variables }>> = {
  'example-user-task': {
    steps: [['daily'], ['daily'], ['approve', { approved: true }]],
    ends: { days: 14, applicant: 'Ģirts Ķēniņš', granted: true },
  },
  'example-sub-process': { steps: [['b', { checked: 1 }]], ends: { orderId: 'W-1', done: 'a', checked: 1 } },
  'example-parallel': {
    steps: [['review'], ['review']],
    ends: { items: ['x', 'y', 'z'], lastReviewed: 'z' },
  },
  'example-sequential': {
    steps: [['review'], ['review']],
    ends: { items: ['x', 'y', 'z'], lastReviewed: 'z' },
  },
  'example-call': { steps: [['call', { answer: 'yes' }]], ends: { amount: 3, answer: 'yes' } },
  'example-called': { steps: [['decide', { answer: 'yes' }]], ends: { amount: 3, answer: 'yes' } },
  // The first step tries the incident again, the second answers the call.
  'example-call-absent': { steps: [['call'], ['call', { late: 1 }]], ends: { amount: 4, late: 1 } },
  'example-event-gateway': { steps: [['paid', { sum: 5 }], ['ship']], ends: { orderId: 'P-1', sum: 5 } },
  'example-timer': { steps: [['pause']], ends: {} },
  'example-signal': { steps: [['heard', { loud: true }]], ends: { loud: true } },
  'example-job': { steps: [['send', { sent: 1 }]], ends: { letter: 'Dear reader', sent: 1 } },
  'example-data': { steps: [['other', { given: 3 }], ['a']], ends: { order: 3 } },
  'example-turn': { steps: [['b'], ['c', { last: 1 }]], ends: { orderId: 'T-1', last: 1 } },
  'example-incident': { steps: [['send'], ['send', { sent: 2 }]], ends: { sent: 2 } },
}

/** The event that what waits at an element waits for; the oldest where several wait. */
function eventAt(state: InstanceState, elementId: string, variables: Variables): InstanceEvent {
  const trigger = Object.values(state.triggers).find((armed) => armed.elementId === elementId)
  if (trigger) return { kind: 'trigger-fired', triggerId: trigger.id, payload: variables }
  const token = Object.values(state.tokens).find((one) => one.elementId === elementId && one.wait.for !== 'scope')
  if (!token) throw new Error(`Expected something to wait at "${elementId}", but nothing does.`)
  return eventFor(token, variables)
}

function eventFor({ elementId, wait }: Token, variables: Variables): InstanceEvent {
  switch (wait.for) {
    case 'task':
      return { kind: 'task-completed', taskId: wait.taskId, variables, by: 'anna' }
    case 'job':
      return { kind: 'job-completed', jobId: wait.jobId, variables }
    case 'call':
      return { kind: 'call-completed', callId: wait.callId, variables }
    case 'incident':
      return { kind: 'incident-retried', incidentId: wait.incidentId }
    case 'trigger':
    case 'scope':
    case 'join':
    case 'data':
    case 'turn':
      throw new Error(`Expected "${elementId}" to wait for something that can be told, but it waits for ${wait.for}.`)
  }
}

describe('stored states', () => {
  for (let format = 1; format <= STATE_FORMAT; format += 1) {
    for (const { processKey, diagram, state } of read(format)) {
      it(`of format ${format} go on to their end: ${processKey}`, async () => {
        expect(state).to.have.property('format', format)
        const { steps, ends } = ENDINGS[processKey] ?? { steps: [], ends: {} }
        const machine = new Machine(await compile(diagram))
        machine.state = readState(JSON.stringify(state), 'i')

        expect(machine.state.format).to.equal(STATE_FORMAT)
        for (const [at, variables = {}] of steps) machine.take(eventAt(machine.state, at, variables))

        expect(machine.ended).to.include({ status: 'completed' })
        expect(machine.variables).to.deep.equal(ends)
        expect(machine.state).to.deep.include({ tokens: {}, triggers: {} })
      })
    }
  }

  it('have an example of every kind of waiting that there is', () => {
    const kinds = new Set(
      read(STATE_FORMAT).flatMap(({ state }) =>
        Object.values(readState(JSON.stringify(state), 'i').tokens).map(({ wait }) => wait.for),
      ),
    )
    const every: Readonly<Record<Token['wait']['for'], true>> = {
      task: true,
      job: true,
      trigger: true,
      scope: true,
      call: true,
      join: true,
      data: true,
      turn: true,
      incident: true,
    }
    expect([...kinds].toSorted()).to.deep.equal(Object.keys(every).toSorted())
  })

  const bad: readonly (readonly [what: string, text: string, sentence: RegExp])[] = [
    ['of a newer program', '{"format":99,"scopes":{},"tokens":{},"triggers":{}}', /instance "i".*newer or damaged\.$/],
    ['of a format that never was', '{"format":0}', /^Expected a step up from state format 0 of instance "i"/],
    ['without tokens', `{"format":${STATE_FORMAT},"scopes":{},"triggers":{}}`, /newer or damaged/],
    ['without a format', '{"scopes":{},"tokens":{},"triggers":{}}', /newer or damaged/],
    ['that are no object', '17', /newer or damaged/],
  ]
  for (const [what, text, sentence] of bad) {
    it(`${what} are refused with a sentence, not guessed at`, () => {
      expect(() => readState(text, 'i')).to.throw(sentence)
    })
  }

  it('that are cut off are refused with the name of their instance', () => {
    const [example] = read(1)
    const text = JSON.stringify(example?.state)
    expect(() => readState(text.slice(0, text.length / 2), 'i')).to.throw(/instance "i".*newer or damaged/)
  })
})
