/** One line of the coverage page: an element of the standard at one position, or one variant of it. */
export interface Row {
  /** What stories name it by, e.g. `boundary/message`. */
  readonly id: string
  readonly element: string
  readonly position: string
  /** Of BPMN 2.0.2 (formal/2013-12-09). */
  readonly section: string
}

/** Rows that belong together: one table of the page. */
export interface Theme {
  readonly name: string
  readonly rows: readonly Row[]
}

/** @param rows `[id without the prefix, element, position or variant, section]`; the section of the row before where left out */
export const theme = (
  name: string,
  prefix: string,
  rows: readonly (readonly [id: string, element: string, position: string, section?: string])[],
): Theme => {
  let last = ''
  return {
    name,
    rows: rows.map(([id, element, position, section]) => {
      last = section ?? last
      return { id: `${prefix}/${id}`, element, position, section: last }
    }),
  }
}
