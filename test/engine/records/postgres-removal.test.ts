import { expect } from 'chai'
import type { QueryRunner } from 'typeorm'
import { Conflict, DataRejected } from '../../../engine/model/errors.ts'
import { createRecordUnit } from '../../../engine/records/create-record-unit.ts'
import type { RecordUnit } from '../../../engine/records/record-unit.ts'
import type { Register } from '../../../engine/records/register.ts'
import { createFormChecker } from '../../../forms/checker.ts'
import { refusal } from '../../support/refusal.ts'
import { openRecords, type OpenRecords } from './open-records.ts'

const place: Register = {
  register: 'place',
  name: { lv: 'Vieta', en: 'Place' },
  number: null,
  title: 'name',
  search: [],
  unique: [],
  access: { read: ['*'], write: [] },
  reference: true,
  schema: {
    type: 'object',
    properties: { name: { type: 'string' }, within: { type: 'string', 'x-ref': 'place' } },
    additionalProperties: false,
  },
}

describe('reference data that one node removes while another refers to it', () => {
  let open: OpenRecords
  const runners: QueryRunner[] = []
  const forms = createFormChecker()

  /** A transaction of its own. */
  const begin = async (): Promise<{ unit: RecordUnit; commit: () => Promise<void> }> => {
    const runner = open.source.createQueryRunner()
    runners.push(runner)
    await runner.startTransaction()
    const look = async () => runner.manager
    const facts = {
      institutionId: 'institution',
      actorId: null,
      now: '2026-03-12T07:02:00.000Z',
      language: 'en',
    } as const
    const unit = createRecordUnit({ look, write: look, registers: [place], newId: () => 'new', forms, ...facts })
    return { unit, commit: () => runner.commitTransaction() }
  }

  beforeEach(async () => {
    open = await openRecords([place])
    await open.unit().create('place', { name: 'Rīga' }, { id: 'riga' })
  })
  afterEach(async () => {
    for (const runner of runners.splice(0)) {
      if (runner.isTransactionActive) await runner.rollbackTransaction()
      await runner.release()
    }
    await open.close()
  })

  it('stays where the reference comes first', async () => {
    const [writer, remover] = [await begin(), await begin()]
    await writer.unit.create('place', { name: 'Brīvības iela', within: 'riga' })

    const removal = refusal(remover.unit.remove('place', 'riga'))
    await writer.commit()

    const error = await removal
    expect(error).to.be.instanceOf(Conflict)
    expect(error).to.include({ code: 'record-in-use' })
  })

  it('is refused as a reference where the removal comes first', async () => {
    const [writer, remover] = [await begin(), await begin()]
    await remover.unit.remove('place', 'riga')

    const creation = refusal(writer.unit.create('place', { name: 'Brīvības iela', within: 'riga' }))
    await remover.commit()

    expect(await creation).to.be.instanceOf(DataRejected)
  })
})
