import type { Register } from '../../../engine/records/register.ts'

/** What handlers write. No field is unique: nothing but the transaction keeps a record from being written twice. */
export const LEDGER: Register = {
  register: 'ledger',
  name: { lv: 'Virsgrāmata', en: 'Ledger' },
  number: 'L-{YYYY}-{000000}',
  schema: { type: 'object' },
  unique: [],
  search: [],
  title: 'jobId',
  access: { read: ['*'], write: [] },
  reference: false,
}
