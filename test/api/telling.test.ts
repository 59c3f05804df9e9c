import { expect } from 'chai'
import { DEFAULT_PREFERENCES, type Preferences } from '../../api/workplace/preferences.ts'
import { bpmn } from '../support/bpmn.ts'
import { INSTITUTION, openServer, type Caller, type TestServer } from './support/open-api.ts'

const BUNDLE = [
  {
    name: 'asking.bpmn',
    content: bpmn(
      `<startEvent id="begun"/>
       <userTask id="ask" name="Jautāt" camunda:candidateGroups="KAC" camunda:dueDate="=now() + duration(&quot;PT8H&quot;)"/>
       <receiveTask id="wait" messageRef="m1"/>
       <userTask id="go-on" name="Turpināt" camunda:assignee="anna"/>
       <endEvent id="done"/>`,
      'begun > ask > wait > go-on > done',
      { key: 'asking', roots: '<message id="m1" name="client.replied"/>' },
    ),
  },
  {
    name: 'messages.json',
    content: JSON.stringify({
      messages: [
        { name: 'client.replied', key: 'number', uniqueBy: [], payload: null, timeToLive: null, external: true },
      ],
    }),
  },
]

describe('telling people of their work', () => {
  let server: TestServer
  let anna: Caller
  let berta: Caller
  let system: Caller
  beforeEach(async () => {
    server = await openServer({}, BUNDLE)
    anna = await server.person('anna', ['KAC'])
    berta = await server.person('berta', ['KAC'])
    await server.person('carl', ['EXE'])
    system = await server.system('process.start', 'identity.manage', 'task.manage', 'message.send')
    for (const login of ['anna', 'berta', 'carl'])
      await system.call('PATCH', `/api/people/${login}`, { body: { email: `${login}@example.org` } })
    await tell()
  })
  afterEach(() => server.close())

  /** A moment later. */
  const tell = async (): Promise<void> => {
    server.passTime(0.01)
    await server.house.telling.run(INSTITUTION)
  }
  const start = async (businessKey: string): Promise<string> => {
    const { json } = await system.post('/api/process-definitions/key/asking/start', {
      businessKey,
      variables: { number: businessKey },
    })
    return (await system.get(`/api/tasks?processInstanceId=${json.id}`)).json.items[0]?.id ?? ''
  }
  const noticesOf = async (login: string): Promise<readonly string[]> => {
    const page = await server.house.workplace.notices.list({ institutionId: INSTITUTION, login, limit: 50 })
    return page.items.map(({ kind }) => kind).sort()
  }
  const mails = async () => {
    const { items } = await server.house.engine.listRecords({
      institutionId: INSTITUTION,
      register: 'notification',
      order: 'oldest',
    })
    // A group has no address of its own.
    const letters = items.filter(({ data }) => data['recipient'] !== undefined)
    return letters.map(({ data }) => ({ to: data['recipient'], subject: data['subject'], body: String(data['body']) }))
  }
  const choose = async (login: string, notices: Partial<Preferences['notices']>): Promise<void> => {
    const preferences = { ...DEFAULT_PREFERENCES, notices: { ...DEFAULT_PREFERENCES.notices, ...notices } }
    await server.house.workplace.preferences.set({ institutionId: INSTITUTION, login, preferences })
  }

  it('tells the whole group of new work, once, also who stands in for somebody, and nobody else', async () => {
    await system.post('/api/absences', {
      login: 'berta',
      substitute: 'carl',
      from: '2026-03-01T00:00:00+02:00',
      until: '2026-03-09T00:00:00+02:00',
    })
    await start('A-1')
    await tell()
    await tell()

    expect(await noticesOf('anna')).to.deep.equal(['new-work'])
    expect(await noticesOf('berta')).to.deep.equal(['new-work'])
    expect(await noticesOf('carl')).to.deep.equal(['new-work'])
    expect(await mails()).to.deep.equal([])
  })

  it('makes one e-mail of several new tasks for who wants e-mails of them', async () => {
    await choose('anna', { 'new-work': { page: false, email: true } })
    await start('A-1')
    await tell()
    for (const key of ['A-2', 'A-3']) await start(key)
    await tell()

    expect(await noticesOf('anna')).to.deep.equal([])
    const [first, second, ...others] = await mails()
    expect(others).to.deep.equal([])
    expect(first).to.include({ to: 'anna@example.org', subject: 'Jauns uzdevums jūsu grupai: Jautāt' })
    expect(second?.subject).to.equal('Jūsu darbā ir 2 jaunumi')
    expect(second?.body.match(/^– Jauns uzdevums jūsu grupai: Jautāt$/gm)).to.have.length(2)
    const { items } = await server.house.engine.listOutbox({ institutionId: INSTITUTION })
    expect(items).to.have.length(2)
  })

  it('tells who is given a task by somebody else, and not who takes it', async () => {
    const [taken, given] = [await start('A-1'), await start('A-2')]
    await tell()
    await anna.post(`/api/tasks/${taken}/claim`)
    await system.post(`/api/tasks/${given}/assign`, { assignee: 'berta' })
    await tell()

    expect(await noticesOf('anna')).to.deep.equal(['new-work', 'new-work'])
    expect(await noticesOf('berta')).to.deep.equal(['assigned', 'new-work', 'new-work'])
    expect((await mails()).map(({ to, subject }) => [to, subject])).to.deep.equal([
      ['berta@example.org', 'Jums piešķirts uzdevums: Jautāt'],
    ])
  })

  it('tells who asked when the answer is there, and whom the diagram gives the next task', async () => {
    const task = await start('A-1')
    await berta.post(`/api/tasks/${task}/complete`)
    await tell()
    const reply = await system.post('/api/messages', {
      messageName: 'client.replied',
      correlationKey: 'A-1',
      payload: {},
    })
    expect(reply.json['reason'], reply.text).to.equal(null)
    await tell()

    expect(await noticesOf('berta')).to.include('answered')
    expect(await noticesOf('anna'))
      .to.include('assigned')
      .and.not.to.include('answered')
  })

  it('tells the whole group of its late work on the pages, who has it also by e-mail, each once', async () => {
    const notices = { page: true, email: true }
    for (const login of ['anna', 'berta']) await choose(login, { 'due-soon': notices, overdue: notices })
    const [taken] = [await start('A-1'), await start('A-2')]
    await tell()
    await anna.post(`/api/tasks/${taken}/claim`)
    await tell()
    // Due in eight hours; three quarters of that are over.
    server.passTime(6.1)
    await server.house.engine.settle()
    await tell()
    expect(await noticesOf('anna')).to.deep.equal(['due-soon', 'due-soon', 'new-work', 'new-work'])
    expect(await noticesOf('berta')).to.deep.equal(['due-soon', 'new-work', 'new-work'])
    expect((await mails()).map(({ to }) => to)).to.deep.equal(['anna@example.org'])

    server.passTime(2)
    await server.house.engine.settle()
    await tell()
    await tell()
    expect(await noticesOf('anna')).to.deep.equal([
      'due-soon',
      'due-soon',
      'new-work',
      'new-work',
      'overdue',
      'overdue',
    ])
    expect((await mails()).map(({ to, subject }) => [to, subject])).to.deep.equal([
      ['anna@example.org', 'Tuvojas termiņš: Jautāt'],
      ['anna@example.org', 'Termiņš ir nokavēts: Jautāt'],
    ])
  })

  it('tells nobody of the lateness of what is done', async () => {
    const task = await start('A-1')
    await tell()
    server.passTime(8.1)
    await server.house.engine.settle()
    const done = await system.post(`/api/tasks/${task}/complete`)
    expect(done.status, done.text).to.equal(200)
    await tell()
    expect(await noticesOf('anna')).to.deep.equal(['new-work'])
  })

  it('tells of the same part again when it was stopped in between, and nobody twice', async () => {
    await choose('anna', { 'new-work': { page: true, email: true } })
    await start('A-1')
    server.passTime(0.01)
    const { noticeWindows } = server.house.workplace
    const end = noticeWindows.end.bind(noticeWindows)
    noticeWindows.end = () => Promise.reject(new Error('stopped'))
    await server.house.telling.run(INSTITUTION).catch(() => undefined)
    noticeWindows.end = end
    await start('A-2')
    await tell()
    await tell()

    expect(await noticesOf('anna')).to.deep.equal(['new-work', 'new-work'])
    expect(await mails()).to.have.length(2)
  })
})
