/**
 * A few days of an institution: the same seed tells the same story, and the books of it have no fault – but each check
 * finds what it is for, once that is broken.
 */
import { createHash } from 'node:crypto'
import { expect } from 'chai'
import type { IncidentRow } from '../../../engine/store/tables/incident.ts'
import type { JobRow } from '../../../engine/store/tables/job.ts'
import { DATABASE_KIND } from '../../support/database.ts'
import { live } from '../run.ts'
import { storyOf } from '../story.ts'
import { type BookRecord, type Books, findFaultsInBooks, openBooks } from './books.ts'

/** Five days in which people apply, over a weekend. */
async function liveDays(): Promise<Books> {
  const story = storyOf(5, 'few days')
  const lived = await live({ ...story, end: '2026-03-18T06:00:00.000Z', disturbancesAMonth: 20 })
  const books = await openBooks(lived)
  await lived.house.close()
  return books
}

/** Everything that happened, in order, with the ids of what it happened to. */
function digestOf({ facts }: Books): string {
  const hash = createHash('sha256')
  for (const { type, elementId, processInstanceId, sequence, at, data } of facts.snapshot.history)
    hash.update(JSON.stringify([type, elementId, processInstanceId, sequence, at, data]))
  return hash.digest('hex')
}

type Rows = keyof Books['facts']['snapshot']

/** Books in which rows of a table are others. */
function withRows<Name extends Rows>(
  books: Books,
  name: Name,
  change: (rows: Books['facts']['snapshot'][Name]) => Books['facts']['snapshot'][Name],
): Books {
  const { snapshot } = books.facts
  return { ...books, facts: { ...books.facts, snapshot: { ...snapshot, [name]: change(snapshot[name]) } } }
}

/** Books in which records of a register are others. */
function withRecords(
  books: Books,
  register: string,
  change: (records: readonly BookRecord[]) => readonly BookRecord[],
): Books {
  return { ...books, records: new Map(books.records).set(register, change(books.records.get(register) ?? [])) }
}

const inFirst = <One>(list: readonly One[], change: (first: One) => One): One[] =>
  list.map((one, place) => (place === 0 ? change(one) : one))

const withData = (data: BookRecord['data']) => (record: BookRecord) => ({
  ...record,
  data: { ...record.data, ...data },
})

/** As if half a year had passed in which nobody did anything. */
const muchLater = (books: Books): Books => ({
  ...books,
  options: { ...books.options, end: '2026-10-01T06:00:00.000Z' },
})

const record = (id: string, data: BookRecord['data'], status: string | null = null): BookRecord => ({
  id,
  number: null,
  status,
  data,
  createdAt: '2026-03-10T08:00:00.000Z',
})

const FAILED = { elementId: 'FIN_S04', message: 'no budget' } as IncidentRow

