import { expect } from 'chai'
import type { Json, Variables } from '../../engine/model/json.ts'
import { createCaseEnvironment } from '../../processes/environment.ts'
import { data, environment, NOW, openCase, type OpenCase } from './handlers/open-case.ts'

describe('the environment of a case', () => {
  let open: OpenCase

  beforeEach(async () => {
    open = await openCase({ seeded: true })
  })
  afterEach(() => open.close())

  const facts = {
    institutionId: 'institution',
    holderId: 'holder',
    processKey: 'application',
    processInstanceId: 'instance-1',
    businessKey: 'case-1',
    variables: {},
  }
  const call = async (
    name: string,
    args: readonly Json[],
    variables: Variables = {},
    institutionId = 'institution',
  ) => {
    const { functions } = await environment.forCase({ ...facts, institutionId }, open.records())
    return functions[name]?.call(args, NOW, variables)
  }

  it('reckons working time on the institution’s calendar', async () => {
    expect(await call('workingMinutes', [30])).to.equal('2026-03-12T07:32:00.000Z')
    expect(await call('workingHours', [8])).to.equal('2026-03-13T06:32:00.000Z')
    expect(await call('workingDays', [5])).to.equal('2026-03-19T07:02:00.000Z')
  })

  it('reckons on the calendar of the case’s agreement where it names one', async () => {
    const sla = { startedAt: NOW, react: NOW, resolve: NOW, calendar: 'always' }

    expect(await call('workingHours', [24], { sla })).to.equal('2026-03-13T07:02:00.000Z')
  })

  it('knows the moment at which a share of the term is used, pauses counted', async () => {
    const sla = {
      startedAt: NOW,
      react: NOW,
      resolve: '2026-03-12T12:02:00.000Z',
      pausedMinutes: 60,
      calendar: 'always',
    }

    // Four hours net and one paused: half is used after three hours.
    expect(await call('slaShare', [sla, 50])).to.equal('2026-03-12T10:02:00.000Z')
    expect(await call('slaShare', [sla, 100])).to.equal(sla.resolve)
  })

  it('counts the minutes between two instants, working ones and all', async () => {
    const until = '2026-03-13T09:02:00+02:00'
    const sla = { startedAt: NOW, react: NOW, resolve: NOW, calendar: 'always' }

    expect(await call('minutesBetween', [NOW, until])).to.equal(24 * 60)
    expect(await call('workingMinutesBetween', [NOW, until])).to.equal(8.5 * 60)
    expect(await call('workingMinutesBetween', [NOW, until], { sla })).to.equal(24 * 60)
    const error = await call('minutesBetween', [NOW, 'soon']).catch((reason: Error) => reason.message)
    expect(error).to.equal('Expected two instants to count the minutes between, but got "soon".')
  })

  it('says what is wrong with an argument', async () => {
    for (const wrong of [null, 'five', -1]) {
      const error = await call('workingDays', [wrong]).catch((reason: Error) => reason.message)
      expect(error).to.contain('workingDays')
    }
    expect(await call('slaShare', [null, 50]).catch((reason: Error) => reason.message)).to.contain('no terms yet')
    const unknown = { sla: { startedAt: NOW, react: NOW, resolve: NOW, calendar: 'mars' } }
    expect(await call('workingDays', [1], unknown).catch((reason: Error) => reason.message)).to.contain('"mars"')
  })

  it('gives settings, changed by the institution’s own record, and who and what the case is', async () => {
    await open.records().update('institution', 'institution', { calendarId: 'always', settings: { autoClose: false } })

    const { globals, functions } = await environment.forCase(facts, open.records())

    expect(globals).to.include({
      businessKey: 'case-1',
      processInstanceId: 'instance-1',
      institutionId: 'institution',
      holderId: 'holder',
    })
    expect(globals['settings']).to.include({ autoClose: false, calendar: 'always', surveySampleRate: 0.2 })
    expect(functions['workingHours']?.call([24], NOW, {})).to.equal('2026-03-13T07:02:00.000Z')
  })

  it('needs no institution: an embedded engine gets the defaults', async () => {
    const { globals } = await environment.forCase({ ...facts, institutionId: '' }, open.records())

    expect(globals['settings']).to.deep.equal(data.defaultSettings)
  })

  it('tells at deployment which functions there are', () => {
    expect(Object.keys(environment.functionNames)).to.have.members([
      'workingDays',
      'workingHours',
      'workingMinutes',
      'workingDaysBefore',
      'workingMinutesBetween',
      'minutesBetween',
      'slaShare',
    ])
    expect(environment.functionNames['workingHours']?.call([1], NOW, {})).to.equal('2026-03-12T08:02:00.000Z')
  })

  it('refuses a calendar that is none', () => {
    const calendars = [{ id: 'x', timezone: 'Nowhere/Land', week: {}, holidays: [] }]

    expect(() => createCaseEnvironment({ calendars, settings: {} })).to.throw(RangeError)
  })
})
