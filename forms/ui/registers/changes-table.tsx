import type { Language } from '../../check/form-file.ts'
import type { Json } from '../../../engine/model/json.ts'
import type { FieldShape } from '../controls/field-shape.ts'
import { isNothing, ValueView, type Reader } from '../controls/value-view.tsx'
import { DataTable } from '../shared/parts/data-table.tsx'
import type { FieldChange } from './field-changes.ts'
import { REGISTERS_TEXTS } from './registers-texts.ts'

export interface ChangesTableProps {
  readonly language: Language
  readonly caption: string
  readonly changes: readonly FieldChange[]
  readonly reader: Reader
}

/** Fields with what they held before and after. */
export function ChangesTable({ language, caption, changes, reader }: ChangesTableProps) {
  const texts = REGISTERS_TEXTS[language]
  const value = (field: FieldShape, one: Json) =>
    isNothing(one) ? texts.nothing : <ValueView field={field} value={one} reader={reader} />
  return (
    <DataTable
      caption={caption}
      captionHidden
      rows={changes}
      keyOf={({ field }) => field.name}
      columns={[
        { key: 'field', text: texts.field, names: true, cell: ({ field }) => field.texts.label },
        { key: 'before', text: texts.before, cell: ({ field, before }) => value(field, before) },
        { key: 'after', text: texts.after, cell: ({ field, after }) => value(field, after) },
      ]}
    />
  )
}
