/** `monitoring.check`: what monitoring has said of late; it writes its measurements, nobody is asked while a case runs. */
import { type Variables, isObject } from '../../engine/model/json.ts'
import type { Handler } from '../../engine/ports.ts'
import type { RecordView } from '../../engine/records/record-unit.ts'
import { judgeAlarm } from './availability/alarm.ts'
import { instant, number, text, texts } from './input.ts'
import { settingsIn } from './registers.ts'

const HOUR_MS = 3_600_000

/**
 * {serviceId?, ciIds?, since?, register?, alarm?} → {checkOk, checkedAt, measurements: [{probe, ok, measuredAt, note}]}: the
 * last measurement of each probe of the service or of one of the items, of the register `measurement`. A measurement
 * from before `since` (default: the setting `measurementHours` ago) says nothing. `checkOk` is true when all are good,
 * false when one is not, null when nobody has measured. With `alarm` {detectedAt, severity} it says what that alarm turns
 * out to be, too (see `judgeAlarm`).
 */
export const checkMonitoring: Handler = async (call) => {
  const { input, records, now } = call
  const register = text(input, 'register') ?? 'measurement'
  const hours = number(settingsIn(call), 'measurementHours') ?? 24
  const since = instant(input, 'since') ?? new Date(Date.parse(now) - hours * HOUR_MS).toISOString()
  const serviceId = text(input, 'serviceId')
  const wanted = [
    ...(serviceId ? [{ serviceId }] : []),
    ...[...new Set(texts(input['ciIds']))].map((ciId): Variables => ({ ciId })),
  ]
  const found = new Map<string, RecordView>()
  for (const where of wanted)
    for (const record of await records.list(register, { where, limit: 200 })) found.set(record.id, record)

  const last = new Map<string, Variables>()
  for (const { data } of [...found.values()].toSorted(byTime)) {
    if (timeOf(data) >= Date.parse(since)) last.set(probeOf(data), data)
  }
  const measurements = [...last].map(([probe, { ok, measuredAt, note }]) => ({
    probe,
    ok: ok === true,
    measuredAt: measuredAt ?? null,
    note: note ?? null,
  }))
  const checkOk = measurements.length === 0 ? null : measurements.every(({ ok }) => ok)
  const judged = isObject(input['alarm']) ? await judgeAlarm(call, checkOk) : {}
  return { variables: { checkOk, checkedAt: now, measurements, ...judged } }
}

/** Who measured: the probe's name, else what it measures at what. */
const probeOf = (data: Variables): string =>
  text(data, 'probe') ?? [data['ciId'] ?? data['serviceId'] ?? '', data['metric'] ?? ''].join(' ').trim()

const timeOf = (data: Variables): number => Date.parse(String(data['measuredAt']))

const byTime = (one: RecordView, other: RecordView): number => timeOf(one.data) - timeOf(other.data)
