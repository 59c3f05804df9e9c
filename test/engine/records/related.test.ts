/** Many records in one step, and series of numbers: what walks over thousands of records rest on. */
import { expect } from 'chai'
import { DataRejected } from '../../../engine/model/errors.ts'
import type { Register } from '../../../engine/records/register.ts'
import { refusal } from '../../support/refusal.ts'
import { openRecords, type OpenRecords } from './open-records.ts'

const base = {
  name: { lv: 'Reģistrs', en: 'Register' },
  number: null,
  title: 'name',
  unique: [],
  search: [],
  access: { read: ['*'], write: [] },
  reference: false,
}
const place: Register = {
  ...base,
  register: 'place',
  schema: { type: 'object', properties: { name: { type: 'string' } } },
}
const road: Register = {
  ...base,
  register: 'road',
  schema: {
    type: 'object',
    properties: {
      name: { type: 'string' },
      from: { type: 'string', 'x-ref': 'place' },
      through: { type: 'array', maxItems: 9, items: { type: 'string', 'x-ref': 'place' } },
    },
  },
}

describe('related records', () => {
  let open: OpenRecords
  const ids = (records: readonly { readonly id: string }[]) => records.map(({ id }) => id)

  before(async () => {
    open = await openRecords([place, road])
    const unit = open.unit()
    for (const id of ['a', 'b', 'c']) await unit.create('place', { name: id }, { id })
    await unit.create('road', { name: 'ab', from: 'a', through: ['b'] }, { id: 'ab', status: 'open' })
    await unit.create('road', { name: 'ac', from: 'a', through: ['b', 'c'] }, { id: 'ac' })
    await unit.create('road', { name: 'bc', from: 'b', through: ['c'] }, { id: 'bc' })
  })
  after(() => open.close())

  it('are those whose reference names any of the ids, each once', async () => {
    const unit = open.unit()

    expect(ids(await unit.related(['a'], { register: 'road', field: 'from' }))).to.deep.equal(['ab', 'ac'])
    expect(ids(await unit.related(['b', 'c'], { register: 'road', field: 'through' }))).to.deep.equal([
      'ab',
      'ac',
      'bc',
    ])
    expect(await unit.related([], { register: 'road', field: 'from' })).to.deep.equal([])
    expect(await unit.related(['ab'], { register: 'road', field: 'from' })).to.deep.equal([])
  })

  it('may be narrowed to fields of theirs', async () => {
    const found = await open.unit().related(['a'], { register: 'road', field: 'from', anyOf: { name: ['ac', 'none'] } })

    expect(ids(found)).to.deep.equal(['ac'])
  })

  it('come whole, as they are read one by one', async () => {
    const [found] = await open.unit().related(['a'], { register: 'road', field: 'from' })

    expect(found).to.deep.equal(await open.unit().get('road', 'ab'))
  })

  it('are at most as many as asked for', async () => {
    expect(await open.unit().related(['a', 'b', 'c'], { register: 'road', field: 'through', limit: 2 })).to.have.length(
      2,
    )
  })

  it('are not those of another institution, and include the shared ones', async () => {
    await open.unit({ institutionId: '' }).create('place', { name: 'all' }, { id: 'shared' })
    await open.unit({ institutionId: '' }).create('road', { name: 'x', from: 'shared' }, { id: 'everywhere' })
    await open.unit({ institutionId: 'other' }).create('road', { name: 'y', from: 'shared' }, { id: 'theirs' })

    expect(ids(await open.unit().related(['shared'], { register: 'road', field: 'from' }))).to.deep.equal([
      'everywhere',
    ])
  })

  it('are refused by a field that refers to nothing', async () => {
    expect(await refusal(open.unit().related(['a'], { register: 'road', field: 'name' }))).to.be.instanceOf(
      DataRejected,
    )
  })

  it('are found among more ids than one statement takes', async () => {
    const many = [...Array.from({ length: 1_200 }, (_, at) => `nobody-${at}`), 'a', 'b']

    expect(ids(await open.unit().related(many, { register: 'road', field: 'from' }))).to.deep.equal(['ab', 'ac', 'bc'])
    expect(ids(await open.unit().getMany('place', many)).toSorted()).to.deep.equal(['a', 'b'])
  })

  it('are read by their ids where they are of that register, the own before the shared', async () => {
    await open.unit({ institutionId: '' }).create('place', { name: 'of all' }, { id: 'c' })

    const found = await open.unit().getMany('place', ['c', 'c', 'ab', 'nobody'])

    expect(found.map(({ id, data }) => [id, data['name']])).to.deep.equal([['c', 'c']])
  })
})

describe('a list of records', () => {
  it('goes on after the last of the page before', async () => {
    const open = await openRecords([place])
    for (const id of ['a', 'b', 'c']) await open.unit().create('place', { name: id }, { id })

    const [first] = await open.unit().list('place', { limit: 1 })
    const rest = first ? await open.unit().list('place', { after: first }) : []
    await open.close()

    expect([first?.id, ...rest.map(({ id }) => id)]).to.deep.equal(['c', 'b', 'a'])
  })
})

describe('numbers of a series', () => {
  it('are counted per institution and series, over the years where the pattern has none', async () => {
    const open = await openRecords([place])
    const next = (series: string, pattern: string, now: string, institutionId = 'institution') =>
      open.unit({ now, institutionId }).nextNumber(series, pattern)

    const numbers = [
      await next('item SRV', 'SRV-{0000}', '2026-03-12T07:00:00.000Z'),
      await next('item SRV', 'SRV-{0000}', '2027-03-12T07:00:00.000Z'),
      await next('item DB', 'DB-{YYYY}-{000}', '2026-03-12T07:00:00.000Z'),
      await next('item DB', 'DB-{YYYY}-{000}', '2027-03-12T07:00:00.000Z'),
      await next('item SRV', 'SRV-{0000}', '2026-03-12T07:00:00.000Z', 'other'),
    ]
    await open.close()

    expect(numbers).to.deep.equal(['SRV-0001', 'SRV-0002', 'DB-2026-001', 'DB-2027-001', 'SRV-0001'])
  })
})
