/** What a compiled process needs from the rest of its bundle and from the engine that will run it. */
import { checkFeel } from '../../expressions/check-feel.ts'
import type { Problem } from '../../model/errors.ts'
import type { CompiledProcess, NameUse, ValueUse } from '../bpmn-reading.ts'
import { problemAt, shorten, type Finding } from './check.ts'

export interface BundleContext {
  /** Ids of the forms, as `camunda:formKey` names them. */
  readonly forms: ReadonlySet<string>
  /** Ids of the decisions of all `.dmn` files. */
  readonly decisions: ReadonlySet<string>
  readonly handlers: ReadonlySet<string>
  /** Names of the message contracts; null where the bundle has none, and any message may be drawn. */
  readonly messages: ReadonlySet<string> | null
  /** Functions that expressions may call, beside those of FEEL. */
  readonly functionNames: readonly string[]
  /** Keys of the processes of the bundle and of those already deployed. */
  readonly processKeys: ReadonlySet<string>
}

/** @returns problems in the order of the uses; the caller merges and bounds them */
export function checkAgainstBundle(compiled: CompiledProcess, context: BundleContext): readonly Problem[] {
  const { uses } = compiled
  const messages = [...uses.messagesStarting, ...uses.messagesReceived, ...uses.messagesThrown]
  const findings: Finding[] = [
    ...unknown(uses.forms, context.forms, 'unknown-form', 'form', 'add its file to the bundle'),
    ...unknown(uses.decisions, context.decisions, 'unknown-decision', 'decision', 'add its .dmn file to the bundle'),
    ...unknown(uses.handlers, context.handlers, 'unknown-handler', 'handler', 'correct camunda:class'),
    ...unknown(
      literalNames(messages),
      context.messages,
      'unknown-message',
      'message',
      'add its contract to messages.json',
    ),
    ...unknown(
      uses.calledElements,
      context.processKeys,
      'unknown-process',
      'process',
      'deploy it before a case gets there',
    ).map((finding) => ({ ...finding, severity: 'warning' as const })),
    ...expressions(compiled, context.functionNames),
  ]
  const reading = { resource: compiled.resource, lines: new Map(Object.entries(compiled.places)) }
  return findings.map((finding) => problemAt(reading, finding))
}

function unknown(
  uses: readonly NameUse[],
  known: ReadonlySet<string> | null,
  code: string,
  what: string,
  remedy: string,
): Finding[] {
  if (known === null) return []
  return uses
    .filter(({ name }) => !known.has(name))
    .map(({ elementId, name }) => {
      const message = `"${shorten(elementId)}" names the ${what} "${shorten(name)}", which is not known; ${remedy}.`
      return { elementId, code, message }
    })
}

/** Computed names are known only when they are computed. */
function literalNames(uses: readonly ValueUse[]): NameUse[] {
  return uses.flatMap(({ elementId, name }) =>
    // An empty name is reported where it is missing.
    'literal' in name && typeof name.literal === 'string' && name.literal !== ''
      ? [{ elementId, name: name.literal }]
      : [],
  )
}

function expressions({ uses }: CompiledProcess, functionNames: readonly string[]): Finding[] {
  return uses.expressions.flatMap(({ elementId, expression }) => {
    const problem = checkFeel(expression.feel, functionNames)
    if (problem === null) return []
    const message = `The expression "${shorten(expression.source)}" of "${shorten(elementId)}" cannot be used: ${shorten(problem, 300)}`
    return [{ elementId, code: 'expression-invalid', message }]
  })
}
