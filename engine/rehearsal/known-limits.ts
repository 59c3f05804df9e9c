/**
 * What bpmn-engine 25 is known to do otherwise than BPMN 2.0.2, one row for each: the elements that it concerns are not
 * compared, nor what comes after them on a path. That is no obstacle to a process; it is what this second opinion is worth.
 * Each row was seen in an experiment with bpmn-engine 25.0.1 on bpmn-elements 17.3.0.
 */
import type { DiagramNode, DiagramProcess } from '../bpmn/diagram/diagram.ts'
import { isEventSubProcess } from '../bpmn/diagram/diagram.ts'
import { elementOf, flagOf, textOf } from '../bpmn/xml/moddle-element.ts'
import type { ProcessDefinition } from '../model/process-definition.ts'
import { definitionsOf } from './draw-for-bpmn-engine.ts'
import { unsafeSplitsBefore } from './ways-apart.ts'

export interface KnownLimit {
  /** Stable, kebab-case. */
  readonly code: string
  /** One sentence for the owner of the process. */
  readonly reason: string
  /** @returns the elements that it concerns */
  readonly concerns: (process: DiagramProcess, definition: ProcessDefinition) => readonly DiagramNode[]
}

/** An element that is not compared, and why. */
export interface LimitedElement {
  readonly elementId: string
  readonly code: string
  readonly reason: string
}

