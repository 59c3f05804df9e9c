import { expect } from 'chai'
import { dueWords, workingSpan } from '../../../forms/ui/shared/due.ts'
import { forgeryTokenOf, isOurForm } from '../../../forms/ui/shared/forgery.ts'
import { clock, counted, dayInWords, money, moment, number, span } from '../../../forms/ui/shared/format.ts'
import { withoutLanguage } from '../../../forms/ui/shared/language.ts'
import { ownAddress } from '../../../forms/ui/shared/own-address.ts'
import { EVERYTHING_MINE, inboxAddress, readInboxQuery } from '../../../forms/ui/staff/inbox/inbox-query.ts'

describe('how pages write', () => {
  it('moments in Latvia’s time, in summer and in winter', () => {
    expect(moment('2026-03-12T12:05:00Z', 'lv')).to.equal('12.03.2026. plkst. 14.05')
    expect(moment('2026-07-12T12:05:00Z', 'en')).to.equal('12/07/2026, 15:05')
    expect(clock('2026-03-12T22:30:00Z', 'lv')).to.equal('00.30')
    expect(dayInWords('2026-03-12T12:05:00Z', 'en')).to.equal('Thursday 12 March')
  })

  it('spans of time in their two largest units', () => {
    expect(span(0, 'lv')).to.equal('0 min')
    expect(span(59_999, 'en')).to.equal('0 min')
    expect(span(26 * 3_600_000 + 61_000, 'lv')).to.equal('1 d. 2 h')
    expect(span(3 * 86_400_000, 'en')).to.equal('3 d')
    expect(workingSpan(479, 'lv')).to.equal('7 h 59 min')
    expect(workingSpan(480, 'lv')).to.equal('1 d. d.')
    expect(workingSpan(2 * 480 + 90, 'en')).to.equal('2 wd 1 h')
  })

  it('numbers, money and counted things', () => {
    expect(number(1234567.5, 'lv').replaceAll(/\s/g, ' ')).to.equal('1 234 567,5')
    expect(money(12.5, 'en')).to.equal('12.50 EUR')
    const nouns = { one: 'uzdevums', many: 'uzdevumi' }
    expect([1, 2, 11, 21].map((count) => counted(count, 'lv', nouns))).to.deep.equal([
      '1 uzdevums',
      '2 uzdevumi',
      '11 uzdevumi',
      '21 uzdevums',
    ])
  })

  it('what is late by the clock, and what is left by working time', () => {
    const now = new Date('2026-03-12T08:00:00Z')
    const left = (): number => 130
    expect(dueWords(null, now, left, 'en')).to.deep.equal({ state: 'none', words: 'No due date', moment: '' })
    expect(dueWords('2026-03-12T06:30:00.000Z', now, left, 'lv')).to.deep.equal({
      state: 'late',
      words: 'Kavējas 1 h 30 min',
      moment: 'līdz šodien plkst. 08.30',
    })
    expect(dueWords('2026-03-13T08:00:00.000Z', now, left, 'en')).to.deep.equal({
      state: 'later',
      words: '2 h 10 min of working time left',
      moment: 'due 13/03/2026, 10:00',
    })
    expect(dueWords('2026-03-13T08:00:00.000Z', now, () => 119, 'en').state).to.equal('soon')
  })
})

describe('addresses of pages', () => {
  it('of the inbox say all that it shows, and read back what they say', () => {
    const query = { ...EVERYTHING_MINE, list: 'groups', text: 'ūdens & gāze', overdue: true, sort: 'priority' } as const
    expect(readInboxQuery(new URLSearchParams(inboxAddress(query).split('?')[1]))).to.deep.equal(query)
    expect(inboxAddress(EVERYTHING_MINE)).to.equal('/tasks')
    expect(readInboxQuery(new URLSearchParams('list=nothing&sort=up')).list).to.equal('mine')
  })

  it('lead to our own pages only', () => {
    expect(ownAddress('/tasks?list=groups')).to.equal('/tasks?list=groups')
    for (const foreign of [null, '', 'https://x.example', '//x.example', '/\\x.example', '/a b', 'javascript:x'])
      expect(ownAddress(foreign), String(foreign)).to.equal('/')
  })

  it('are the same in the other language', () => {
    expect(withoutLanguage('/tasks?lang=en&q=a')).to.equal('/tasks?q=a')
    expect(withoutLanguage('/tasks?lang=en')).to.equal('/tasks')
  })
})

describe('the token against forged posts', () => {
  it('is that of the session and of no other', () => {
    expect(isOurForm('session-1', forgeryTokenOf('session-1'))).to.equal(true)
    expect(isOurForm('session-1', forgeryTokenOf('session-2'))).to.equal(false)
    expect(isOurForm('session-1', null)).to.equal(false)
    expect(isOurForm('session-1', '')).to.equal(false)
  })
})
