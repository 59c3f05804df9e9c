import type { ComponentChildren } from 'preact'

export interface Column<Row> {
  readonly key: string
  /** The header; where `hidden`, for screen readers only, e.g. over buttons. */
  readonly text: string
  readonly hidden?: boolean | undefined
  readonly numeric?: boolean | undefined
  /** What names the row; read out with every cell of it. At most one. */
  readonly names?: boolean | undefined
  readonly cell: (row: Row) => ComponentChildren
}

export interface DataTableProps<Row> {
  readonly caption: string
  /** The page's heading says it already; screen readers still hear it. */
  readonly captionHidden?: boolean | undefined
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  /** Marks the row, e.g. as not seen before; a word in it must say the same. */
  readonly isNew?: ((row: Row) => boolean) | undefined
}

/**
 * Rows and columns. On a narrow screen every row is a card, and each cell says what it is by the text of its column; roles
 * are spelled out, because a browser forgets that a table is one when it is not laid out as one.
 */
export function DataTable<Row>({ caption, captionHidden, columns, rows, keyOf, isNew }: DataTableProps<Row>) {
  return (
    <table class="ritums-table" role="table">
      <caption class={captionHidden ? 'govuk-visually-hidden' : 'ritums-table__caption'}>{caption}</caption>
      <thead class="ritums-table__head" role="rowgroup">
        <tr role="row">
          {columns.map(({ key, text, hidden, numeric }) => (
            <th
              key={key}
              scope="col"
              role="columnheader"
              class={`ritums-table__header${numeric ? ' ritums-table__header--numeric' : ''}`}
            >
              {hidden ? <span class="govuk-visually-hidden">{text}</span> : text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="ritums-table__body" role="rowgroup">
        {rows.map((row) => (
          <tr key={keyOf(row)} role="row" class={`ritums-table__row${isNew?.(row) ? ' ritums-table__row--new' : ''}`}>
            {columns.map((column) => (
              <Cell key={column.key} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cell<Row>({ column, row }: { readonly column: Column<Row>; readonly row: Row }) {
  const { text, hidden, numeric, names, cell } = column
  const content = (
    <>
      {!hidden && (
        <span class="ritums-table__label" aria-hidden="true">
          {text}
        </span>
      )}
      {cell(row)}
    </>
  )
  if (names)
    return (
      <th scope="row" role="rowheader" class="ritums-table__header">
        {content}
      </th>
    )
  return (
    <td role="cell" class={`ritums-table__cell${numeric ? ' ritums-table__cell--numeric' : ''}`}>
      {content}
    </td>
  )
}
