import { expect } from 'chai'
import { bpmn } from '../support/bpmn.ts'
import { INSTITUTION, openServer, type Caller, type TestServer } from './support/open-api.ts'

interface Substitutes {
  readonly substitutes: readonly { login: string; name: string; groups: readonly string[]; isWhole: boolean }[]
}

describe('absences', () => {
  let server: TestServer
  let anna: Caller
  let berta: Caller
  let carl: Caller
  let manager: Caller
  beforeEach(async () => {
    server = await openServer()
    anna = await server.person('anna', ['KAC', 'PM'])
    berta = await server.person('berta', ['EXE'])
    carl = await server.person('carl', [])
    manager = await server.system('identity.manage')
  })
  afterEach(() => server.close())

  /** Days of March 2026; it is the 2nd, 8:00. */
  const day = (number: number): string => `2026-03-${String(number).padStart(2, '0')}T00:00:00+02:00`
  const away = (who: Caller, substitute: string, from: number, until: number, more: object = {}) =>
    who.post('/api/absences', { substitute, from: day(from), until: day(until), ...more })
  const doneBy = async (who: Caller) => ((await who.get('/api/session')).json as unknown as Substitutes).substitutes

  it('give the substitute the groups of who is away, from the first to the last moment', async () => {
    const answer = await away(anna, 'berta', 3, 5, { reason: 'Atvaļinājums' })
    expect(answer.status).to.equal(201)
    expect(answer.json).to.include({
      login: 'anna',
      substitute: 'berta',
      from: '2026-03-02T22:00:00.000Z',
      createdBy: 'anna',
    })

    expect(await doneBy(berta)).to.deep.equal([])
    server.passTime(15)
    berta = await server.person('berta', [])
    expect(await doneBy(berta)).to.deep.equal([
      { login: 'anna', name: 'Name of anna', groups: ['KAC', 'KAC@*', 'PM', 'PM@*'], isWhole: true },
    ])
    expect((await berta.get('/api/session')).json['groups']).to.deep.equal(['EXE', 'EXE@*'])
    server.passTime(48)
    berta = await server.person('berta', [])
    expect(await doneBy(berta)).to.deep.equal([])
  })

  it('for some roles give the groups of those alone, to one person for each', async () => {
    await away(anna, 'berta', 1, 5, { roles: ['PM'] })
    expect((await away(anna, 'carl', 1, 5, { roles: ['KAC'] })).status).to.equal(201)

    expect(await doneBy(berta)).to.deep.equal([
      { login: 'anna', name: 'Name of anna', groups: ['PM', 'PM@*'], isWhole: false },
    ])
    expect((await doneBy(carl))[0]?.groups).to.deep.equal(['KAC', 'KAC@*'])
    const { absences } = server.house.identity
    expect(await absences.substitutesFor(INSTITUTION, 'anna', '2026-03-02T10:00:00.000Z')).to.have.deep.members([
      { login: 'berta', roles: ['PM'] },
      { login: 'carl', roles: ['KAC'] },
    ])
    expect((await away(anna, 'carl', 4, 6)).json.code).to.equal('absence-overlaps')
  })

  it('are handed on when the substitute is away, too', async () => {
    await away(anna, 'berta', 1, 9)
    await away(berta, 'carl', 1, 5)

    expect((await doneBy(carl)).map(({ login, groups }) => [login, groups[0]])).to.deep.equal([
      ['anna', 'KAC'],
      ['berta', 'EXE'],
    ])
  })

  it('cannot overlap for the same work, nor go round', async () => {
    await away(anna, 'berta', 3, 9)
    await away(berta, 'carl', 5, 8)

    expect((await away(anna, 'carl', 8, 12)).json.code).to.equal('absence-overlaps')
    expect((await away(anna, 'carl', 9, 12)).status).to.equal(201)
    expect((await away(carl, 'anna', 6, 7)).json.code).to.equal('absence-circle')
    expect((await away(carl, 'anna', 13, 15)).status).to.equal(201)
  })

  it('end before their time, stay in the list, and make room for others', async () => {
    const { json } = await away(anna, 'berta', 1, 9)
    expect(await doneBy(berta)).to.have.length(1)

    const ended = await anna.post(`/api/absences/${json.id}/end`)

    expect(ended.json).to.include({ id: json.id, endedBy: 'anna' })
    expect(await doneBy(berta)).to.deep.equal([])
    expect((await anna.post(`/api/absences/${json.id}/end`)).json.code).to.equal('absence-over')
    expect((await away(anna, 'carl', 3, 8)).status).to.equal(201)
    const listed = (await anna.get('/api/absences?limit=1')).json
    const rest = (await anna.get(`/api/absences?limit=1&after=${listed.next}`)).json
    expect([...listed.items, ...rest.items].map(({ id, substitute }) => [id === json.id, substitute])).to.deep.equal([
      [false, 'carl'],
      [true, 'berta'],
    ])
    expect(rest.next).to.equal(null)
  })

  it('are one’s own, or anybody’s for who manages people', async () => {
    const { json } = await away(anna, 'berta', 1, 9)

    expect((await away(carl, 'berta', 1, 9, { login: 'anna' })).status).to.equal(403)
    expect((await carl.get('/api/absences?login=anna')).status).to.equal(403)
    expect((await carl.post(`/api/absences/${json.id}/end`)).status).to.equal(404)
    expect((await away(manager, 'berta', 10, 12, { login: 'anna' })).json['createdBy']).to.match(/^api-key:/)
    expect((await manager.get('/api/absences?login=anna')).json.items).to.have.length(2)
    expect((await manager.post(`/api/absences/${json.id}/end`)).status).to.equal(200)
  })

  it('that cannot be are refused, at the field', async () => {
    await server.person('admin', ['ADMIN'])
    await server.person('dora', [])
    await manager.call('PATCH', '/api/people/dora', { body: { state: 'disabled' } })
    const refused: readonly (readonly [string, number, number, object, string])[] = [
      ['anna', 3, 5, {}, '/substitute self'],
      ['nobody', 3, 5, {}, '/substitute unknown-person'],
      ['dora', 3, 5, {}, '/substitute unknown-person'],
      ['berta', 5, 3, {}, '/until order'],
      ['berta', 1, 2, {}, '/until past'],
      ['berta', 3, 5, { roles: ['PM', 'SM'] }, '/roles not-held'],
    ]
    for (const [substitute, from, until, more, what] of refused) {
      const { json } = await away(anna, substitute, from, until, more)
      expect(json.errors.map(({ pointer, code }) => `${pointer} ${code}`)).to.deep.equal([what])
    }
    expect((await anna.get('/api/absences')).json.items).to.deep.equal([])
  })
})

