import { expect } from 'chai'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { ROUTES } from '../../api/routes.ts'
import { openServer, type TestServer } from './support/open-api.ts'

interface Operation {
  readonly operationId: string
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean }[]
  readonly security: readonly object[]
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> }
}

interface Document {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, object>> }
}

describe('the OpenAPI document', () => {
  let server: TestServer
  let document: Document
  let text: string
  before(async () => {
    server = await openServer()
    const answer = await server.nobody.get('/api/openapi.json')
    document = answer.json as unknown as Document
    text = answer.text
  })
  after(() => server.close())

  const operations = (): readonly (readonly [string, string, Operation])[] =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [path, method, operation] as const),
    )

  it('has every route, and nothing else', () => {
    const described = operations().map(([path, method]) => `${method.toUpperCase()} ${path}`)
    const routes = ROUTES.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)

    expect(document.openapi).to.equal('3.1.0')
    expect(described).to.have.members(routes)
    expect(routes.length).to.be.greaterThan(60)
  })

  it('gives every operation a name of its own', () => {
    const names = operations().map(([, , { operationId }]) => operationId)
    expect(names.length).to.equal(new Set(names).size)
  })

  it('names every parameter of a path, as required', () => {
    for (const [path, method, { parameters = [] }] of operations()) {
      const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      const named = parameters.filter((parameter) => parameter.in === 'path')
      expect(
        named.map(({ name }) => name),
        `${method} ${path}`,
      ).to.have.members(wanted)
      expect(named.every(({ required }) => required)).to.equal(true)
    }
  })

  it('points only at components that are there', () => {
    const names = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name)
    expect(names.length).to.be.greaterThan(50)
    expect(Object.keys(document.components.schemas)).to.include.members(names)
  })

  it('has schemas that JSON Schema 2020-12 accepts', () => {
    const ajv = new Ajv2020({ strict: false })
    addFormats.default(ajv)
    ajv.addSchema(
      { $id: 'https://ritums.example/openapi', components: document.components },
      undefined,
      undefined,
      false,
    )
    for (const name of Object.keys(document.components.schemas)) {
      expect(
        () => ajv.compile({ $ref: `https://ritums.example/openapi#/components/schemas/${name}` }),
        name,
      ).not.to.throw()
    }
  })

  it('says of each operation who may, what it answers and how it refuses', () => {
    for (const [path, method, { security, responses, requestBody }] of operations()) {
      const isPublic = ['/api/session', '/api/health', '/api/glossary', '/api/openapi.json'].includes(path)
      expect(security.length === 0, `${method} ${path}`).to.equal(
        isPublic && !(path === '/api/session' && method === 'get'),
      )
      expect(Object.keys(responses)).to.include('default').and.have.length.greaterThan(1)
      if (method === 'get') expect(requestBody).to.equal(undefined)
    }
  })
})

describe('every route', () => {
  let server: TestServer
  before(async () => {
    server = await openServer()
  })
  after(() => server.close())

  const filled = (path: string): string => path.replaceAll(/:\w+/g, 'none')
  const PUBLIC = [
    'POST /api/session',
    'DELETE /api/session',
    'GET /api/health',
    'GET /api/glossary',
    'GET /api/openapi.json',
  ]

  it('is named public or has a policy', () => {
    const open = ROUTES.filter(({ may }) => may === 'public').map(({ method, path }) => `${method} ${path}`)
    expect(open).to.have.members(PUBLIC)
    for (const { may, path } of ROUTES) if (may !== 'public') expect(may.name, path).to.match(/^may[A-Z]/)
  })

  for (const { method, path, may } of ROUTES) {
    if (may === 'public') continue
    it(`${method} ${path} is closed to who is not logged in, before anything is read`, async () => {
      const answer = await server.nobody.call(method, filled(path), { raw: '{', headers: { 'Content-Encoding': 'br' } })
      expect(answer.status).to.equal(401)
    })
  }

  it('that nobody is granted is closed to who has no grant', async () => {
    const person = await server.person('nobody', [])
    const openToPeople = [
      'mayReadDefinitions',
      'mayLookForInstances',
      'mayLookForRecords',
      'mayKnowThemselves',
      'mayHaveAPassword',
      'mayHandInFiles',
      'mayLookForFiles',
      'mayHandleAbsences',
    ]
    let closed = 0
    for (const { method, path, may } of ROUTES) {
      if (may === 'public' || openToPeople.includes(may.name)) continue
      closed += 1
      expect((await person.call(method, filled(path))).status, `${method} ${path}`).to.equal(403)
    }
    expect(closed).to.be.greaterThan(40)
  })

  it('is closed to a system without a grant, but for what it is and which registers it may read', async () => {
    const system = await server.system('signal.send:nothing')
    const openToAll = ['mayLookForRecords', 'mayKnowThemselves', 'mayThrowSomething']
    for (const { method, path, may } of ROUTES) {
      if (may === 'public' || openToAll.includes(may.name)) continue
      expect((await system.call(method, filled(path))).status, `${method} ${path}`).to.equal(403)
    }
    expect((await system.get('/api/registers')).json.items).to.deep.equal([])
  })
})
