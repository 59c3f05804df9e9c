/** Where the data of a form name files: in fields that the form gives to the control for files. */
import { escapePointer } from '../../engine/model/json-pointer.ts'
import { isObject, type Json, type Variables } from '../../engine/model/json.ts'

/** The parts of a form file that say where its files are. */
interface FormParts {
  readonly properties: { readonly [name: string]: Json }
  readonly definitions: Json | undefined
  readonly widgets: { readonly [path: string]: Json }
}

/** What data say of one file. */
export type FileRow = { readonly [fact: string]: Json }

/** Data with what is put in the place of each file that they name; everything else stays as it is. */
export function replaceFiles(form: Json, data: Variables, put: (row: FileRow, pointer: string) => Json): Variables {
  const parts = partsOf(form)
  if (parts === null) return data
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, within(parts, name, `/${escapePointer(name)}`, value)]),
  )

  function within(of: FormParts, path: string, pointer: string, value: Json): Json {
    const schema = schemaAt(of, path)
    if (Array.isArray(value)) {
      const asked = of.widgets[path] ?? schema['x-widget']
      return value.map((row: Json, index) => {
        if (!isObject(row)) return row
        const at = `${pointer}/${index}`
        return asked === 'files' ? put(row, at) : object(of, `${path}/*`, at, row)
      })
    }
    return isObject(value) ? object(of, path, pointer, value) : value
  }

  function object(of: FormParts, path: string, pointer: string, row: FileRow): FileRow {
    return Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        within(of, `${path}/${name}`, `${pointer}/${escapePointer(name)}`, value),
      ]),
    )
  }
}

/** The files that data name, in their order. */
export function fileRows(form: Json, data: Variables): readonly { readonly row: FileRow; readonly pointer: string }[] {
  const found: { row: FileRow; pointer: string }[] = []
  replaceFiles(form, data, (row, pointer) => {
    found.push({ row, pointer })
    return row
  })
  return found
}

function partsOf(form: Json): FormParts | null {
  if (!isObject(form) || !isObject(form.schema) || !isObject(form.schema.properties)) return null
  const widgets = isObject(form.ui) && isObject(form.ui.widgets) ? form.ui.widgets : {}
  return { properties: form.schema.properties, definitions: form.schema.$defs, widgets }
}

/** @param path e.g. `attachments`, `costLines/*` + `/receipts` */
function schemaAt(of: FormParts, path: string): FileRow {
  const steps = path.split('/')
  let schema = resolved(of, of.properties[steps[0] ?? ''])
  for (const step of steps.slice(1)) {
    const properties = isObject(schema.properties) ? schema.properties : {}
    schema = resolved(of, step === '*' ? schema.items : properties[step])
  }
  return schema
}

/** Follows `#/$defs/…`, a few times: a form that names itself in a circle has no files there. */
function resolved({ definitions }: FormParts, schema: Json | undefined): FileRow {
  let found = schema
  for (let hops = 0; hops < 10 && isObject(found) && typeof found.$ref === 'string'; hops += 1) {
    const name = found.$ref.replace(/^#\/\$defs\//, '')
    found = isObject(definitions) && Object.hasOwn(definitions, name) ? definitions[name] : undefined
  }
  return isObject(found) ? found : {}
}
