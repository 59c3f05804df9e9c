import { expect } from 'chai'
import { firstStart, nextStart, type StartTime } from '../../../engine/commands/start-timer-due.ts'
import type { TimerTrigger } from '../../../engine/model/process-definition.ts'

const at = (now: string) => ({ now, functions: {}, globals: {} })
const cycle = (literal: string): TimerTrigger => ({ type: 'timer', timer: 'cycle', value: { literal } })

/** The fires of a cycle, each at its time. */
const fires = (trigger: TimerTrigger, now: string, most: number): string[] => {
  const found: string[] = []
  for (let time = firstStart(trigger, at(now)); time && found.length < most;) {
    found.push(time.dueAt.slice(0, 10))
    time = nextStart(trigger, time, false, at(time.dueAt))
  }
  return found
}

describe('a timer start event', () => {
  it('of a cycle with a start fires at the next period after it was put in force', () => {
    expect(fires(cycle('R/2026-01-01T06:00:00Z/P1W'), '2026-03-02T08:00:00.000Z', 2)).to.deep.equal([
      '2026-03-05',
      '2026-03-12',
    ])
    expect(fires(cycle('R/2026-05-01T06:00:00Z/P1W'), '2026-03-02T08:00:00.000Z', 2)).to.deep.equal([
      '2026-05-01',
      '2026-05-08',
    ])
  })

  it('of a cycle without a start counts from when it was put in force', () => {
    expect(fires(cycle('R/P1D'), '2026-03-02T08:00:00.000Z', 2)).to.deep.equal(['2026-03-03', '2026-03-04'])
  })

  it('stays at the end of the month', () => {
    const months = ['2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31']
    expect(fires(cycle('R/2025-12-31T00:00:00Z/P1M'), '2026-02-01T00:00:00.000Z', 4)).to.deep.equal(months)
  })

  it('may count from an anchor of long ago', () => {
    const first = firstStart(cycle('R/1999-01-01T06:00:00Z/P1D'), at('2026-03-02T08:00:00.000Z'))
    expect(first?.dueAt).to.equal('2026-03-03T06:00:00.000Z')
  })

  it('fires as often as it says', () => {
    expect(fires(cycle('R2/P1D'), '2026-03-02T08:00:00.000Z', 9)).to.deep.equal(['2026-03-03', '2026-03-04'])
  })

  it('of short periods finds its place after long downtime at once', () => {
    const minutes = cycle('R/2018-01-01T00:00:00Z/PT1M')
    expect(firstStart(minutes, at('2026-03-02T08:00:30.000Z'))?.dueAt).to.equal('2026-03-02T08:01:00.000Z')
  })

  it('makes up for missed periods only where it is asked to', () => {
    const last: StartTime = { dueAt: '2026-03-01T06:00:00.000Z', anchorAt: '2026-03-01T06:00:00.000Z', remaining: null }
    const now = at('2026-03-04T07:00:00.000Z')
    expect(nextStart(cycle('R/P1D'), last, false, now)?.dueAt).to.equal('2026-03-05T06:00:00.000Z')
    expect(nextStart(cycle('R/P1D'), last, true, now)?.dueAt).to.equal('2026-03-02T06:00:00.000Z')
  })

  it('of a date fires once, and not when the date has passed', () => {
    const date: TimerTrigger = { type: 'timer', timer: 'date', value: { literal: '2026-04-01T00:00:00Z' } }
    expect(fires(date, '2026-03-02T08:00:00.000Z', 9)).to.deep.equal(['2026-04-01'])
    expect(firstStart(date, at('2026-04-02T00:00:00.000Z'))).to.equal(null)
  })

  it('may be computed from settings, and says so when they give no time', () => {
    const set: TimerTrigger = {
      type: 'timer',
      timer: 'cycle',
      value: { expression: { feel: 'settings.review', source: '=settings.review' } },
    }
    const now = '2026-03-02T08:00:00.000Z'
    expect(firstStart(set, { now, functions: {}, globals: { settings: { review: 'R/P7D' } } })?.dueAt).to.equal(
      '2026-03-09T08:00:00.000Z',
    )
    expect(() => firstStart(set, { now, functions: {}, globals: { settings: { review: 'soon' } } })).to.throw(/"soon"/)
    expect(() => firstStart(set, { now, functions: {}, globals: {} })).to.throw(/null/)
  })
})
