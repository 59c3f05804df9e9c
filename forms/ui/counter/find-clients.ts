/** Finds who stands at the desk or calls: by identifier, name, telephone, or the number of a case. */
import type { RecordView } from '../../../engine/records/record-unit.ts'
import type { PageCall } from '../shared/page.ts'
import { mayRead, readRecord, readRecords } from './read-record.ts'

export interface FoundUser {
  readonly user: RecordView
  readonly client: RecordView
}

export interface Found {
  readonly clients: readonly RecordView[]
  /** Who may act in a client's name. */
  readonly users: readonly FoundUser[]
  /** Applications of people who are in no register, e.g. because they only asked something. */
  readonly applications: readonly RecordView[]
  /** There may be more than these. */
  readonly isCut: boolean
  /** The one client whose identifier was entered. */
  readonly exact: RecordView | null
}

const MOST = 20
/** Of a telephone number without its country. */
const LOCAL_DIGITS = 8
const SHORTEST_PHONE = 6
const IDENTIFIER_DIGITS = 11

/** Fewer characters would find everybody. */
export const SHORTEST_WORDS = 3

export async function findClients(call: PageCall, words: string): Promise<Found> {
  const identified = await byIdentifier(call, words)
  const [exact = null] = identified
  if (exact && identified.length === 1) return { clients: identified, users: [], applications: [], isCut: false, exact }
  const text = searchText(words)
  const [clients, users, applications] = await Promise.all([
    readRecords(call, 'client', { text, limit: MOST }),
    readRecords(call, 'client-user', { text, limit: MOST }),
    readRecords(call, 'application', { text, limit: MOST }),
  ])
  const named = new Set(clients.map(({ id }) => id))
  return {
    clients,
    users: await withClients(call, users),
    applications: applications.filter(({ data }) => {
      const { clientId } = data
      return typeof clientId !== 'string' || (isCaseNumber(words) && !named.has(clientId))
    }),
    isCut: [clients, users, applications].some((list) => list.length >= MOST),
    exact: null,
  }
}

/** Identifiers are stored as people write them: a personal code with its hyphen, a registration number without. */
async function byIdentifier(call: PageCall, words: string): Promise<readonly RecordView[]> {
  const digits = words.replaceAll(/[\s-]/g, '')
  if (!new RegExp(`^\\d{${IDENTIFIER_DIGITS}}$`).test(digits)) return []
  const forms = [`${digits.slice(0, 6)}-${digits.slice(6)}`, digits]
  const lists = await Promise.all(
    forms.map((identifier) => readRecords(call, 'client', { where: { identifier }, limit: MOST })),
  )
  return lists.flat()
}

/** @returns what the registers are searched for: of a telephone number the part that is written the same by everybody */
function searchText(words: string): string {
  const digits = words.replaceAll(/[\s()+-]/g, '')
  const isPhone = /^\d+$/.test(digits) && digits.length >= SHORTEST_PHONE && digits.length !== IDENTIFIER_DIGITS + 1
  const isCode = /^\s*\d{6}-?\d{0,5}\s*$/.test(words) && words.includes('-')
  return isPhone && !isCode ? digits.slice(-LOCAL_DIGITS) : words
}

function isCaseNumber(words: string): boolean {
  return /^\s*[A-Za-z]+-\d/.test(words)
}

async function withClients(call: PageCall, users: readonly RecordView[]): Promise<readonly FoundUser[]> {
  if (!mayRead(call, 'client')) return []
  return Promise.all(
    users.map(async (user) => ({ user, client: await readRecord(call, 'client', String(user.data['clientId'])) })),
  )
}
