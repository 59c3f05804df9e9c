import { expect } from 'chai'
import type { Variables } from '../../../engine/model/json.ts'
import type { CaseInstance, CaseLookUp } from '../../../engine/ports.ts'
import { type OpenCase, openCase } from './open-case.ts'

const SOURCE: CaseInstance = {
  processInstanceId: 'source',
  rootInstanceId: 'source',
  processKey: 'incident',
  businessKey: null,
  isRunning: true,
  processProperties: { processManager: 'PM' },
}
const casesOf = (source: CaseInstance | null, decidedBy: string | null = 'pm'): CaseLookUp => ({
  instance: async (id) => (id === 'source' ? source : null),
  peopleAway: async () => new Set(),
  sums: async () => [],
  inForce: async () => [],
  running: async () => [],
  completed: async () => ({ count: 0, more: false }),
  integrity: async () => null,
  completedBy: async (elements) => (elements.includes('ESC_U01') ? decidedBy : null),
})

describe('handlers of escalations', () => {
  let open: OpenCase
  beforeEach(async () => {
    open = await openCase({ seeded: true })
  })
  afterEach(() => open.close())

  const raised = async (data: Variables = {}): Promise<string> =>
    (
      await open
        .records()
        .create(
          'escalation',
          { level: 1, reason: 'deadline', sourceInstance: 'source', sourceTask: 'INC_U01', ...data },
          { status: 'open' },
        )
    ).id
  const staff = (userId: string, roles: readonly Variables[], more: Variables = {}) =>
    open.records().create('person', { name: userId, userId, roles, ...more }, { id: userId })

  describe('escalation.route', () => {
    const route = async (
      level: number,
      {
        source = SOURCE,
        serviceId = 'service-s-021',
      }: { source?: CaseInstance | null; serviceId?: string | null } = {},
    ) => {
      const id = await raised()
      const call = { cases: casesOf(source), processProperties: { processManager: 'OPM' } }
      const { variables } = await open.run(
        'escalation.route',
        { id, level, sourceInstance: 'source', serviceId },
        { call },
      )
      return { ...variables, record: await open.dataOf('escalation', id) }
    }

    it('finds who manages the process, then the service, then the institution', async () => {
      await staff('past', [{ role: 'PM', scope: 'process', scopeId: 'incident', validTo: '2026-03-11' }])
      await staff('soon', [{ role: 'PM', scope: 'process', scopeId: 'incident', validFrom: '2026-03-13' }])
      await staff('other', [{ role: 'PM', scope: 'process', scopeId: 'change' }])
      await staff('manager', [{ role: 'PM', scope: 'process', scopeId: 'incident' }])

      const first = await route(1)
      expect(first).to.deep.include({ routedLevel: 1, groups: ['PM@incident'], users: ['manager'] })
      expect(first.record).to.include({ level: 1, responsibleId: 'manager', responsibleRole: 'PM' })
      const second = await route(2)
      expect(second).to.deep.include({ groups: ['SM@service-s-021', 'OPM'] })
      expect(second.record).to.include({ level: 2, responsibleId: 'person-dace-liepina' })
      expect(await route(3)).to.deep.include({ groups: ['MGMT'] })
    })

    it('names nobody where several hold the role', async () => {
      for (const id of ['one', 'two']) await staff(id, [{ role: 'PM', scope: 'process', scopeId: 'incident' }])
      expect(await route(1)).to.deep.include({ groups: ['PM@incident'], users: [], responsibleId: null })
    })

    it('names the role where it knows no person, and no scope where there is none', async () => {
      const manager = await route(1)
      expect(manager).to.deep.include({
        groups: ['PM@incident'],
        users: [],
        responsibleId: null,
        responsibleRole: 'PM',
      })
      expect(await route(2, { serviceId: null })).to.deep.include({ groups: ['SM', 'OPM'] })
      expect(await route(1, { source: null }), 'who manages escalations').to.deep.include({ groups: ['OPM'] })
    })

    it('takes a person whom the process names instead of a role', async () => {
      await staff('named', [])
      const source = { ...SOURCE, processProperties: { processManager: 'named' } }
      expect(await route(1, { source })).to.deep.include({ groups: [], users: ['named'], responsibleId: 'named' })
    })

    it('keeps to the levels of the institution', async () => {
      await open.close()
      open = await openCase({ settings: { escalationLevels: [{ level: 1, roles: [{ role: 'SPM' }] }] } })
      expect(await route(1, { serviceId: null })).to.deep.include({ groups: ['SPM'] })
      const missing = await route(2).catch(({ message }: Error) => message)
      expect(missing).to.include('to have level 2')
    })
  })

  describe('escalation.apply', () => {
    const apply = async (
      data: Variables,
      { source = SOURCE, more = {} }: { source?: CaseInstance | null; more?: Variables } = {},
    ) => {
      const id = await raised({ justification: 'Tā vajag.', ...data })
      const input = { id, decidedIn: ['ESC_U01', 'ESC_U02'], ...more }
      const outcome = await open.run('escalation.apply', input, { call: { cases: casesOf(source) } })
      return { ...outcome, record: await open.dataOf('escalation', id) }
    }

    it('gives the task to the person chosen, or to who decided', async () => {
      await staff('ilze', [])
      const given = await apply({ decision: 'reassign', newAssignee: 'ilze', taskId: 'source.k1' })
      expect(given.tasks?.[0]).to.deep.include({ where: { taskId: 'source.k1' }, assignee: 'ilze' })
      expect(given.record).to.include({ decidedBy: 'pm' })
      const taken = await apply({ decision: 'take_over' })
      expect(taken.tasks?.[0]).to.deep.include({
        where: { processInstanceId: 'source', elementId: 'INC_U01' },
        assignee: 'pm',
      })
    })

    it('says what is missing for a person without a user', async () => {
      const refused = await apply({ decision: 'reassign', newAssignee: 'person-toms-zarins' }).catch(
        ({ message }: Error) => message,
      )
      expect(refused).to.include('person-toms-zarins').and.include('user id')
    })

    const SLA = {
      startedAt: '2026-03-10T07:00:00.000Z',
      react: '2026-03-10T08:00:00.000Z',
      resolve: '2026-03-16T07:00:00.000Z',
      reactMinutes: 60,
      resolveMinutes: 2040,
      pausedMinutes: 0,
      calendar: 'lv-public',
      slaId: null,
    }

    it('moves the due date, and the term of the application where that ends earlier', async () => {
      const { id } = await open.application({ sla: SLA, resolveDue: SLA.resolve })
      const newDue = '2026-03-20T17:00:00+02:00'
      const utc = '2026-03-20T15:00:00.000Z'
      const moved = await apply({ decision: 'extend', newDue, applicationId: id })

      expect(moved.tasks?.[0]).to.deep.include({ dueAt: utc })
      expect(moved.record).to.include({ newDueApplied: utc })
      expect(await open.dataOf('application', id)).to.deep.include({
        resolveDue: utc,
        sla: { ...SLA, resolve: utc, extendedMinutes: 2520 },
      })
      expect(moved.changes?.map(({ where }) => where)).to.deep.equal([
        { businessKey: id },
        { processInstanceId: id },
        { processInstanceId: 'source' },
      ])
      expect(moved.history?.map(({ type }) => type)).to.deep.equal(['escalation-applied', 'sla-extended'])

      const within = await apply({ decision: 'extend', newDue: '2026-03-13T10:00:00Z', applicationId: id })
      expect(within.changes, 'the term is later anyway').to.deep.equal([])
      expect(await open.dataOf('application', id)).to.include({ resolveDue: utc })
    })

    it('moves the terms of a case without an application', async () => {
      const newDue = '2026-03-20T15:00:00.000Z'
      const { changes } = await apply({ decision: 'extend', newDue }, { more: { sla: SLA } })
      expect(changes).to.deep.equal([
        {
          where: { processInstanceId: 'source' },
          variables: { sla: { ...SLA, resolve: newDue, extendedMinutes: 2520 } },
        },
      ])
    })

    it('ends the whole case, and closes an application that it is', async () => {
      const { id } = await open.application()
      const called = { ...SOURCE, rootInstanceId: id }
      const own = await apply(
        { decision: 'cancel', applicationId: id },
        { source: called, more: { cancelledStatus: 'rejected' } },
      )
      expect(own.cancels).to.deep.equal([{ processInstanceId: id, reason: 'Tā vajag.' }])
      expect(own.variables).to.include({ cancelledInstance: id })
      expect(await open.records().get('application', id)).to.include({ status: 'rejected' })

      const other = await open.application({ subject: 'Cits pieteikums' })
      await apply({ decision: 'cancel', applicationId: other.id }, { more: { cancelledStatus: 'rejected' } })
      expect(await open.records().get('application', other.id)).to.include({ status: 'registered' })
      const over = await apply({ decision: 'cancel' }, { source: { ...SOURCE, isRunning: false } })
      expect(over.variables).to.include({ cancelledInstance: null })
    })

    it('tells the history of the source case whatever was decided', async () => {
      for (const decision of ['add_resources', 'none']) {
        const { notes, tasks, changes, cancels, record } = await apply({ decision })
        expect([tasks, changes, cancels]).to.deep.equal([[], [], []])
        expect(notes?.[0]).to.deep.include({ processInstanceId: 'source', elementId: 'INC_U01' })
        expect(notes?.[0]?.data).to.include({ decision, decidedBy: 'pm', justification: 'Tā vajag.' })
        expect(record).to.include({ decidedAt: '2026-03-12T07:02:00.000Z' })
      }
    })
  })
})
