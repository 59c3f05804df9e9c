import { expect } from 'chai'
import { bpmn } from '../support/bpmn.ts'
import { openServer, type Caller, type TestServer } from './support/open-api.ts'

/** Shaped like the id of a process instance that there never was. */
const NOBODYS_ID = '00000000-0000-7000-8000-000000000000'

/** All that an answer tells, but for the id that was asked for and the request's own. */
async function told(caller: Caller, path: string, id: string): Promise<object> {
  const { status, text } = await caller.call(path.endsWith('unlock') ? 'POST' : 'GET', path)
  const { instance: _, ...facts } = JSON.parse(text.replaceAll(id, 'the id')) as { readonly instance: string }
  return { status, facts }
}

describe('casework over the API', () => {
  let server: TestServer
  let kac: Caller
  let kac2: Caller
  let pm: Caller
  before(async () => {
    server = await openServer()
    kac = await server.person('kac', ['KAC'])
    kac2 = await server.person('kac2', ['KAC'])
    pm = await server.person('pm', ['PM'])
  })
  after(() => server.close())

  const begin = async (body: object = {}) => {
    const instance = (await pm.post('/api/process-definitions/key/leave/start', body)).json
    const [task] = (await pm.get(`/api/tasks?processInstanceId=${instance.id}`)).json.items
    return { instance, task: task?.id ?? '' }
  }

  it('goes from start to end', async () => {
    const { instance, task } = await begin({ businessKey: 'L-1', variables: { days: 5 } })
    expect((await kac.get(`/api/tasks/${task}/form`)).json).to.deep.include({ formKey: 'leave/approve' })
    expect((await kac.post(`/api/tasks/${task}/claim`)).json['assignee']).to.equal('kac')
    expect((await kac.post(`/api/tasks/${task}/comments`, { text: 'Zvanīju.' })).status).to.equal(201)

    const done = await kac.post(`/api/tasks/${task}/complete`, { data: { approved: true } })

    expect(done.json['task']).to.deep.include({ state: 'completed', completedBy: 'kac' })
    const details = (await pm.get(`/api/process-instances/${instance.id}`)).json
    expect(details).to.deep.include({ state: 'completed', businessKey: 'L-1', tokens: [] })
    expect(details['variables']).to.deep.include({ days: 5, approved: true })
    expect((await kac.get(`/api/tasks/${task}/comments`)).json.items.map(({ text }) => text)).to.deep.equal([
      'Zvanīju.',
    ])
    const history = (await pm.get(`/api/process-instances/${instance.id}/history?limit=200`)).json.items
    expect(history.map(({ type }) => type)).to.include.members([
      'instance-started',
      'task-claimed',
      'task-completed',
      'instance-ended',
    ])
    expect(history.map(({ sequence }) => sequence)).to.deep.equal(history.map((_, index) => index + 1))
  })

  it('finds tasks due before a moment, wherever on earth it is written', async () => {
    const due = bpmn('<startEvent id="s"/><userTask id="t" camunda:dueDate="2026-03-10T10:00:00Z"/>', 's > t', {
      key: 'due',
    })
    const resources = [{ name: 'due.bpmn', content: due }]
    await pm.post('/api/deployments', { name: 'due', resources, activate: true })
    await pm.post('/api/process-definitions/key/due/start')
    const found = async (moment: string): Promise<number> => {
      const listed = await pm.get(`/api/tasks?processKey=due&dueBefore=${encodeURIComponent(moment)}`)
      const queried = await pm.post('/api/tasks/query', { processKey: 'due', dueBefore: moment })
      expect(queried.json.items.length).to.equal(listed.json.items.length)
      return listed.json.items.length
    }

    expect(await found('2026-03-10T11:00:00+02:00')).to.equal(0)
    expect(await found('2026-03-10T09:30:00-01:00')).to.equal(1)
  })

  it('takes variables with types, and gives them plain', async () => {
    const variables = { days: { value: 5, type: 'Integer' }, plan: { value: '{"a":[1]}', type: 'Json', valueInfo: {} } }
    const { instance } = await begin({ variables })

    expect((await pm.get(`/api/process-instances/${instance.id}`)).json['variables']).to.deep.equal({
      days: 5,
      plan: { a: [1] },
    })
  })

  it('leaves a `value` that is the caller’s own word', async () => {
    const variables = { price: { value: 5 }, days: 3 }
    const { instance } = await begin({ variables })

    expect((await pm.get(`/api/process-instances/${instance.id}`)).json['variables']).to.deep.equal(variables)
  })

  it('refuses hostile JSON inside a typed variable', async () => {
    const answer = await pm.post('/api/process-definitions/key/leave/start', {
      variables: { plan: { value: '{"__proto__":{"a":1}}', type: 'Json' } },
    })
    expect([answer.status, answer.json.code]).to.deep.equal([422, 'data-rejected'])
  })

  it('tells who completed a task already', async () => {
    const { task } = await begin()
    const answers = await Promise.all(
      [kac, kac2].map((caller) => caller.post(`/api/tasks/${task}/complete`, { data: { approved: true } })),
    )
    const statuses = answers.map(({ status }) => status).sort()
    const refused = answers.find(({ status }) => status === 409)

    expect(statuses).to.deep.equal([200, 409])
    expect(refused?.json).to.include({ code: 'task-not-open', state: 'completed' })
    expect(refused?.json['by']).to.be.oneOf(['kac', 'kac2'])
  })

  it('lets one person at a time hold a task', async () => {
    const { task } = await begin()
    await kac.post(`/api/tasks/${task}/claim`)
    const second = await kac2.post(`/api/tasks/${task}/claim`)

    expect([second.status, second.json.code, second.json['assignee']]).to.deep.equal([
      409,
      'task-claimed-by-another',
      'kac',
    ])
    await kac.post(`/api/tasks/${task}/unclaim`)
    expect((await kac2.post(`/api/tasks/${task}/claim`)).status).to.equal(200)
  })

  it('lets a manager give a task to somebody who exists', async () => {
    const { task } = await begin()

    expect((await kac.post(`/api/tasks/${task}/assign`, { assignee: 'kac2' })).status).to.equal(403)
    expect((await pm.post(`/api/tasks/${task}/assign`, { assignee: 'nobody' })).status).to.equal(404)
    expect((await pm.post(`/api/tasks/${task}/assign`, { assignee: 'kac2' })).json['assignee']).to.equal('kac2')
  })

  describe('a task that its holder cannot do', () => {
    const held = async () => {
      const { instance, task } = await begin()
      await kac.post(`/api/tasks/${task}/claim`)
      return { instance, task }
    }
    const lines = async (processInstanceId: string) => {
      const { items } = (await pm.get(`/api/process-instances/${processInstanceId}/history?limit=200`)).json
      return items.map(({ type }) => type)
    }

    it('goes to another work group or candidate group', async () => {
      const opm = await server.person('opm', ['OPM'])
      const group = await opm.post('/api/registers/work-group/records', { data: { name: { lv: 'Arhīvs' }, level: 2 } })
      const { instance, task } = await held()
      const toGroup = await kac.post(`/api/tasks/${task}/escalate-functionally`, {
        groupId: group.json.id,
        note: 'Vajadzīgs arhīvs.',
      })
      expect(toGroup.json).to.deep.include({ assignee: null, candidateGroups: [`EXE@${group.json.id}`] })
      expect((await kac.get(`/api/tasks/${task}`)).status, 'no longer theirs to see').to.equal(404)
      const back = await pm.post(`/api/tasks/${task}/escalate-functionally`, { group: 'KAC' })
      expect(back.json).to.deep.include({ candidateGroups: ['KAC'] })
      expect((await lines(instance.id)).filter((type) => type === 'task-handed-on')).to.have.length(2)
    })

    it('is escalated to the management for a reason that the institution knows', async () => {
      const { instance, task } = await held()
      const asked = await kac.post(`/api/tasks/${task}/escalate`, { reason: 'supplier', note: 'Neatbild.' })
      expect([asked.status, asked.json['assignee']]).to.deep.equal([200, 'kac'])
      expect(await lines(instance.id)).to.include('task-escalated')
      const unknown = await kac.post(`/api/tasks/${task}/escalate`, { reason: 'boredom', note: '-' })
      expect([unknown.status, unknown.json.code]).to.deep.equal([422, 'data-rejected'])
    })

    it('is not anybody else’s to pass on', async () => {
      const { task } = await held()
      const refused = [
        await kac2.post(`/api/tasks/${task}/escalate`, { reason: 'other', note: '-' }),
        await kac2.post(`/api/tasks/${task}/escalate-functionally`, { group: 'EXE' }),
      ]
      expect(refused.map(({ status }) => status)).to.deep.equal([403, 403])
      const nowhere = await kac.post(`/api/tasks/${task}/escalate-functionally`, { groupId: 'no-such-group' })
      const both = await kac.post(`/api/tasks/${task}/escalate-functionally`, { group: 'EXE', groupId: 'x' })
      expect([nowhere.status, both.status]).to.deep.equal([404, 422])
    })
  })

  it('answers each refused field with a pointer and a sentence in the caller’s language', async () => {
    const { task } = await begin()
    const data = { remark: 'x'.repeat(101), colour: 'red' }
    const lv = await kac.post(`/api/tasks/${task}/complete`, { data }, { 'Accept-Language': 'lv' })
    const en = await kac.post(`/api/tasks/${task}/complete`, { data }, { 'Accept-Language': 'en-GB,en;q=0.9' })

    expect([lv.status, lv.json.code]).to.deep.equal([422, 'form-rejected'])
    expect(lv.json.errors.map(({ pointer }) => pointer)).to.have.members(['/approved', '/remark', '/colour'])
    for (const [index, { pointer, message }] of lv.json.errors.entries()) {
      expect(en.json.errors[index]?.pointer).to.equal(pointer)
      expect(en.json.errors[index]?.message).not.to.equal(message)
    }
    expect((await kac.get(`/api/tasks/${task}`)).json['state']).to.equal('open')
  })

  it('cancels with a reason, in the body or for DELETE in the query', async () => {
    const [first, second] = [await begin(), await begin()]

    expect(
      (await pm.post(`/api/process-instances/${first.instance.id}/cancel`, { reason: 'kļūda' })).json['state'],
    ).to.equal('cancelled')
    expect(
      (await pm.call('DELETE', `/api/process-instances/${second.instance.id}?reason=error`)).json['state'],
    ).to.equal('cancelled')
    expect((await pm.call('DELETE', `/api/process-instances/${second.instance.id}`)).status).to.equal(400)
    expect((await kac.get(`/api/tasks/${first.task}`)).json['state']).to.equal('cancelled')
  })

  it('stops for a while', async () => {
    const { instance, task } = await begin()
    const suspend = (suspended: boolean) =>
      pm.call('PUT', `/api/process-instances/${instance.id}/suspended`, { body: { suspended } })

    expect((await suspend(true)).json['state']).to.equal('suspended')
    expect((await kac.post(`/api/tasks/${task}/complete`, { data: { approved: true } })).status).to.equal(409)
    expect((await suspend(false)).json['state']).to.equal('active')
    expect((await kac.post(`/api/tasks/${task}/complete`, { data: { approved: true } })).status).to.equal(200)
  })

  it('lists tasks page by page, each once, in the query and in the body', async () => {
    for (let index = 0; index < 5; index += 1) await begin({ businessKey: 'paged' })
    const byLink: string[] = []
    let path: string | undefined = '/api/tasks?businessKey=paged&limit=2&sortBy=createdAt'
    while (path !== undefined) {
      const answer = await kac.get(path)
      byLink.push(...answer.json.items.map(({ id }) => id))
      path = /^<(.*)>; rel="next"$/.exec(String(answer.headers.link ?? ''))?.[1]
    }
    const byBody: string[] = []
    let after: string | null = null
    do {
      const answer = await kac.post('/api/tasks/query', {
        businessKey: 'paged',
        limit: 2,
        sortBy: 'createdAt',
        ...(after === null ? {} : { after }),
      })
      byBody.push(...answer.json.items.map(({ id }) => id))
      after = answer.json.next
    } while (after !== null)

    expect(new Set(byLink).size).to.equal(5)
    expect(byBody).to.deep.equal(byLink)
  })

  it('refuses a cursor that is not ours', async () => {
    expect((await kac.get('/api/tasks?after=nonsense')).status).to.be.oneOf([400, 422])
  })
})

