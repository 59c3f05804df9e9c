/** Rows of one process instance as rows of another: its id replaced wherever a value holds it. */

/** What SQLite stores. */
export type Value = string | number | bigint | Buffer | null

/**
 * Prepares it once, so that making the rows of one more instance costs next to nothing.
 *
 * @returns the values with another id in the place of `id`
 */
export function rekeyed(values: readonly Value[], id: string): (newId: string) => Value[] {
  const changing = values.flatMap((value, index) =>
    typeof value === 'string' && value.includes(id) ? [{ index, parts: value.split(id) }] : [],
  )
  return (newId) => {
    const copy = values.slice()
    for (const { index, parts } of changing) copy[index] = parts.join(newId)
    return copy
  }
}

/**
 * An id of the same shape that sorts `steps` places later: ids begin with twelve hexadecimal digits of time (UUIDv7,
 * RFC 9562 §5.7), and new rows of a running engine go to the end of every index in the same way.
 */
export function laterId(id: string, steps: number): string {
  const time = /^([0-9a-f]{8})-([0-9a-f]{4})-/.exec(id)
  if (time === null) throw new Error(`Expected an id that begins with its time (UUIDv7), but it is "${id}".`)
  const later = (Number.parseInt(`${time[1]}${time[2]}`, 16) + steps).toString(16).padStart(12, '0')
  return `${later.slice(0, 8)}-${later.slice(8)}${id.slice(13)}`
}

/**
 * What one copy of a case says in the place of one of its own texts: a later or earlier id of the same shape, and any other
 * text that no second case may have, e.g. its number, with the copy's number behind it.
 */
export function ownText(text: string, copy: number, steps: number): string {
  return isId(text) ? laterId(text, steps) : `${text}.${copy}`
}

/** Is this the id of an instance or a record, and no other text of a case? */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
}