describe('work that a process gives to people', () => {
  let server: TestServer
  afterEach(() => server.close())

  it('does not go to who has entered that they are away', async () => {
    const content = bpmn(
      `<startEvent id="begun"/>
       <serviceTask id="choose" camunda:class="assign.executor">
         <extensionElements><camunda:inputOutput>
           <camunda:inputParameter name="role">EXE</camunda:inputParameter>
         </camunda:inputOutput></extensionElements>
       </serviceTask>
       <userTask id="work" camunda:assignee="=executorUserId"/>
       <endEvent id="done"/>`,
      'begun > choose > work > done',
      { key: 'giving' },
    )
    server = await openServer({}, [{ name: 'giving.bpmn', content }])
    const admin = await server.system('process.start', 'task.manage', 'identity.manage')
    const by = { id: 'system', institutionId: INSTITUTION, groups: [], language: 'lv', mayManage: true } as const
    for (const login of ['anna', 'berta']) {
      await server.person(login, ['EXE'])
      const data = { name: login, userId: login, roles: [{ role: 'EXE' }] }
      await server.house.engine.createRecord({ by, register: 'person', id: `p-${login}`, data })
    }
    const given = async () => {
      const { json } = await admin.post('/api/process-definitions/key/giving/start', {})
      await server.house.engine.settle()
      return (await admin.get(`/api/tasks?processInstanceId=${json.id}`)).json.items.map((task) => task['assignee'])
    }
    expect(await given()).to.deep.equal(['anna'])

    const from = '2026-03-01T00:00:00+02:00'
    const until = '2026-03-09T00:00:00+02:00'
    await admin.post('/api/absences', { login: 'anna', substitute: 'berta', from, until })
    expect(await given()).to.deep.equal(['berta'])
  })
})
