/** What can happen next to an instance, and what the core is told then. */
import type { InstanceEvent } from '../model/instance-event.ts'
import type { InstanceState } from '../model/instance-state.ts'
import type { EventTrigger, FlowNode, ProcessDefinition } from '../model/process-definition.ts'
import { hasInstantiating, startingElements } from '../model/starting-elements.ts'
import { triggersOf } from '../model/triggers-of.ts'
import type { Choice } from './rehearsed-path.ts'

export interface Possibility {
  readonly choice: Choice
  readonly event: InstanceEvent
}

/** Thrown where the diagram catches an error of any code. */
const ANY_CODE = 'rehearsal'
/** Errors tried at one piece of work. */
const MOST_CODES = 20

/** Every way to start a case by hand or by an event; by a multiple event, each of its definitions. */
export function waysToStart(definition: ProcessDefinition): Possibility[] {
  const { startEvents = [], implicitStarts = [] } = definition.scopes[definition.processKey] ?? {}
  const starting = startingElements(definition)
  const plainly =
    starting.some(({ trigger }) => trigger.type === 'none') ||
    (startEvents.length === 0 && !hasInstantiating(definition) && implicitStarts.length > 0)
  const events = starting.filter(({ trigger }) => trigger.type !== 'none')
  return [...(plainly ? [startBy(null, 0)] : []), ...events.map(({ node, part }) => startBy(node.id, part))]
}

function startBy(elementId: string | null, part: number): Possibility {
  return {
    choice: { kind: 'start', elementId, ...(part === 0 ? {} : { part }) },
    event: { kind: 'started', startEventId: elementId, part, variables: {} },
  }
}

/**
 * One possibility for each element that waits, even when it waits several times over: which of its runs is first makes
 * no difference. It is the first run of the outermost multi-instance, in that the first of the next one, and so on, so that
 * a second engine can be told of the same.
 *
 * @param fired elements of non-interrupting events that came already; once each is enough to see where they lead
 */
export function nextChoices(
  definition: ProcessDefinition,
  state: InstanceState,
  fired: ReadonlySet<string>,
): Possibility[] {
  const found = new Map<string, Possibility>()
  const add = (choice: Choice, event: InstanceEvent): void => {
    const key = JSON.stringify(choice)
    if (!found.has(key)) found.set(key, { choice, event })
  }
  for (const { elementId, wait } of firstRunsFirst(Object.values(state.tokens), state)) {
    if (wait.for === 'task')
      add(
        { kind: 'complete-task', elementId },
        { kind: 'task-completed', taskId: wait.taskId, variables: {}, by: null },
      )
    if (wait.for === 'job')
      add({ kind: 'complete-job', elementId }, { kind: 'job-completed', jobId: wait.jobId, variables: {} })
    if (wait.for === 'call')
      add({ kind: 'complete-call', elementId }, { kind: 'call-completed', callId: wait.callId, variables: {} })
    if (wait.for !== 'job' && wait.for !== 'call') continue
    const from = wait.for === 'job' ? { jobId: wait.jobId } : { callId: wait.callId }
    for (const errorCode of caughtCodes(definition, elementId))
      add(
        { kind: 'throw-error', elementId, errorCode },
        { kind: 'error-thrown', from, errorCode, message: null, variables: {} },
      )
  }
  for (const { elementId, adHoc } of Object.values(state.scopes)) {
    if (adHoc === undefined || adHoc.closing) continue
    // What may be begun by hand is begun once; again it may be as often as one likes.
    for (const id of definition.scopes[elementId]?.implicitStarts ?? [])
      if (!adHoc.begun.includes(id)) add({ kind: 'begin', elementId: id }, { kind: 'activity-selected', elementId: id })
  }
  for (const { id, elementId } of firstRunsFirst(Object.values(state.triggers), state)) {
    if (fired.has(elementId)) continue
    add({ kind: 'fire', elementId }, { kind: 'trigger-fired', triggerId: id, payload: {} })
  }
  return [...found.values()]
}

/** Runs of a multi-instance begin in their order, so the numbers of their scopes tell which is first. */
function firstRunsFirst<T extends { readonly scope: string }>(parts: T[], { scopes }: InstanceState): T[] {
  if (parts.length < 2) return parts
  const runs = new Map<T, number[]>()
  for (const part of parts) {
    const run: number[] = []
    for (let scope = scopes[part.scope]; scope !== undefined; scope = scopes[scope.parent ?? ''])
      run.unshift(Number(scope.id.slice(1)))
    runs.set(part, run)
  }
  return parts.toSorted((a, b) => compareRuns(runs.get(a) ?? [], runs.get(b) ?? []))
}

/** By the outermost number that differs. */
export function compareRuns(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((number, at) => number !== b[at])
  return index === -1 ? 0 : (a[index] ?? 0) - (b[index] ?? 0)
}

/** Whether the element's event leaves what it happens to as it is, so that it can come again. */
export function isNonInterrupting(node: FlowNode | undefined): boolean {
  return (node?.kind === 'boundary-event' || node?.kind === 'start-event') && !node.interrupting
}

/** What an event waits for or throws. */
export function triggerOf(node: FlowNode | undefined): EventTrigger | null {
  return node !== undefined && 'trigger' in node ? node.trigger : null
}

/** Whether it waits for a timer, message or signal: what comes from outside, so that both engines show that they wait. */
export function comesFromOutside(node: FlowNode | undefined): boolean {
  const type = triggerOf(node)?.type
  return type === 'timer' || type === 'message' || type === 'signal'
}

/** Codes of BPMN errors that something at or around the element catches. */
function caughtCodes(definition: ProcessDefinition, elementId: string): string[] {
  const { nodes, scopes } = definition
  const codes = new Set<string>()
  let node = nodes[elementId]
  while (node !== undefined) {
    const boundary: readonly string[] = 'boundaryEvents' in node ? node.boundaryEvents : []
    const around = scopes[node.scope]?.eventSubProcesses.flatMap((id) => scopes[id]?.startEvents ?? []) ?? []
    for (const id of [...boundary, ...around]) {
      const catcher = nodes[id]
      for (const part of catcher === undefined ? [] : triggersOf(catcher))
        if (part.type === 'error')
          codes.add(part.errorCode !== null && 'literal' in part.errorCode ? String(part.errorCode.literal) : ANY_CODE)
    }
    node = nodes[node.scope]
  }
  return [...codes].slice(0, MOST_CODES)
}
