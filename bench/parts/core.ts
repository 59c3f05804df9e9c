/** The token machine alone: a process of eight user tasks in a line, state through JSON between any two steps. */
import { advance } from '../../engine/core/advance.ts'
import type { Environment } from '../../engine/model/instance-event.ts'
import type { InstanceState } from '../../engine/model/instance-state.ts'
import { bpmn } from '../../test/support/bpmn.ts'
import { compile } from '../../test/support/machine.ts'
import { cpuSeconds, figure } from '../figure.ts'

const TASKS = 8
const INSTANCES = 5_000

export async function measureCore(): Promise<void> {
  const names = Array.from({ length: TASKS }, (_, index) => `t${index}`)
  const definition = await compile(
    bpmn(
      `<startEvent id="s"/>${names.map((name) => `<userTask id="${name}"/>`).join('')}<endEvent id="e"/>`,
      `s > ${names.join(' > ')} > e`,
    ),
  )
  const environment: Environment = {
    now: '2026-03-02T08:00:00.000Z',
    functions: {},
    globals: {},
    decide: () => {
      throw new Error('Expected no decision, but one was asked for.')
    },
    messageKey: () => null,
    stepBudget: 10_000,
    multiInstanceLimit: 1_000,
    called: false,
  }

  let completions = 0
  let bytes = 0
  const before = cpuSeconds()
  for (let instance = 0; instance < INSTANCES; instance++) {
    let stored = JSON.stringify(
      advance(definition, null, { kind: 'started', startEventId: null, variables: { amount: 3 } }, environment).state,
    )
    for (;;) {
      const state = JSON.parse(stored) as InstanceState
      const [token] = Object.values(state.tokens)
      if (token?.wait.for !== 'task') break
      const event = {
        kind: 'task-completed',
        taskId: token.wait.taskId,
        variables: { approved: true },
        by: 'anna',
      } as const
      stored = JSON.stringify(advance(definition, state, event, environment).state)
      completions += 1
      bytes += stored.length
    }
  }
  const facts = { tasks: TASKS, instances: INSTANCES }
  figure(
    'core: one task completion, state through JSON',
    ((cpuSeconds() - before) * 1_000_000) / completions,
    'µs CPU',
    facts,
  )
  figure('core: mean stored state', bytes / completions, 'bytes')
}
