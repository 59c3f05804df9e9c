/** A register of letters, a process that writes one or more of them, and a connector that does as it is told. */
import type { Connector, Handler, Outbox, OutboxEntry, OutboxItem, Register } from '../../../engine/index.ts'
import { diagram, line } from '../../support/diagram-file.ts'

/** Letters say of themselves how their sending stands. */
export const LETTERS: Register = {
  register: 'letter',
  name: { lv: 'Vēstule', en: 'Letter' },
  number: null,
  title: 'text',
  search: [],
  unique: [],
  access: { read: [], write: [] },
  reference: false,
  schema: { type: 'object', additionalProperties: true },
}

export const letters = diagram('letters', line('start', '<serviceTask id="write" camunda:class="write" />', 'end'))

/** Writes as many letters as the process is started with. */
export const write: Handler = async ({ records, variables }) => {
  const outbox: OutboxEntry[] = []
  for (let at = 0; at < Number(variables['count'] ?? 1); at++) {
    const { id } = await records.create('letter', { text: `letter ${at}` }, { status: 'written' })
    outbox.push({ connector: 'pigeon', register: 'letter', recordId: id })
  }
  return { outbox }
}

export const describeLetter: NonNullable<Outbox['describe']> = (_register, standing) => ({
  status: standing.state,
  patch: {
    attempts: 'attempts' in standing ? standing.attempts : null,
    error: 'error' in standing ? standing.error : null,
    reference: 'reference' in standing ? standing.reference : null,
  },
})

/** Remembers what it was given; its reference is made of the record's id, as that of any good connector. */
export function pigeon(fly: (item: OutboxItem, signal: AbortSignal) => Promise<void> | void = () => {}) {
  const carried: string[] = []
  const connector: Connector = {
    async send(item, { signal }) {
      await fly(item, signal)
      carried.push(`<${item.record.id}>`)
      return { reference: `<${item.record.id}>` }
    },
  }
  return { carried, outbox: { connectors: { pigeon: connector }, describe: describeLetter } }
}
