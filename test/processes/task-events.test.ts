import { expect } from 'chai'
import type { Variables } from '../../engine/model/json.ts'
import type { TaskView } from '../../engine/model/views.ts'
import type { TaskEvent, TaskEventCall } from '../../engine/ports.ts'
import { createTaskEvents } from '../../processes/task-events/index.ts'
import { data, environment, NOW, openCase, type OpenCase } from './handlers/open-case.ts'

const events = createTaskEvents(data)
const TASK: TaskView = {
  id: 'instance-1.k1',
  institutionId: 'institution',
  processInstanceId: 'instance-1',
  rootInstanceId: 'instance-1',
  businessKey: null,
  processKey: 'incident',
  definitionId: 'definition-1',
  elementId: 'INC_U01',
  name: 'Novērst incidentu',
  nameEn: 'Fix the incident',
  formKey: null,
  assignee: null,
  candidateUsers: [],
  candidateGroups: ['EXE@group-1', 'EXE@group-2', 'SM'],
  priority: 50,
  dueAt: '2026-03-13T10:00:00.000Z',
  followUpAt: null,
  state: 'open',
  createdAt: NOW,
  claimedAt: null,
  endedAt: null,
  completedBy: null,
  completedFor: null,
  owner: null,
  delegationState: null,
  subject: null,
  caseNumber: null,
  category: null,
  clientName: null,
  casePriority: null,
  caseStatus: null,
}

