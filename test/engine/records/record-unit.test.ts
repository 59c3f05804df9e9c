import { expect } from 'chai'
import { Conflict, DataRejected, NotFound } from '../../../engine/model/errors.ts'
import type { Json } from '../../../engine/model/json.ts'
import { getRecord, listRecords } from '../../../engine/queries/records.ts'
import { recordMigrations } from '../../../engine/records/migrations.ts'
import type { Register } from '../../../engine/records/register.ts'
import { DATABASE_KIND } from '../../support/database.ts'
import { refusal } from '../../support/refusal.ts'
import { openRecords, type OpenRecords } from './open-records.ts'

const base = {
  name: { lv: 'Reģistrs', en: 'Register' },
  number: null,
  unique: [],
  search: [],
  access: { read: ['*'], write: [] },
  reference: false,
}
const service: Register = {
  ...base,
  register: 'service',
  title: 'name',
  search: ['name'],
  schema: {
    type: 'object',
    properties: {
      name: { type: 'object', properties: { lv: { type: 'string' }, en: { type: 'string' } } },
      vital: { type: 'boolean' },
    },
    required: ['name'],
    additionalProperties: false,
  },
}
const letter: Register = {
  ...base,
  register: 'letter',
  number: 'V-{YYYY}-{0000}',
  title: 'subject',
  search: ['subject'],
  unique: [['source', 'ref']],
  schema: {
    type: 'object',
    properties: {
      subject: { type: 'string', maxLength: 50 },
      source: { type: 'string' },
      ref: { type: 'string' },
      pages: { type: 'integer' },
      urgent: { type: 'boolean' },
      serviceId: { type: 'string', 'x-ref': 'service' },
      updates: {
        type: 'array',
        maxItems: 9,
        items: {
          type: 'object',
          properties: {
            serviceId: { type: 'string', 'x-ref': 'service', 'x-ref-unless': { action: ['create'] } },
            action: { type: 'string' },
            others: { type: 'array', maxItems: 9, items: { type: 'string', 'x-ref': 'letter' } },
          },
          additionalProperties: false,
        },
      },
      related: { type: 'array', maxItems: 9, items: { type: 'string', 'x-ref': 'letter' } },
    },
    required: ['subject'],
    additionalProperties: false,
  },
}
const registers = [service, letter]

/** The same schema as it was when nobody looked for what fields refer to. */
function withoutReferences(schema: Json): Json {
  return JSON.parse(JSON.stringify(schema), (key, value: Json) => (key.startsWith('x-ref') ? undefined : value)) as Json
}