describe('what a caller may not know of', () => {
  let server: TestServer
  let pm: Caller
  let task = ''
  let instance = ''
  before(async () => {
    server = await openServer()
    pm = await server.person('pm', ['PM'])
    instance = (await pm.post('/api/process-definitions/key/leave/start', {})).json.id
    task = (await pm.get('/api/tasks')).json.items[0]?.id ?? ''
  })
  after(() => server.close())

  const paths = (): readonly string[] => [
    `/api/tasks/${task}`,
    `/api/tasks/${task}/form`,
    `/api/tasks/${task}/comments`,
    `/api/process-instances/${instance}`,
    `/api/process-instances/${instance}/history`,
    `/api/process-instances/${instance}/decisions`,
    `/api/process-instances/${instance}/activity-instances`,
  ]

  it('does not exist for another institution, whatever one is there', async () => {
    const foreign = await server.person('boss', ['ADMIN'], 'other')
    for (const path of paths()) expect((await foreign.get(path)).status, path).to.equal(404)
    for (const path of [`/api/tasks/${task}/claim`, `/api/tasks/${task}/complete`]) {
      expect((await foreign.post(path)).status, path).to.equal(404)
    }
    expect((await foreign.post(`/api/process-instances/${instance}/cancel`, { reason: 'x' })).status).to.equal(404)
    expect(
      (await foreign.call('PUT', `/api/process-instances/${instance}/suspended`, { body: { suspended: true } })).status,
    ).to.equal(404)
    for (const list of ['/api/tasks', '/api/process-instances', '/api/jobs', '/api/incidents']) {
      expect((await foreign.get(list)).json.items, list).to.deep.equal([])
    }
    expect((await foreign.get('/api/people')).json.items.map(({ login }) => login)).to.deep.equal(['boss'])
    expect((await foreign.get('/api/people/pm')).status).to.equal(404)
  })

  it('does not exist for a colleague of another group', async () => {
    const exe = await server.person('sup', ['SUP'])
    for (const path of paths()) {
      const answer = await exe.get(path)
      expect(answer.status, path).to.equal(404)
      expect(answer.json.detail).to.match(/^Expected (task|process instance) ".*", but there is none\.$/)
      const nowhere = path.replace(instance, NOBODYS_ID)
      expect(await told(exe, path, instance), path).to.deep.equal(await told(exe, nowhere, NOBODYS_ID))
    }
    for (const [what, body] of [
      ['claim'],
      ['unclaim'],
      ['complete', { data: {} }],
      ['comments', { text: 'x' }],
    ] as const) {
      const answer = await exe.post(`/api/tasks/${task}/${what}`, body)
      expect(answer.status, what).to.equal(404)
      expect(answer.json.detail, what).to.equal(`Expected task "${task}", but there is none.`)
    }
    expect((await exe.get('/api/tasks')).json.items).to.deep.equal([])
  })

  it('is there for who could take its task', async () => {
    const kac = await server.person('kac', ['KAC'])
    for (const path of paths()) expect((await kac.get(path)).status, path).to.equal(200)
  })
})

