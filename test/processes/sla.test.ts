import fc from 'fast-check'
import { expect } from 'chai'
import { compileCalendar, type WorkingCalendarJson } from '../../engine/time/working-calendar.ts'
import { computeSla, extendSla, moveSla, slaShare, type Pause, type Sla, type Targets } from '../../processes/sla.ts'
import { data } from './handlers/open-case.ts'
import { instantOf, minuteModel, minuteOf, reached, usedBefore } from './minute-model.ts'

const RUNS = Number(process.env['RANDOM_RUNS'] ?? 100)

const typical = (id: string): WorkingCalendarJson => {
  const json = data.calendars.find((calendar) => calendar.id === id)
  if (!json) throw new Error(`Expected calendar "${id}", but there is none.`)
  return json
}
/** Lunch breaks, nights over midnight and over the change of clocks, a working Saturday, a short day. */
const SHIFTS: WorkingCalendarJson = {
  id: 'shifts',
  timezone: 'Europe/Riga',
  week: {
    mon: [
      ['08:00', '12:00'],
      ['12:45', '16:30'],
    ],
    tue: [
      ['00:00', '03:30'],
      ['20:00', '24:00'],
    ],
    wed: [['00:00', '06:00']],
    fri: [['09:00', '09:01']],
    sun: [['01:00', '05:00']],
  },
  holidays: ['2026-03-30', '2025-12-25'],
  exceptions: { '2026-03-28': [['10:00', '14:00']], '2026-04-06': [['08:00', '10:00']] },
}
const CALENDARS = [typical('lv-public'), typical('always'), SHIFTS].map((json) => ({
  json,
  calendar: compileCalendar(json),
  isOpen: minuteModel(json),
}))

/** Around the two changes of clocks, Easter, the holidays of midsummer and the turn of the year. */
const WHEN = ['2025-10-24', '2025-12-22', '2026-03-27', '2026-04-02', '2026-06-22', '2026-10-23'] as const

/** A case: when it starts, its targets, and pauses one after the other, in minutes from the start. */
const story = fc.record({
  day: fc.constantFrom(...WHEN),
  start: fc.integer({ min: 0, max: 3 * 1440 }),
  react: fc.integer({ min: 1, max: 300 }),
  resolve: fc.integer({ min: 1, max: 1_500 }),
  // How long the clock runs before it stands, and how long it stands then.
  pauses: fc.array(
    fc.record({ after: fc.integer({ min: 1, max: 1_440 }), stands: fc.integer({ min: 0, max: 3 * 1440 }) }),
    { maxLength: 4 },
  ),
  calendar: fc.constantFrom(...CALENDARS),
  other: fc.constantFrom(...CALENDARS),
})
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never

interface Told {
  readonly start: number
  readonly startedAt: string
  readonly targets: Targets
  readonly pauses: readonly Pause[]
  readonly stands: (minute: number) => boolean
  /** The moment at which the last pause is over. */
  readonly end: number
}

function tell({ day, start: late, react, resolve, pauses, calendar }: Story): Told {
  const start = minuteOf(`${day}T06:00:00.000Z`) + late
  let at = start
  const stretches = pauses.map(({ after, stands }) => {
    const from = at + after
    at = from + stands
    return { from, to: at }
  })
  return {
    start,
    startedAt: instantOf(start),
    targets: { reactMinutes: react, resolveMinutes: resolve, calendar: calendar.json.id, slaId: null },
    pauses: stretches.map(({ from, to }) => ({ from: instantOf(from), to: instantOf(to) })),
    stands: (minute) => stretches.some(({ from, to }) => from <= minute && minute < to),
    end: at,
  }
}

/** As the handlers do it: every pause moves the terms that stood before it. */
function lived({ targets, startedAt, pauses }: Told, calendar: ReturnType<typeof compileCalendar>): Sla {
  return pauses.reduce((sla, pause) => moveSla(sla, calendar, pause), computeSla(targets, calendar, startedAt, []))
}

const check = (name: string, holds: (told: Told, story: Story) => void): void => {
  it(name, () => {
    fc.assert(
      fc.property(story, (one) => holds(tell(one), one)),
      { numRuns: RUNS, seed: 20260312 },
    )
  })
}

