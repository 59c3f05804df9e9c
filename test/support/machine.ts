/** The core alone, driven by hand: for tests of elements. State passes through JSON between any two events. */
import { advance } from '../../engine/core/advance.ts'
import { DEFAULT_BPMN_LIMITS } from '../../engine/bpmn/bpmn-limits.ts'
import { readBpmnText } from '../../engine/bpmn/read-bpmn-text.ts'
import { visibleVariables, scopeVariables } from '../../engine/core/visible-variables.ts'
import type {
  CallStarted,
  Effect,
  HistoryNote,
  InstanceEnded,
  JobOpened,
  TaskOpened,
} from '../../engine/model/effect.ts'
import type { Environment, InstanceEvent } from '../../engine/model/instance-event.ts'
import type { InstanceState } from '../../engine/model/instance-state.ts'
import type { Json, Variables } from '../../engine/model/json.ts'
import type { ProcessDefinition } from '../../engine/model/process-definition.ts'
import { addDuration } from '../../engine/time/iso8601.ts'

const START = '2026-03-02T08:00:00.000Z'

export const compile = async (xml: string): Promise<ProcessDefinition> => {
  const { processes, problems } = await readBpmnText('test.bpmn', xml, DEFAULT_BPMN_LIMITS)
  const errors = problems.filter((problem) => problem.severity === 'error')
  const [first] = processes
  if (errors.length > 0 || !first) throw new Error(`Expected a diagram that compiles, but: ${JSON.stringify(errors)}`)
  return first.definition
}

export class Machine {
  readonly definition: ProcessDefinition
  state: InstanceState | null = null
  /** Effects of the last event. */
  effects: readonly Effect[] = []
  readonly history: HistoryNote[] = []
  readonly thrown: Extract<Effect, { kind: 'message-thrown' | 'signal-thrown' }>[] = []
  ended: InstanceEnded | null = null
  environment: Environment
  private readonly tasks = new Map<string, TaskOpened>()
  private readonly jobs = new Map<string, JobOpened>()
  private readonly calls = new Map<string, CallStarted>()
  private readonly incidents = new Map<string, Extract<Effect, { kind: 'incident-opened' }>>()

  constructor(definition: ProcessDefinition, environment: Partial<Environment> = {}) {
    this.definition = definition
    this.environment = {
      now: START,
      functions: {},
      globals: {},
      decide: (decisionId) => {
        throw new Error(`Expected decision "${decisionId}", but this test has none.`)
      },
      messageKey: () => null,
      stepBudget: 10_000,
      multiInstanceLimit: 1_000,
      called: false,
      ...environment,
    }
  }

  static async of(xml: string, environment: Partial<Environment> = {}): Promise<Machine> {
    return new Machine(await compile(xml), environment)
  }

  /** Takes one event; the state goes through JSON as it would through the database. */
  take(event: InstanceEvent): this {
    const before = this.state === null ? null : (JSON.parse(JSON.stringify(this.state)) as InstanceState)
    const { state, effects } = advance(this.definition, before, event, this.environment)
    this.state = state
    this.effects = effects
    for (const effect of effects) this.keep(effect)
    return this
  }

  start(variables: Variables = {}, startEventId: string | null = null): this {
    return this.take({ kind: 'started', startEventId, variables })
  }
  complete(elementId: string, variables: Variables = {}): this {
    return this.take({ kind: 'task-completed', taskId: idFor(this.tasks, elementId, 'task'), variables, by: 'anna' })
  }
  completeJob(elementId: string, variables: Variables = {}): this {
    return this.take({ kind: 'job-completed', jobId: idFor(this.jobs, elementId, 'job'), variables })
  }
  failJob(elementId: string, message: string): this {
    return this.take({ kind: 'job-failed', jobId: idFor(this.jobs, elementId, 'job'), message })
  }
  throwJobError(elementId: string, errorCode: string, variables: Variables = {}): this {
    const jobId = idFor(this.jobs, elementId, 'job')
    return this.take({ kind: 'error-thrown', from: { jobId }, errorCode, message: 'as a test', variables })
  }
  completeCall(elementId: string, variables: Variables = {}): this {
    const callId = idFor(this.calls, elementId, 'call')
    this.take({ kind: 'call-completed', callId, variables })
    this.calls.delete(callId)
    return this
  }
  failCall(elementId: string, errorCode: string): this {
    const callId = idFor(this.calls, elementId, 'call')
    return this.take({ kind: 'error-thrown', from: { callId }, errorCode, message: null, variables: {} })
  }
  /** Fires the trigger that the element armed; with several, the oldest. */
  fire(elementId: string, payload: Variables = {}): this {
    const trigger = Object.values(this.state?.triggers ?? {}).find((candidate) => candidate.elementId === elementId)
    if (!trigger) throw new Error(`Expected "${elementId}" to listen, but it does not.`)
    return this.take({ kind: 'trigger-fired', triggerId: trigger.id, payload })
  }
  retry(): this {
    const [incidentId] = this.incidents.keys()
    return this.take({ kind: 'incident-retried', incidentId: incidentId ?? 'none' })
  }
  passTime(duration: string): this {
    this.environment = { ...this.environment, now: addDuration(this.environment.now, duration) }
    return this
  }

