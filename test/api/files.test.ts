import { expect } from 'chai'
import { MULTIPART, multipart } from './support/multipart.ts'
import { INSTITUTION, openServer, type Caller, type TestServer } from './support/open-api.ts'

const PDF = '%PDF-1.7\nthe rest of it'

describe('files over the API', () => {
  let server: TestServer
  let anna: Caller
  let berta: Caller
  before(async () => {
    server = await openServer({ MAX_FILE_BYTES: '2000', MAX_FILES_PER_POST: '2' })
    anna = await server.person('anna', ['KAC'])
    berta = await server.person('berta', ['CLI'])
  })
  after(() => server.close())

  const bring = (who: Caller, ...files: readonly { name: string; content: string | Buffer }[]) =>
    who.call('POST', '/api/files?context=task:t1', {
      raw: multipart(files.map((file) => ({ field: 'file', file }))),
      headers: MULTIPART,
    })
  const brought = async (who: Caller, name = 'līgums (1).pdf', content: string | Buffer = PDF): Promise<string> =>
    (await bring(who, { name, content })).json.items[0]?.id ?? ''

  it('are given back as they came, to be saved and nothing else', async () => {
    const answer = await bring(anna, { name: 'līgums (1).pdf', content: PDF })
    expect(answer.status).to.equal(201)
    const [file] = answer.json.items
    expect(file).to.include({ name: 'līgums (1).pdf', context: 'task:t1', uploadedBy: 'anna', processInstanceId: null })

    const { status, text, headers } = await anna.get(`/api/files/${file?.id}/content?inline=true`)

    expect([status, text]).to.deep.equal([200, PDF])
    expect(headers).to.include({
      'content-type': 'application/pdf',
      'content-length': String(PDF.length),
      'content-disposition': "attachment; filename*=UTF-8''l%C4%ABgums%20%281%29.pdf",
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
    })
  })

  it('are shown in place when they are pictures, and somebody asks for that', async () => {
    const id = await brought(anna, 'a.png', Buffer.from('89504e470d0a1a0a', 'hex'))
    const disposition = async (query: string) =>
      (await anna.get(`/api/files/${id}/content${query}`)).headers['content-disposition']

    expect(await disposition('')).to.equal("attachment; filename*=UTF-8''a.png")
    expect(await disposition('?inline=true')).to.equal("inline; filename*=UTF-8''a.png")
  })

  it('are there for who brought them, and for who may see their case', async () => {
    const id = await brought(anna)
    const operator = await server.system('operate', 'task.work')
    const start = await server.system('process.start')
    const { json } = await start.post('/api/process-definitions/key/leave/start', {})
    const statuses = async () => [
      (await anna.get(`/api/files/${id}`)).status,
      (await berta.get(`/api/files/${id}`)).status,
      (await berta.get(`/api/files/${id}/content`)).status,
      (await operator.get(`/api/files/${id}`)).status,
      (await server.nobody.get(`/api/files/${id}`)).status,
    ]
    expect(await statuses()).to.deep.equal([200, 404, 404, 404, 401])

    const to = { institutionId: INSTITUTION, by: 'anna', processInstanceId: json.id }
    await server.house.files.attach({ ...to, ids: [id] })

    expect(await statuses()).to.deep.equal([200, 404, 404, 200, 401])
  })

  const refused: readonly (readonly [string, readonly { name: string; content: string }[], number, string])[] = [
    ['of another kind', [{ name: 'a.exe', content: 'MZ' }], 422, 'data-rejected'],
    ['too large', [{ name: 'a.pdf', content: PDF + ' '.repeat(2000) }], 422, 'data-rejected'],
    ['too many', Array.from({ length: 3 }, (_, n) => ({ name: `${n}.pdf`, content: PDF })), 422, 'data-rejected'],
    ['none', [], 422, 'data-rejected'],
    ['without end', [{ name: 'a.pdf', content: PDF + ' '.repeat(60_000) }], 413, 'body-too-large'],
  ]
  for (const [what, files, status, code] of refused) {
    it(`that are ${what} are refused`, async () => {
      const answer = await bring(anna, ...files)
      expect([answer.status, answer.json.code]).to.deep.equal([status, code])
    })
  }

  it('come as a form, and the form has to be whole', async () => {
    const json = await anna.post('/api/files', {})
    const whole = multipart([{ field: 'file', file: { name: 'a.pdf', content: PDF } }])
    const raw = whole.subarray(0, whole.length - 30)
    const half = await anna.call('POST', '/api/files', { raw, headers: MULTIPART })

    expect([json.status, json.json.code]).to.deep.equal([415, 'media-type-not-supported'])
    expect([half.status, half.json.code]).to.deep.equal([400, 'form-unreadable'])
  })

  it('are brought by who may fill in forms', async () => {
    const reader = await server.system('process.read')
    expect((await bring(reader, { name: 'a.pdf', content: PDF })).status).to.equal(403)
    expect((await bring(server.nobody, { name: 'a.pdf', content: PDF })).status).to.equal(401)
    expect((await bring(await server.system('process.start'), { name: 'a.pdf', content: PDF })).status).to.equal(201)
  })
})
