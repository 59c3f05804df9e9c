/** Sums per group against plain addition in whole cents, on whichever database the tests run. */
import { expect } from 'chai'
import type { Variables } from '../../../engine/model/json.ts'
import { DataRejected } from '../../../engine/model/errors.ts'
import type { RecordSum, RecordSumQuery } from '../../../engine/records/record-unit.ts'
import type { Register } from '../../../engine/records/register.ts'
import { refusal } from '../../support/refusal.ts'
import { openRecords, type OpenRecords } from './open-records.ts'

const spending: Register = {
  register: 'spending',
  name: { lv: 'Tēriņi', en: 'Spending' },
  number: null,
  title: 'what',
  unique: [],
  search: [],
  access: { read: ['*'], write: [] },
  reference: false,
  schema: {
    type: 'object',
    properties: {
      what: { type: 'string' },
      who: { type: 'string', 'x-ref': 'spending' },
      paid: { type: 'boolean' },
      amount: { type: 'number' },
      minutes: { type: 'integer' },
      date: { type: 'string' },
    },
  },
}

/** The same numbers each time, from 0 until `below`. */
function dice(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}

const WORDS = ['2026', 'true', 'īre', '"quoted"', "it's", null]

describe('sums of records', () => {
  let open: OpenRecords
  const written: { readonly data: Variables; readonly status: string; readonly at: string }[] = []

  before(async function () {
    this.timeout(60_000)
    open = await openRecords([spending])
    await open.unit().create('spending', {}, { id: 'root', status: 'root' })
    written.push({ data: {}, status: 'root', at: '2026-03-12T07:02:00.000Z' })
    const roll = dice(7)
    for (let at = 0; at < 400; at += 1) {
      const data: Variables = {
        what: WORDS[roll(WORDS.length)] ?? null,
        ...(roll(3) === 0 ? { who: 'root' } : {}),
        paid: roll(2) === 0,
        // 0.10 + 0.20 and their like: as fractions of two they do not add up.
        amount: (roll(2_000_000) + 1) / 100,
        ...(roll(4) === 0 ? {} : { minutes: roll(500) }),
        ...(roll(9) === 0 ? {} : { date: `2026-0${1 + roll(4)}-${String(1 + roll(28)).padStart(2, '0')}` }),
      }
      const status = roll(2) === 0 ? 'open' : 'done'
      const now = `2026-0${1 + roll(6)}-15T08:00:00.000Z`
      await open.unit({ now }).create('spending', data, { status })
      written.push({
        data: Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null)),
        status,
        at: now,
      })
    }
    await open.unit({ institutionId: 'other' }).create('spending', { amount: 1_000, date: '2026-02-02' })
  })
  after(() => open.close())

  /** By hand, in whole cents. */
  function added({ groupBy, sum, where = {}, status, dates, since, until }: RecordSumQuery): readonly RecordSum[] {
    const groups = new Map<string, { count: number; cents: number[] }>()
    for (const one of written) {
      const { date } = one.data
      if (Object.entries(where).some(([field, value]) => (one.data[field] ?? null) !== value)) continue
      if (status && !status.includes(one.status)) continue
      if ((since && one.at < since) || (until && one.at >= until)) continue
      if (dates && typeof date !== 'string') continue
      if (dates && (String(date) < (dates.from ?? '') || String(date) >= (dates.before ?? '9'))) continue
      const key = JSON.stringify(Object.fromEntries(groupBy.map((field) => [field, one.data[field] ?? null])))
      const group = groups.get(key) ?? { count: 0, cents: sum.map(() => 0) }
      group.count += 1
      sum.forEach((field, at) => {
        group.cents[at] = (group.cents[at] ?? 0) + Math.round(Number(one.data[field] ?? 0) * 100)
      })
      groups.set(key, group)
    }
    return [...groups]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, { count, cents }]) => ({
        group: JSON.parse(key) as Variables,
        count,
        sums: Object.fromEntries(sum.map((field, at) => [field, (cents[at] ?? 0) / 100])),
      }))
  }

  const questions: Readonly<Record<string, RecordSumQuery>> = {
    'of everything': { groupBy: [], sum: ['amount'] },
    'by what texts say': { groupBy: ['what'], sum: ['amount', 'minutes'] },
    'by several fields': { groupBy: ['what', 'paid', 'who'], sum: ['amount'] },
    'of a stretch of days': { groupBy: ['what'], sum: ['amount'], dates: { from: '2026-02-01', before: '2026-03-01' } },
    'from a day on': { groupBy: [], sum: ['amount'], dates: { from: '2026-03-10' } },
    'of what has a date': { groupBy: ['paid'], sum: [], dates: {} },
    'by status': { groupBy: ['paid'], sum: ['amount'], status: ['done'] },
    'of no status': { groupBy: ['paid'], sum: ['amount'], status: [] },
    'of what was entered in a stretch of time': {
      groupBy: ['what'],
      sum: ['amount'],
      since: '2026-02-15T08:00:00.000Z',
      until: '2026-05-15T08:00:00.000Z',
    },
    'of what refers to a record': { groupBy: ['paid'], sum: ['amount'], where: { who: 'root' } },
    'of what has a value': { groupBy: ['who'], sum: ['minutes'], where: { paid: true, what: '2026' } },
  }
  for (const [name, query] of Object.entries(questions)) {
    it(`${name} are what plain addition gives`, async () => {
      expect(await open.unit().sums('spending', query)).to.deep.equal(added(query))
    })
  }

  it('are of fields that the register has', async () => {
    const ask = (query: Partial<RecordSumQuery>) => open.unit().sums('spending', { groupBy: [], sum: [], ...query })

    for (const query of [{ groupBy: ["what') --"] }, { sum: ['price'] }, { where: { price: 1 } }])
      expect(await refusal(ask(query))).to.be.instanceOf(DataRejected)
  })
})
