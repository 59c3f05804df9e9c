import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect } from 'chai'
import { FileStore, type Taken } from '../../../api/files/file-store.ts'
import { readFileKinds } from '../../../api/files/kinds.ts'
import { createScan, type Scan } from '../../../api/files/scan.ts'
import { projectRoot } from '../../../api/project-root.ts'
import { refusal } from '../../support/refusal.ts'
import { silentLog } from '../../support/silent-log.ts'
import { openWorkplace, type TestWorkplace } from '../workplace/open-workplace.ts'

const PDF = Buffer.from('%PDF-1.7\nthe rest of it')
const kinds = readFileKinds(join(projectRoot(), 'processes', 'file-kinds.json'))

describe('the file store', () => {
  let house: TestWorkplace
  let folder: string
  let files: FileStore
  const open = (scan: Scan = async () => 'clean'): FileStore =>
    new FileStore(
      { store: house.store, clock: house.clock, log: silentLog, kinds, scan },
      { filesPath: join(folder, 'files'), maxFileBytes: 100_000, maxFilesPerPost: 3, looseFileDays: 2 },
    )
  beforeEach(async () => {
    house = await openWorkplace()
    folder = mkdtempSync(join(tmpdir(), 'ritums-file-store-'))
    files = open()
  })
  afterEach(async () => {
    await house.close()
    rmSync(folder, { recursive: true })
  })

  const take = (name: string, content: Buffer | string, by = 'anna', store = files): Promise<Taken> =>
    store.take(Readable.from([Buffer.from(content)]), { institutionId: 'institution', name, uploadedBy: by })
  const taken = async (name: string, content: Buffer | string, by = 'anna') => {
    const result = await take(name, content, by)
    if ('problem' in result) throw new Error(`Expected "${name}" to be taken, but: ${result.problem}.`)
    return result.file
  }
  const contentOf = async (file: { id: string; sha256: string }): Promise<Buffer> =>
    Buffer.concat((await (await files.read(file)).toArray()) as Buffer[])
  const stored = (): string[] =>
    existsSync(join(folder, 'files'))
      ? readdirSync(join(folder, 'files'), { recursive: true, encoding: 'utf8' }).filter((name) =>
          statSync(join(folder, 'files', name)).isFile(),
        )
      : []
  const age = (hours: number): void => {
    for (const name of stored()) {
      const then = new Date(house.clock.now().getTime() - hours * 3_600_000)
      utimesSync(join(folder, 'files', name), then, then)
    }
  }

  it('keeps what came under the hash of its content, and gives it back', async () => {
    const file = await taken('līgums.pdf', PDF)

    expect(file).to.include({ name: 'līgums.pdf', mediaType: 'application/pdf', size: PDF.length, uploadedBy: 'anna' })
    expect(stored()).to.deep.equal([join(file.sha256.slice(0, 2), file.sha256)])
    expect(await contentOf(await files.get('institution', file.id))).to.deep.equal(PDF)
    expect(await refusal(files.get('another', file.id))).to.include({ code: 'not-found' })
  })

  it('keeps the same content once, for as long as anybody has it', async () => {
    const first = await taken('a.pdf', PDF)
    const second = await taken('b.pdf', PDF, 'berta')
    expect(first.id).not.to.equal(second.id)
    expect(stored()).to.have.length(1)
    const { id } = second
    await files.attach({ institutionId: 'institution', ids: [id], by: 'berta', processInstanceId: 'case-1' })
    house.passTime(49)
    age(49)

    expect(await files.removeLoose(100)).to.equal(1)

    expect(await refusal(files.get('institution', first.id))).to.include({ code: 'not-found' })
    expect(await contentOf(await files.get('institution', id))).to.deep.equal(PDF)
  })

  it('removes with its bytes what belongs to nothing after its time, and not before', async () => {
    const file = await taken('a.pdf', PDF)
    house.passTime(47)
    expect(await files.removeLoose(100)).to.equal(0)
    house.passTime(2)
    age(49)

    expect(await files.removeLoose(100)).to.equal(1)

    expect(stored()).to.deep.equal([])
    expect(await files.list('institution', [file.id])).to.deep.equal([])
  })

  it('keeps the files of a draft as long as the draft', async () => {
    const { id } = await taken('a.pdf', PDF)
    const until = new Date(house.clock.now().getTime() + 90 * 86_400_000).toISOString()
    await files.keepUntil({ institutionId: 'institution', ids: [id], by: 'anna', until })
    house.passTime(89 * 24)
    expect(await files.removeLoose(100)).to.equal(0)
    house.passTime(25)
    expect(await files.removeLoose(100)).to.equal(1)
  })

  it('attaches what the person brought themselves, all or none, and to one case', async () => {
    const mine = await taken('a.pdf', PDF)
    const theirs = await taken('b.pdf', PDF, 'berta')
    const attach = (ids: string[], processInstanceId: string) =>
      files.attach({ institutionId: 'institution', ids, by: 'anna', processInstanceId, context: 'task:1' })

    expect(await refusal(attach([mine.id, theirs.id], 'case-1'))).to.include({ code: 'not-found' })
    expect(await files.listOfCase('institution', 'case-1')).to.deep.equal([])
    await attach([mine.id], 'case-1')
    await attach([mine.id], 'case-1')
    expect(await refusal(attach([mine.id], 'case-2'))).to.include({ code: 'not-found' })

    const [listed] = await files.listOfCase('institution', 'case-1')
    expect(listed).to.include({ id: mine.id, processInstanceId: 'case-1', context: 'task:1' })
  })

  it('judges by the bytes, whatever the name says', async () => {
    const png = Buffer.from('89504e470d0a1a0a00000000', 'hex')
    const odt = Buffer.concat([
      Buffer.from('504b0304', 'hex'),
      Buffer.alloc(26),
      Buffer.from('mimetypeapplication/vnd.oasis.opendocument.text'),
    ])
    const expected: readonly (readonly [string, Buffer, string])[] = [
      ['a.PNG', png, 'image/png'],
      ['a.png', PDF, 'wrong-kind'],
      ['a.odt', odt, 'application/vnd.oasis.opendocument.text'],
      ['a.ods', odt, 'wrong-kind'],
      ['a.txt', Buffer.from('Sveiki, ļaudis'), 'text/plain'],
      ['a.txt', Buffer.from([1, 0, 2]), 'wrong-kind'],
      ['a.exe', Buffer.from('MZ'), 'wrong-kind'],
      ['a.svg', Buffer.from('<svg/>'), 'wrong-kind'],
      ['a.html', Buffer.from('<p>'), 'wrong-kind'],
      ['pdf', PDF, 'wrong-kind'],
      ['a.pdf', Buffer.alloc(0), 'wrong-kind'],
    ]
    for (const [name, content, what] of expected) {
      const result = await take(name, content)
      expect('problem' in result ? result.problem : result.file.mediaType, name).to.equal(what)
    }
  })

  it('takes a file of just the limit, and reads a larger one to its end without keeping it', async () => {
    const of = (size: number) => Buffer.concat([PDF, Buffer.alloc(size - PDF.length)])
    expect(await take('a.pdf', of(100_000))).to.have.property('file')
    const before = stored().length
    const pieces = Readable.from(Array.from({ length: 40 }, () => of(50_000)))
    const facts = { institutionId: 'institution', name: 'b.pdf', uploadedBy: 'anna' }

    expect(await files.take(pieces, facts)).to.deep.equal({ problem: 'too-large', name: 'b.pdf', size: 2_000_000 })
    expect(stored()).to.have.length(before)
  })

  it('leaves nothing of what broke off', async () => {
    const broken = Readable.from(
      (async function* () {
        yield PDF
        throw new Error('the line is dead')
      })(),
    )
    const facts = { institutionId: 'institution', name: 'a.pdf', uploadedBy: 'anna' }
    expect(await files.take(broken, facts).catch(String)).to.equal('Error: the line is dead')
    expect(stored()).to.deep.equal([])
  })

  it('removes what a node that died left half-way', async () => {
    await taken('a.pdf', PDF)
    const left = join(folder, 'files', 'incoming', 'left')
    writeFileSync(left, 'half')
    age(0)
    expect(await files.removeUnfinished(100)).to.equal(0)
    house.passTime(25)
    expect(await files.removeUnfinished(100)).to.equal(1)
    expect(existsSync(left)).to.equal(false)
  })

  it('says so when its folder does not have the bytes', async () => {
    const file = await taken('a.pdf', PDF)
    rmSync(join(folder, 'files', file.sha256.slice(0, 2)), { recursive: true })
    expect(await refusal(files.read(file))).to.include({ code: 'file-missing' })
  })

  describe('with a scan', () => {
    const script = (lines: string): string => {
      const path = join(folder, 'scan.sh')
      writeFileSync(path, `#!/bin/sh\n${lines}\n`)
      chmodSync(path, 0o700)
      return path
    }
    const finding = async (command: string, seconds = 10): Promise<string> => {
      const result = await take('a.pdf', PDF, 'anna', open(createScan(command, seconds, silentLog)))
      return 'problem' in result ? result.problem : 'clean'
    }

    it('takes only what was found clean', async () => {
      expect(await finding(script('exit 0'))).to.equal('clean')
      expect(await finding(script('exit 1'))).to.equal('infected')
      expect(await finding(script('exit 2'))).to.equal('not-scanned')
      expect(await finding(script('exec sleep 30'), 1)).to.equal('not-scanned')
      expect(await finding(join(folder, 'is-not-there'))).to.equal('not-scanned')
      expect(stored()).to.have.length(1)
    })

    it('is shown the content itself, without a shell and without our passwords', async () => {
      const seen = join(folder, 'seen')
      process.env['SMTP_PASSWORD_OF_THE_TEST'] = 'secret'
      const path = script(`cat "$2" > ${seen}; echo "$1" >> ${seen}; env >> ${seen}`)

      expect(await finding(`${path} $(whoami);`)).to.equal('clean')

      delete process.env['SMTP_PASSWORD_OF_THE_TEST']
      const text = readFileSync(seen, 'utf8')
      expect(text).to.include('%PDF-1.7').and.to.include('$(whoami);').and.not.to.include('secret')
    })
  })
})
