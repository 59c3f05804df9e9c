/** What the registers know of load, month by month: how much was asked for, how long it took, how long it waited. */
import type { HandlerCall } from '../../../engine/ports.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import { monthAt, type Month } from '../availability/months.ts'
import { number, text } from '../input.ts'
import { walkRecords } from '../walk-records.ts'

/** Records of all registers together: a job works inside one transaction, which nobody may hold for long. */
const MOST_READ = 60_000
const HOUR_MS = 3_600_000

/** What one service had to do in one month. */
export interface MonthLoad {
  readonly serviceId: string
  /** `2026-03` */
  readonly month: string
  readonly volume: number
  readonly workMinutes: number
  /** Mean hours from the registration of requests and incidents to their acceptance; null where none was accepted. */
  readonly queueHours: number | null
}

/**
 * Full months before now, newest first as long as they can be read whole, given oldest first: a month read by half would
 * look quiet.
 *
 * @returns loads of services that had any; `complete` is false when not all months asked for were read
 */
export async function collectLoad(
  call: HandlerCall,
  months: number,
): Promise<{ readonly loads: readonly MonthLoad[]; readonly months: readonly string[]; readonly complete: boolean }> {
  const timezone = text(call.environment.globals, 'timezone') ?? 'UTC'
  const found: MonthLoad[][] = []
  const names: string[] = []
  let left = MOST_READ
  for (let back = 1; back <= months; back += 1) {
    const month = monthAt(call.now, timezone, -back)
    const read = await readMonth(call, month)
    left -= read.records
    if (!read.complete || left < 0) return { loads: found.flat(), months: names, complete: false }
    found.unshift([...loadsOf(read, month)])
    names.unshift(month.period)
  }
  return { loads: found.flat(), months: names, complete: true }
}

interface ReadMonth {
  readonly asked: readonly RecordView[]
  readonly work: readonly RecordView[]
  readonly accepted: readonly RecordView[]
  readonly records: number
  readonly complete: boolean
}

async function readMonth({ records, now }: HandlerCall, { from, to }: Month): Promise<ReadMonth> {
  const read = (register: string) => walkRecords(records, { register, since: from, until: to }, now)
  const asked = await read('application')
  const work = await read('cost-entry')
  const requests = await read('request')
  const incidents = await read('incident')
  const all = [asked, work, requests, incidents]
  return {
    asked: asked.found,
    work: work.found,
    accepted: [...requests.found, ...incidents.found],
    records: all.reduce((sum, { found }) => sum + found.length, 0),
    complete: all.every(({ complete }) => complete),
  }
}

function loadsOf({ asked, work, accepted }: ReadMonth, { period }: Month): readonly MonthLoad[] {
  const sums = new Map<string, { volume: number; workMinutes: number; waited: number; waits: number }>()
  const at = (record: RecordView) => {
    const serviceId = text(record.data, 'serviceId')
    if (serviceId === null) return null
    const sum = sums.get(serviceId) ?? { volume: 0, workMinutes: 0, waited: 0, waits: 0 }
    sums.set(serviceId, sum)
    return sum
  }
  for (const record of asked) {
    const sum = at(record)
    if (sum) sum.volume += 1
  }
  for (const record of work) {
    const sum = at(record)
    if (sum) sum.workMinutes += number(record.data, 'minutes') ?? 0
  }
  for (const record of accepted) {
    const acceptedAt = text(record.data, 'acceptedAt')
    const sum = acceptedAt === null ? null : at(record)
    if (!sum || acceptedAt === null) continue
    sum.waits += 1
    sum.waited += Math.max(Date.parse(acceptedAt) - Date.parse(record.createdAt), 0)
  }
  return [...sums].map(([serviceId, { volume, workMinutes, waited, waits }]) => ({
    serviceId,
    month: period,
    volume,
    workMinutes,
    queueHours: waits === 0 ? null : Math.round((waited / waits / HOUR_MS) * 100) / 100,
  }))
}
