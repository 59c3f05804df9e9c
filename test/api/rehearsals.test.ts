import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { bpmn } from '../support/bpmn.ts'
import { openServer, type Caller, type TestServer } from './support/open-api.ts'

const DRAFT = bpmn(
  '<startEvent id="s"/><exclusiveGateway id="g"/><userTask id="a" camunda:candidateGroups="KAC"/><userTask id="b" camunda:candidateGroups="KAC"/><endEvent id="e"/>',
  's > g; g > a [=amount > 100]; g > b [=amount < 100]; a > e; b > e',
  { key: 'draft' },
)

describe('rehearsing a definition over the API', () => {
  let server: TestServer
  let pm: Caller
  let path: string
  before(async () => {
    server = await openServer()
    pm = await server.person('pm', ['PM'])
    const resources = [{ name: 'draft.bpmn', content: DRAFT }]
    const { json } = await pm.post('/api/deployments', { name: 'Draft', resources })
    const [definition] = json['definitions'] as unknown as { readonly id: string; readonly active: boolean }[]
    expect(definition?.active).to.equal(false)
    path = `/api/process-definitions/${definition?.id}/rehearsals`
  })
  after(() => server.close())

  it('tells the paths, and the amount that nobody has thought of, before it is in force', async () => {
    const { status, json } = await pm.post(path)

    expect(status).to.equal(200)
    expect(json).to.deep.include({ processKey: 'draft', version: 1, isClean: false })
    expect(json['note']).to.be.a('string')
    expect(json['paths']).to.have.length(3)
    const [finding] = json['findings'] as { readonly kind: string; readonly elementId: string }[]
    expect(finding).to.deep.include({ kind: 'incident', elementId: 'g' })
    expect(json['comparison']).to.deep.include({ engine: 'bpmn-engine', differences: [], failures: [] })
    expect(json['budget']).to.deep.include({ paths: 200, stepsPerPath: 100, exhausted: false })
  })

  it('stores nothing: no case, no version, nothing in force', async () => {
    const before = (await pm.get('/api/process-definitions?key=draft')).json
    await pm.post(path)

    expect((await pm.get('/api/process-definitions?key=draft')).json).to.deep.equal(before)
    expect((await pm.get('/api/process-instances')).json['items']).to.deep.equal([])
  })

  it('keeps to a budget, and refuses one that is none', async () => {
    const { json } = await pm.post(path, { budget: { stepsPerPath: 1 } })
    expect(json['budget']).to.deep.include({ stepsPerPath: 1, exhausted: true, usedUp: ['steps'] })

    for (const budget of [{ milliseconds: 1e9 }, { paths: 0 }, { stepsPerPath: 'all' }, { cores: 64 }])
      expect((await pm.post(path, { budget })).status).to.equal(422)
  })

  it('is for those who deploy or put in force', async () => {
    const kac = await server.person('kac', ['KAC'])
    expect((await kac.post(path)).status).to.equal(403)
    expect((await server.nobody.post(path)).status).to.equal(401)
    const reader = await server.system('process.read')
    expect((await reader.post(path)).status).to.equal(403)
    const deployer = await server.system('process.read', 'deploy')
    expect((await deployer.post(path)).status).to.equal(200)
  })

  it('knows nothing of definitions that are not there', async () => {
    const { status, json } = await pm.post('/api/process-definitions/nothing/rehearsals')
    expect([status, json['code']]).to.deep.equal([404, 'not-found'])
  })

  it('lets a few wait, and asks further ones to come again', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => pm.post(path)))
    const statuses = answers.map(({ status }) => status).toSorted()

    expect(statuses).to.deep.equal([200, 200, 200, 503, 503, 503])
    const refused = answers.find(({ status }) => status === 503)
    expect(refused?.json['code']).to.equal('rehearsal-busy')
    expect(refused?.headers['retry-after']).to.equal('1')
  })

  it('answers others while it works', async () => {
    const content = readFileSync(new URL('../../processes/application.bpmn', import.meta.url), 'utf8')
    const scheme = content
      .replaceAll(/ camunda:(formKey)="[^"]*"/g, '')
      .replaceAll(/calledElement="[^"]*"/g, 'calledElement="draft"')
    const resources = [
      { name: 'scheme.bpmn', content: scheme },
      { name: 'draft.bpmn', content: DRAFT },
    ]
    const { json, status } = await pm.post('/api/deployments', { name: 'Scheme', resources })
    expect(status, JSON.stringify(json)).to.equal(201)
    const definitions = json['definitions'] as unknown as { readonly id: string; readonly processKey: string }[]
    const id = definitions.find(({ processKey }) => processKey === 'application')?.id

    const progress = { isOver: false }
    // Seconds of work are enough; all its paths are compared in test/engine/rehearsal/schemes.test.ts.
    const budget = { milliseconds: 5_000 }
    const rehearsal = pm
      .post(`/api/process-definitions/${id}/rehearsals`, { budget })
      .finally(() => (progress.isOver = true))
    let answered = 0
    for (; !progress.isOver; answered += 1) expect((await pm.get('/api/tasks')).status).to.equal(200)

    expect((await rehearsal).json['comparison']).to.deep.include({ differences: [] })
    expect(answered).to.be.greaterThan(20)
  })
})
