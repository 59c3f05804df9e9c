import { expect } from 'chai'
import type { Variables } from '../../../engine/model/json.ts'
import { openCase, type OpenCase } from './open-case.ts'

describe('the handler of appointments', () => {
  let open: OpenCase
  beforeEach(async () => {
    open = await openCase()
  })
  afterEach(() => open.close())

  const appoint = async (manager: string | null, now: string) =>
    (await open.run('process.appoint', { processKey: 'incident', ...(manager === null ? {} : { manager }) }, { now }))
      .variables?.['assignmentId']
  const kept = async () =>
    (await open.records().list('process-assignment')).map(({ data, status }): readonly unknown[] => [
      data['manager'],
      data['validFrom'],
      data['validTo'] ?? null,
      status,
    ])
  const record = (data: Variables) => open.records().create('process-assignment', { processKey: 'incident', ...data })

  it('ends the appointment before, and leaves one that goes on as it is', async () => {
    await appoint('anna', '2026-03-02T08:00:00.000Z')
    const second = await appoint('maris', '2026-03-12T08:00:00.000Z')
    expect(await appoint('maris', '2026-03-20T08:00:00.000Z')).to.equal(second)
    expect(await kept()).to.have.deep.members([
      ['anna', '2026-03-02', '2026-03-11', 'active'],
      ['maris', '2026-03-12', null, 'active'],
    ])
  })

  it('withdraws what was to begin today or later, touches no other process, and appoints nobody where nobody is named', async () => {
    await record({ manager: 'anna', validFrom: '2026-03-02' })
    await record({ manager: 'ilze', validFrom: '2026-05-01' })
    await record({ processKey: 'problem', manager: 'anna', validFrom: '2026-03-02' })
    expect(await appoint(null, '2026-03-12T08:00:00.000Z')).to.equal(null)
    expect(await kept()).to.have.deep.members([
      ['anna', '2026-03-02', '2026-03-11', 'active'],
      ['ilze', '2026-05-01', null, 'retired'],
      ['anna', '2026-03-02', null, 'active'],
    ])
  })
})
