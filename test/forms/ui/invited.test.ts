/** A task for people in place of a role, as for an appointed process manager: the pages name them. */
import { expect } from 'chai'
import { openServer, PASSWORD, type TestServer } from '../../api/support/open-api.ts'
import { bpmn } from '../../support/bpmn.ts'
import { Visitor } from './support/visitor.ts'

const LED = bpmn(
  '<startEvent id="asked"/><userTask id="lead" name="Vadīt" camunda:candidateGroups="PM"/><endEvent id="done"/>',
  'asked > lead > done',
  { key: 'led' },
)

describe('a task for who was appointed', () => {
  let server: TestServer
  before(async () => {
    server = await openServer({}, [{ name: 'led.bpmn', content: LED }])
  })
  after(() => server.close())

  it('says whose it is, on the page of the start, of the task and of the case', async () => {
    const pm = await server.person('pm', ['PM', 'OPM'])
    const data = { processKey: 'led', manager: 'pm', validFrom: '2026-01-01' }
    expect((await pm.post('/api/registers/process-assignment/records', { data })).status).to.equal(201)
    const { json } = await pm.post('/api/process-definitions/key/led/start', {})
    const [task] = (await pm.get('/api/tasks')).json.items

    const visitor = await new Visitor(server.url, 'en').logIn('pm', PASSWORD)
    expect((await visitor.open(`/start/led/started/${json.id}`)).text).to.include('Vadīt: Name of pm')
    expect((await visitor.open(`/tasks/${task?.id}`)).text).to.include('It can be taken by: Name of pm.')
    await visitor.open(`/cases/${json.id}`)
    expect((await visitor.follow('What happened')).text).to.include('It can be done by: Name of pm.')
  })
})