/** What is broken, how, and what is told of it. */
const BROKEN: readonly (readonly [string, (books: Books) => Books, RegExp])[] = [
  [
    'an application without its record',
    (books) => withRecords(books, 'application', (list) => list.slice(0, -1)),
    /was taken in, but its record or its case is not there/,
  ],
  [
    'a closed application whose record is not',
    (books) =>
      withRecords(books, 'application', (list) =>
        list.map((one) => (one.status === 'closed' ? { ...one, status: 'in_support' } : one)),
      ),
    /is in_support, but its case is completed/,
  ],
  [
    'an open application that nobody has',
    (books) =>
      withRows(
        withRows(
          withRows(books, 'tasks', () => []),
          'timers',
          () => [],
        ),
        'subscriptions',
        () => [],
      ),
    /and nobody knows why/,
  ],
  [
    'a cost that is entered twice',
    (books) => withRecords(books, 'cost-entry', (list) => [...list, ...list.slice(0, 1)]),
    /^People reported \d+ minutes of work, but the cost entries hold/,
  ],
  [
    'a cost at a wrong rate',
    (books) => withRecords(books, 'cost-entry', (list) => inFirst(list, withData({ rate: 999 }))),
    /but its minutes and rate make/,
  ],
  [
    'an application that cost more than its entries',
    (books) => withRecords(books, 'application', (list) => inFirst(list, withData({ cost: 99_999 }))),
    /but its entries add up to/,
  ],
  ['an outage that is not there', (books) => withRecords(books, 'outage', () => []), /but no outage says so/],
  [
    'an outage that lasts too long',
    (books) => withRecords(books, 'outage', (list) => list.map(withData({ to: '2026-03-17T23:59:00.000Z' }))),
    /lasts until 2026-03-17T23:59/,
  ],
  [
    'a message that nobody took',
    (books) =>
      withRows(books, 'messages', (list) =>
        inFirst(list, (message) => ({ ...message, name: 'work.completed', state: 'undeliverable' })),
      ),
    /^Message "work.completed" to .* found no receiver/,
  ],
  [
    'a message that waits too long',
    (books) =>
      withRows(books, 'messages', (list) =>
        inFirst(list, (message) => ({ ...message, state: 'buffered', expiresAt: '2026-03-10T00:00:00.000Z' })),
      ),
    /waits for its receiver since 2026-03-10/,
  ],
  [
    'a task that lies for ever',
    (books) => muchLater(withRows(books, 'tasks', (list) => list.map((task) => ({ ...task, state: 'open' })))),
    /^Task \w+ of ".*" is open since/,
  ],
  ['a timer that did not fire', (books) => muchLater(books), /^The timer of \w+ should have fired at/],
  [
    'a start that came twice',
    (books) => {
      const entered = books.facts.events.get('element-entered') ?? []
      const starts = entered.filter(({ elementId }) => elementId === 'CAP_E05')
      const events = new Map(books.facts.events).set('element-entered', [...entered, ...starts])
      return { ...books, facts: { ...books.facts, events } }
    },
    /^CAP_E05 was due at .* it began 2 times/,
  ],
  ['a start that never came', (books) => muchLater(books), /^FIN_E03 was due at 2026-04-08.* it began 0 times/],
  [
    'a start that came although its time was missed',
    (books) => ({
      ...books,
      options: {
        ...books.options,
        downtimes: [{ from: '2026-03-11T00:00:00.000Z', to: '2026-03-13T06:00:00.000Z' }],
      },
    }),
    /^CAP_E05 was due at 2026-03-11.* it began 1 times/,
  ],
  ['a month without its report', (books) => muchLater(books), /^The report "monthly-report" on 2026-03 should be/],
  ['a quarter without its report', (books) => muchLater(books), /^The report "service-report" on 2026-Q1 should be/],
  ['a month that is not closed', (books) => muchLater(books), /^The costs until the end of 2026-03 are/],
  ['a month whose costs nobody counted', (books) => muchLater(books), /but the control of the month counted/],
  [
    'a month that was measured wrongly',
    (books) =>
      muchLater(
        withRecords(books, 'availability-measurement', () => [
          record('m', { period: '2026-03', serviceId: 'service-s-014', calendarId: 'always', downtimeMinutes: 99_999 }),
        ]),
      ),
    /^"service-s-014" was down for [\d.]+ minutes in 2026-03, but 99999 were measured/,
  ],
  ['plans that nobody renews', (books) => muchLater(books), /^After the review of .* no capacity-plan came into force/],
  [
    'an agreement that outlives its term',
    (books) => withRecords(books, 'sla', (list) => [...list, record('old', { validTo: '2026-01-01' }, 'active')]),
    /^Agreement "old" was valid until/,
  ],
  [
    'an agreement that nobody looks at again',
    (books) => withRecords(books, 'sla', (list) => [...list, record('old', { reviewDate: '2026-01-01' }, 'active')]),
    /^Agreement "old" should have been looked at again on 2026-01-01/,
  ],
  [
    'a step that failed for good',
    (books) => withRows(books, 'incidents', (list) => [...list, { ...FAILED, closedAt: null }]),
    /^Step FIN_S04 failed: no budget/,
  ],
  [
    'a job that nobody does',
    (books) =>
      withRows(books, 'jobs', () => [{ elementId: 'FIN_S04', createdAt: '2026-03-10T08:00:00.000Z' } as JobRow]),
    /^The job of FIN_S04 is open since/,
  ],
  [
    'work on a public holiday',
    (books) =>
      withRows(books, 'tasks', (list) =>
        list.map((task) => (task.state === 'completed' ? { ...task, endedAt: '2026-05-04T09:00:00.000Z' } : task)),
      ),
    /on a public holiday/,
  ],
  [
    'work that is due at night',
    (books) =>
      withRows(books, 'tasks', (list) =>
        inFirst(list, (task) => ({ ...task, processKey: 'finance', dueAt: '2026-03-11T01:00:00.000Z' })),
      ),
    /when nobody works/,
  ],
  [
    'a case that does not count',
    (books) => ({
      ...books,
      standing: {
        ...books.standing,
        processes: books.standing.processes.map((one) => ({ ...one, completed: { count: 777, more: false } })),
      },
    }),
    /but 777 count/,
  ],
]

describe('the books of an institution', function () {
  this.timeout(1_800_000)
  let books: Books
  before(async function () {
    // The books are read from outside the engine, from the file.
    if (DATABASE_KIND !== 'sqlite') this.skip()
    books = await liveDays()
  })

  it('tell the same story again by the same seed', async () => {
    expect(digestOf(await liveDays())).to.equal(digestOf(books))
  })

  it('have no fault', () => {
    const { world } = books
    expect([world.intents.size, world.disturbances.length]).to.satisfy((counts: number[]) =>
      counts.every((one) => one > 0),
    )
    const faults = findFaultsInBooks(books)
    expect(faults, faults.join('\n')).to.deep.equal([])
  })

  for (const [name, broken, told] of BROKEN)
    it(`tell of ${name}`, () => {
      const faults = findFaultsInBooks(broken(books))
      expect(
        faults.some((fault) => told.test(fault)),
        faults.join('\n'),
      ).to.equal(true)
    })
})