export const KNOWN_LIMITS: readonly KnownLimit[] = [
  {
    code: 'inclusive-join',
    reason: 'bpmn-engine does not wait at an inclusive join: it goes on once for each token that arrives.',
    concerns: each(({ type, incoming }) => type === 'bpmn:InclusiveGateway' && incoming.length > 1),
  },
  {
    code: 'complex-gateway',
    reason: 'bpmn-engine does not know complex gateways.',
    concerns: each(({ type }) => type === 'bpmn:ComplexGateway'),
  },
  {
    code: 'parallel-join-after-choice',
    reason:
      'bpmn-engine counts a way that was not taken as one that arrived, so a parallel join behind a choice or a loop within one of its branches goes on too early, and a sub-process in which it was passed by never ends.',
    concerns: ({ nodes }) =>
      nodes
        .filter(({ type }) => type === 'bpmn:ParallelGateway')
        .flatMap((join) => {
          const splits = unsafeSplitsBefore(join, nodes)
          if (splits.length === 0) return []
          const ends = nodes.filter(({ scope, outgoing }) => scope === join.scope && outgoing.length === 0)
          return [join, ...splits, ...(join.scope.node === null ? [] : ends)]
        }),
  },
  {
    code: 'event-based-gateway-special',
    reason: 'bpmn-engine takes every event-based gateway for one whose first event decides, and starts no case by one.',
    concerns: each(
      ({ type, element }) =>
        type === 'bpmn:EventBasedGateway' &&
        (flagOf(element, 'instantiate') === true || textOf(element, 'eventGatewayType') === 'Parallel'),
    ),
  },
  {
    code: 'event-sub-process',
    reason: 'bpmn-engine starts an event sub-process by nothing that comes from outside, and interrupts nothing by it.',
    concerns: each((node) => isInside(node, isEventSubProcess)),
  },
  {
    code: 'ad-hoc',
    reason: 'bpmn-engine starts everything in an ad-hoc sub-process at once and ignores when it is complete.',
    concerns: each((node) => isInside(node, ({ type }) => type === 'bpmn:AdHocSubProcess')),
  },
  {
    code: 'transaction',
    reason: 'bpmn-engine cancels a transaction in an order of its own.',
    concerns: each((node) => isInside(node, ({ type }) => type === 'bpmn:Transaction')),
  },
  {
    code: 'standard-loop',
    reason: 'bpmn-engine ends a standard loop where its condition holds; BPMN repeats it while the condition holds.',
    concerns: each(({ element }) => loopOf(element)?.$type === 'bpmn:StandardLoopCharacteristics'),
  },
  {
    code: 'multi-instance-data',
    reason: 'bpmn-engine cannot count a multi-instance by a data input, and throws no event for its runs.',
    concerns: each(({ element }) => {
      const loop = loopOf(element)
      return elementOf(loop, 'loopDataInputRef') !== null || !['', 'All'].includes(textOf(loop, 'behavior') ?? '')
    }),
  },
  {
    code: 'quantities',
    reason: 'bpmn-engine ignores how many tokens an activity needs to start and gives when it is done.',
    concerns: each(({ element }) =>
      ['startQuantity', 'completionQuantity'].some((name) => ![undefined, 1].includes(numberOf(element.get(name)))),
    ),
  },
  {
    code: 'instantiating-receive',
    reason: 'bpmn-engine starts no case by a receive task.',
    concerns: each(({ type, element }) => type === 'bpmn:ReceiveTask' && flagOf(element, 'instantiate') === true),
  },
  {
    code: 'link-loop',
    reason: 'bpmn-engine loses the token at a link that leads back to itself when it comes there again.',
    concerns: ({ nodes }) => {
      const links = nodes.filter((node) => hasEvent(node, 'Link'))
      return links.filter((node) => node.type === 'bpmn:IntermediateThrowEvent' && mayLeadBack(node, links))
    },
  },
  {
    code: 'conditional-event',
    reason: 'bpmn-engine does not look at the condition of an event again when data changes.',
    concerns: each((node) => hasEvent(node, 'Conditional')),
  },
  {
    code: 'multiple-events',
    reason: 'bpmn-engine takes an event with several triggers for one that any of them completes.',
    concerns: each((node) => definitionsOf(node).length > 1),
  },
  {
    code: 'compensation',
    reason: 'bpmn-engine compensates in the order of the diagram; BPMN in the reverse order of what was done.',
    concerns: each((node) => hasEvent(node, 'Compensate') || flagOf(node.element, 'isForCompensation') === true),
  },
  {
    code: 'cancel-event',
    reason: 'bpmn-engine cancels a transaction in an order of its own.',
    concerns: each((node) => hasEvent(node, 'Cancel')),
  },
  {
    code: 'error-end',
    reason: 'bpmn-engine goes on as if nothing had happened after an error that no boundary event around it catches.',
    concerns: each((node) => node.type === 'bpmn:EndEvent' && hasEvent(node, 'Error') && !isCaught('Error', node)),
  },
  {
    code: 'heard-everywhere',
    reason:
      'bpmn-engine hands an error or escalation to every boundary event that catches its code, wherever it stands, in all runs of a multi-instance, and keeps it for activities that have yet to begin; BPMN hands it to the innermost one around it.',
    concerns: ({ nodes }) =>
      nodes.filter((node) =>
        (['Error', 'Escalation'] as const).some((kind) => {
          if (node.type === 'bpmn:BoundaryEvent' || !hasEvent(node, kind)) return false
          const catchers = nodes.filter((event) => catches(kind, event, node))
          const [catcher] = catchers
          if (catcher === undefined) return false
          return catchers.length > 1 || !isCaught(kind, node) || isInside(catcher, hasRunsAtOnce)
        }),
      ),
  },
  {
    code: 'unknown-kind',
    reason: 'The rehearsal does not know how bpmn-engine takes this kind of element.',
    concerns: ({ nodes }, definition) =>
      nodes.filter((node) => definition.nodes[node.id] === undefined || !KNOWN_TYPES.has(node.type)),
  },
]

/** Limits that show only on a path, and in what the second engine is not asked. */
export const LIMITS_ON_THE_WAY = {
  crowded: {
    code: 'several-tokens-in-one-activity',
    reason: 'bpmn-engine lets one token at a time into an activity; here two are in it at once.',
  },
  again: {
    code: 'non-interrupting-again',
    reason: 'bpmn-engine takes a non-interrupting event once; here it comes again.',
  },
  kept: {
    code: 'caught-in-sub-process',
    reason:
      'bpmn-engine keeps an error or escalation that was caught within a sub-process for the next time that the same activity begins; here it begins again.',
  },
  behind: {
    code: 'behind-a-limit',
    reason: 'Every path to it that was walked passes an element that bpmn-engine takes otherwise.',
  },
  failed: {
    code: 'second-engine-failed',
    reason: 'bpmn-engine failed on the way to it; the failures say how.',
  },
  different: {
    code: 'behind-a-difference',
    reason: 'The two engines had opened different work before it, or at it.',
  },
  notAsked: {
    code: 'not-asked',
    reason: 'The comparison ended before it came here.',
  },
} as const

