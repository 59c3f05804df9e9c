/** Who refers to a record, as people read it: what each is called, and by which field. */
import type { Register } from '../../../engine/records/register.ts'
import type { PageCall } from '../shared/page.ts'
import type { RecordRoom } from './load-record.ts'
import { recordAddress, recordTitle, statusLabel } from './record-title.ts'
import { namedIn, titlesOf, traceRead } from './record-titles.ts'
import { registerForm } from './register-form.ts'

/** A record that names another. */
export interface Referring {
  readonly key: string
  readonly href: string
  readonly title: string
  /** '' where its register gives none, or the title is it. */
  readonly number: string
  /** Name of its register. */
  readonly register: string
  /** Label of the field that names the other. */
  readonly field: string
  readonly status: string
}

export interface ReferringAsked {
  readonly registers: readonly Register[]
  readonly limit: number
  readonly after?: string
}

export async function referringRecords(
  call: PageCall,
  { register, record }: Pick<RecordRoom, 'register' | 'record'>,
  { registers, limit, after }: ReferringAsked,
): Promise<{ readonly rows: readonly Referring[]; readonly next: string | null }> {
  const { ports, institutionId, language } = call
  const { items, next } = await ports.engine.listReferringRecords({
    institutionId,
    register: register.register,
    id: record.id,
    registers: registers.map((one) => one.register),
    limit,
    ...(after === undefined ? {} : { after }),
  })
  const rows = new Map<string, Omit<Referring, 'field' | 'key'>>()
  for (const name of new Set(items.map((one) => one.register))) {
    const own = registers.find((one) => one.register === name)
    if (!own) continue
    const ids = items.filter((one) => one.register === name).map(({ id }) => id)
    const records = await ports.engine.getRecords({ institutionId, register: name, ids })
    await traceRead(
      call,
      name,
      'list',
      records.map(({ id }) => id),
    )
    const titles = await titlesOf(
      call,
      namedIn(
        own,
        records.map(({ data }) => ({ [own.title]: data[own.title] ?? null })),
      ),
    )
    for (const one of records) {
      const title = recordTitle(call, own, one, titles)
      rows.set(`${name} ${one.id}`, {
        href: recordAddress(name, one.id),
        title,
        number: one.number === title ? '' : (one.number ?? ''),
        register: own.name[language],
        status: statusLabel(call, own, one.status),
      })
    }
  }
  return {
    next,
    rows: items.flatMap(({ register: name, id, field }) => {
      const row = rows.get(`${name} ${id}`)
      const own = registers.find((one) => one.register === name)
      return row && own ? [{ ...row, key: `${name} ${id} ${field}`, field: fieldLabel(call, own, field) }] : []
    }),
  }
}

/** @param field names joined by dots, without the positions in lists */
function fieldLabel({ ports, language }: PageCall, register: Register, field: string): string {
  const { fields } = registerForm(register, ports.data).i18n[language]
  const path = Object.keys(fields).find((one) => one.replaceAll('/*', '').replaceAll('/', '.') === field)
  return (path === undefined ? undefined : fields[path]?.label) ?? field
}
