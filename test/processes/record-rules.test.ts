import { expect } from 'chai'
import type { Variables } from '../../engine/model/json.ts'
import { DataRejected } from '../../engine/model/errors.ts'
import { createRecordRules } from '../../processes/record-rules.ts'
import { House, PEOPLE } from '../support/house.ts'
import { refusal } from '../support/refusal.ts'
import { data } from './handlers/open-case.ts'

const { opm } = PEOPLE
const BRANCH: Variables = {
  name: { lv: 'Filiāle', en: 'Branch' },
  timezone: 'Europe/Riga',
  week: {
    mon: [
      ['08:30', '12:00'],
      ['12:30', '17:00'],
    ],
  },
}

describe('records that time is reckoned with', () => {
  let house: House
  before(async () => {
    house = await House.open()
  })
  after(() => house.close())

  const write = (register: string, fields: Variables, language: 'lv' | 'en' = 'lv') =>
    house.engine.createRecord({ by: { ...opm, language }, register, data: fields })
  const errorsOf = async (register: string, fields: Variables, language?: 'lv' | 'en') => {
    const error = await refusal(write(register, fields, language))
    if (!(error instanceof DataRejected)) throw error
    return error.errors.map(({ pointer, code, message }) => ({ pointer, code, message }))
  }

  it('are told the place and the remedy where hours overlap, and nothing is written', async () => {
    const week = {
      tue: [
        ['08:30', '13:00'],
        ['12:30', '17:00'],
      ],
    }
    expect(await errorsOf('calendar', { ...BRANCH, week })).to.deep.equal([
      {
        pointer: '/week/tue/1',
        code: 'overlap',
        message:
          'Darba laiks 12:30–17:00 pārklājas ar 08:30–13:00. Sakārtojiet posmus pēc kārtas tā, lai tie nepārklātos.',
      },
    ])
    const [english] = await errorsOf('calendar', { ...BRANCH, week }, 'en')
    expect(english?.message).to.contain('overlap with 08:30–13:00. Put the spans in order')
    expect(await house.records('calendar')).to.deep.equal([])
  })

  it('are told everything that is wrong at once, each at its field', async () => {
    const wrong: Variables = {
      ...BRANCH,
      timezone: 'Europe/Ryga',
      week: { mon: [['17:00', '08:30']], wed: [['8:30', '17:00']] },
      exceptions: { '2026-02-31': [['08:00', '12:00']] },
    }
    expect((await errorsOf('calendar', wrong)).map(({ pointer, code }) => [pointer, code])).to.deep.equal([
      ['/timezone', 'time-zone'],
      ['/week/mon/0', 'backwards'],
      ['/week/wed/0', 'time-of-day'],
      ['/exceptions/2026-02-31', 'date'],
    ])
    expect((await errorsOf('calendar', { ...BRANCH, week: {} })).map(({ code }) => code)).to.deep.equal([
      'no-working-time',
    ])
  })

  it('refuse a change that would break a calendar, which stays as it was', async () => {
    const { id, version } = await write('calendar', BRANCH)
    const patch = { week: { mon: [['08:00', '08:00']] } }

    expect(await refusal(house.engine.updateRecord({ by: opm, register: 'calendar', id, patch }))).to.be.instanceOf(
      DataRejected,
    )

    expect(await house.record('calendar', id)).to.deep.include({ version, data: BRANCH })
  })

  it('name only calendars that there are: typical ones, or records with hours', async () => {
    const agreement = { name: 'Filiāles līmenis', serviceId: 'service-s-014', kind: 'ola', calendarId: 'branch-2' }
    const [error] = await errorsOf('sla', agreement)
    expect(error).to.deep.include({ pointer: '/calendarId', code: 'calendar' })
    expect(error?.message).to.contain('“branch-2” nav').and.contain('lv-public')

    await house.engine.createRecord({ by: opm, register: 'calendar', id: 'branch-2', data: BRANCH })
    expect((await write('sla', agreement)).data).to.include({ calendarId: 'branch-2' })
    const institution = { name: { lv: 'Iestāde' }, kind: 'institution', settings: { calendar: 'nowhere' } }
    expect((await errorsOf('institution', institution)).map(({ pointer }) => pointer)).to.deep.equal([
      '/settings/calendar',
    ])
  })
})

describe('running cases', () => {
  const rules = createRecordRules(data.calendars)
  const content = (fields: Variables, status: string | null = null) => ({ data: fields, status })

  it('go by hours and targets, and not by names', () => {
    const changes = (register: string, before: Variables, after: Variables) =>
      rules.concernsCases(register, content(before), content(after))

    expect(changes('calendar', BRANCH, { ...BRANCH, holidays: ['2026-05-08'] })).to.equal(true)
    expect(changes('calendar', BRANCH, { ...BRANCH, name: { lv: 'Cita' } })).to.equal(false)
    expect(changes('sla', { price: 1 }, { price: 2 })).to.equal(false)
    expect(changes('sla', { targets: [] }, { targets: [{ value: 1 }] })).to.equal(true)
    expect(changes('service', { executionTerm: { value: 1 } }, { executionTerm: { value: 2 } })).to.equal(true)
    expect(changes('institution', { settings: {} }, { settings: { calendar: 'always' } })).to.equal(true)
    expect(changes('client', {}, { name: 'Anna' })).to.equal(false)
  })

  it('go by an agreement that comes into force, and by what is new in place of what was typical', () => {
    expect(rules.concernsCases('sla', content({}, 'draft'), content({}, 'active'))).to.equal(true)
    expect(rules.concernsCases('calendar', null, content(BRANCH))).to.equal(true)
    expect(rules.concernsCases('service', null, content({}))).to.equal(false)
  })
})
