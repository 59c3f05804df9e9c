import { expect } from 'chai'
import fc from 'fast-check'
import {
  addWorkingDays,
  addWorkingMinutes,
  compileCalendar,
  nextOpening,
  subtractWorkingDays,
  workingMinutesBetween,
  type WorkingCalendarJson,
} from '../../../engine/time/working-calendar.ts'

const OFFICE: WorkingCalendarJson = {
  id: 'office',
  timezone: 'Europe/Riga',
  week: {
    mon: [['08:30', '17:00']],
    tue: [['08:30', '17:00']],
    wed: [
      ['08:30', '12:00'],
      ['12:30', '17:00'],
    ],
    thu: [['08:30', '17:00']],
    fri: [['08:30', '15:00']],
  },
  holidays: ['2026-05-01', '2026-05-04', '2026-12-24', '2026-12-25'],
  exceptions: { '2026-04-30': [['08:30', '12:00']], '2026-05-09': [['09:00', '10:00']] },
}
const DAY: WorkingCalendarJson['week']['mon'] = [['00:00', '24:00']]
const ROUND_THE_CLOCK: WorkingCalendarJson = {
  id: 'always',
  timezone: 'Europe/Riga',
  week: { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY, sat: DAY, sun: DAY },
  holidays: [],
}
const NIGHTS: WorkingCalendarJson = {
  ...ROUND_THE_CLOCK,
  id: 'nights',
  week: {
    sat: [['20:00', '24:00']],
    sun: [
      ['00:00', '06:00'],
      ['22:00', '24:00'],
    ],
    mon: [['00:00', '03:30']],
  },
}

const office = compileCalendar(OFFICE)
const always = compileCalendar(ROUND_THE_CLOCK)

describe('working minutes', () => {
  it('pass only in opening hours', () => {
    // Thursday 12 March 2026, 16:30 in Riga: half an hour that day, the rest on Friday.
    expect(addWorkingMinutes(office, '2026-03-12T14:30:00.000Z', 60)).to.equal('2026-03-13T07:00:00.000Z')
    expect(addWorkingMinutes(office, '2026-03-12T14:30:00.000Z', 30)).to.equal('2026-03-12T15:00:00.000Z')
    // Wednesday has a break at noon.
    expect(addWorkingMinutes(office, '2026-03-11T09:30:00.000Z', 60)).to.equal('2026-03-11T11:00:00.000Z')
  })

  it('skip weekends, holidays and follow the hours of an exception', () => {
    // Thursday 30 April closes at 12:00, then 1 May, a weekend with a working Saturday in the next week only, 4 May.
    expect(addWorkingMinutes(office, '2026-04-30T08:00:00.000Z', 120)).to.equal('2026-05-05T06:30:00.000Z')
    expect(addWorkingMinutes(office, '2026-05-08T12:00:00.000Z', 30)).to.equal('2026-05-09T06:30:00.000Z')
  })

  it('start at the next opening when asked outside of them', () => {
    expect(nextOpening(office, '2026-03-14T10:00:00.000Z')).to.equal('2026-03-16T06:30:00.000Z')
    expect(nextOpening(office, '2026-03-12T10:00:00.000Z')).to.equal('2026-03-12T10:00:00.000Z')
    expect(nextOpening(office, '2026-03-12T15:00:00.000Z')).to.equal('2026-03-13T06:30:00.000Z')
    expect(addWorkingMinutes(office, '2026-03-14T10:00:00.000Z', 0)).to.equal('2026-03-16T06:30:00.000Z')
  })

  it('are counted between two moments, also backwards', () => {
    expect(workingMinutesBetween(office, '2026-03-12T14:30:00.000Z', '2026-03-13T07:00:00.000Z')).to.equal(60)
    expect(workingMinutesBetween(office, '2026-03-13T07:00:00.000Z', '2026-03-12T14:30:00.000Z')).to.equal(-60)
    expect(workingMinutesBetween(office, '2026-03-14T00:00:00.000Z', '2026-03-15T00:00:00.000Z')).to.equal(0)
    expect(workingMinutesBetween(office, '2026-03-09T00:00:00.000Z', '2026-03-16T00:00:00.000Z')).to.equal(
      510 + 510 + 480 + 510 + 390,
    )
  })

  it('know days of 23 and 25 hours', () => {
    expect(workingMinutesBetween(always, '2026-03-28T22:00:00.000Z', '2026-03-29T21:00:00.000Z')).to.equal(23 * 60)
    expect(workingMinutesBetween(always, '2026-10-24T21:00:00.000Z', '2026-10-25T22:00:00.000Z')).to.equal(25 * 60)
    expect(addWorkingMinutes(always, '2026-03-28T22:00:00.000Z', 24 * 60)).to.equal('2026-03-29T22:00:00.000Z')
    // The shift from Saturday night has one hour less: 03:00–04:00 does not exist.
    const nights = compileCalendar(NIGHTS)
    expect(workingMinutesBetween(nights, '2026-03-28T12:00:00.000Z', '2026-03-29T12:00:00.000Z')).to.equal((4 + 5) * 60)
    expect(workingMinutesBetween(nights, '2026-10-24T12:00:00.000Z', '2026-10-25T12:00:00.000Z')).to.equal((4 + 7) * 60)
    // Hours that lie in the skipped one are none; one that begins there begins when it is over.
    const skipped = compileCalendar({ ...NIGHTS, week: { sun: [['03:15', '03:45']], mon: [['08:00', '09:00']] } })
    expect(nextOpening(skipped, '2026-03-28T22:00:00.000Z')).to.equal('2026-03-30T05:00:00.000Z')
    const half = compileCalendar({ ...NIGHTS, week: { sun: [['03:30', '05:00']] } })
    expect(nextOpening(half, '2026-03-28T22:00:00.000Z')).to.equal('2026-03-29T01:00:00.000Z')
  })

  it('of an office are the same in summer and winter', () => {
    expect(addWorkingMinutes(office, '2026-03-27T12:30:00.000Z', 60)).to.equal('2026-03-30T06:00:00.000Z')
    expect(addWorkingMinutes(office, '2026-10-23T11:30:00.000Z', 60)).to.equal('2026-10-26T07:00:00.000Z')
  })
})