/** What neither engine is asked on any path, in plain words. */
export const NEVER_ASKED: readonly string[] = [
  'A non-interrupting event is rehearsed once on a path: bpmn-engine takes it once, BPMN as often as it comes.',
  'A signal is rehearsed as if it came to one listener alone: bpmn-engine gives it to one of several.',
  'What a called process does is not rehearsed with its caller: the call completes, or ends with an error caught here.',
]

const KNOWN_TYPES = new Set(
  (
    'StartEvent EndEvent IntermediateCatchEvent IntermediateThrowEvent BoundaryEvent Task UserTask ManualTask ServiceTask ' +
    'SendTask ReceiveTask ScriptTask BusinessRuleTask CallActivity SubProcess Transaction AdHocSubProcess ' +
    'ExclusiveGateway ParallelGateway InclusiveGateway ComplexGateway EventBasedGateway'
  )
    .split(' ')
    .map((name) => `bpmn:${name}`),
)

/** @returns one entry for each element that a row concerns; the first row that does names the reason */
export function limitedElements(process: DiagramProcess, definition: ProcessDefinition): LimitedElement[] {
  const found = new Map<string, LimitedElement>()
  for (const { code, reason, concerns } of KNOWN_LIMITS)
    for (const { id } of concerns(process, definition))
      if (!found.has(id)) found.set(id, { elementId: id, code, reason })
  return [...found.values()]
}

function each(holds: (node: DiagramNode) => boolean): KnownLimit['concerns'] {
  return ({ nodes }) => nodes.filter(holds)
}

/** Whether it, or a sub-process that it stands in, is such a one. */
function isInside(node: DiagramNode, isSuch: (around: DiagramNode) => boolean): boolean {
  for (let at: DiagramNode | null = node; at !== null; at = at.scope.node) if (isSuch(at)) return true
  return false
}

function hasEvent(node: DiagramNode, kind: string): boolean {
  return definitionsOf(node).some(({ $type }) => $type === `bpmn:${kind}EventDefinition`)
}

/** Whether it is a boundary event for such an error or escalation as the other throws, wherever the two stand. */
function catches(kind: 'Error' | 'Escalation', boundary: DiagramNode, thrower: DiagramNode): boolean {
  if (boundary.type !== 'bpmn:BoundaryEvent' || !hasEvent(boundary, kind)) return false
  const name = kind.toLowerCase()
  const [caught, thrown] = [boundary, thrower].map((node) =>
    textOf(elementOf(definitionsOf(node)[0] ?? null, `${name}Ref`), `${name}Code`),
  )
  return caught === null || caught === thrown
}

/** Whether a boundary event of a sub-process around it catches what it throws. */
function isCaught(kind: 'Error' | 'Escalation', thrower: DiagramNode): boolean {
  return isInside(thrower, ({ boundaryEvents }) => boundaryEvents.some((event) => catches(kind, event, thrower)))
}

function loopOf(element: DiagramNode['element']) {
  return elementOf(element, 'loopCharacteristics')
}

function hasRunsAtOnce({ element }: DiagramNode): boolean {
  const loop = loopOf(element)
  return loop?.$type === 'bpmn:MultiInstanceLoopCharacteristics' && flagOf(loop, 'isSequential') !== true
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

/** Whether from the catching end of its name a way leads to the throwing one. */
function mayLeadBack(thrower: DiagramNode, links: readonly DiagramNode[]): boolean {
  const name = textOf(definitionsOf(thrower)[0] ?? null, 'name')
  const catchers = links.filter(
    (node) => node.type === 'bpmn:IntermediateCatchEvent' && textOf(definitionsOf(node)[0] ?? null, 'name') === name,
  )
  const left = [...catchers]
  const passed = new Set<DiagramNode>()
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (node === thrower) return true
    if (passed.has(node)) continue
    passed.add(node)
    for (const { target } of [node, ...node.boundaryEvents].flatMap(({ outgoing }) => outgoing))
      if (target) left.push(target)
  }
  return false
}
