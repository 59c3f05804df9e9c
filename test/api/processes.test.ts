import { expect } from 'chai'
import { BUNDLE, LEAVE } from './support/bundle.ts'
import { openServer, type Caller, type TestServer } from './support/open-api.ts'

/** A body of `multipart/form-data`, as browsers and modellers send it. */
function multipart(fields: Readonly<Record<string, string>>, files: Readonly<Record<string, string>>) {
  const boundary = '----ritums'
  const parts = [
    ...Object.entries(fields).map(([name, value]) => `Content-Disposition: form-data; name="${name}"\r\n\r\n${value}`),
    ...Object.entries(files).map(
      ([name, content]) =>
        `Content-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/plain\r\n\r\n${content}`,
    ),
  ]
  const raw = `${parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}--\r\n`
  return { raw, headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` } }
}

const changed = (name: string): string => LEAVE.replace('name="Apstiprināt"', `name="${name}"`)
const FORM = BUNDLE.find(({ name }) => name.endsWith('.form.json'))?.content ?? ''

describe('deploying over the API', () => {
  let server: TestServer
  let pm: Caller
  before(async () => {
    server = await openServer()
    pm = await server.person('pm', ['PM'])
  })
  after(() => server.close())

  it('takes files in one request, with Latvian names, and gives them back as they were', async () => {
    const files = { 'atvaļinājums.bpmn': changed('Lemt'), 'leave/approve.form.json': FORM }
    const answer = await pm.call('POST', '/api/deployments', multipart({ name: 'Atvaļinājumi' }, files))

    expect(answer.status).to.equal(201)
    expect(answer.json.deployment).to.deep.include({
      name: 'Atvaļinājumi',
      owner: { institutionId: 'institution', holderId: '' },
      deployedBy: 'pm',
    })
    const id = answer.json.deployment?.id
    const file = await pm.get(`/api/deployments/${id}/resources/${encodeURIComponent('atvaļinājums.bpmn')}`)
    expect(file.text).to.equal(changed('Lemt'))
    expect(file.headers).to.deep.include({
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment',
    })
    expect((await pm.get(`/api/deployments/${id}`)).json).to.deep.equal(answer.json.deployment)
  })

  it('gives a diagram back byte for byte, and with a drawing made for it where it has none', async () => {
    const content = `\ufeff${changed('Ar zīmi').replaceAll('\n', '\r\n')}`
    const files = { 'leave.bpmn': content, 'leave/approve.form.json': `\ufeff${FORM}` }
    const answer = await pm.call('POST', '/api/deployments', multipart({ name: 'marked' }, files))
    expect(answer.status).to.equal(201)

    const kept = await pm.get(`/api/deployments/${answer.json.deployment?.id}/resources/leave.bpmn`)
    expect(Buffer.from(kept.text)).to.deep.equal(Buffer.from(content))
    const { text } = await pm.get(`/api/process-definitions/${answer.json.definitions[0]?.id}/xml`)
    expect(text).to.include('<bpmndi:BPMNShape')
    const [before = '', after = ''] = text.split(/ {2}<bpmndi:BPMNDiagram [\s\S]*<\/bpmndi:BPMNDiagram>\n/)
    expect(before + after).to.equal(content)
  })

  it('works at the address and with the field names of desktop modellers', async () => {
    const upload = multipart(
      { 'deployment-name': 'from a modeller', 'enable-duplicate-filtering': 'true', 'deployment-source': 'Modeler' },
      { 'leave.bpmn': changed('No modelētāja'), 'leave/approve.form.json': FORM },
    )
    const answer = await pm.call('POST', '/api/deployment/create', upload)

    expect(answer.status).to.equal(201)
    expect(answer.json.definitions.map(({ processKey, created }) => [processKey, created])).to.deep.equal([
      ['leave', true],
    ])
  })

  it('makes no new version of the same files', async () => {
    const body = {
      name: 'twice',
      resources: [
        { name: 'leave.bpmn', content: changed('Divreiz') },
        { name: 'leave/approve.form.json', content: FORM },
      ],
    }
    const first = await pm.post('/api/deployments', body)
    const again = await pm.post('/api/deployments', body)

    expect([first.status, again.status]).to.deep.equal([201, 200])
    expect(again.json.deployment).to.equal(null)
    expect(again.json.definitions[0]?.['version']).to.equal(first.json.definitions[0]?.['version'])
  })

  it('does not put in force what is only deployed', async () => {
    const before = (await pm.get('/api/process-definitions/key/leave')).json.id
    const { definitions } = (
      await pm.post('/api/deployments', {
        name: 'later',
        resources: [
          { name: 'leave.bpmn', content: changed('Vēlāk') },
          { name: 'leave/approve.form.json', content: FORM },
        ],
      })
    ).json
    expect((await pm.get('/api/process-definitions/key/leave')).json.id).to.equal(before)

    await pm.post(`/api/process-definitions/${definitions[0]?.id}/activate`)

    expect((await pm.get('/api/process-definitions/key/leave')).json.id).to.equal(definitions[0]?.id)
    await pm.post(`/api/process-definitions/${definitions[0]?.id}/deactivate`)
    expect((await pm.get('/api/process-definitions/key/leave')).json.id).to.equal(before)
  })

  it('lists every problem with its element, and stores nothing', async () => {
    const broken = LEAVE.replace('leave/approve', 'leave/unknown').replace('targetRef="done"', 'targetRef="nowhere"')
    const count = async () => (await pm.get('/api/deployments')).json.items.length
    const before = await count()
    const resources = [{ name: 'leave.bpmn', content: broken }]
    const answer = await pm.post('/api/deployments', { name: 'broken', resources })
    const checked = await pm.post('/api/deployments/check', { resources })

    expect([answer.status, answer.json.code]).to.deep.equal([422, 'deployment-rejected'])
    expect(answer.json.problems.length).to.be.greaterThan(0)
    expect(answer.json.problems[0]).to.include({ resource: 'leave.bpmn' })
    expect(checked.json.problems).to.deep.equal(answer.json.problems)
    expect(await count()).to.equal(before)
  })

  const binary = multipart({ name: 'x' }, { 'leave.bpmn': '\xff\xfe' })
  const refused: readonly (readonly [string, Parameters<Caller['call']>[2], number, string])[] = [
    ['a path as a file name', multipart({ name: 'x' }, { '../../etc/passwd': 'x' }), 422, 'body-refused'],
    ['no file', multipart({ name: 'x' }, {}), 422, 'body-refused'],
    ['no name', multipart({}, { 'leave.bpmn': LEAVE }), 422, 'body-refused'],
    [
      'a broken upload',
      { raw: '--x\r\nnonsense', headers: { 'Content-Type': 'multipart/form-data; boundary=x' } },
      400,
      'upload-unreadable',
    ],
    [
      'an upload without a boundary',
      { raw: 'x', headers: { 'Content-Type': 'multipart/form-data' } },
      400,
      'upload-unreadable',
    ],
    ['a file with NUL characters', multipart({ name: 'x' }, { 'leave.bpmn': 'a\0b' }), 422, 'file-refused'],
    ['a name with NUL characters', multipart({ name: 'a\0b' }, { 'leave.bpmn': LEAVE }), 422, 'file-refused'],
    ['a name that is cut off', multipart({ name: 'x'.repeat(10_001) }, { 'leave.bpmn': LEAVE }), 422, 'file-refused'],
    [
      'a wish to activate that is none',
      multipart({ name: 'x', activate: '1' }, { 'leave.bpmn': LEAVE }),
      422,
      'body-refused',
    ],
    ['a file that is no text', { ...binary, raw: Buffer.from(binary.raw, 'latin1') }, 422, 'file-refused'],
    [
      'another institution as the owner',
      { body: { name: 'x', owner: { institutionId: 'other' }, resources: [{ name: 'leave.bpmn', content: LEAVE }] } },
      403,
      'not-allowed',
    ],
    [
      'the typical edition as the owner',
      { body: { name: 'x', owner: { institutionId: '' }, resources: [{ name: 'leave.bpmn', content: LEAVE }] } },
      422,
      'body-refused',
    ],
  ]
  for (const [what, call, status, code] of refused) {
    it(`refuses ${what}`, async () => {
      const answer = await pm.call('POST', '/api/deployments', call)
      expect([answer.status, answer.json.code]).to.deep.equal([status, code])
    })
  }

  it('does not put in force for who may only deploy', async () => {
    const system = await server.system('deploy')
    const resources = [
      { name: 'leave.bpmn', content: changed('Sistēma') },
      { name: 'leave/approve.form.json', content: FORM },
    ]

    expect((await system.post('/api/deployments', { name: 'x', resources, activate: true })).status).to.equal(403)
    expect((await system.post('/api/deployments', { name: 'x', resources })).status).to.equal(201)
  })

  it('refuses more than the limit without reading on', async () => {
    const strict = await openServer({ DEPLOYMENT_LIMIT_BYTES: '20000' })
    try {
      const caller = await strict.person('pm', ['PM'])
      const upload = multipart({ name: 'x' }, { 'leave.bpmn': 'x'.repeat(30_000) })
      const streamed = await caller.call('POST', '/api/deployments', {
        ...upload,
        headers: { ...upload.headers, 'Transfer-Encoding': 'chunked' },
      })

      expect([streamed.status, streamed.json.code]).to.deep.equal([413, 'body-too-large'])
    } finally {
      await strict.close()
    }
  })

  it('tells a diagram as a list, and what waits at its elements', async () => {
    const { id, deploymentId } = (await pm.get('/api/process-definitions/key/leave')).json
    expect(deploymentId).to.be.a('string')
    const outline = await pm.get(`/api/process-definitions/${id}/outline`)
    expect(outline.status).to.equal(200)
    expect(outline.json).to.deep.include({ definitionId: id, processKey: 'leave' })
    const approve = (outline.json['elements'] as readonly Record<string, unknown>[]).find(
      (one) => one['id'] === 'approve',
    )
    expect(approve).to.deep.include({ kind: 'user-task', formKey: 'leave/approve', candidateGroups: ['KAC'] })

    const before = await pm.get(`/api/process-definitions/${id}/waiting`)
    expect(before.json).to.deep.equal({ waiting: [] })
    await pm.post(`/api/process-definitions/${id}/start`)
    const { waiting } = (await pm.get(`/api/process-definitions/${id}/waiting`)).json as unknown as {
      waiting: readonly unknown[]
    }
    expect(waiting).to.have.length(1)
    expect(waiting[0]).to.deep.include({ elementId: 'approve', tasks: 1, lateTasks: 0 })
    const kac = await server.person('kac', ['KAC'])
    expect((await kac.get(`/api/process-definitions/${id}/outline`)).status).to.equal(200)
    expect((await pm.get('/api/process-definitions/none/waiting')).status).to.equal(404)
  })

  it('reads a definition with its diagram and versions, and stops new cases', async () => {
    const [definition] = (await pm.get('/api/process-definitions?key=leave&latest=true')).json.items
    const own = (await pm.get('/api/process-definitions/key/leave/versions')).json.items.find(
      ({ owner }) => (owner as { institutionId: string }).institutionId !== '',
    )
    const xml = await pm.get(`/api/process-definitions/${definition?.id}/xml`)

    expect(xml.headers['content-type']).to.equal('application/xml; charset=utf-8')
    expect(xml.text).to.include('<process id="leave"')
    expect(
      (await pm.call('PUT', `/api/process-definitions/${own?.id}/suspended`, { body: { suspended: true } })).json[
        'suspended'
      ],
    ).to.equal(true)
    expect((await pm.post(`/api/process-definitions/${own?.id}/start`)).json.code).to.equal('definition-suspended')
  })

  it('does not let one institution suspend the typical edition', async () => {
    const typical = (await pm.get('/api/process-definitions?key=order')).json.items[0]
    const answer = await pm.call('PUT', `/api/process-definitions/${typical?.id}/suspended`, {
      body: { suspended: true },
    })

    expect([answer.status, answer.json.code]).to.deep.equal([409, 'typical-edition'])
  })
})