describe('working days', () => {
  it('keep the local time', () => {
    expect(addWorkingDays(office, '2026-03-12T08:00:00.000Z', 1)).to.equal('2026-03-13T08:00:00.000Z')
    expect(addWorkingDays(office, '2026-03-12T08:00:00.000Z', 5)).to.equal('2026-03-19T08:00:00.000Z')
    // Over the change of clocks: 10:00 in Riga both times.
    expect(addWorkingDays(office, '2026-03-27T08:00:00.000Z', 1)).to.equal('2026-03-30T07:00:00.000Z')
  })

  it('end at the closing of a shorter day', () => {
    expect(addWorkingDays(office, '2026-03-12T14:30:00.000Z', 1)).to.equal('2026-03-13T13:00:00.000Z')
    expect(addWorkingDays(office, '2026-04-29T12:00:00.000Z', 1)).to.equal('2026-04-30T09:00:00.000Z')
  })

  it('count from the next opening when asked outside of hours', () => {
    expect(addWorkingDays(office, '2026-03-14T10:00:00.000Z', 1)).to.equal('2026-03-17T06:30:00.000Z')
    expect(addWorkingDays(office, '2026-03-14T10:00:00.000Z', 0)).to.equal('2026-03-16T06:30:00.000Z')
    // At closing it is still that day.
    expect(addWorkingDays(office, '2026-03-12T15:00:00.000Z', 3)).to.equal('2026-03-17T15:00:00.000Z')
    // In the break of a Wednesday: the opening after it.
    expect(addWorkingDays(office, '2026-03-10T10:15:00.000Z', 1)).to.equal('2026-03-11T10:30:00.000Z')
  })

  it('pass over holidays', () => {
    expect(addWorkingDays(office, '2026-12-23T08:00:00.000Z', 1)).to.equal('2026-12-28T08:00:00.000Z')
  })
})

describe('working days before a moment', () => {
  const before = (at: string, days: number) => subtractWorkingDays(compileCalendar(OFFICE), at, days)

  it('keep the local time, over weekends, holidays and the change of the clocks', () => {
    expect(before('2026-03-18T08:00:00.000Z', 2)).to.equal('2026-03-16T08:00:00.000Z')
    expect(before('2026-03-30T07:00:00.000Z', 1), 'clocks went forward on Sunday').to.equal('2026-03-27T08:00:00.000Z')
    expect(before('2026-05-05T09:00:00.000Z', 1), 'over 4 and 1 May to a short day').to.equal(
      '2026-04-30T09:00:00.000Z',
    )
  })

  it('end at the closing for a moment at night, at the opening for one before it', () => {
    expect(before('2026-03-18T20:00:00.000Z', 1)).to.equal('2026-03-17T15:00:00.000Z')
    expect(before('2026-03-18T03:00:00.000Z', 1)).to.equal('2026-03-17T06:30:00.000Z')
    expect(before('2026-03-19T10:15:00.000Z', 1), 'in the noon break').to.equal('2026-03-18T10:00:00.000Z')
  })

  it('of none are the moment itself, and are whole', () => {
    expect(before('2026-03-18T20:00:00.000Z', 0)).to.equal('2026-03-18T20:00:00.000Z')
    for (const wrong of [-1, 1.5, Number.NaN])
      expect(() => before('2026-03-18T20:00:00.000Z', wrong)).to.throw(RangeError)
  })
})

