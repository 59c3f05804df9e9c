import { expect } from 'chai'
import { addDuration, isDuration, readCycle, readInstant } from '../../../engine/time/iso8601.ts'

describe('an ISO 8601 duration', () => {
  it('is told from other text', () => {
    for (const text of ['PT30M', 'P5D', 'P1Y2M3DT4H5M6.7S', 'P2W', '-PT1H', 'PT0.5S', 'PT1.5H', 'PT0S'])
      expect(isDuration(text), text).to.equal(true)
    for (const text of [
      '',
      'P',
      'PT',
      'P1DT',
      'P1H',
      'PT1D',
      '30M',
      'pt1h',
      'P1.5D',
      'PT1.5H3M',
      '5 days',
      'P-1D',
      `P${'1'.repeat(99)}D`,
    ]) {
      expect(isDuration(text), text).to.equal(false)
    }
  })

  it('adds months by the calendar and fractions of seconds exactly', () => {
    expect(addDuration('2026-01-31T10:00:00.000Z', 'P1M')).to.equal('2026-02-28T10:00:00.000Z')
    expect(addDuration('2026-01-31T10:00:00.000Z', 'P1M', 2)).to.equal('2026-03-31T10:00:00.000Z')
    expect(addDuration('2024-02-29T00:00:00.000Z', 'P1Y')).to.equal('2025-02-28T00:00:00.000Z')
    expect(addDuration('2026-01-01T00:00:00.000Z', 'PT0.25S', 3)).to.equal('2026-01-01T00:00:00.750Z')
    expect(addDuration('2026-01-01T00:00:00.000Z', '-PT1H')).to.equal('2025-12-31T23:00:00.000Z')
    expect(addDuration('2026-01-01T00:00:00.000Z', 'P1W')).to.equal('2026-01-08T00:00:00.000Z')
    expect(addDuration('2024-02-28T23:30:00.500Z', 'P1DT1H30M0.25S', 2)).to.equal('2024-03-02T02:30:01.000Z')
    expect(addDuration('2026-01-01T00:00:00.000Z', 'PT1.0005S', 2)).to.equal('2026-01-01T00:00:02.001Z')
    expect(addDuration('2026-01-01T00:00:00Z', 'PT1H')).to.equal('2026-01-01T01:00:00.000Z')
  })

  it('reaches 10 years and no further', () => {
    expect(addDuration('2026-01-01T00:00:00.000Z', 'P10Y')).to.equal('2036-01-01T00:00:00.000Z')
    expect(() => addDuration('2026-01-01T00:00:00.000Z', 'P10YT1S')).to.throw(RangeError, 'at most 10 years')
    expect(() => addDuration('2026-01-01T00:00:00.000Z', '-P10YT1S')).to.throw(RangeError, 'at most 10 years')
    expect(() => addDuration('2026-01-01T00:00:00.000Z', 'P999999999Y')).to.throw(RangeError, 'at most 10 years')
    expect(() => addDuration('2026-01-01T00:00:00.000Z', 'P1D', 1e15)).to.throw(RangeError, 'at most 10 years')
  })

  it('is refused with a sentence when it is none', () => {
    expect(() => addDuration('2026-01-01T00:00:00.000Z', 'tomorrow')).to.throw(
      RangeError,
      'Expected an ISO 8601 duration',
    )
    expect(() => addDuration('2026-01-01T00:00:00.000Z', 'P1D', 0.5)).to.throw(RangeError, 'whole number')
  })
})

describe('a repeating interval', () => {
  it('is read with and without an end and a start', () => {
    expect(readCycle('R3/PT1H')).to.deep.equal({ repetitions: 3, start: null, interval: 'PT1H' })
    expect(readCycle('R/PT1H')).to.deep.equal({ repetitions: null, start: null, interval: 'PT1H' })
    expect(readCycle('R3/2026-01-01T02:00:00+02:00/P1M')).to.deep.equal({
      repetitions: 3,
      start: '2026-01-01T00:00:00.000Z',
      interval: 'P1M',
    })
    expect(readCycle('R3/2026-01-01T02:00:00+02:00/2026-01-01T01:30:00.500Z')).to.deep.equal({
      repetitions: 3,
      start: '2026-01-01T00:00:00.000Z',
      interval: 'PT5400.5S',
    })
    expect(readCycle('R1000/PT1S')?.repetitions).to.equal(1000)
  })

  it('is null when it never moves, repeats too often or is something else', () => {
    for (const text of [
      'R/PT0S',
      'R/PT0.5S',
      'R/-PT1H',
      'R0/PT1H',
      'R1001/PT1H',
      'R/P11Y',
      'R/PT1H/PT1H',
      'R/x/PT1H',
      'R/2026-01-02/2026-01-01',
      'R/2026-01-01/2026-01-01',
      'R/2026-01-01/2037-01-01',
      'R/PT1H/2026-01-01',
      'PT1H',
      'R',
      'R/',
      '0 0 * * *',
      'R1/2/3/4',
      '',
    ]) {
      expect(readCycle(text), text).to.equal(null)
    }
  })
})

describe('a moment', () => {
  it('is normalised to UTC with milliseconds', () => {
    expect(readInstant('2026-03-12T09:02:00+02:00')).to.equal('2026-03-12T07:02:00.000Z')
    expect(readInstant('2026-03-12T07:02:00Z')).to.equal('2026-03-12T07:02:00.000Z')
    expect(readInstant('2026-03-12T07:02:00.1239Z')).to.equal('2026-03-12T07:02:00.123Z')
    expect(readInstant('2026-07-01T12:00:00[Europe/Riga]')).to.equal('2026-07-01T09:00:00.000Z')
    expect(readInstant('2026-07-01T12:00:00+03:00[Europe/Riga]')).to.equal('2026-07-01T09:00:00.000Z')
    expect(readInstant('2026-07-01T12:00:00')).to.equal('2026-07-01T12:00:00.000Z')
    expect(readInstant('2026-07-01T12:00')).to.equal('2026-07-01T12:00:00.000Z')
    expect(readInstant('2026-07-01')).to.equal('2026-07-01T00:00:00.000Z')
  })

  it('is null for what is none', () => {
    for (const text of [
      '',
      'now',
      '2026',
      '2026-02-30',
      '2026-13-01',
      '2026-01-01T25:00:00Z',
      '12:00',
      '2026-01-01T00:00:00[Mars/Base]',
      '2026-01-01T00:00:00+05:00[Europe/Riga]',
      'P1D',
      `2026-01-01${' '.repeat(200)}`,
    ]) {
      expect(readInstant(text), text).to.equal(null)
    }
  })
})
