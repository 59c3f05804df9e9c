import type { Variables } from './json.ts'

/**
 * The correlation key that a contract's `key` finds in data: the value of one field, or of several written
 * `serviceId+ciId`, joined by `+` where a missing one counts as empty.
 *
 * @param sources looked through in order, field by field
 * @returns null when no field has a value
 */
export function messageKeyOf(key: string, ...sources: readonly Variables[]): string | null {
  const values = key.split('+').map((field) => {
    const source = sources.find((one) => Object.hasOwn(one, field))
    const value = source?.[field]
    return typeof value === 'string' || typeof value === 'number' ? String(value) : null
  })
  return values.every((value) => value === null) ? null : values.map((value) => value ?? '').join('+')
}
