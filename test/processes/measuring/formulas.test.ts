/** The formulas of the schemes against small histories whose values are reckoned by hand. */
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { factOf } from '../../../engine/measuring/facts.ts'
import type { Figure } from '../../../engine/measuring/figure.ts'
import { foldFacts } from '../../../engine/measuring/fold-facts.ts'
import { fieldOf } from '../../../engine/measuring/subject.ts'
import type { SumView } from '../../../engine/measuring/sums.ts'
import type { Json, Variables } from '../../../engine/model/json.ts'
import { figuresOf } from '../../../processes/measuring/figures-of.ts'
import { measure, type SumsReader } from '../../../processes/measuring/measure.ts'
import { readIndicators } from '../../../processes/measuring/read-indicators.ts'

const indicators = readIndicators(fileURLToPath(new URL('../../../processes/indicators', import.meta.url)))
const NOW = '2026-04-01T06:00:00.000Z'

/** Eight working hours in every 24, so that it can be reckoned in the head. */
const context = {
  timeZone: 'Europe/Riga',
  workingMinutes: (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 180_000,
}

/** What there is: records by register, ended cases and tasks by process. */
type World = Readonly<Record<string, readonly Variables[]>>

const worldName = ({ of }: Figure): string =>
  'case' in of ? `case:${of.case}` : 'task' in of ? `task:${of.task}` : of.record

/** Sums as the engine keeps them, of a few subjects. */
function readerOf(figures: readonly Figure[], world: World): SumsReader {
  const facts = figures.flatMap((figure) =>
    (world[worldName(figure)] ?? []).flatMap((subject) => {
      const each = 'record' in figure.of ? figure.of.each : undefined
      const list: Json = each === undefined ? null : fieldOf(subject, each)
      const items =
        each === undefined ? [subject] : Array.isArray(list) ? list.map((item: Json) => ({ ...subject, item })) : []
      return items.flatMap((one) => factOf(figure, one, context) ?? [])
    }),
  )
  return async ({ figures: keys, from, to, by = [], only = {} }) => {
    const chosen = [...foldFacts(facts).values()].filter(
      (fact) =>
        keys.includes(fact.figure) &&
        fact.period >= from &&
        fact.period <= to &&
        Object.entries(only).every(([part, value]) => fact[part as keyof typeof fact] === value),
    )
    return chosen.map(({ figure, period, bucket, n, total, per, ...parts }): SumView => ({
      figure,
      period,
      bucket,
      parts: by.map((part) => parts[part]),
      n,
      total,
      per,
    }))
  }
}

async function valueOf(key: string, world: World, period = '2026-03') {
  const indicator = indicators.find((one) => one.key === key)
  if (!indicator) throw new Error(`Expected an indicator "${key}".`)
  const [found] = await measure(
    readerOf(figuresOf(indicator), world),
    { indicators: [indicator], periods: [period] },
    NOW,
  )
  return found && { value: found.value, reason: found.reason, n: found.n }
}

const record = (data: Variables, status: string | null = null, createdAt = '2026-03-10T08:00:00.000Z'): Variables => ({
  record: { id: String(data['id'] ?? 'r'), status, createdAt, updatedAt: createdAt },
  data,
})
const ended = (
  endState: string,
  {
    from = '2026-03-02T08:00:00Z',
    to = '2026-03-12T08:00:00Z',
    elements = {},
    variables = {},
  }: Variables & {
    from?: string
    to?: string
    elements?: Variables
    variables?: Variables
  } = {},
): Variables => ({ case: { endState, startedAt: from, endedAt: to, version: 1 }, elements, variables })
const task = (dueAt: string | null, endedAt: string): Variables => ({ task: { dueAt, endedAt } })
const times = (count: number) => ({ times: count })

const closed = (data: Variables) => record({ closedAt: '2026-03-12T08:00:00Z', ...data }, 'closed')
const incident = (data: Variables) => record({ occurredAt: '2026-03-02T08:00:00Z', ...data })
const change = (data: Variables) => record({ implementedAt: '2026-03-12T10:00:00Z', ...data })

/** Key, what there is, the value and how many it rests on. */
const CASES: readonly (readonly [string, World, number, number])[] = [
  // Three closed at level 1 of four closed; one that was refused does not count.
  [
    'application.first-level',
    {
      application: [
        closed({ solvedLevel: 1 }),
        closed({ solvedLevel: 1 }),
        closed({ solvedLevel: 1 }),
        closed({ solvedLevel: 2 }),
        record({ closedAt: '2026-03-12T08:00:00Z', solvedLevel: 1 }, 'rejected'),
      ],
    },
    75,
    4,
  ],
  // 1, 3 and 8 working hours: the median is 3.
  [
    'application.classification-time',
    {
      'case:application': [3, 9, 24].map((hours) =>
        ended('closed', {
          elements: {
            APP_S01: { leftAt: '2026-03-02T08:00:00Z' },
            APP_U01: { leftAt: new Date(Date.parse('2026-03-02T08:00:00Z') + hours * 3_600_000).toISOString() },
          },
        }),
      ),
    },
    3,
    3,
  ],
  [
    'application.closed-in-term',
    {
      application: [
        closed({ resolvedAt: '2026-03-10T08:00:00Z', resolveDue: '2026-03-10T10:00:00+02:00' }),
        closed({ resolvedAt: '2026-03-10T08:00:01Z', resolveDue: '2026-03-10T08:00:00Z' }),
      ],
    },
    50,
    2,
  ],
  [
    'application.misrouting',
    {
      'case:application': [
        ended('closed', { elements: { APP_R01: times(1), APP_B05: times(1) } }),
        ended('closed', { elements: { APP_R01: times(1) } }),
        ended('closed'),
      ],
    },
    50,
    2,
  ],
  [
    'application.reopened',
    {
      application: [
        closed({ resolvedAt: 'x', reopenCount: 1 }),
        closed({ resolvedAt: 'x', reopenCount: 0 }),
        closed({ resolvedAt: 'x' }),
        closed({}),
      ],
    },
    33.3333,
    3,
  ],
  [
    'application.satisfaction',
    {
      survey: [
        record({ answeredAt: '2026-03-04T08:00:00Z', score: 5 }, 'answered'),
        record({ answeredAt: '2026-03-04T08:00:00Z', score: 2 }, 'answered'),
        record({ sentAt: '2026-03-04T08:00:00Z' }, 'sent'),
      ],
    },
    3.5,
    2,
  ],
  [
    'application.volume',
    { application: [record({ receivedAt: '2026-03-31T20:59:00Z' }), record({ receivedAt: '2026-03-31T21:00:00Z' })] },
    1,
    1,
  ],
  // Received 1 to 10 days ago: nine of ten at most 9 days ago.
  [
    'application.backlog-age',
    {
      application: Array.from({ length: 10 }, (_, index) =>
        record({ receivedAt: new Date(Date.parse(NOW) - (index + 1) * 86_400_000).toISOString() }, 'in_support'),
      ),
    },
    9,
    10,
  ],
  [
    'request.in-term',
    {
      'case:request': [
        ended('fulfilled', { variables: { sla: { resolve: '2026-03-12T08:00:00Z' } } }),
        ended('refused', { variables: { sla: { resolve: '2026-03-11T08:00:00Z' } } }),
        ended('returned'),
      ],
    },
    50,
    2,
  ],
  // Ten days less one day of pauses, and five days: the median of two is their mean.
  [
    'request.lead-time',
    {
      'case:request': [
        ended('fulfilled', { variables: { sla: { pausedMinutes: 1440 } } }),
        ended('fulfilled', { from: '2026-03-07T08:00:00Z', variables: { sla: { pausedMinutes: 0 } } }),
      ],
    },
    7,
    2,
  ],
  [
    'request.lead-time-p90',
    {
      'case:request': Array.from({ length: 10 }, (_, index) =>
        ended('fulfilled', {
          from: new Date(Date.parse('2026-03-12T08:00:00Z') - (index + 1) * 86_400_000).toISOString(),
          variables: { sla: { pausedMinutes: 0 } },
        }),
      ),
    },
    9,
    10,
  ],
  [
    'request.refusal-rate',
    { 'case:request': [ended('refused'), ended('fulfilled'), ended('fulfilled'), ended('cancelled')] },
    25,
    4,
  ],
  [
    'request.incompleteness',
    { 'case:request': [ended('fulfilled', { elements: { REQ_M01: times(2) } }), ended('fulfilled')] },
    50,
    2,
  ],
  [
    'request.failure-rate',
    {
      'case:request': [
        ended('fulfilled', { elements: { REQ_B01: times(1) } }),
        ended('fulfilled', { elements: { REQ_B02: times(1) } }),
        ended('fulfilled'),
        ended('fulfilled'),
      ],
    },
    50,
    4,
  ],
  [
    'request.unit-cost',
    {
      'cost-entry': [
        record({ processKey: 'request', date: '2026-03-05', amount: 30.5 }),
        record({ processKey: 'request', date: '2026-03-31', amount: 10 }),
        record({ processKey: 'incident', date: '2026-03-05', amount: 99 }),
      ],
      'case:request': [ended('fulfilled'), ended('fulfilled'), ended('refused')],
    },
    20.25,
    2,
  ],
  ['request.volume', { 'case:request': [ended('fulfilled'), ended('refused')] }, 2, 2],
  [
    'incident.mttr',
    {
      incident: [
        incident({ restoredAt: '2026-03-02T12:00:00Z' }),
        incident({ restoredAt: '2026-03-02T10:00:00Z' }),
        incident({}),
      ],
    },
    3,
    2,
  ],
  [
    'incident.in-term',
    {
      incident: [
        incident({ restoredAt: '2026-03-02T12:00:00Z', resolveDue: '2026-03-02T13:00:00Z' }),
        incident({ restoredAt: '2026-03-02T12:00:00Z', resolveDue: '2026-03-02T11:00:00Z' }),
      ],
    },
    50,
    2,
  ],
  [
    'incident.reaction',
    { incident: [incident({ acceptedAt: '2026-03-02T08:05:00Z', reactDue: '2026-03-02T08:15:00Z' }), incident({})] },
    100,
    1,
  ],
  [
    'incident.recurring',
    { incident: [incident({ recurrenceCount: 2 }), incident({ recurrenceCount: 0 }), incident({}), incident({})] },
    25,
    4,
  ],
  ['incident.major', { incident: [incident({ major: true }), incident({ major: false }), incident({})] }, 1, 1],
  [
    'incident.third-level',
    { 'case:incident': [ended('resolved', { elements: { INC_P01_M1: times(1) } }), ended('resolved')] },
    50,
    2,
  ],
  [
    'incident.downtime',
    {
      outage: [
        record({ to: '2026-03-02T12:00:00Z', minutes: 90 }),
        record({ to: '2026-03-03T12:00:00Z', minutes: 30, planned: false }),
        record({ to: '2026-03-03T12:00:00Z', minutes: 600, planned: true }),
      ],
    },
    120,
    2,
  ],
  ['incident.caused-by-change', { incident: [incident({ changeId: 'c' }), incident({})] }, 50, 2],
  [
    'incident.applications',
    { incident: [incident({ applicationIds: ['a', 'b', 'c'] }), incident({ applicationIds: ['d'] }), incident({})] },
    2,
    2,
  ],
  [
    'problem.cause-in-time',
    {
      problem: [
        closed({ rootCauseFound: true, foundAt: '2026-03-10T20:00:00Z', targetDate: '2026-03-10' }),
        closed({ rootCauseFound: true, foundAt: '2026-03-11T08:00:00Z', targetDate: '2026-03-10' }),
        closed({ rootCauseFound: false }),
      ],
    },
    33.3333,
    3,
  ],
  [
    'problem.recurrence',
    {
      problem: [
        closed({ closingState: 'solved', recurrence: true }),
        closed({ closingState: 'solved' }),
        closed({ closingState: 'accepted_risk', recurrence: true }),
      ],
    },
    50,
    2,
  ],
  [
    'problem.age',
    {
      problem: [record({}, 'registered', '2026-03-30T06:00:00.000Z'), record({}, 'closed', '2026-01-01T06:00:00.000Z')],
    },
    2,
    1,
  ],
  ['problem.proactive', { problem: [record({ origin: 'trend' }), record({ origin: 'reactive' })] }, 50, 2],
  ['problem.workarounds', { incident: [incident({ knownErrorId: 'k' }), incident({})] }, 50, 2],
  [
    'problem.error-cost',
    {
      incident: [closed({ problemId: 'p', cost: 12.4 }), closed({ problemId: 'p', cost: 7.6 }), closed({ cost: 100 })],
    },
    20,
    2,
  ],
  [
    'problem.overdue-reviews',
    {
      'task:PRB_U02': [
        task('2026-03-10T08:00:00Z', '2026-03-11T08:00:00Z'),
        task('2026-03-12T08:00:00Z', '2026-03-11T08:00:00Z'),
      ],
    },
    50,
    2,
  ],
  [
    'change.successful',
    {
      change: [
        change({ objectivesMet: 'yes', incidentsCaused: 0 }),
        change({ objectivesMet: 'yes', incidentsCaused: 1 }),
        change({ objectivesMet: 'partly', incidentsCaused: 0 }),
        change({}),
      ],
    },
    33.3333,
    3,
  ],
  [
    'change.in-window',
    { change: [change({ windowEnd: '2026-03-12T10:00:00Z' }), change({ windowEnd: '2026-03-12T09:00:00Z' })] },
    50,
    2,
  ],
  ['change.emergency', { change: [record({ changeType: 'emergency' }), record({ changeType: 'minor' })] }, 50, 2],
  [
    'change.unauthorised',
    {
      'configuration-audit': [
        record({ completedAt: '2026-03-12T10:00:00Z', unauthorisedChanges: 2 }),
        record({ completedAt: '2026-03-13T10:00:00Z', unauthorisedChanges: 1 }),
      ],
    },
    3,
    2,
  ],
  // 300 EUR planned, 330 spent; a change without costs does not count.
  [
    'change.cost-deviation',
    {
      change: [
        change({ plannedCost: 100, actualCost: 150 }),
        change({ plannedCost: 200, actualCost: 180 }),
        change({ actualCost: 900 }),
      ],
    },
    10,
    2,
  ],
  [
    'change.lead-time',
    {
      'case:change': [
        ended('implemented'),
        ended('rejected', { from: '2026-03-10T08:00:00Z' }),
        ended('implemented', { from: '2026-03-08T08:00:00Z' }),
      ],
    },
    4,
    3,
  ],
  [
    'change.decided-in-term',
    {
      'task:CHG_U05': [
        task('2026-03-10T08:00:00Z', '2026-03-10T08:00:00Z'),
        task('2026-03-10T08:00:00Z', '2026-03-10T08:00:01Z'),
        task(null, '2026-03-10T08:00:00Z'),
      ],
    },
    50,
    2,
  ],
  [
    'change.back-out',
    {
      change: [
        change({ implResult: 'failed' }),
        change({ implResult: 'success' }),
        change({ implResult: 'partial' }),
        change({ implResult: 'success' }),
      ],
    },
    25,
    4,
  ],
  [
    'configuration.accuracy',
    {
      'configuration-audit': [
        record({
          completedAt: '2026-03-12T10:00:00Z',
          results: [{ result: 'match' }, { result: 'match' }, { result: 'missing' }, { result: 'unregistered' }, {}],
        }),
      ],
    },
    50,
    4,
  ],
  [
    'configuration.coverage',
    {
      'configuration-item': [
        record({ lastVerified: '2025-04-02' }, 'in_use'),
        record({ lastVerified: '2025-03-31' }, 'in_use'),
        record({}, 'in_use'),
        record({ lastVerified: '2026-03-01' }, 'retired'),
      ],
    },
    33.3333,
    3,
  ],
  [
    'configuration.update-delay',
    {
      'configuration-update': [
        record({ changeId: 'c', receivedAt: '2026-03-10T00:00:00Z', effectiveAt: '2026-03-10T03:00:00Z' }),
        record({ receivedAt: '2026-03-10T00:00:00Z', effectiveAt: '2026-03-11T03:00:00Z' }),
      ],
    },
    3,
    1,
  ],
  [
    'configuration.completeness',
    {
      service: [
        record({ ciIds: ['a'] }, 'active'),
        record({ ciIds: [] }, 'active'),
        record({ ciIds: ['a'] }, 'retired'),
      ],
    },
    50,
    2,
  ],
  [
    'configuration.without-owner',
    { 'configuration-item': [record({ ownerPersonId: 'p' }, 'in_use'), record({}, 'planned'), record({}, 'retired')] },
    50,
    2,
  ],
  [
    'availability.availability',
    {
      'availability-measurement': [
        record({ from: '2026-03-01T00:00:00+02:00', agreedMinutes: 1000, downtimeMinutes: 10 }),
        record({ from: '2026-03-01T00:00:00+02:00', agreedMinutes: 3000, downtimeMinutes: 30 }),
      ],
    },
    99,
    2,
  ],
  [
    'availability.mttr',
    {
      'availability-measurement': [
        record({ from: '2026-03-01T00:00:00+02:00', downtimeMinutes: 90, interruptions: 1 }),
        record({ from: '2026-03-01T00:00:00+02:00', downtimeMinutes: 150, interruptions: 3 }),
      ],
    },
    1,
    2,
  ],
  // Of two active services one was at its target; a third is no longer active.
  [
    'availability.at-target',
    {
      service: [record({ id: 's1' }, 'active'), record({ id: 's2' }, 'active')],
      'availability-measurement': [
        record({ serviceId: 's1', from: '2026-03-01T00:00:00+02:00', availability: 99.5, target: 99.5 }),
        record({ serviceId: 's2', from: '2026-03-01T00:00:00+02:00', availability: 98, target: 99 }),
        record({ serviceId: 's3', from: '2026-03-01T00:00:00+02:00', availability: 99, target: 90 }),
      ],
    },
    50,
    2,
  ],
  [
    'sla.coverage',
    {
      service: [record({ id: 's1' }, 'active'), record({ id: 's2' }, 'active'), record({ id: 's3' }, 'draft')],
      sla: [
        record({ serviceId: 's1' }, 'active'),
        record({ serviceId: 's1' }, 'active'),
        record({ serviceId: 's2' }, 'retired'),
      ],
    },
    50,
    2,
  ],
  [
    'sla.response',
    {
      survey: [
        record({ sentAt: '2026-03-04T08:00:00Z' }, 'answered'),
        record({ sentAt: '2026-03-04T08:00:00Z' }, 'sent'),
      ],
    },
    50,
    2,
  ],
  [
    'sla.channel-share',
    {
      application: [
        record({ receivedAt: '2026-03-04T08:00:00Z', channel: 'portal' }),
        record({ receivedAt: '2026-03-04T08:00:00Z', channel: 'phone' }),
      ],
    },
    50,
    2,
  ],
  [
    'continuity.overdue',
    {
      'continuity-plan': [
        record({ nextReview: '2026-03-31' }, 'active'),
        record({ nextReview: '2026-04-30' }, 'active'),
        record({}, 'active'),
      ],
    },
    33.3333,
    3,
  ],
  [
    'continuity.tested',
    {
      service: [
        record({ id: 's1', vital: true }, 'active'),
        record({ id: 's2', vital: true }, 'active'),
        record({ id: 's3' }, 'active'),
      ],
      'continuity-plan': [
        record({ bia: [{ serviceId: 's1' }], tests: [{ passed: false }, { passed: true }] }, 'active'),
        record({ bia: [{ serviceId: 's2' }], tests: [{ passed: false }] }, 'active'),
      ],
    },
    50,
    2,
  ],
  [
    'finance.deviation',
    {
      'cost-comparison': [
        record({ period: '2026-03', dimension: 'nature', key: 'direct', planned: 100, actual: 90 }),
        record({ period: '2026-03', dimension: 'nature', key: 'indirect', planned: 100, actual: 120 }),
        record({ period: '2026-03', dimension: 'service', key: 's1', planned: 200, actual: 900 }),
      ],
    },
    5,
    2,
  ],
  [
    'finance.data-quality',
    {
      'cost-entry': [
        record({ date: '2026-03-05', matched: true }),
        record({ date: '2026-03-05', matched: false }),
        record({ date: '2026-03-05' }),
      ],
    },
    33.3333,
    3,
  ],
  [
    'finance.actual',
    { 'cost-entry': [record({ date: '2026-03-05', amount: 0.1 }), record({ date: '2026-03-05', amount: 0.2 })] },
    0.3,
    2,
  ],
  [
    'escalation.per-hundred',
    {
      escalation: [record({ raisedAt: '2026-03-05T08:00:00Z' })],
      application: Array.from({ length: 40 }, () => record({ receivedAt: '2026-03-04T08:00:00Z' })),
    },
    2.5,
    40,
  ],
  [
    'escalation.decision-time',
    { escalation: [record({ raisedAt: '2026-03-05T08:00:00Z', decidedAt: '2026-03-05T14:00:00Z' })] },
    6,
    1,
  ],
  [
    'improvement.achieved',
    { improvement: [closed({ objectivesMet: 'yes' }), closed({ objectivesMet: 'no' }), closed({})] },
    50,
    2,
  ],
  [
    'improvement.improved-processes',
    {
      improvement: [
        closed({ objectivesMet: 'yes', processKey: 'request' }),
        closed({ objectivesMet: 'no', processKey: 'request' }),
        closed({ objectivesMet: 'yes', processKey: 'incident' }),
        closed({ objectivesMet: 'yes' }),
      ],
    },
    2,
    3,
  ],
]

describe('the formulas of the schemes', () => {
  for (const [key, world, value, n] of CASES)
    it(`${key} is ${value}`, async () => {
      expect(await valueOf(key, world)).to.deep.equal({ value, reason: null, n })
    })

  it('say that there is nothing to divide by, or no data, and never give what is no number', async () => {
    for (const { key } of indicators) {
      const found = await valueOf(key, {})
      expect(found?.value ?? null, key).to.satisfy((value: number | null) => value === null || value === 0)
      if (found?.value === null) expect(found.reason, key).to.be.oneOf(['no-data', 'division-by-zero'])
    }
    expect(await valueOf('request.refusal-rate', {})).to.deep.equal({ value: null, reason: 'division-by-zero', n: 0 })
    const planned = { change: [change({ plannedCost: 0, actualCost: 5 })] }
    expect(await valueOf('change.cost-deviation', planned)).to.deep.equal({
      value: null,
      reason: 'division-by-zero',
      n: 0,
    })
  })

  it('add months up to quarters and years, medians among them', async () => {
    const took = (month: string, days: number) =>
      ended('implemented', {
        from: `2026-${month}-01T08:00:00Z`,
        to: `2026-${month}-${String(days + 1).padStart(2, '0')}T08:00:00Z`,
      })
    const world = { 'case:change': [took('01', 2), took('02', 4), took('03', 9), took('04', 20)] }
    expect((await valueOf('change.lead-time', world, '2026-Q1'))?.value).to.equal(4)
    expect((await valueOf('change.lead-time', world, '2026'))?.value).to.equal(6.5)
    expect((await valueOf('change.lead-time', world, '2026-02'))?.value).to.equal(4)
  })

  it('take the last month of a period where each month tells how it stands', async () => {
    const month = (period: string, planned: number, actual: number) =>
      record({ period, dimension: 'nature', key: 'direct', planned, actual })
    const world = { 'cost-comparison': [month('2026-01', 100, 100), month('2026-02', 200, 210)] }
    expect((await valueOf('finance.planned', world, '2026-Q1'))?.value).to.equal(200)
    expect((await valueOf('finance.deviation', world, '2026-Q1'))?.value).to.equal(5)
  })

  it('are told apart by what the record says', async () => {
    const indicator = indicators.find(({ key }) => key === 'incident.mttr')
    if (!indicator) throw new Error('Expected incident.mttr.')
    const world = {
      incident: [
        incident({ priority: 'P1', serviceId: 's1', restoredAt: '2026-03-02T09:00:00Z' }),
        incident({ priority: 'P2', serviceId: 's1', restoredAt: '2026-03-02T11:00:00Z' }),
        incident({ priority: 'P2', restoredAt: '2026-03-02T13:00:00Z' }),
      ],
    }
    const read = readerOf(figuresOf(indicator), world)
    const asked = { indicators: [indicator], periods: ['2026-03'] }
    const shown = (values: Awaited<ReturnType<typeof measure>>) => values.map(({ part, value }) => [part, value])
    expect(shown(await measure(read, { ...asked, by: 'first' }, NOW))).to.deep.equal([
      ['P1', 1],
      ['P2', 4],
    ])
    expect(shown(await measure(read, { ...asked, by: 'service' }, NOW))).to.deep.equal([
      ['', 5],
      ['s1', 2],
    ])
    expect(shown(await measure(read, { ...asked, only: { service: 's1' } }, NOW))).to.deep.equal([['', 2]])
  })
})
