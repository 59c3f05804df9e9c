import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Json } from '../../../engine/model/json.ts'
import { inspectRegister, loadRegisters } from '../../../engine/records/load-registers.ts'
import { createFormChecker } from '../../../forms/checker.ts'

const good = {
  register: 'note',
  name: { lv: 'Piezīme', en: 'Note' },
  number: null,
  title: 'text',
  search: ['text'],
  unique: [],
  access: { read: ['*'], write: [] },
  reference: false,
  schema: { type: 'object', properties: { text: { type: 'string' } }, additionalProperties: false },
}

describe('registers as files', () => {
  let folder: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'registers-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('are read in the order of their names', () => {
    writeFileSync(join(folder, 'note.json'), JSON.stringify(good))
    writeFileSync(join(folder, 'aside.json'), JSON.stringify({ ...good, register: 'aside' }))

    expect(loadRegisters(folder, createFormChecker()).map(({ register }) => register)).to.deep.equal(['aside', 'note'])
  })

  it('are refused all at once, each problem with its file', () => {
    const refers = { ...good.schema, properties: { text: { type: 'string', 'x-ref': 'nowhere' } } }
    writeFileSync(join(folder, 'note.json'), JSON.stringify({ ...good, schema: refers }))
    writeFileSync(join(folder, 'broken.json'), '{')
    writeFileSync(
      join(folder, 'odd.json'),
      JSON.stringify({ ...good, register: 'odd', schema: { properties: { text: { type: 'strin' } } } }),
    )

    expect(() => loadRegisters(folder, createFormChecker()))
      .to.throw(/broken\.json: Expected JSON/)
      .with.property('message')
      .that.matches(/note\.json: Expected a register "nowhere" for "text"/)
      .and.matches(/odd\.json: /)
  })

  it('must be named after their file and name only fields that they have', () => {
    const wrong = {
      ...good,
      title: 'titel',
      search: ['none'],
      unique: [['x']],
      number: 'N',
      access: {},
      reference: 'yes',
      name: {},
    }

    expect(inspectRegister(wrong, 'other')).to.have.length(8)
    const badStatuses: readonly Json[] = [
      {},
      { codes: [] },
      { codes: ['a'], initial: 'b' },
      { codes: ['a'], changedBy: 'x' },
    ]
    for (const status of badStatuses)
      expect(inspectRegister({ ...good, status }, 'note'), JSON.stringify(status)).to.have.length(1)
    expect(inspectRegister({ ...good, status: { codes: ['a'], changedBy: 'people' } }, 'note')).to.deep.equal([])
    expect(inspectRegister(good, 'note')).to.deep.equal([])
    expect(inspectRegister([], 'note')).to.deep.equal(['Expected an object.'])
  })
})