describe('what happens around a task', () => {
  let open: OpenCase
  beforeEach(async () => {
    open = await openCase({ seeded: true })
  })
  afterEach(() => open.close())

  const handle = async (
    event: TaskEvent,
    {
      variables = {},
      task = {},
      facts = {},
      settings = {},
    }: {
      variables?: Variables
      task?: Partial<TaskView>
      facts?: Partial<TaskEventCall['facts']>
      settings?: Variables
    } = {},
  ) => {
    const records = open.records()
    const known = {
      institutionId: 'institution',
      holderId: '',
      processKey: 'incident',
      processInstanceId: 'instance-1',
      businessKey: null,
      variables,
      elementId: 'INC_U01',
      jobId: TASK.id,
      initiator: null,
      parentInstanceId: null,
      definitionId: 'definition-1',
      ...facts,
    }
    const { functions, globals } = await environment.forCase(known, records)
    const inForce = { ...(globals['settings'] as Variables), ...settings }
    return events.handle({
      event,
      task: { ...TASK, ...task },
      variables,
      facts: known,
      properties: {},
      processProperties: {},
      records,
      cases: {
        instance: async () => null,
        completedBy: async () => null,
        peopleAway: async () => new Set(),
        sums: async () => [],
        inForce: async () => [],
        running: async () => [],
        completed: async () => ({ count: 0, more: false }),
        integrity: async () => null,
      },
      connectors: new Set(['email']),
      now: NOW,
      environment: {
        now: NOW,
        functions,
        globals: { ...globals, settings: inForce },
        decide: () => {
          throw new Error('Expected no decision to be asked.')
        },
        messageKey: () => null,
        called: false,
        stepBudget: 1,
        multiInstanceLimit: 1,
      },
    })
  }
  const notifications = async () => (await open.records().list('notification', {})).map((record) => record.data)

  describe('before its due date', () => {
    const remindAt = async (openedAt: string, dueAt: string, variables: Variables = {}, settings: Variables = {}) => {
      const provided = await environment.forCase(
        { institutionId: '', holderId: '', processKey: 'p', processInstanceId: 'i', businessKey: null, variables },
        open.records(),
      )
      const globals = { ...provided.globals, settings: { ...(provided.globals['settings'] as Variables), ...settings } }
      return events.remindAt({ openedAt, dueAt, variables }, { globals } as never)
    }

    it('is after three quarters of the working time', async () => {
      // Thursday 9:30 to Monday 9:30 in Riga: two working days of eight and a half hours.
      expect(await remindAt('2026-03-12T07:30:00.000Z', '2026-03-16T07:30:00.000Z')).to.equal(
        '2026-03-13T11:45:00.000Z',
      )
    })

    it('counts on the calendar of the case, by the share of the institution', async () => {
      const sla = { startedAt: NOW, react: NOW, resolve: NOW, calendar: 'always' }
      const times = ['2026-03-14T00:00:00.000Z', '2026-03-14T04:00:00.000Z'] as const
      expect(await remindAt(...times, { sla })).to.equal('2026-03-14T03:00:00.000Z')
      expect(await remindAt(...times, { sla }, { reminderShare: 0.5 })).to.equal('2026-03-14T02:00:00.000Z')
    })

    it('is never where nobody works in between, where it is late already, or where the date is out of reach', async () => {
      expect(await remindAt('2026-03-14T00:00:00.000Z', '2026-03-14T04:00:00.000Z')).to.equal(null)
      expect(await remindAt(NOW, NOW)).to.equal(null)
      expect(await remindAt(NOW, '2099-01-01T00:00:00.000Z')).to.equal(null)
    })
  })

  describe('near its due date', () => {
    it('reminds the roles that may take it, each once', async () => {
      const { id, number } = await open.application()
      const { history } = await handle({ kind: 'due-soon' }, { variables: { applicationId: id } })

      const sent = await notifications()
      expect(sent.map(({ role }) => role)).to.have.members(['EXE', 'SM'])
      expect(sent[0]).to.include({
        event: 'task_due_soon',
        applicationId: id,
        record: 'instance-1',
        processInstanceId: 'instance-1',
        subject: 'Tuvojas termiņš: Novērst incidentu',
      })
      expect(sent[0]?.['body']).to.contain('13.03.2026. plkst. 12:00').and.contain(String(number))
      expect(history?.map(({ type }) => type)).to.deep.equal(['notification-queued', 'notification-queued'])
    })

    it('reminds its holder, by e-mail where there is one, in the language of the institution', async () => {
      await open
        .records()
        .create('person', { name: 'Ilze', userId: 'ilze', email: 'ilze@example.org' }, { id: 'ilze-1' })
      await handle({ kind: 'due-soon' }, { task: { assignee: 'ilze' }, settings: { language: 'en' } })
      await handle({ kind: 'due-soon' }, { task: { assignee: 'unknown' } })

      const sent = await notifications()
      expect(sent).to.have.length(2)
      const mail = sent.find(({ channel }) => channel === 'email')
      expect(mail).to.include({
        recipient: 'ilze@example.org',
        personId: 'ilze-1',
        subject: 'Due soon: Fix the incident',
      })
      expect(sent.find(({ channel }) => channel === 'portal')).to.include({ recipient: 'unknown' })
    })
  })

  describe('at its due date, or when somebody asks', () => {
    it('raises an escalation with what is known of the case', async () => {
      const { id, number } = await open.application()
      const variables = { applicationId: id, serviceId: 'service-s-021', priority: 'P2' }
      const { messages } = await handle({ kind: 'overdue' }, { variables })

      expect(messages).to.have.length(1)
      expect(messages?.[0]).to.include({ name: 'escalation.raised', correlationKey: 'instance-1+INC_U01' })
      expect(messages?.[0]?.payload).to.include({
        sourceInstance: 'instance-1',
        sourceTask: 'INC_U01',
        taskId: TASK.id,
        record: 'instance-1',
        level: 1,
        reason: 'deadline',
        originProcess: 'incident',
        applicationId: id,
        applicationNumber: number,
        serviceId: 'service-s-021',
        priority: 'P2',
      })
    })

    it('takes the reason of who asks, if there is such a one', async () => {
      const asked = await handle({ kind: 'escalated', by: 'exe', reason: 'supplier', note: 'Neatbild.' })
      expect(asked.messages?.[0]?.payload).to.include({ reason: 'supplier', note: 'Neatbild.', raisedBy: 'exe' })
      const refused = await handle({ kind: 'escalated', by: 'exe', reason: 'boredom', note: '' }).catch(
        ({ code }: { code: string }) => code,
      )
      expect(refused).to.equal('data-rejected')
    })

    it('names nothing that is not there, and the record of the caller', async () => {
      const variables = { applicationId: 'gone', serviceId: 'gone', workRef: 'request-7' }
      const { messages } = await handle({ kind: 'overdue' }, { variables, facts: { parentInstanceId: 'request-7' } })
      expect(messages?.[0]?.payload).to.include({ applicationId: null, serviceId: null, record: 'request-7' })
    })
  })

  describe('with its completion', () => {
    const done = (workMinutes: number, variables: Variables = {}, by: string | null = 'ilze') =>
      handle({ kind: 'completed', by, data: { workMinutes } }, { variables })
    const entries = async () => (await open.records().list('cost-entry', {})).map((record) => record.data)

    it('concerns only who reports minutes', () => {
      expect(
        ([{ workMinutes: 5 }, { workMinutes: 0 }, { workMinutes: null }, {}] as Variables[]).map(
          events.heedsCompletion,
        ),
      ).to.deep.equal([true, false, false, false])
    })

    it('costs the rate of the person, direct and recurring, and the total of the application grows', async () => {
      await open.records().create('person', { name: 'Ilze', userId: 'ilze', hourlyRate: 24 })
      const { id } = await open.application({ cost: 10 })
      const { history } = await done(30, { applicationId: id, serviceId: 'service-s-021' })

      expect((await entries())[0]).to.include({
        applicationId: id,
        serviceId: 'service-s-021',
        processKey: 'incident',
        taskId: 'INC_U01',
        minutes: 30,
        rate: 24,
        amount: 12,
        nature: 'direct',
        frequency: 'recurring',
      })
      expect(await open.dataOf('application', id)).to.include({ cost: 22 })
      expect(history?.map(({ type }) => type)).to.deep.equal(['cost-recorded'])
    })

    it('costs the rate of the institution where the person has none', async () => {
      await done(20, {}, null)
      expect((await entries())[0]).to.include({ rate: 18, amount: 6 })
    })

    it('is not held up by variables that name what is not there', async () => {
      await done(60, { applicationId: 'gone', serviceId: 'gone' })
      expect((await entries())[0])
        .to.include({ amount: 18 })
        .and.not.have.any.keys('applicationId', 'serviceId')
    })
  })

  it('knows the candidate group of a work group', async () => {
    const records = open.records()
    await records.create('work-group', { name: { lv: 'Arhīvs' }, level: 2 }, { id: 'archive' })
    await records.create('work-group', { name: { lv: 'Partneri' }, level: 3, role: 'SUP' }, { id: 'partners' })

    expect(await events.candidateGroupOf('archive', records)).to.equal('EXE@archive')
    expect(await events.candidateGroupOf('partners', records)).to.equal('SUP@partners')
    expect(await events.candidateGroupOf('nobody', records)).to.equal(null)
  })
})
