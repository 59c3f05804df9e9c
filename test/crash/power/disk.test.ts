import { expect } from 'chai'
import { createRandom } from '../workload/random.ts'
import { Disk, type Loss } from './disk.ts'
import { readTrace } from './trace.ts'

const FILE = '/data/file'
const filled = (letter: string, length: number): Buffer => Buffer.alloc(length, letter)

describe('the model of a disk that loses power', () => {
  const disk = (): Disk => new Disk(new Map([[FILE, filled('a', 2048)]]))
  const after = (of: Disk, loss: Loss, seed = 1): string =>
    of.afterPowerLoss(loss, createRandom(seed)).get(FILE)?.toString() ?? ''

  it('keeps what was synced, whatever is lost', () => {
    const one = disk()
    one.apply({ kind: 'write', path: FILE, offset: 1024, data: filled('b', 2048) })
    one.apply({ kind: 'sync', path: FILE })

    for (const loss of ['everything', 'sectors', 'end'] as const)
      expect(after(one, loss)).to.equal('a'.repeat(1024) + 'b'.repeat(2048))
    expect(one.atRisk).to.equal(0)
  })

  it('may lose all that was not', () => {
    const one = disk()
    one.apply({ kind: 'write', path: FILE, offset: 0, data: filled('b', 512) })
    one.apply({ kind: 'truncate', path: FILE, length: 100 })

    expect(after(one, 'everything')).to.equal('a'.repeat(2048))
    expect(one.atRisk).to.equal(2)
  })

  it('tears writes between sectors, and never within one', () => {
    const seen = new Set<string>()
    for (let seed = 0; seed < 40; seed++) {
      const one = disk()
      one.apply({ kind: 'write', path: FILE, offset: 256, data: filled('b', 1024) })
      const content = after(one, 'sectors', seed)
      const pieces = [content.slice(256, 512), content.slice(512, 1024), content.slice(1024, 1280)]
      for (const piece of pieces) expect(new Set(piece)).to.have.lengthOf(1)
      seen.add(pieces.map((piece) => piece[0]).join(''))
    }
    expect(seen.size).to.equal(8)
  })

  it('keeps a beginning of the writes with the last one torn', () => {
    const seen = new Set<string>()
    for (let seed = 0; seed < 60; seed++) {
      const one = disk()
      one.apply({ kind: 'write', path: FILE, offset: 0, data: filled('b', 1024) })
      one.apply({ kind: 'write', path: FILE, offset: 1024, data: filled('c', 1024) })
      const content = after(one, 'end', seed)
      seen.add([0, 512, 1024, 1536].map((at) => content[at]).join(''))
    }
    expect([...seen].sort()).to.deep.equal(['aaaa', 'baaa', 'bbaa', 'bbca', 'bbcc'])
  })

  it('leaves zeros where a file has grown over a hole', () => {
    const one = disk()
    one.apply({ kind: 'truncate', path: FILE, length: 2 })
    one.apply({ kind: 'write', path: FILE, offset: 4, data: filled('b', 1) })
    one.apply({ kind: 'sync', path: FILE })

    expect(after(one, 'everything')).to.equal('aa\0\0b')
  })
})

describe('a trace of system calls', () => {
  const hex = (text: string): string =>
    [...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')
  const ours = (path: string): boolean => path === FILE

  it('is read in the order in which the calls ended', () => {
    const text = [
      `7 pwrite64(21<${FILE}>, "${hex('abc')}", 3, 4096) = 3`,
      `7 fdatasync(21<${FILE}> <unfinished ...>`,
      `8 write(1</dev/null>, "${hex('x')}", 1) = 1`,
      `7 <... fdatasync resumed>)              = 0`,
      `7 ftruncate(21<${FILE}>, 8192)          = 0`,
      `7 unlink("${hex(FILE)}")                = 0`,
      `7 unlink("${hex(FILE)}")                = -1 ENOENT (No such file or directory)`,
    ].join('\n')

    expect(readTrace(text, ours)).to.deep.equal([
      { kind: 'write', path: FILE, offset: 4096, data: Buffer.from('abc') },
      { kind: 'sync', path: FILE },
      { kind: 'truncate', path: FILE, length: 8192 },
      { kind: 'remove', path: FILE },
    ])
  })

  it('is refused where it holds what the model does not know, or not all that was written', () => {
    expect(() => readTrace(`7 fallocate(21<${FILE}>, 0, 0, 4096) = 0`, ours)).to.throw('"fallocate"')
    expect(() => readTrace(`7 write(21<${FILE}>, "${hex('ab')}"..., 5) = 5`, ours)).to.throw('Expected 5 bytes')
  })
})
