/** Procedures and instructions at a process and its steps: attached by who may change it, read by everybody who works there. */
import { expect } from 'chai'
import { bpmn } from '../../support/bpmn.ts'
import { MULTIPART, multipart } from '../../api/support/multipart.ts'
import { openServer, PASSWORD, type Caller, type TestServer } from '../../api/support/open-api.ts'
import { Visitor } from './support/visitor.ts'

const PDF = '%PDF-1.7\nhow to approve'
const DOCUMENTS = '/api/process-definitions/key/leave/documents'

/** The same process after its owner has split the step in two. */
const SPLIT = bpmn(
  `<startEvent id="asked"/>
   <userTask id="check" name="Pārbaudīt" camunda:candidateGroups="KAC"/>
   <userTask id="decide" name="Izlemt" camunda:candidateGroups="KAC"/>
   <endEvent id="done"/>`,
  'asked > check > decide > done',
  { key: 'leave' },
)

describe('procedures and instructions at a process', () => {
  let server: TestServer
  let pm: Caller
  let kac: Caller

  before(async () => {
    server = await openServer()
    pm = await server.person('pm', ['PM'])
    kac = await server.person('kac', ['KAC'])
    await server.person('exe', ['EXE'])
  })
  after(() => server.close())

  const visit = async (login: string, address: string, language: 'lv' | 'en' = 'en'): Promise<Visitor> =>
    (await new Visitor(server.url, language).logIn(login, PASSWORD)).open(address)
  const titles = async (): Promise<readonly unknown[]> =>
    (await pm.get(DOCUMENTS)).json.items.map((one) => (one as unknown as { title: string }).title)
  const bring = async (who: Caller, content = PDF): Promise<string> => {
    const raw = multipart([{ field: 'file', file: { name: 'kārtība.pdf', content } }])
    return (await who.call('POST', '/api/files', { raw, headers: MULTIPART })).json.items[0]?.id ?? ''
  }
  const change = (visitor: Visitor, title: string) =>
    visitor
      .find('main td a')
      .find((one) => one.structuredText.includes(`Change: ${title}`))
      ?.getAttribute('href') ?? ''

  it('are attached on a page without JavaScript, and met where people work', async () => {
    const owner = await visit('pm', '/processes/leave')
    await owner.follow('Attach a document')
    owner
      .fill('Title', 'Kā apstiprināt <b>')
      .fill('What the document is about', '2. Apstiprināt')
      .fill('Edition', '3.1')
    await owner.attach('File', '../../ka\u202eapstiprinat.pdf', PDF).press('Attach')
    expect(owner.address).to.match(/^\/processes\/leave\?done=document-attached/)
    expect(owner.text).to.include('The document is attached.')
    await owner.open('/processes/leave/documents/new')
    owner.fill('Title', 'Atvaļinājumu kārtība').fill('Edition', '2026/7').fill('Link', 'https://likumi.lv/ta/id/1')
    await owner.press('Attach')

    const { json } = await pm.post('/api/process-definitions/key/leave/start', {})
    const { items } = (await kac.get(`/api/tasks?processInstanceId=${json.id}`)).json
    for (const address of ['/processes/leave', '/processes/leave/procedure', `/tasks/${items[0]?.id}`]) {
      const staff = await visit('kac', address, 'lv')
      expect(staff.text, address).to.include('Kā apstiprināt <b>').and.include('Atvaļinājumu kārtība')
      expect(staff.text, address).to.include('saite uz likumi.lv').and.include('redakcija 3.1, spēkā no 02.03.2026.')
      expect(staff.html).not.to.include('Kā apstiprināt <b>').and.not.to.include('Pievienot dokumentu')
      await staff.follow('Kā apstiprināt <b>')
      expect([staff.status, staff.html]).to.deep.equal([200, PDF])
      expect(staff.answer?.headers['content-disposition']).to.equal("attachment; filename*=UTF-8''kaapstiprinat.pdf")
    }
  })

  it('are refused with a sentence when something is wrong, and nothing that was given is lost', async () => {
    const before = await titles()
    const owner = await visit('pm', '/processes/leave/documents/new')
    owner.fill('Title', 'Instrukcija').fill('Edition', '1')
    await owner.attach('File', '<img src=x>.pdf', 'MZ').press('Attach')
    expect(owner.status).to.equal(422)
    expect(owner.errors[0]).to.match(/cannot be attached: its kind is not allowed, or its content is not what its name/)
    expect(owner.html).not.to.include('<img src=x')
    await owner.attach('File', 'virus.exe', PDF).press('Attach')
    expect(owner.errors[0]).to.include('The file “virus.exe” cannot be attached')
    await owner.press('Attach')
    expect(owner.errors).to.deep.equal(['Choose a file or give a link.'])
    await owner.fill('Link', 'javascript:alert(1)').press('Attach')
    expect(owner.errors).to.deep.equal(['Give the whole link, beginning with https:// or http://.'])
    owner.fill('Link', '').fill('Title', ' ').fillDay('Valid from', '31 2 2026')
    await owner.attach('File', 'instrukcija.pdf', PDF).press('Attach')
    expect(owner.errors).to.deep.equal([
      'Write the title of the document, at most 300 characters.',
      'Give the day from which the document is valid.',
    ])
    expect(owner.text).to.include('Chosen file: instrukcija.pdf')
    expect(await titles()).to.deep.equal(before)
    await owner.fill('Title', 'Instrukcija').fillDay('Valid from', '1 4 2026').press('Attach')
    expect(owner.text).to.include('Instrukcija').and.include('Not yet valid')
    // Nobody works by it yet.
    expect((await visit('kac', '/processes/leave')).text).not.to.include('Instrukcija')
  })

  it('are for the process’s own people to change, and their files for everybody who works there', async () => {
    const [{ id, file }] = (await kac.get(DOCUMENTS)).json.items.filter(
      (one) => (one as unknown as { elementId: unknown }).elementId !== null,
    ) as unknown as [{ id: string; file: { id: string } }]
    const exe = await visit('exe', `/files/${file.id}`)
    expect(exe.status).to.equal(200)
    for (const address of ['new', id, `${id}/remove`])
      expect((await exe.open(`/processes/leave/documents/${address}`)).status, address).to.equal(403)
    const content = { title: 'x', language: 'lv', edition: '1', validFrom: '2026-01-01', link: 'https://a.lv' }
    expect((await kac.post(DOCUMENTS, content)).status).to.equal(403)
    expect((await kac.call('DELETE', `${DOCUMENTS}/${id}`)).status).to.equal(403)
    const ofServices = await server.system('process.read', 'deploy:svc-*')
    expect((await ofServices.post(DOCUMENTS, content)).json.code).to.equal('not-allowed')
    expect((await server.nobody.get(`/api/files/${file.id}/content`)).status).to.equal(401)
    // Somebody else's file cannot be attached: it would be shown to everybody.
    const foreign = { ...content, link: undefined, fileId: await bring(kac) }
    expect((await pm.post(DOCUMENTS, foreign)).status).to.equal(404)
  })

  it('are listed, attached, changed and removed over the API', async () => {
    const fileId = await bring(pm, `${PDF} 1`)
    const content = { title: 'Vadlīnijas', language: 'lv', edition: '1', validFrom: '2026-01-01', fileId }
    const key = { 'Idempotency-Key': 'documents-1' }
    const made = await pm.post(DOCUMENTS, content, key)
    expect([made.status, made.json['version'], made.headers.etag]).to.deep.equal([201, 1, '"1"'])
    expect((await pm.post(DOCUMENTS, content, key)).json.id).to.equal(made.json.id)
    const one = `${DOCUMENTS}/${made.json.id}`
    const newer = { edition: '2', fileId: await bring(pm, `${PDF} 2`), elementId: 'approve' }
    const changed = await pm.call('PATCH', one, { body: newer, headers: { 'If-Match': '"1"' } })
    expect([changed.status, changed.json['edition'], changed.json['elementName']]).to.deep.equal([
      200,
      '2',
      'Apstiprināt',
    ])
    expect((await pm.call('PATCH', one, { body: newer, headers: { 'If-Match': '"1"' } })).status).to.equal(409)
    // Nor does the document lose its file, because the refused command named the same one.
    const shown = (who: Caller) => who.get(`/api/files/${newer.fileId}/content`)
    expect((await shown(kac)).text).to.equal(`${PDF} 2`)
    // The edition of before is still there for who looks at its history.
    expect((await kac.get(`/api/files/${fileId}/content`)).text).to.equal(`${PDF} 1`)

    const wrong = async (body: object) => (await pm.post(DOCUMENTS, { ...content, ...body })).json
    expect((await wrong({ elementId: 'nowhere' })).errors?.[0]).to.include({ pointer: '/elementId' })
    expect((await wrong({ link: 'https://a.lv' })).errors?.[0]).to.include({ code: 'one-source' })
    expect((await wrong({ fileId: undefined })).errors?.[0]).to.include({ code: 'one-source' })
    expect((await wrong({ validTo: '2025-12-31' })).code).to.equal('data-rejected')
    expect((await pm.post(DOCUMENTS.replace('leave', 'nothing'), content)).status).to.equal(404)
    expect((await pm.call('DELETE', one.replace('leave', 'order'))).status).to.equal(404)

    expect((await pm.call('DELETE', one)).status).to.equal(200)
    expect(await titles()).not.to.include('Vadlīnijas')
    expect((await pm.call('DELETE', one)).status).to.equal(404)
    const record = await (
      await server.person('opm', ['OPM'])
    ).get(`/api/registers/process-document/records/${made.json.id}`)
    expect(record.json['status']).to.equal('retired')
  })

  it('stay through a new version; what has lost its step waits for the owner, who moves it', async () => {
    const resources = [{ name: 'leave.bpmn', content: SPLIT }]
    const deployed = await pm.post('/api/deployments', { name: 'split', resources, activate: true })
    expect(deployed.status, deployed.text).to.equal(201)

    const staff = await visit('kac', '/processes/leave/procedure')
    expect(staff.text).to.include('Atvaļinājumu kārtība').and.not.to.include('Kā apstiprināt')
    const running = (await kac.get('/api/tasks')).json.items[0]
    expect((await staff.open(`/tasks/${running?.id}`)).text, 'a case on the version before').to.include('Kā apstipr')

    const owner = await visit('pm', '/processes/leave')
    expect(owner.text).to.include('Documents whose step this version of the diagram does not have: 1.')
    expect(owner.text).to.include('Apstiprināt No longer in the diagram')
    await owner.open(change(owner, 'Kā apstiprināt <b>'))
    expect(owner.text).to.include('Choose what the document is about now.')
    const { address } = owner
    expect((await owner.follow('Earlier editions of the document')).status).to.equal(200)
    await owner.open(address)
    await owner.press('Save')
    expect(owner.text, 'saved without moving it').to.include('No longer in the diagram')
    await owner.open(change(owner, 'Kā apstiprināt <b>'))
    await owner.fill('What the document is about', '3. Izlemt').press('Save')
    expect(owner.text).to.include('The document is changed.').and.not.to.include('No longer in the diagram')
    expect((await staff.open('/processes/leave/procedure')).text).to.include('Kā apstiprināt')

    await owner.open(`${change(owner, 'Kā apstiprināt <b>')}/remove`)
    await owner.press('Remove the document')
    expect(owner.text).to.include('The document is removed.').and.not.to.include('Kā apstiprināt')
  })
})
