/**
 * The copy of a definition that is rehearsed. A rehearsal has no data, so in the copy nothing is computed from any: each
 * condition looks up what the explorer chose, and each value is a literal that fits its place. It works on the shape of
 * the definition rather than on its kinds, so that a new kind of element needs no line here.
 */
import type { ProcessDefinition } from '../model/process-definition.ts'

export interface RehearsalCopy {
  readonly definition: ProcessDefinition
  /** Name that a condition looks up → the sequence flow or element whose condition it is. */
  readonly conditions: ReadonlyMap<string, string>
}

/** Runs of each multi-instance: enough to tell one run from the whole. */
const RUNS = 2

/** Texts without which an element cannot do its work, by member name; all other values may be missing. */
const NEEDED_TEXTS = new Set([
  'name',
  'topic',
  'calledElement',
  'decision',
  'correlationKey',
  'errorCode',
  'escalationCode',
  'versionTag',
])
const NEEDED_NUMBERS = new Map([
  ['version', 1],
  ['startQuantity', 1],
  ['completionQuantity', 1],
])
/** What is mapped, and who is looked for, is data. */
const LISTS_OF_DATA = new Set(['inputs', 'outputs', 'mappings', 'people'])
/** Members that stand for data drawn in the diagram, and for lists that a loop goes through. */
const DATA = new Set([
  'data',
  'dataStores',
  'hasDataStates',
  'waitsForData',
  'correlations',
  'inputVariable',
  'outputItem',
  'outputVariable',
])
const TIMERS = { date: '2100-01-01T00:00:00Z', duration: 'P1D', cycle: 'R/P1D' }

/** @param definition as it was compiled; it stays as it is */
export function makeRehearsalCopy(definition: ProcessDefinition): RehearsalCopy {
  const conditions = new Map<string, string>()

  /** The depth of the definition's type bounds the recursion: a definition nests by ids, not by objects. */
  const copy = (value: unknown, member: string, owner: string): unknown => {
    if (Array.isArray(value))
      return LISTS_OF_DATA.has(member) ? [] : value.map((item: unknown) => copy(item, member, owner))
    if (!isObject(value)) return value
    if (isExpression(value)) return copyExpression(value, member, owner)
    if (isComputed(value)) return { literal: literalFor(member, value.expression.source) }
    if (member === 'multiInstance') return copyLoop(value, owner, { cardinality: { literal: RUNS }, collection: null })
    if (member === 'standardLoop') return copyLoop(value, owner, { maximum: RUNS })
    if (value['type'] === 'timer') return { ...value, value: { literal: TIMERS[timerOf(value)] } }
    const kept = Object.entries(value).filter(([name]) => !DATA.has(name))
    return Object.fromEntries(kept.map(([name, inner]) => [name, copy(inner, name, owner)]))
  }
  /** So many runs, whatever counts them. */
  const copyLoop = (loop: object, owner: string, instead: object): object => ({
    ...(copy({ ...loop, ...instead }, '', owner) as object),
    ...instead,
  })
  const copyExpression = ({ source }: Expression, member: string, owner: string): Expression => {
    if (/condition$/i.test(member)) {
      const name = `rehearsal_${conditions.size}`
      conditions.set(name, owner)
      return { feel: name, source }
    }
    return { feel: 'null', source }
  }
  const copyAll = <T extends object>(parts: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(parts).map(([id, part]) => [id, copy(part, '', id) as T]))

  const kept = Object.fromEntries(Object.entries(definition).filter(([name]) => !DATA.has(name)))
  return {
    definition: {
      ...(kept as unknown as ProcessDefinition),
      scopes: copyAll(definition.scopes),
      nodes: copyAll(definition.nodes),
      flows: copyAll(definition.flows),
    },
    conditions,
  }
}

interface Expression {
  readonly feel: string
  readonly source: string
}

function literalFor(member: string, source: string): string | number | null {
  return NEEDED_NUMBERS.get(member) ?? (NEEDED_TEXTS.has(member) ? source : null)
}

function timerOf(trigger: object): keyof typeof TIMERS {
  const kind: unknown = 'timer' in trigger ? trigger.timer : null
  return kind === 'date' || kind === 'cycle' ? kind : 'duration'
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function isExpression(value: object): value is Expression {
  return 'feel' in value && typeof value.feel === 'string' && 'source' in value && typeof value.source === 'string'
}

/** A `Value` that is an expression; the work of a task has a member of that name, too, but others beside it. */
function isComputed(value: object): value is { readonly expression: Expression } {
  return (
    Object.keys(value).length === 1 &&
    'expression' in value &&
    isObject(value.expression) &&
    isExpression(value.expression)
  )
}