  /** Element ids of open tasks, sorted; several at one element count as often. */
  get openTasks(): string[] {
    return elements(this.tasks)
  }
  get openJobs(): string[] {
    return elements(this.jobs)
  }
  get openCalls(): string[] {
    return elements(this.calls)
  }
  get openIncidents(): { element: string; message: string; type: string }[] {
    return [...this.incidents.values()].map(({ elementId, message, type }) => ({ element: elementId, message, type }))
  }
  get armed(): string[] {
    return Object.values(this.state?.triggers ?? {})
      .map(({ elementId }) => elementId)
      .sort()
  }
  dueOf(elementId: string): string | null {
    const trigger = Object.values(this.state?.triggers ?? {}).find((candidate) => candidate.elementId === elementId)
    return trigger?.on.type === 'timer' ? trigger.on.dueAt : null
  }
  task(elementId: string): TaskOpened {
    const task = [...this.tasks.values()].find((candidate) => candidate.elementId === elementId)
    if (!task) throw new Error(`Expected an open task at "${elementId}", but there is none.`)
    return task
  }
  job(elementId: string): JobOpened {
    const job = [...this.jobs.values()].find((candidate) => candidate.elementId === elementId)
    if (!job) throw new Error(`Expected an open job at "${elementId}", but there is none.`)
    return job
  }
  call(elementId: string): CallStarted {
    const call = [...this.calls.values()].find((candidate) => candidate.elementId === elementId)
    if (!call) throw new Error(`Expected an open call at "${elementId}", but there is none.`)
    return call
  }
  get variables(): Variables {
    return this.ended?.variables ?? (this.state === null ? {} : scopeVariables(this.state))
  }
  variable(name: string): Json | undefined {
    return this.variables[name]
  }
  /** Variables seen at the token that stands at the element. */
  seenAt(elementId: string): Variables {
    const token = Object.values(this.state?.tokens ?? {}).find(
      (candidate) => candidate.elementId === elementId && candidate.wait.for !== 'scope',
    )
    return this.state && token ? visibleVariables(this.state, token.id) : {}
  }
  /** Element ids entered so far, in order. */
  get path(): string[] {
    return this.history.flatMap(({ type, elementId }) =>
      type === 'element-entered' && elementId !== null ? [elementId] : [],
    )
  }
  noted(type: HistoryNote['type']): HistoryNote[] {
    return this.history.filter((note) => note.type === type)
  }

  private keep(effect: Effect): void {
    switch (effect.kind) {
      case 'task-opened':
        this.tasks.set(effect.taskId, effect)
        break
      case 'task-changed': {
        const task = this.tasks.get(effect.taskId)
        if (task) this.tasks.set(effect.taskId, { ...task, dueAt: effect.dueAt, followUpAt: effect.followUpAt })
        break
      }
      case 'task-closed':
        this.tasks.delete(effect.taskId)
        break
      case 'job-opened':
        this.jobs.set(effect.jobId, effect)
        break
      case 'job-closed':
        this.jobs.delete(effect.jobId)
        break
      case 'call-started':
        this.calls.set(effect.callId, effect)
        break
      case 'call-cancelled':
        this.calls.delete(effect.callId)
        break
      case 'incident-opened':
        this.incidents.set(effect.incidentId, effect)
        break
      case 'incident-closed':
        this.incidents.delete(effect.incidentId)
        break
      case 'message-thrown':
      case 'signal-thrown':
        this.thrown.push(effect)
        break
      case 'instance-ended':
        this.ended = effect
        break
      case 'history':
        this.history.push(effect)
        break
      default:
        break
    }
  }
}

const idFor = (open: Map<string, { elementId: string }>, elementId: string, what: string): string => {
  for (const [id, entry] of open) if (entry.elementId === elementId) return id
  throw new Error(
    `Expected an open ${what} at "${elementId}", but there is none among ${elements(open).join(', ') || 'none'}.`,
  )
}

const elements = (open: Map<string, { elementId: string }>): string[] =>
  [...open.values()].map(({ elementId }) => elementId).sort()
