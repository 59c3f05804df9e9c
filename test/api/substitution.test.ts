import { expect } from 'chai'
import { bpmn } from '../support/bpmn.ts'
import { openServer, type Caller, type TestServer } from './support/open-api.ts'

const BUNDLE = [
  {
    name: 'pair.bpmn',
    content: bpmn(
      `<startEvent id="begun"/>
       <userTask id="own" camunda:assignee="anna"/>
       <userTask id="group" camunda:candidateGroups="PM"/>
       <userTask id="check" camunda:candidateGroups="SM">
         <extensionElements>
           <camunda:properties><camunda:property name="notCompletedBy" value="own"/></camunda:properties>
         </extensionElements>
       </userTask>
       <endEvent id="done"/>`,
      'begun > own > group > check > done',
      { key: 'pair' },
    ),
  },
]

describe('the work of somebody who is away', () => {
  let server: TestServer
  let anna: Caller
  let berta: Caller
  let starter: Caller
  beforeEach(async () => {
    server = await openServer({}, BUNDLE)
    anna = await server.person('anna', ['KAC', 'PM'])
    berta = await server.person('berta', ['EXE'])
    starter = await server.system('process.start', 'instance.read')
    await starter.post('/api/process-definitions/key/pair/start', {})
  })
  afterEach(() => server.close())

  const away = (more: object = {}) =>
    anna.post('/api/absences', {
      substitute: 'berta',
      from: '2026-03-01T00:00:00+02:00',
      until: '2026-03-09T00:00:00+02:00',
      ...more,
    })
  const tasksFor = async (login: string) => (await berta.get(`/api/tasks?onBehalfOf=${login}`)).json.items
  const act = (who: Caller, task: string | undefined, command: string, body: object = {}) =>
    who.post(`/api/tasks/${task}/${command}`, body)

  it('is seen and done by the substitute alone, said each time, and told of with both names', async () => {
    const [own] = (await anna.get('/api/tasks')).json.items
    expect((await berta.get(`/api/tasks/${own?.id}`)).status).to.equal(404)
    expect((await act(berta, own?.id, 'claim', { onBehalfOf: 'anna' })).status).to.equal(404)
    await away()

    expect((await berta.get('/api/tasks')).json.items).to.deep.equal([])
    expect((await tasksFor('anna')).map(({ id }) => id)).to.deep.equal([own?.id])
    const silent = await act(berta, own?.id, 'claim')
    expect([silent.status, silent.json.code]).to.deep.equal([409, 'task-claimed-by-another'])
    const claimed = await act(berta, own?.id, 'claim', { onBehalfOf: 'anna' })
    expect([claimed.status, claimed.json['assignee']]).to.deep.equal([200, 'berta'])
    const done = await act(berta, own?.id, 'complete', { onBehalfOf: 'anna' })
    expect(done.json['task']).to.include({ completedBy: 'berta', completedFor: 'anna' })

    const [next] = await tasksFor('anna')
    expect(next?.['elementId']).to.equal('group')
    expect((await act(berta, next?.id, 'complete', { onBehalfOf: 'anna' })).status).to.equal(200)
    const history = await starter.get(`/api/process-instances/${next?.['processInstanceId']}/history`)
    const lines = history.json.items.filter((line) => line['by'] === 'berta')
    expect(lines.map((line) => (line['data'] as { onBehalfOf?: string }).onBehalfOf)).to.satisfy((all: string[]) =>
      all.every((login) => login === 'anna'),
    )
    expect(lines.map(({ type }) => type)).to.include.members(['task-claimed', 'task-completed'])
  })

  it('in some roles is that of these roles', async () => {
    await away({ roles: ['PM'] })
    const [own] = (await anna.get('/api/tasks')).json.items
    expect(await tasksFor('anna')).to.deep.equal([])
    expect((await berta.get(`/api/tasks/${own?.id}`)).status).to.equal(404)
    await act(anna, own?.id, 'complete')

    expect((await tasksFor('anna')).map((task) => task['elementId'])).to.deep.equal(['group'])
  })

  it('of an appointed process manager is the role’s too, unless they are there to do it', async () => {
    const administrator = await server.system('record.read', 'record.write', 'identity.manage')
    await server.person('root', ['ADMIN'])
    await server.person('carl', ['PM'])
    const manager = await server.system('task.manage')
    const openTask = async (elementId: string) =>
      (await manager.get('/api/tasks')).json.items.find((task) => task['elementId'] === elementId)
    const next = async () => {
      await act(anna, (await openTask('own'))?.id, 'complete')
      const group = await openTask('group')
      expect((await act(manager, group?.id, 'complete')).status).to.equal(200)
      await starter.post('/api/process-definitions/key/pair/start', {})
      return [group?.['candidateUsers'], group?.['candidateGroups']]
    }
    const appoint = (login: string) =>
      administrator.post('/api/registers/process-assignment/records', {
        data: { processKey: 'pair', manager: login, validFrom: '2026-01-01' },
      })
    const made = await appoint('carl')
    expect(made.status, made.text).to.equal(201)
    const { json } = made
    expect(await next()).to.deep.equal([['carl'], []])
    const closed = await administrator.call('PATCH', '/api/people/carl', { body: { state: 'disabled' } })
    expect(closed.status, closed.text).to.equal(200)
    expect(await next(), 'an account that is closed').to.deep.equal([['carl'], ['PM']])

    await administrator.call('PATCH', `/api/registers/process-assignment/records/${json.id}`, {
      body: { data: { manager: 'anna' } },
      headers: { 'If-Match': '"1"' },
    })
    expect(await next()).to.deep.equal([['anna'], []])
    await away({ roles: ['PM'] })
    expect(await next(), 'away in this role').to.deep.equal([['anna'], ['PM']])
  })

  it('is nobody else\u2019s, and over when the absence is', async () => {
    const carl = await server.person('carl', ['KAC'])
    await away()
    const [own] = (await anna.get('/api/tasks')).json.items
    const stranger = await carl.get('/api/tasks?onBehalfOf=anna')
    expect([stranger.status, stranger.json.code]).to.deep.equal([403, 'not-allowed'])
    expect((await act(carl, own?.id, 'claim', { onBehalfOf: 'anna' })).status).to.equal(404)
    expect((await act(anna, own?.id, 'complete', { onBehalfOf: 'berta' })).status).to.equal(403)

    server.passTime(24 * 8)
    berta = await server.person('berta', [])
    expect((await berta.get('/api/tasks?onBehalfOf=anna')).status).to.equal(403)
    expect((await act(berta, own?.id, 'claim', { onBehalfOf: 'anna' })).status).to.equal(404)
  })

  it('is not checked by who did it in their place, nor by who was away', async () => {
    await away()
    const [own] = await tasksFor('anna')
    await act(berta, own?.id, 'complete', { onBehalfOf: 'anna' })
    const [group] = await tasksFor('anna')
    await act(berta, group?.id, 'complete', { onBehalfOf: 'anna' })
    const manager = await server.system('task.manage')
    const [check] = (await manager.get('/api/tasks')).json.items
    for (const assignee of ['anna', 'berta']) {
      const answer = await act(manager, check?.id, 'assign', { assignee })
      expect([answer.status, answer.json.code], assignee).to.deep.equal([403, 'not-allowed'])
    }
  })
})
