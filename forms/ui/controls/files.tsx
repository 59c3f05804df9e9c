import { isObject, type Json } from '../../../engine/model/json.ts'
import { fieldProps } from '../shared/parts/field.tsx'
import { asText, type Control, type Drawing } from './control.ts'
import { listOf } from './checkboxes.tsx'
import { idOf, type FieldShape } from './field-shape.ts'
import { fileSize } from './file-size.ts'
import { classOf, Frame, saidOf, typedIn } from './frame.tsx'
import { readRows } from './rows.ts'
import { CONTROL_TEXTS } from './texts.ts'

/** What data say of a file; the file store knows it better and is asked where the page can. */
const FACTS = ['id', 'name', 'mediaType', 'size'] as const

/** Files: those that are stored already, each with a tick to take it out, and a field for more. */
export const files: Control = {
  draw: (field, drawing) => <FileFields field={field} drawing={drawing} />,
  write(field, value, { put }) {
    for (const [row, file] of listOf(value).entries()) {
      put(field.name, String(row))
      for (const fact of FACTS) {
        const own = isObject(file) ? file[fact] : undefined
        if (own !== undefined && own !== null) put(`${field.name}/${row}/${fact}`, asText(own))
      }
    }
  },
  read(field, reading) {
    const kept = readRows(field.name, reading).flatMap((row): Json[] => {
      const at = `${field.name}/${row}`
      const posted = Object.fromEntries(FACTS.map((fact) => [fact, reading.text(`${at}/${fact}`)]))
      if (reading.texts(`${at}/remove`).includes('true')) return []
      const { id = '', name = '', mediaType = '', size = '' } = posted
      if (reading.file) {
        const known = reading.file(id, name)
        if (!known) reading.refuse(field, 'file', 'file:gone', { actual: name || id })
        return known ? [{ ...known }] : []
      }
      return [
        {
          ...(id === '' ? {} : { id }),
          ...(name === '' ? {} : { name }),
          ...(mediaType === '' ? {} : { mediaType }),
          ...(/^\d{1,15}$/.test(size) ? { size: Number(size) } : {}),
        },
      ]
    })
    return kept.length > 0 ? kept : undefined
  },
}

function FileFields({ field, drawing }: { readonly field: FieldShape; readonly drawing: Drawing }) {
  const texts = CONTROL_TEXTS[drawing.language]
  const said = saidOf(field, drawing)
  const id = idOf(field.name)
  const rows = drawing.typed.getAll(field.name).filter((row) => /^\d+$/.test(row))
  return (
    <Frame field={field} drawing={drawing} said={said}>
      <input
        class={classOf('govuk-file-upload', said)}
        type="file"
        name={field.name}
        multiple
        {...fieldProps(id, said)}
      />
      {rows.length > 0 && (
        <ul class="govuk-list ritums-files" aria-label={`${texts.storedFiles}${texts.about(field.texts.label)}`}>
          {rows.map((row) => (
            <StoredFileItem key={row} name={`${field.name}/${row}`} row={row} field={field} drawing={drawing} />
          ))}
        </ul>
      )}
    </Frame>
  )
}

function StoredFileItem(props: { name: string; row: string; field: FieldShape; drawing: Drawing }) {
  const { name, row, field, drawing } = props
  const [fileId, fileName, , size] = FACTS.map((fact) => typedIn(`${name}/${fact}`, drawing))
  const id = idOf(`${name}/remove`)
  return (
    <li>
      <input type="hidden" name={field.name} value={row} />
      {FACTS.map((fact) => {
        const own = typedIn(`${name}/${fact}`, drawing)
        return own === '' ? null : <input key={fact} type="hidden" name={`${name}/${fact}`} value={own} />
      })}
      <FileLink id={drawing.filesOnlyNamed ? '' : (fileId ?? '')} name={fileName ?? ''} />{' '}
      {fileSize(Number(size), drawing.language)}
      <div class="govuk-checkboxes govuk-checkboxes--small">
        <div class="govuk-checkboxes__item">
          <input
            class="govuk-checkboxes__input"
            type="checkbox"
            id={id}
            name={`${name}/remove`}
            value="true"
            checked={typedIn(`${name}/remove`, drawing) === 'true'}
          />
          <label class="govuk-label govuk-checkboxes__label" for={id}>
            {CONTROL_TEXTS[drawing.language].removeFile(fileName || fileId || row)}
          </label>
        </div>
      </div>
    </li>
  )
}

/** A file's name, leading to it where it is stored. */
export function FileLink({ id, name }: { readonly id: string; readonly name: string }) {
  if (id === '') return <>{name}</>
  return (
    <a class="govuk-link" href={`/files/${encodeURIComponent(id)}`}>
      {name === '' ? id : name}
    </a>
  )
}
