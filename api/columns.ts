/** Columns of the API's own tables, as migrations make them. Texts and instants as text, so that both databases agree. */

/** @returns a column that holds a short text, e.g. an id or an instant */
export function text(name: string, options: { readonly isPrimary?: boolean; readonly isNullable?: boolean } = {}) {
  return { name, type: 'varchar', ...options }
}