describe('messages over the API', () => {
  let server: TestServer
  let portal: Caller
  let worker: Caller
  let pm: Caller
  before(async () => {
    server = await openServer()
    portal = await server.system('message.send', 'process.read')
    worker = await server.system('external-task.work:shipping')
    pm = await server.person('pm', ['PM'])
  })
  after(() => server.close())

  const fetchBody = { workerId: 'w', maxTasks: 5, topics: [{ topicName: 'shipping', lockDuration: 60_000 }] }

  it('start a case, wait for a receiver, and are delivered once', async () => {
    const early = await portal.post('/api/messages', {
      messageName: 'order.paid',
      correlationKey: 'O-1',
      payload: { amount: 7 },
    })
    expect([early.status, early.json['processInstanceId']]).to.deep.equal([202, null])
    expect(early.json['reason']).to.be.a('string')

    const placed = await portal.post('/api/messages', {
      messageName: 'order.placed',
      processVariables: { orderId: { value: 'O-1', type: 'String' } },
      messageId: 'm-1',
    })
    const again = await portal.post('/api/messages', {
      messageName: 'order.placed',
      processVariables: { orderId: 'O-1' },
      messageId: 'm-1',
    })
    expect([placed.status, again.json['processInstanceId']]).to.deep.equal([200, placed.json.processInstanceId])

    const [task] = (await worker.post('/api/external-tasks/fetch-and-lock', fetchBody)).json.items
    expect(task?.['variables']).to.deep.include({ orderId: 'O-1' })
    expect(
      (await worker.post(`/api/external-tasks/${task?.id}/complete`, { workerId: 'w', variables: { parcel: 'P' } }))
        .status,
    ).to.equal(204)
    await server.house.engine.settle()

    const details = (await pm.get(`/api/process-instances/${placed.json.processInstanceId}`)).json
    expect(details).to.deep.include({ state: 'completed' })
    expect(details['variables']).to.deep.include({ orderId: 'O-1', parcel: 'P', amount: 7 })
  })

  it('find their receiver by named keys, as other engines send them', async () => {
    const placed = await portal.post('/api/messages', { messageName: 'order.placed', payload: { orderId: 'O-2' } })
    const [task] = (await worker.post('/api/external-tasks/fetch-and-lock', fetchBody)).json.items
    await worker.post(`/api/external-tasks/${task?.id}/complete`, { workerId: 'w' })
    await server.house.engine.settle()
    const wrong = await portal.post('/api/messages', {
      messageName: 'order.paid',
      correlationKeys: { a: { value: '1' }, b: { value: '2' } },
    })
    expect(wrong.json.code).to.equal('correlation-key-unknown')

    const paid = await portal.post('/api/messages', {
      messageName: 'order.paid',
      correlationKeys: { orderId: { value: 'O-2', type: 'String' }, b: { value: 'x' } },
    })

    expect([paid.status, paid.json['processInstanceId']]).to.deep.equal([200, placed.json.processInstanceId])
  })

  it('are listed with their contracts', async () => {
    const { items } = (await portal.get('/api/message-contracts')).json
    expect(items.map(({ name, external }) => [name, external])).to.include.deep.members([
      ['order.placed', true],
      ['inner.news', false],
    ])
  })

  it('throw signals to who waits', async () => {
    const system = await server.system('signal.send')
    expect((await system.post('/api/signals', { name: 'alarm', variables: { level: 3 } })).json).to.deep.equal({
      name: 'alarm',
      receivers: 0,
    })
  })

  it('have start conditions asked by who may throw any signal', async () => {
    const system = await server.system('signal.send')
    expect((await system.post('/api/conditions', { variables: { level: 3 } })).json).to.deep.equal({ started: 0 })
    const narrow = await server.system('signal.send:alarm')
    expect((await narrow.post('/api/conditions', { variables: { level: 3 } })).status).to.equal(403)
  })
})

