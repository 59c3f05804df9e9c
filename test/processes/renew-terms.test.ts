import { expect } from 'chai'
import { compileCalendar } from '../../engine/time/working-calendar.ts'
import { extendSla, readSla, slaJson } from '../../processes/sla.ts'
import { data as processData } from './handlers/open-case.ts'
import type { Variables } from '../../engine/model/json.ts'
import type { Actor } from '../../engine/engine.ts'
import { executorBundle } from '../support/executor.ts'
import { House, PEOPLE } from '../support/house.ts'

const { kac, opm } = PEOPLE
const manager: Actor = { ...opm, mayManage: true }

/** Half days instead of whole ones; everything else as the typical calendar. */
const MORNINGS: Variables = {
  name: { lv: 'Rīti', en: 'Mornings' },
  timezone: 'Europe/Riga',
  week: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['08:30', '12:30']]])),
}
const TARGETS = (resolve: number) => [
  { parameter: 'react', value: 60, unit: 'workingMinutes' },
  { parameter: 'resolve', value: resolve, unit: 'workingMinutes' },
]

describe('a calendar, agreement or setting that changes in mid-flight', () => {
  let house: House
  beforeEach(async () => {
    house = await House.open({ bundle: executorBundle })
  })
  afterEach(() => house.close())

  /** At level 2: half, three quarters and all of the term have timers. Monday 10:00 local time. */
  const handedOn = async (fields: Variables = {}): Promise<string> => {
    const id = await house.submit()
    await house.complete('APP_U01', kac, {
      kind: 'information',
      serviceId: 'service-s-001',
      category: 'category-information',
      impact: 'limited',
      urgency: 'high',
      admissibility: 'ok',
      l1Solvable: false,
      ...fields,
    })
    return id
  }
  const timersOf = async (id: string) =>
    Object.fromEntries(
      (await house.instance(id)).waitingFor
        .filter(({ dueAt, elementId }) => dueAt !== null && elementId.startsWith('APP_B0'))
        .map(({ elementId, dueAt }) => [elementId, dueAt]),
    )
  const slaOf = async (id: string) => (await house.instance(id)).variables.sla as Variables
  const update = (register: string, id: string, patch: Variables) =>
    house.engine.updateRecord({ by: manager, register, id, patch })
  const create = (register: string, id: string, data: Variables, status?: string) =>
    house.engine.createRecord({ by: manager, register, id, data, ...(status ? { status } : {}) })

  it('moves terms, timers and due dates of running cases to the institution’s own hours', async () => {
    const id = await handedOn()
    const before = await slaOf(id)
    const timers = await timersOf(id)
    // P3: 4 working hours to react, 3 working days of 510 minutes to resolve.
    expect(before).to.include({ resolve: '2026-03-05T08:00:00.000Z', calendar: 'lv-public' })
    expect(timers).to.have.property('APP_B07', '2026-03-05T08:00:00.000Z')

    const { version } = await create('calendar', 'lv-public', MORNINGS)
    expect(await slaOf(id), 'not in the request itself').to.deep.equal(before)
    await house.settle()

    const after = await slaOf(id)
    // 150 minutes of Monday, then 240 a day: 1,530 are over on the Tuesday after next at 11:30.
    expect(after).to.include({ react: '2026-03-03T08:00:00.000Z', resolve: '2026-03-10T09:30:00.000Z' })
    expect((await timersOf(id))['APP_B07']).to.equal('2026-03-10T09:30:00.000Z')
    expect((await house.record('application', id)).data).to.include({ resolveDue: '2026-03-10T09:30:00.000Z' })
    const executor = (await house.tasks()).find(({ elementId }) => elementId === 'EXE_U01')
    expect(await slaOf(executor?.processInstanceId ?? ''), 'work done on its terms').to.deep.equal(after)
    const told = (await house.history(id)).filter(({ type }) => type === 'terms-renewed')
    expect(told.map(({ data }) => data)).to.deep.include({
      register: 'calendar',
      recordId: 'lv-public',
      version,
      before: { react: before['react'] ?? null, resolve: before['resolve'] ?? null },
      after: { react: after['react'] ?? null, resolve: after['resolve'] ?? null },
    })
  })

  it('goes on after the server was stopped between the change and the walk', async () => {
    const id = await handedOn()
    await create('calendar', 'lv-public', MORNINGS)

    await house.restart()
    await house.settle()

    expect(await slaOf(id)).to.include({ resolve: '2026-03-10T09:30:00.000Z' })
  })

  it('reckons new cases on the institution’s own hours at once, and pauses and questions too', async () => {
    await create('calendar', 'mornings', MORNINGS)
    await create(
      'sla',
      'sla-mornings',
      { name: 'Rīta līmenis', serviceId: 'service-s-001', kind: 'sla', calendarId: 'mornings', targets: TARGETS(480) },
      'active',
    )
    const id = await handedOn()

    expect(await slaOf(id)).to.include({ calendar: 'mornings', resolve: '2026-03-04T08:00:00.000Z' })
    expect((await timersOf(id))['APP_B07']).to.equal('2026-03-04T08:00:00.000Z')
    const incidents = await house.engine.listIncidents({ institutionId: 'demo' })
    expect(incidents.items).to.deep.equal([])
  })

  it('gives running cases of the service the targets of an agreement that changes, with what they have used', async () => {
    await create(
      'sla',
      'sla-simple',
      { name: 'Līmenis', serviceId: 'service-s-001', kind: 'sla', calendarId: 'lv-public', targets: TARGETS(510) },
      'active',
    )
    const id = await handedOn()
    const other = await handedOn({ serviceId: 'service-s-014' })
    const elsewhere = await slaOf(other)
    expect(await slaOf(id)).to.include({ resolve: '2026-03-03T08:00:00.000Z', slaId: 'sla-simple' })

    await update('sla', 'sla-simple', { targets: TARGETS(1020) })
    await house.settle()

    expect(await slaOf(id)).to.include({ resolve: '2026-03-04T08:00:00.000Z', resolveMinutes: 1020 })
    expect((await timersOf(id))['APP_B07']).to.equal('2026-03-04T08:00:00.000Z')
    expect(await slaOf(other)).to.deep.equal(elsewhere)
    const decided = (await house.history(id)).filter(
      ({ type, elementId }) => type === 'decision-evaluated' && elementId === null,
    )
    expect(decided.map(({ data }) => data['decisionId'])).to.include('default-targets')
  })

  it('leaves running cases alone where the institution wants only new ones to follow', async () => {
    await create('institution', 'demo', {
      name: { lv: 'Iestāde' },
      kind: 'institution',
      settings: { slaChangeApplies: 'new' },
    })
    const id = await handedOn()
    const before = await slaOf(id)

    await create(
      'sla',
      'sla-simple',
      { name: 'Līmenis', serviceId: 'service-s-001', kind: 'sla', calendarId: 'lv-public', targets: TARGETS(510) },
      'active',
    )
    await house.settle()
    expect(await slaOf(id)).to.deep.equal(before)

    // A calendar is not agreed with anybody: nobody works on a holiday.
    await create('calendar', 'lv-public', MORNINGS)
    await house.settle()
    expect(await slaOf(id)).to.include({ resolve: '2026-03-10T09:30:00.000Z', resolveMinutes: 1530 })
  })

  it('keeps what a manager added to the term', async () => {
    const id = await handedOn()
    const before = readSla(await slaOf(id))
    const office = processData.calendars.find((calendar) => calendar.id === 'lv-public')
    if (!before || !office) throw new Error('Expected terms and a calendar, but there are none.')
    const sla = slaJson(extendSla(before, compileCalendar(office), '2026-03-06T08:00:00.000Z'))
    await update('application', id, { sla })

    await create('calendar', 'lv-public', MORNINGS)
    await house.settle()

    // 510 minutes more than without: two mornings and half an hour.
    expect(await slaOf(id)).to.include({ resolve: '2026-03-12T10:00:00.000Z', extendedMinutes: 510 })
  })

  it('keeps a pause that goes on, and moves the terms once more when it ends', async () => {
    const id = await handedOn({ admissibility: 'incomplete', question: 'Kura iela?' })
    const standing = await slaOf(id)
    expect(standing).to.have.property('pausedSince')

    await create('calendar', 'lv-public', MORNINGS)
    await house.settle()
    expect(await slaOf(id)).to.include({ pausedSince: standing['pausedSince'] ?? null })
  })

  it('tells a case that is halted when it goes on', async () => {
    const id = await handedOn()
    await house.engine.suspendProcessInstance({ by: manager, processInstanceId: id, suspended: true })
    await create('calendar', 'lv-public', MORNINGS)
    await house.settle()
    expect(await slaOf(id)).to.include({ resolve: '2026-03-05T08:00:00.000Z' })

    await house.engine.suspendProcessInstance({ by: manager, processInstanceId: id, suspended: false })
    await house.settle()

    expect(await slaOf(id)).to.include({ resolve: '2026-03-10T09:30:00.000Z' })
  })

  it('leaves the terms of a resolved case as they were measured', async () => {
    const id = await handedOn()
    await house.engine.updateRecord({
      by: manager,
      register: 'application',
      id,
      patch: { resolvedAt: '2026-03-02T09:00:00.000Z' },
    })
    const before = await slaOf(id)

    await create('calendar', 'lv-public', MORNINGS)
    await house.settle()

    expect(await slaOf(id)).to.deep.equal(before)
  })
})
