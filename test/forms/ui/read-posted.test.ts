/** What pages make of the bytes that a form sends. */
import { createServer, type Server } from 'node:http'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import Koa from 'koa'
import { FileStore } from '../../../api/files/file-store.ts'
import { readFileKinds } from '../../../api/files/kinds.ts'
import { HttpRefusal } from '../../../api/http-refusal.ts'
import { projectRoot } from '../../../api/project-root.ts'
import type { RequestState } from '../../../api/middleware/context.ts'
import type { Posted } from '../../../forms/ui/shared/posted.ts'
import { readPosted } from '../../../forms/ui/shared/read-posted.ts'
import { MULTIPART, multipart } from '../../api/support/multipart.ts'
import { send } from '../../api/support/send.ts'
import { openWorkplace, type TestWorkplace } from '../../api/workplace/open-workplace.ts'
import { silentLog } from '../../support/silent-log.ts'

const URL_ENCODED = { 'Content-Type': 'application/x-www-form-urlencoded' }
const PDF = '%PDF-1.7 and so on'

describe('a form that is posted', () => {
  let house: TestWorkplace
  let folder: string
  let files: FileStore
  let server: Server
  const seen: Posted[] = []
  before(async () => {
    house = await openWorkplace()
    folder = mkdtempSync(join(tmpdir(), 'ritums-posted-'))
    files = new FileStore(
      {
        store: house.store,
        clock: house.clock,
        log: silentLog,
        kinds: readFileKinds(join(projectRoot(), 'processes', 'file-kinds.json')),
        scan: async (path) => (statSync(path).size === 13 ? 'infected' : 'clean'),
      },
      { filesPath: folder, maxFileBytes: 100_000, maxFilesPerPost: 3, looseFileDays: 2 },
    )
    const app = new Koa<RequestState>()
    app.use(async (context) => {
      try {
        seen.push(await readPosted(context, { files, institutionId: 'institution' }, 'anna'))
        context.status = 204
      } catch (error) {
        if (!(error instanceof HttpRefusal)) throw error
        context.status = error.facts.status
        context.body = error.facts.code
      }
    })
    const handle = app.callback()
    server = createServer((request, response) => void handle(request, response))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  after(async () => {
    await new Promise((resolve) => server.close(resolve))
    await house.close()
    rmSync(folder, { recursive: true })
  })

  const post = async (body: string | Buffer, headers: Readonly<Record<string, string>>) => {
    seen.length = 0
    const { port } = server.address() as AddressInfo
    const length = { 'Content-Length': String(Buffer.byteLength(body)) }
    const { status, text } = await send(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      headers: { ...length, ...headers },
      body,
    })
    const [posted] = seen
    return { status, text, fields: posted?.fields.toString() ?? null, files: posted?.files ?? [] }
  }

  it('gives its fields in their order, with what repeats', async () => {
    const body = 'name=J%C4%81nis+B&role=a&role=b&empty=&alone&text=1%3D2%26%EF%BF%BD'
    const { fields } = await post(body, URL_ENCODED)
    expect(fields).to.equal(new URLSearchParams(body).toString())
  })

  it('with files gives its fields, and what came of each file', async () => {
    const {
      status,
      fields,
      files: received,
    } = await post(
      multipart([
        { field: 'name', value: 'Jānis' },
        { field: 'scan', file: { name: 'plāns.pdf', content: PDF } },
        { field: 'nothing', file: { name: '', content: '' } },
        { field: 'photo', file: { name: 'a.png', content: PDF } },
        { field: 'after', value: 'too' },
      ]),
      MULTIPART,
    )

    expect([status, fields]).to.deep.equal([204, 'name=J%C4%81nis&after=too'])
    const [scan, photo, ...more] = received
    expect(more).to.deep.equal([])
    expect(scan).to.include({ field: 'scan', name: 'plāns.pdf', mediaType: 'application/pdf', size: 18 })
    expect(await files.get('institution', scan?.id ?? '')).to.include({ uploadedBy: 'anna' })
    expect(photo).to.include({ field: 'photo', name: 'a.png', problem: 'wrong-kind', id: '' })
  })

  it('keeps what was typed when a file is too large, infected, or one too many', async () => {
    const {
      status,
      fields,
      files: received,
    } = await post(
      multipart([
        { field: 'a', file: { name: 'a.pdf', content: PDF + ' '.repeat(150_000) } },
        { field: 'b', file: { name: 'b.pdf', content: '%PDF-infected' } },
        { field: 'c', file: { name: 'c.pdf', content: PDF } },
        { field: 'd', file: { name: 'd.pdf', content: PDF } },
        { field: 'e', file: { name: 'e.pdf', content: PDF } },
        { field: 'reason', value: 'long' },
      ]),
      MULTIPART,
    )

    expect([status, fields]).to.deep.equal([204, 'reason=long'])
    expect(received.map(({ field, problem }) => [field, problem])).to.deep.equal([
      ['a', 'too-large'],
      ['b', 'infected'],
      ['c', undefined],
      ['d', 'too-many'],
    ])
  })

  const many = (count: number): string => Array.from({ length: count }, (_, n) => `f${n}=1`).join('&')
  const manyParts = (count: number): Buffer =>
    multipart(Array.from({ length: count }, (_, n) => ({ field: `f${n}`, value: '1' })))
  const refused: readonly (readonly [string, string | Buffer, Readonly<Record<string, string>>, number, string])[] = [
    ['a NUL', 'a=%00', URL_ENCODED, 400, 'form-unreadable'],
    ['a NUL in a part', multipart([{ field: 'a', value: '\0' }]), MULTIPART, 400, 'form-unreadable'],
    ['what is no UTF-8', 'a=%FF', URL_ENCODED, 400, 'form-unreadable'],
    ['half an escape', 'a=%4', URL_ENCODED, 400, 'form-unreadable'],
    ['more fields than any form has', many(2001), URL_ENCODED, 413, 'too-many-parts'],
    ['more parts than any form has', manyParts(2001), MULTIPART, 413, 'body-too-large'],
    ['more text than any form has', `a=${'x'.repeat(524_288)}`, URL_ENCODED, 413, 'body-too-large'],
    [
      'more text in parts than any form has',
      multipart(['a', 'b', 'c'].map((field) => ({ field, value: 'x'.repeat(200_000) }))),
      MULTIPART,
      413,
      'body-too-large',
    ],
    ['JSON', '{}', { 'Content-Type': 'application/json' }, 415, 'media-type-not-supported'],
    ['parts without a boundary', 'x', { 'Content-Type': 'multipart/form-data' }, 400, 'form-unreadable'],
    ['compressed', 'x', { ...URL_ENCODED, 'Content-Encoding': 'gzip' }, 415, 'encoding-not-supported'],
  ]
  for (const [what, body, headers, status, code] of refused) {
    it(`with ${what} is refused`, async () => {
      const answer = await post(body, headers)
      expect([answer.status, answer.text]).to.deep.equal([status, code])
    })
  }

  it('takes as many fields as a large form has', async () => {
    expect((await post(many(2000), URL_ENCODED)).status).to.equal(204)
    expect((await post(manyParts(2000), MULTIPART)).status).to.equal(204)
  })

  it('leaves nothing half-way when it breaks off', async () => {
    const whole = multipart([{ field: 'a', file: { name: 'a.pdf', content: PDF } }])
    expect((await post(whole.subarray(0, whole.length - 30), MULTIPART)).status).to.equal(400)
    expect(readdirSync(join(folder, 'incoming'))).to.deep.equal([])
  })
})