describe('external tasks over the API', () => {
  let server: TestServer
  let portal: Caller
  let worker: Caller
  beforeEach(async () => {
    server = await openServer({ JOB_RETRY_PAUSES_MS: '0' })
    portal = await server.system('message.send')
    worker = await server.system('external-task.work:shipping')
  })
  afterEach(() => server.close())

  const place = (orderId: string) => portal.post('/api/messages', { messageName: 'order.placed', payload: { orderId } })
  const fetchBody = (more: object = {}) => ({
    workerId: 'w',
    maxTasks: 5,
    topics: [{ topicName: 'shipping', lockDuration: 60_000, variables: null }],
    ...more,
  })

  it('come in the shape that clients of other engines know, at their address', async () => {
    await place('O-1')
    const answer = await worker.post('/api/external-task/fetchAndLock', fetchBody({ usePriority: true }))
    const [task] = JSON.parse(answer.text) as { id: string; topicName: string; variables: object }[]

    expect(task).to.deep.include({
      topicName: 'shipping',
      workerId: 'w',
      activityId: 'ship',
      processDefinitionKey: 'order',
    })
    expect(task?.variables).to.deep.equal({ orderId: { value: 'O-1', type: 'String', valueInfo: {} } })
    expect(
      (await worker.post(`/api/external-task/${task?.id}/extendLock`, { workerId: 'w', newDuration: 90_000 })).status,
    ).to.equal(204)
    expect(
      (
        await worker.post(`/api/external-task/${task?.id}/complete`, {
          workerId: 'w',
          variables: { parcel: { value: 'P', type: 'String' } },
        })
      ).status,
    ).to.equal(204)
  })

  it('are locked for one worker until given back', async () => {
    await place('O-1')
    const [task] = (await worker.post('/api/external-tasks/fetch-and-lock', fetchBody())).json.items
    const other = fetchBody({ workerId: 'other' })

    expect((await worker.post('/api/external-tasks/fetch-and-lock', other)).json.items).to.deep.equal([])
    expect((await worker.post(`/api/external-tasks/${task?.id}/complete`, { workerId: 'other' })).status).to.equal(409)
    expect((await worker.post(`/api/external-tasks/${task?.id}/unlock`)).status).to.equal(204)
    expect((await worker.post('/api/external-tasks/fetch-and-lock', other)).json.items.length).to.equal(1)
  })

  it('become an incident when no retries are left, which an operator can retry', async () => {
    const pm = await server.person('pm', ['PM'])
    await place('O-1')
    const [task] = (await worker.post('/api/external-tasks/fetch-and-lock', fetchBody())).json.items
    await worker.post(`/api/external-tasks/${task?.id}/failure`, {
      workerId: 'w',
      errorMessage: 'no van',
      retries: 0,
      retryTimeout: 0,
    })
    const [incident] = (await pm.get('/api/incidents')).json.items
    expect(incident).to.include({ elementId: 'ship' })
    expect((await pm.get('/api/jobs?state=failed')).json.items.map(({ id }) => id)).to.deep.equal([task?.id])

    expect((await pm.post(`/api/incidents/${incident?.id}/retry`)).status).to.equal(200)

    expect((await worker.post('/api/external-tasks/fetch-and-lock', fetchBody())).json.items.length).to.equal(1)
    expect((await pm.get('/api/incidents')).json.items).to.deep.equal([])
  })

  it('of another topic do not exist for a key that names topics', async () => {
    const stranger = await server.system('external-task.work:billing')
    await place('O-1')
    const [task] = (await worker.post('/api/external-tasks/fetch-and-lock', fetchBody())).json.items

    expect((await stranger.post('/api/external-tasks/fetch-and-lock', fetchBody())).status).to.equal(403)
    expect((await stranger.post(`/api/external-tasks/${task?.id}/complete`, { workerId: 'w' })).status).to.equal(404)
    expect((await stranger.post(`/api/external-tasks/${task?.id}/unlock`)).status).to.equal(404)
    expect(await told(stranger, `/api/external-tasks/${task?.id}/unlock`, task?.id ?? '')).to.deep.equal(
      await told(stranger, `/api/external-tasks/${NOBODYS_ID}.j1/unlock`, `${NOBODYS_ID}.j1`),
    )
  })

  it('are answered for once, also by a key that names topics and repeats itself', async () => {
    await place('O-1')
    const [task] = (await worker.post('/api/external-tasks/fetch-and-lock', fetchBody())).json.items
    const done = () =>
      worker.post(`/api/external-tasks/${task?.id}/complete`, { workerId: 'w' }, { 'Idempotency-Key': 'done' })
    const first = await done()
    const again = await done()

    expect([first.status, again.status]).to.deep.equal([204, 204])
    expect(again.headers['idempotency-replayed']).to.equal('true')
    expect((await worker.post(`/api/external-tasks/${task?.id}/complete`, { workerId: 'w' })).status).to.equal(404)
  })

  it('are found among any number of a case by a key that names topics', async () => {
    const admin = await server.person('admin', ['ADMIN'])
    const many = bpmn(
      `<startEvent id="begin"/>
       <serviceTask id="each" camunda:type="external" camunda:topic="shipping">
         <multiInstanceLoopCharacteristics><loopCardinality>=250</loopCardinality></multiInstanceLoopCharacteristics>
       </serviceTask>
       <endEvent id="end"/>`,
      'begin > each > end',
      { key: 'many' },
    )
    const resources = [{ name: 'many.bpmn', content: many }]
    await admin.post('/api/deployments', { name: 'many', resources, activate: true })
    await admin.post('/api/process-definitions/key/many/start')
    const ids: string[] = []
    for (let page = 0; page < 3; page += 1) {
      const { items } = (await worker.post('/api/external-tasks/fetch-and-lock', fetchBody({ maxTasks: 100 }))).json
      ids.push(...items.map(({ id }) => id))
    }
    const last = ids.toSorted().at(-1)

    expect(ids.length).to.equal(250)
    expect((await worker.post(`/api/external-tasks/${last}/complete`, { workerId: 'w' })).status).to.equal(204)
  })

  it('can be waited for', async () => {
    const waiting = worker.post('/api/external-tasks/fetch-and-lock', fetchBody({ asyncResponseTimeout: 15_000 }))
    await place('O-1')

    expect((await waiting).json.items.length).to.equal(1)
  })

  it('are waited for no longer when the server stops', async () => {
    const waiting = worker.post('/api/external-tasks/fetch-and-lock', fetchBody({ asyncResponseTimeout: 15_000 }))
    // The request has to be inside before the server stops taking requests.
    await worker.post('/api/external-tasks/fetch-and-lock', fetchBody())
    await server.close()

    expect((await waiting).json.items).to.deep.equal([])
    server = await openServer()
  })
})
