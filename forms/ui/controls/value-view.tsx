/** Values that are only read, as people read them: labels instead of codes and ids, moments in words, lists as lists. */
import type { ComponentChildren } from 'preact'
import { isObject, type Json } from '../../../engine/model/json.ts'
import { DataTable } from '../shared/parts/data-table.tsx'
import { Moment } from '../shared/parts/moment.tsx'
import { day, moment, money as inMoney, number as inNumber } from '../shared/format.ts'
import { registerOf } from './control-kind.ts'
import type { Drawing } from './control.ts'
import { partsOf, wordsOf, type FieldShape } from './field-shape.ts'
import { fileSize } from './file-size.ts'
import { FileLink } from './files.tsx'
import { labelOfCode } from './radio.tsx'
import { labelOf } from './reference-search.tsx'
import { ownName } from './table.tsx'
import { CONTROL_TEXTS } from './texts.ts'

/** What a view of a value needs to know. */
export interface Reader extends Pick<Drawing, 'language' | 'choices' | 'filesOnlyNamed'> {
  /** Address of a record's page; null where this reader has none to open. */
  readonly link?: (register: string, id: string) => string | null
}

/** Whether there is nothing to show. */
export function isNothing(value: Json | undefined): boolean {
  if (value === undefined || value === null) return true
  if (typeof value === 'string') return value.trim() === ''
  if (Array.isArray(value)) return value.every(isNothing)
  return isObject(value) && Object.values(value).every(isNothing)
}

/** A value of a field of a form. */
export function ValueView(props: { field: FieldShape; value: Json; reader: Reader }): ComponentChildren {
  const { field, value, reader } = props
  const { language } = reader
  const one = (entry: Json): ComponentChildren => <ValueView field={field} value={entry} reader={reader} />
  switch (field.kind) {
    case 'radio':
    case 'select':
      return labelOfCode(field, value)
    case 'checkboxes':
      return Array.isArray(value) ? <TextList entries={value.map((code: Json) => labelOfCode(field, code))} /> : null
    case 'money':
      return typeof value === 'number' ? inMoney(value, language) : <AnyValue value={value} reader={reader} />
    case 'reference':
      return typeof value === 'string' ? <RecordLink field={field} id={value} reader={reader} /> : null
    case 'references':
      return Array.isArray(value) ? (
        <TextList
          entries={value.map((id: Json) => (
            <RecordLink key={String(id)} field={field} id={String(id)} reader={reader} />
          ))}
        />
      ) : null
    case 'files':
      return Array.isArray(value) ? <FileList files={value} reader={reader} /> : null
    case 'table':
      return Array.isArray(value) ? <RowsView field={field} rows={value} reader={reader} /> : one([value])
    case 'object':
      return (
        <Facts
          facts={partsOf(field, field.name, value).map((part) => {
            const own = isObject(value) ? value[ownName(part)] : undefined
            const drawn = isNothing(own) ? null : <ValueView field={part} value={own ?? null} reader={reader} />
            return [part.texts.label, drawn]
          })}
        />
      )
    default:
      return <AnyValue value={value} reader={reader} />
  }
}

/** What a record is called, leading to it where the page says how. */
function RecordLink({
  field,
  id,
  reader,
}: {
  readonly field: FieldShape
  readonly id: string
  readonly reader: Reader
}) {
  const register = registerOf(field.schema) ?? ''
  const address = reader.link?.(register, id) ?? null
  const label = labelOf(id, register, reader)
  if (address === null) return <>{label}</>
  return (
    <a class="govuk-link" href={address}>
      {label}
    </a>
  )
}

/** A value of unknown shape. */
export function AnyValue({ value, reader }: { readonly value: Json; readonly reader: Reader }): ComponentChildren {
  const { language } = reader
  if (value === null) return null
  if (typeof value === 'boolean') return value ? CONTROL_TEXTS[language].yes : CONTROL_TEXTS[language].no
  if (typeof value === 'number') return inNumber(value, language)
  if (typeof value === 'string') return <TextView text={value} reader={reader} />
  if (!isObject(value)) {
    const entries: readonly Json[] = value
    return (
      <TextList
        entries={entries.map((one, index) => (
          <AnyValue key={index} value={one} reader={reader} />
        ))}
      />
    )
  }
  return (
    <Facts
      facts={Object.entries(value).map(([name, own]) => [
        wordsOf(name),
        isNothing(own) ? null : <AnyValue value={own} reader={reader} />,
      ])}
    />
  )
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/
const DAY = /^\d{4}-\d\d-\d\d$/

function TextView({ text, reader }: { readonly text: string; readonly reader: Reader }) {
  const at = Date.parse(text)
  if (INSTANT.test(text) && !Number.isNaN(at)) return <Moment at={text}>{moment(text, reader.language)}</Moment>
  if (DAY.test(text) && !Number.isNaN(at)) return <Moment at={text}>{day(`${text}T12:00:00Z`, reader.language)}</Moment>
  return <span class="ritums-text">{text}</span>
}

function TextList({ entries }: { readonly entries: readonly ComponentChildren[] }) {
  if (entries.length === 1) return <>{entries[0]}</>
  return (
    <ul class="govuk-list govuk-list--bullet">
      {entries.map((entry, index) => (
        <li key={index}>{entry}</li>
      ))}
    </ul>
  )
}

function FileList({ files, reader }: { readonly files: readonly Json[]; readonly reader: Reader }) {
  const entries = files.filter(isObject).map(({ id, name, size }) => (
    <>
      <FileLink
        id={typeof id === 'string' && !reader.filesOnlyNamed ? id : ''}
        name={typeof name === 'string' ? name : ''}
      />{' '}
      {fileSize(Number(size), reader.language)}
    </>
  ))
  return <TextList entries={entries} />
}

/** With so many a table needs more than half of a page, or the whole; where there is less, its rows are cards. */
const SEVERAL_COLUMNS = 4
const MANY_COLUMNS = 7

export interface RowsViewProps {
  readonly field: FieldShape
  readonly rows: readonly Json[]
  readonly reader: Reader
  /** Shows what the table is called; default: something beside it does. */
  readonly isCaptioned?: boolean
}

/** A list of objects as a table. */
export function RowsView({ field, rows, reader, isCaptioned = false }: RowsViewProps) {
  const columns = partsOf(field, `${field.name}/0`, undefined).map((part) => ({
    key: ownName(part),
    text: part.texts.label,
    numeric: part.kind === 'number' || part.kind === 'money',
    cell: ({ row }: { readonly row: Json }) => {
      const own = isObject(row) ? row[ownName(part)] : undefined
      return isNothing(own) ? '–' : <ValueView field={part} value={own ?? null} reader={reader} />
    },
  }))
  const { length } = columns
  const size = length >= MANY_COLUMNS ? ' ritums-rows--many' : length >= SEVERAL_COLUMNS ? ' ritums-rows--several' : ''
  return (
    <div class={`ritums-rows${size}`}>
      {isCaptioned && field.texts.hint !== undefined && <p class="govuk-hint">{field.texts.hint}</p>}
      <DataTable
        caption={field.texts.label}
        captionHidden={!isCaptioned}
        columns={columns}
        rows={rows.map((row, index) => ({ row, key: String(index) }))}
        keyOf={({ key }) => key}
      />
    </div>
  )
}

/** Names with values; those without a value are left out. */
function Facts({ facts }: { readonly facts: readonly (readonly [string, ComponentChildren])[] }) {
  return (
    <dl class="ritums-facts">
      {facts
        .filter(([, value]) => value !== null)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