describe('records', () => {
  let open: OpenRecords

  beforeEach(async () => {
    open = await openRecords(registers)
  })
  afterEach(() => open.close())

  it('are numbered per institution, register and year of Latvia', async () => {
    const lastYear = open.unit({ now: '2025-12-31T21:59:59.000Z' })
    const newYear = open.unit({ now: '2025-12-31T22:00:00.000Z' })

    const numbers = [
      await lastYear.create('letter', { subject: 'a' }),
      await lastYear.create('letter', { subject: 'b' }),
      await newYear.create('letter', { subject: 'c' }),
      await open.unit({ institutionId: 'other' }).create('letter', { subject: 'd' }),
      await newYear.create('service', { name: { lv: 'x' } }),
    ].map(({ number }) => number)

    expect(numbers).to.deep.equal(['V-2025-0001', 'V-2025-0002', 'V-2026-0001', 'V-2026-0001', null])
  })

  it('keep every version with who and when', async () => {
    const { id } = await open.unit().create('letter', { subject: 'First', pages: 2 }, { status: 'open' })

    await open
      .unit({ now: '2026-03-13T08:00:00.000Z' })
      .update('letter', id, { subject: 'Second', pages: null }, { status: 'done' })

    const record = await open.unit().get('letter', id)
    expect(record).to.include({
      version: 2,
      status: 'done',
      number: 'V-2026-0001',
      updatedAt: '2026-03-13T08:00:00.000Z',
    })
    expect(record?.data).to.deep.equal({ subject: 'Second' })
    const history = await open.unit().history(id)
    expect(history.map(({ version, at, by, status }) => [version, at, by, status])).to.deep.equal([
      [1, '2026-03-12T07:02:00.000Z', 'liga', 'open'],
      [2, '2026-03-13T08:00:00.000Z', 'liga', 'done'],
    ])
    expect(history[0]?.data).to.deep.equal({ subject: 'First', pages: 2 })
  })

  it('refuse data that the schema refuses, and keep nothing of it', async () => {
    const error = await refusal(open.unit().create('letter', { subject: 7, extra: true }))

    expect(error).to.be.instanceOf(DataRejected)
    expect((error as DataRejected).errors.map(({ pointer }) => pointer)).to.have.members(['/subject', '/extra'])
    expect(await open.unit().list('letter')).to.have.length(0)
    expect((await open.unit().create('letter', { subject: 'x' })).number).to.equal('V-2026-0001')
  })

  it('refuse references to what is not there, naming field and id', async () => {
    await open.unit({ institutionId: 'other' }).create('service', { name: { lv: 'Cits' } }, { id: 'foreign' })
    await open.unit().create('letter', { subject: 'x' }, { id: 'letter-1' })

    const error = (await refusal(
      open.unit().create('letter', { subject: 'y', serviceId: 'foreign', related: ['letter-1', 'nowhere'] }),
    )) as DataRejected

    expect(error).to.be.instanceOf(DataRejected)
    expect(error.errors.map(({ pointer, code }) => [pointer, code])).to.deep.equal([
      ['/serviceId', 'reference'],
      ['/related/1', 'reference'],
    ])
    expect(error.errors[1]?.message).to.contain('nowhere')
  })

  it('are looked for at any depth, but for what is still to come', async () => {
    await open.unit().create('service', { name: { lv: 'S' } }, { id: 's' })
    const letterOf = (updates: Json) => open.unit().create('letter', { subject: 'x', updates })

    await letterOf([
      { serviceId: 's', action: 'update' },
      { serviceId: 'new', action: 'create' },
    ])
    const error = (await refusal(
      letterOf([{ serviceId: 's' }, { serviceId: 'gone', action: 'update', others: ['nowhere'] }]),
    )) as DataRejected

    expect(error.errors.map(({ pointer, code }) => [pointer, code])).to.deep.equal([
      ['/updates/1/serviceId', 'reference'],
      ['/updates/1/others/0', 'reference'],
    ])
    expect(error.errors[0]?.message).to.equal(
      'Expected an existing record of register “Register”, but there is none with id “gone”. Choose one that is there, or create it first.',
    )
  })

  it('may keep a reference that was there before references of its kind were looked for', async () => {
    const before = [{ ...letter, schema: withoutReferences(letter.schema) }, service]
    const old = await openRecords(before)
    await old.unit().create('letter', { subject: 'x', serviceId: 'gone' }, { id: 'old' })
    const unit = old.unit({ registers })

    expect((await unit.update('letter', 'old', { pages: 1 })).version).to.equal(2)
    expect(await refusal(unit.update('letter', 'old', { related: ['gone'] }))).to.be.instanceOf(DataRejected)
    await old.close()
  })

  it('may refer to what all institutions share, read it, and not change it', async () => {
    await open.unit({ institutionId: '' }).create('service', { name: { lv: 'Kopīgs' } }, { id: 'shared' })

    const created = await open.unit().create('letter', { subject: 'x', serviceId: 'shared' })

    expect(created.data['serviceId']).to.equal('shared')
    expect((await open.unit().list('service')).map(({ id }) => id)).to.deep.equal(['shared'])
    expect(await refusal(open.unit().update('service', 'shared', { vital: true }))).to.be.instanceOf(NotFound)
  })

  it('never share a unique set within an institution', async () => {
    const first = await open.unit().create('letter', { subject: 'x', source: 'portal', ref: '1' })
    await open.unit({ institutionId: 'other' }).create('letter', { subject: 'x', source: 'portal', ref: '1' })
    const other = await open.unit().create('letter', { subject: 'x', source: 'portal' })

    const again = (await refusal(
      open.unit().create('letter', { subject: 'z', source: 'portal', ref: '1' }),
    )) as Conflict
    const moved = await refusal(open.unit().update('letter', other.id, { ref: '1' }))

    expect(again).to.include({ code: 'record-exists' })
    expect(again.details['id']).to.equal(first.id)
    expect(moved).to.include({ code: 'record-exists' })
    expect(await open.unit().findBy('letter', { ref: '1', source: 'portal' })).to.include({ id: first.id })
  })

  it('give up the values of a unique set that they no longer have', async () => {
    const { id } = await open.unit().create('letter', { subject: 'x', source: 'portal', ref: '1' })

    await open.unit().update('letter', id, { ref: '2' })

    expect(await open.unit().findBy('letter', { source: 'portal', ref: '1' })).to.equal(null)
    expect((await open.unit().create('letter', { subject: 'y', source: 'portal', ref: '1' })).version).to.equal(1)
  })

  it('are not written over a version that the writer has not seen', async () => {
    const { id } = await open.unit().create('letter', { subject: 'x' })
    await open.unit().update('letter', id, { pages: 1 }, { expectedVersion: 1 })

    const late = await refusal(open.unit().update('letter', id, { pages: 2 }, { expectedVersion: 1 }))

    expect(late).to.include({ code: 'record-changed' })
    expect((await open.unit().get('letter', id))?.data['pages']).to.equal(1)
  })

  it('may have the same given id in two institutions, and only once in each', async () => {
    await open.unit().create('letter', { subject: 'mine' }, { id: 'L' })
    await open.unit({ institutionId: 'other' }).create('letter', { subject: 'theirs' }, { id: 'L' })

    expect((await open.unit().get('letter', 'L'))?.data['subject']).to.equal('mine')
    expect(await refusal(open.unit().create('letter', { subject: 'again' }, { id: 'L' }))).to.include({
      code: 'record-exists',
    })
  })

  it('are found by words in any case, with and without diacritics', async () => {
    const unit = open.unit()
    await unit.create('letter', { subject: 'Dzīvesvietas deklarēšana' }, { id: 'a' })
    await unit.create('letter', { subject: '100% atlaide_x' }, { id: 'b' })
    const ids = async (text: string) => (await unit.list('letter', { text })).map(({ id }) => id)

    expect(await ids('DZIVESV')).to.deep.equal(['a'])
    expect(await ids('deklarē dzīves')).to.deep.equal(['a'])
    expect(await ids('dēklare')).to.deep.equal([])
    expect(await ids('V-2026-0002')).to.deep.equal(['b'])
    expect(await ids('0%')).to.deep.equal(['b'])
    expect(await ids('1_0')).to.deep.equal([])
  })

  it('are listed in one order whatever status they are in, shared ones among them', async () => {
    const put = async (id: string, status: string, day: number, institutionId = 'institution') => {
      const unit = open.unit({ institutionId, now: `2026-03-0${day}T08:00:00.000Z` })
      await unit.create('service', { name: { lv: id } }, { id, status })
    }
    await put('a', 'open', 1)
    await put('b', 'closed', 2)
    await put('c', 'draft', 3)
    await put('d', 'open', 4, '')
    await put('e', 'closed', 5)
    const ids = async (query: { status: string[]; limit?: number }) =>
      (await open.unit().list('service', query)).map(({ id }) => id)

    const status = ['open', 'closed', 'open']
    expect(await ids({ status })).to.deep.equal(['e', 'd', 'b', 'a'])
    expect(await ids({ status, limit: 3 })).to.deep.equal(['e', 'd', 'b'])
    expect(await ids({ status: [] })).to.deep.equal([])
    const many = Array.from({ length: 100 }, (_, at) => `status ${at}`)
    expect(await ids({ status: [...status, ...many] })).to.deep.equal(['e', 'd', 'b', 'a'])
  })

  it('in a status are found without reading all others', async function () {
    if (DATABASE_KIND !== 'sqlite') this.skip()
    const plan: readonly { readonly detail: string }[] = await open.source.query(
      `EXPLAIN QUERY PLAN SELECT * FROM record WHERE institution_id = 'i' AND register = 'letter' AND status IN ('open')
       ORDER BY created_at DESC, id DESC LIMIT 10`,
    )

    expect(plan.map(({ detail }) => detail).join('; ')).to.match(/INDEX record_status .*status=\?\)$/)
  })

  it('leave the register when nothing refers to them, and their history stays', async () => {
    const unit = open.unit()
    await unit.create('service', { name: { lv: 'S' } }, { id: 's' })
    await unit.create('letter', { subject: 'a', updates: [{ serviceId: 's' }] }, { id: 'a' })

    const used = (await refusal(unit.remove('service', 's'))) as Conflict
    expect(used).to.include({ code: 'record-in-use' })
    expect(used.details['referring']).to.deep.equal([
      { register: 'letter', id: 'a', number: 'V-2026-0001', status: null, field: 'updates.serviceId' },
    ])
    expect(await unit.get('service', 's')).to.include({ version: 1 })

    await unit.update('letter', 'a', { updates: null, related: ['a'] })
    expect(await refusal(unit.remove('service', 's', { expectedVersion: 7 }))).to.include({ code: 'record-changed' })
    await unit.remove('service', 's', { expectedVersion: 1 })
    await unit.remove('letter', 'a')

    expect(await unit.get('service', 's')).to.equal(null)
    expect(await refusal(unit.remove('service', 's'))).to.be.instanceOf(NotFound)
    expect((await unit.history('s')).map(({ version, by, data }) => [version, by, data])).to.deep.equal([
      [1, 'liga', { name: { lv: 'S' } }],
      [2, 'liga', null],
    ])
  })

  it('give up their unique values when they leave, and go on with their history when they come back', async () => {
    const unit = open.unit()
    await unit.create('letter', { subject: 'x', source: 'portal', ref: '1' }, { id: 'a' })
    await unit.remove('letter', 'a')

    await unit.create('letter', { subject: 'y', source: 'portal', ref: '1' }, { id: 'b' })
    expect(await unit.create('letter', { subject: 'x' }, { id: 'a' })).to.include({ version: 3 })
    expect((await unit.history('a')).map(({ version }) => version)).to.deep.equal([1, 2, 3])
    expect(await refusal(open.unit({ institutionId: 'other' }).remove('letter', 'a'))).to.be.instanceOf(NotFound)
  })

  it('begin with the initial status of their register and take no other than it knows', async () => {
    const known: Register = { ...letter, status: { codes: ['draft', 'open', 'done'], initial: 'open' } }
    const unit = open.unit({ registers: [service, known] })

    expect(await unit.create('letter', { subject: 'x' }, { id: 'a' })).to.include({ status: 'open' })
    const wrong = (await refusal(unit.update('letter', 'a', {}, { status: 'closed' }))) as DataRejected
    expect(wrong.errors).to.deep.equal([
      {
        pointer: '/status',
        code: 'unknown-status',
        message: 'Register "letter" has no status "closed". Choose one of: draft, open, done.',
      },
    ])
    expect(await refusal(unit.create('letter', { subject: 'y' }, { status: 'closed' }))).to.be.instanceOf(DataRejected)
    expect(await unit.update('letter', 'a', {}, { status: 'done' })).to.include({ status: 'done', version: 2 })
    expect(await unit.list('letter')).to.have.length(1)
  })

  it('are listed by fields, references and status', async () => {
    const unit = open.unit()
    await unit.create('service', { name: { lv: 'S' } }, { id: 's' })
    await unit.create('letter', { subject: 'a', pages: 3, urgent: true, serviceId: 's' }, { id: 'a', status: 'open' })
    await unit.create('letter', { subject: 'b', pages: 30, urgent: false, related: ['a'] }, { id: 'b', status: 'done' })
    const ids = async (query: Parameters<typeof unit.list>[1]) => (await unit.list('letter', query)).map(({ id }) => id)

    expect(await ids({ where: { pages: 3 } })).to.deep.equal(['a'])
    expect(await ids({ where: { urgent: false } })).to.deep.equal(['b'])
    expect(await ids({ where: { serviceId: 's' } })).to.deep.equal(['a'])
    expect(await ids({ where: { related: 'a' } })).to.deep.equal(['b'])
    expect(await ids({ where: { serviceId: null } })).to.deep.equal(['b'])
    expect(await ids({ where: { subject: "' OR 1=1 --" } })).to.deep.equal([])
    expect(await ids({ status: ['open'] })).to.deep.equal(['a'])
    expect(await ids({ status: [] })).to.deep.equal([])
    expect(await refusal(unit.list('letter', { where: { "x' OR '1": 1 } }))).to.be.instanceOf(DataRejected)
  })

  it('no longer count as referring once the reference is gone', async () => {
    const unit = open.unit()
    await unit.create('service', { name: { lv: 'S' } }, { id: 's' })
    await unit.create('letter', { subject: 'a', serviceId: 's' }, { id: 'a' })

    await unit.update('letter', 'a', { serviceId: null })

    expect(await unit.list('letter', { where: { serviceId: 's' } })).to.have.length(0)
  })

  it('come page by page, newest first, each once', async () => {
    for (let minute = 0; minute < 5; minute += 1) {
      // Two of a minute: the id decides between them.
      const unit = open.unit({ now: `2026-03-12T07:0${minute >> 1}:00.000Z` })
      await unit.create('letter', { subject: `No ${minute}` }, { id: `l${minute}` })
    }
    await open.unit({ institutionId: 'other' }).create('letter', { subject: 'hidden' })

    const seen: string[] = []
    let after: string | null = null
    do {
      const page = await listRecords(open.source.manager, registers, {
        institutionId: 'institution',
        register: 'letter',
        limit: 2,
        ...(after === null ? {} : { after }),
      })
      seen.push(...page.items.map(({ id }) => id))
      after = page.next
    } while (after !== null)

    expect(seen).to.deep.equal(['l4', 'l3', 'l2', 'l1', 'l0'])
  })

  it('are not shown to another institution, and bad cursors are refused', async () => {
    const { manager } = open.source
    await open.unit().create('letter', { subject: 'mine' }, { id: 'L' })
    const query = { institutionId: 'other', register: 'letter' }

    expect(await refusal(getRecord(manager, { ...query, id: 'L' }))).to.be.instanceOf(NotFound)
    expect((await listRecords(manager, registers, query)).items).to.deep.equal([])
    expect(await refusal(listRecords(manager, registers, { ...query, after: 'x' }))).to.be.instanceOf(DataRejected)
    expect(await refusal(listRecords(manager, registers, { ...query, register: 'none' }))).to.be.instanceOf(NotFound)
  })

  it('leave no table behind when the migration is taken back', async () => {
    for (const _ of recordMigrations) await open.source.undoLastMigration()

    const runner = open.source.createQueryRunner()
    for (const { tableName } of open.source.entityMetadatas) expect(await runner.hasTable(tableName)).to.equal(false)
    await runner.release()
  })
})
