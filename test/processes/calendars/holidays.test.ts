import { expect } from 'chai'
import { allHolidays, latvianHolidays } from '../../../processes/calendars/make-holidays.ts'
import { data } from '../handlers/open-case.ts'

describe('the Latvian calendar', () => {
  it('holds the holidays that the law gives', () => {
    expect(data.calendars.find(({ id }) => id === 'lv-public')?.holidays).to.deep.equal(allHolidays())
  })

  it('knows Easter of every year that it covers', () => {
    const sundays = {
      2024: '03-31',
      2025: '04-20',
      2026: '04-05',
      2027: '03-28',
      2028: '04-16',
      2029: '04-01',
      2030: '04-21',
      2031: '04-13',
      2032: '03-28',
    }
    for (const [year, sunday] of Object.entries(sundays)) {
      expect(latvianHolidays(Number(year)), year).to.include(`${year}-${sunday}`)
    }
    expect(latvianHolidays(2026)).to.include.members(['2026-04-03', '2026-04-06'])
  })

  it('frees the Monday after 4 May and 18 November at a weekend, and after no other holiday', () => {
    expect(latvianHolidays(2024)).to.include('2024-05-06')
    expect(latvianHolidays(2025)).to.include('2025-05-05')
    expect(latvianHolidays(2028)).to.include('2028-11-20')
    expect(latvianHolidays(2029)).to.include('2029-11-19')
    expect(latvianHolidays(2026)).to.have.length(13)
    expect(latvianHolidays(2028)).not.to.include('2028-01-03')
  })
})