describe('a calendar', () => {
  it('is refused with the place that is wrong', () => {
    const wrong: readonly [Partial<WorkingCalendarJson>, string][] = [
      [{ timezone: 'Mars/Base' }, 'time zone'],
      [{ week: {} }, 'working time'],
      [{ week: { mon: [] } }, 'working time'],
      [{ week: { mon: [['17:00', '08:00']] } }, 'end after they begin'],
      [
        {
          week: {
            mon: [
              ['08:00', '12:00'],
              ['11:00', '13:00'],
            ],
          },
        },
        'in order',
      ],
      [{ week: { mon: [['8:00', '12:00']] } }, '"8:00"'],
      [{ week: { mon: [['08:00', '25:00']] } }, '"25:00"'],
      [{ holidays: ['2026-02-30'] }, '2026-02-30'],
      [{ exceptions: { tomorrow: [] } }, 'tomorrow'],
      [JSON.parse('{"week":{"monday":[["08:00","09:00"]]}}'), 'monday'],
    ]
    for (const [part, message] of wrong)
      expect(() => compileCalendar({ ...OFFICE, ...part }), message).to.throw(RangeError, message)
  })

  it('gives up after ten years', () => {
    expect(() => addWorkingMinutes(office, '2026-01-01T00:00:00.000Z', 1e9)).to.throw(RangeError, 'ten years')
    expect(() => addWorkingDays(office, '2026-01-01T00:00:00.000Z', 100_000)).to.throw(RangeError, 'ten years')
    expect(() => workingMinutesBetween(office, '2026-01-01T00:00:00.000Z', '2046-01-01T00:00:00.000Z')).to.throw(
      RangeError,
      'ten years',
    )
    expect(() => addWorkingMinutes(office, '2026-01-01T00:00:00.000Z', -1)).to.throw(RangeError, '0 or more')
    expect(() => addWorkingDays(office, '2026-01-01T00:00:00.000Z', 0.5)).to.throw(RangeError, 'whole number')
  })
})

describe('working time, whatever the moment', () => {
  const moment = fc
    .integer({ min: Date.UTC(2025, 9, 1), max: Date.UTC(2026, 11, 31) })
    .map((ms) => new Date(ms).toISOString())
  const minutes = fc.integer({ min: 1, max: 10_000 })
  const calendars = [office, always, compileCalendar(NIGHTS)]

  for (const calendar of calendars) {
    it(`adding minutes and counting between gives them back (${calendar.id})`, () => {
      fc.assert(
        fc.property(
          moment,
          minutes,
          (at, added) => workingMinutesBetween(calendar, at, addWorkingMinutes(calendar, at, added)) === added,
        ),
        { numRuns: 200 },
      )
    })

    it(`a later start or more minutes never end earlier (${calendar.id})`, () => {
      fc.assert(
        fc.property(moment, moment, minutes, minutes, (a, b, few, more) => {
          const [early, late] = a <= b ? [a, b] : [b, a]
          expect(addWorkingMinutes(calendar, early, few) <= addWorkingMinutes(calendar, late, few)).to.equal(true)
          expect(
            addWorkingMinutes(calendar, early, Math.min(few, more)) <=
              addWorkingMinutes(calendar, early, Math.max(few, more)),
          ).to.equal(true)
        }),
        { numRuns: 200 },
      )
    })
  }

  it('working days end within working time, in order', () => {
    fc.assert(
      fc.property(moment, moment, fc.integer({ min: 0, max: 60 }), (a, b, days) => {
        const [early, late] = a <= b ? [a, b] : [b, a]
        const [first, second] = [addWorkingDays(office, early, days), addWorkingDays(office, late, days)]
        expect(first <= second).to.equal(true)
        // Just before that moment the office is open, or it opens then.
        const before = new Date(Date.parse(first) - 1).toISOString()
        const open = workingMinutesBetween(office, before, first) > 0 || nextOpening(office, first) === first
        expect(open, first).to.equal(true)
      }),
      { numRuns: 200 },
    )
  })

  it('no holiday has any', () => {
    fc.assert(
      fc.property(fc.constantFrom(...OFFICE.holidays), fc.integer({ min: 0, max: 23 }), (holiday, hour) => {
        const local = new Date(Date.parse(`${holiday}T00:00:00Z`) + hour * 3_600_000).toISOString()
        const end = new Date(Date.parse(`${holiday}T20:00:00Z`)).toISOString()
        expect(workingMinutesBetween(office, local < end ? local : end, end)).to.equal(0)
      }),
      { numRuns: 50 },
    )
  })
})