describe('the clock of a case, against one that counts every minute', () => {
  check(
    'reacts when so many working minutes without pauses have passed, over weekends, holidays and clock changes',
    (told, { calendar }) => {
      const { isOpen } = calendar
      const due = reached(isOpen, told.start, told.targets.reactMinutes, told.stands)
      expect(lived(told, calendar.calendar).react).to.equal(instantOf(due))
    },
  )

  check(
    'is due at the moment that is still ahead, and says of a term that is over that it is',
    (told, { calendar }) => {
      const sla = lived(told, calendar.calendar)
      const due = reached(calendar.isOpen, told.start, told.targets.resolveMinutes, told.stands)
      if (due > told.end) expect(sla.resolve).to.equal(instantOf(due))
      else expect(minuteOf(sla.resolve)).to.be.at.most(told.end)
    },
  )

  check(
    'moved pause by pause stands where it stands when all is reckoned anew, as after reopening',
    (told, { calendar }) => {
      const anew = computeSla(told.targets, calendar.calendar, told.startedAt, told.pauses)
      expect(lived(told, calendar.calendar)).to.deep.equal(anew)
    },
  )

  check(
    'crosses a threshold when that share of the minutes is used, also where the threshold falls outside working time',
    (told, { calendar }) => {
      const sla = lived(told, calendar.calendar)
      for (const percent of [50, 75, 100]) {
        const wanted = Math.round((told.targets.resolveMinutes * percent) / 100)
        if (wanted === 0) continue
        const at = slaShare(sla, calendar.calendar, percent)
        const due = reached(calendar.isOpen, told.start, wanted, told.stands)
        if (due > told.end) expect(at, `${percent} %`).to.equal(instantOf(due))
        else expect(minuteOf(at), `${percent} %`).to.be.at.most(told.end)
        // No timer fires while nobody works: the minute before belongs to working time.
        if (due > told.end) expect(calendar.isOpen(minuteOf(at) - 1), at).to.equal(true)
      }
    },
  )

  check('fires no threshold while it stands', (told, { calendar }) => {
    const since = instantOf(told.end + 1)
    const standing = { ...lived(told, calendar.calendar), pausedSince: since }
    const later = instantOf(told.end + 30 * 1440)
    for (const percent of [50, 75, 100]) {
      const used = usedBefore(calendar.isOpen, told.start, told.end + 1, told.stands)
      if (used < (told.targets.resolveMinutes * percent) / 100)
        expect(slaShare(standing, calendar.calendar, percent) > later).to.equal(true)
    }
  })

  check(
    'takes new targets or another calendar in mid-flight as if they had been there from the start',
    (told, { other }) => {
      const targets = { ...told.targets, resolveMinutes: told.targets.resolveMinutes + 60, calendar: other.json.id }
      const sla = computeSla(targets, other.calendar, told.startedAt, told.pauses)
      const due = reached(other.isOpen, told.start, targets.resolveMinutes, told.stands)
      if (due > told.end) expect(sla.resolve).to.equal(instantOf(due))
      expect(sla.react).to.equal(instantOf(reached(other.isOpen, told.start, targets.reactMinutes, told.stands)))
    },
  )

  check('keeps what a person added to the term', (told, { calendar }) => {
    const before = lived(told, calendar.calendar)
    const due = reached(calendar.isOpen, told.start, told.targets.resolveMinutes + 90, told.stands)
    if (due <= told.end) return
    const extended = extendSla(before, calendar.calendar, instantOf(due))
    const anew = computeSla({ ...told.targets, extendedMinutes: 90 }, calendar.calendar, told.startedAt, told.pauses)
    expect(extended).to.deep.equal(anew)
  })

  check('counts of a pause only what lies after the start', (told, { calendar }) => {
    const early = { from: instantOf(told.start - 700), to: instantOf(told.start + 45) }
    const sla = computeSla(told.targets, calendar.calendar, told.startedAt, [early])
    const stands = (minute: number) => minute < told.start + 45
    expect(sla.react).to.equal(instantOf(reached(calendar.isOpen, told.start, told.targets.reactMinutes, stands)))
  })

  it('does not slip from a closing to the next opening by a question that is answered at once', () => {
    const office = compileCalendar(typical('lv-public'))
    const targets: Targets = { reactMinutes: 30, resolveMinutes: 60, calendar: 'lv-public', slaId: null }
    // Friday 16:00 in Latvia; the reaction is due at 16:30, the resolution at the closing.
    const sla = computeSla(targets, office, '2026-03-13T14:00:00.000Z', [])
    const moment = { from: '2026-03-13T14:40:00.000Z', to: '2026-03-13T14:40:00.000Z' }
    const atOnce = { from: '2026-03-13T14:20:00.000Z', to: '2026-03-13T14:20:00.000Z' }

    const later = moveSla(moveSla(sla, office, atOnce), office, moment)

    expect([later.react, later.resolve]).to.deep.equal(['2026-03-13T14:30:00.000Z', '2026-03-13T15:00:00.000Z'])
  })

  it('ends on the day when clocks go forward an hour later by the clock, and back an hour earlier', () => {
    const always = compileCalendar(typical('always'))
    const targets: Targets = { reactMinutes: 60, resolveMinutes: 24 * 60, calendar: 'always', slaId: null }

    // 12:00 in Latvia on the day before; 24 hours later the clock there shows 13:00 in spring and 11:00 in autumn.
    const spring = computeSla(targets, always, '2026-03-28T10:00:00.000Z', [])
    const autumn = computeSla(targets, always, '2026-10-24T09:00:00.000Z', [])

    expect(spring.resolve).to.equal('2026-03-29T10:00:00.000Z')
    expect(autumn.resolve).to.equal('2026-10-25T09:00:00.000Z')
  })
})
