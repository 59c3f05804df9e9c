/** The cases of a client: what is open, by when, and what was closed not long ago. */
import type { Instant } from '../../../../engine/model/json.ts'
import { isObject } from '../../../../engine/model/json.ts'
import type { RecordView } from '../../../../engine/records/record-unit.ts'
import { CLOSED_APPLICATION } from '../../../../processes/closed-application.ts'
import { dueWords, type Due } from '../../shared/due.ts'
import { codeLabel } from '../../shared/names.ts'
import type { PageCall } from '../../shared/page.ts'
import { serviceNames } from '../../shared/service-names.ts'
import { readRecords } from '../read-record.ts'

export interface ClientCase {
  readonly id: string
  readonly number: string
  readonly subject: string
  readonly service: string
  readonly status: string
  /** The client is to say something. */
  readonly waits: boolean
  /** The clock stands. */
  readonly isPaused: boolean
  readonly dueAt: Instant | null
  readonly due: Due
  readonly closedAt: Instant | null
}

export interface ClientCases {
  readonly open: readonly ClientCase[]
  readonly closed: readonly ClientCase[]
}

const MOST_OPEN = 50
const MOST_CLOSED = 5
/** Statuses in which the next step is the client's. */
const CLIENTS_TURN: ReadonlySet<string> = new Set(['waiting_client', 'resolved'])

export async function clientCases(call: PageCall, clientId: string): Promise<ClientCases> {
  const { ports, institutionId } = call
  const register = ports.data.registers.find((one) => one.register === 'application')
  const codes = register?.status?.codes ?? []
  const where = { clientId }
  const isClosed = (code: string): boolean => CLOSED_APPLICATION.has(code)
  const [open, closed] = await Promise.all([
    readRecords(call, 'application', { where, status: codes.filter((code) => !isClosed(code)), limit: MOST_OPEN }),
    readRecords(call, 'application', { where, status: codes.filter(isClosed), limit: MOST_CLOSED }),
  ])
  const services = await serviceNames(call)
  const now = ports.clock.now()
  const left = await ports.workingTime.leftAt(institutionId, now)
  const told = (record: RecordView): ClientCase => {
    const { data, status } = record
    const text = (name: string): string => (typeof data[name] === 'string' ? data[name] : '')
    const dueAt = nextDue([text('reactDue'), text('resolveDue')], now.toISOString())
    return {
      id: record.id,
      number: record.number ?? record.id,
      subject: text('subject'),
      service: text('serviceId') === '' ? '' : services(text('serviceId')),
      status: codeLabel(ports.data, 'applicationStatus', status ?? '', call.language),
      waits: CLIENTS_TURN.has(status ?? ''),
      isPaused: isObject(data['clock']) && typeof data['clock']['pausedSince'] === 'string',
      dueAt,
      due: dueWords(dueAt, now, left, call.language),
      closedAt: text('closedAt') === '' ? null : text('closedAt'),
    }
  }
  return { open: open.map(told), closed: closed.map(told) }
}

/** @returns the first that is still to come; where all are past, the last of them */
function nextDue(dues: readonly string[], now: Instant): Instant | null {
  const known = dues.filter((due) => due !== '').toSorted()
  return known.find((due) => due >= now) ?? known.at(-1) ?? null
}
