/** `process.integrity`: whether a process, as it was last deployed, fits the others. */
import { BpmnError } from '../../engine/model/errors.ts'
import type { Handler } from '../../engine/ports.ts'
import { requiredText } from './input.ts'

/** More than a person will read, and a bound on what the case holds. */
const MOST_FINDINGS = 200

/**
 * {processKey} → {version, versionTag, isInForce, warnings, notes, findings: [{severity, processKey, elementId, message}]}: of the
 * institution's newest version, in force or not yet; the numbers count all, the list holds at most 200.
 *
 * @throws BpmnError `unknownProcess` when the institution has no such process
 */
export const checkProcessIntegrity: Handler = async ({ input, cases }) => {
  const processKey = requiredText(input, 'processKey')
  const integrity = await cases.integrity(processKey)
  if (!integrity)
    throw new BpmnError('unknownProcess', `Expected a process of the institution, but "${processKey}" is none.`)
  const { version, versionTag, isInForce, findings } = integrity
  const count = (wanted: string) => findings.filter(({ severity }) => severity === wanted).length
  return {
    variables: {
      version,
      versionTag,
      isInForce,
      warnings: count('warning'),
      notes: count('note'),
      findings: findings
        .slice(0, MOST_FINDINGS)
        .map(({ severity, processKey: of, elementId, message }) => ({ severity, processKey: of, elementId, message })),
    },
  }
}
