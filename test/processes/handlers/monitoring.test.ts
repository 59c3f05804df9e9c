import { expect } from 'chai'
import type { Variables } from '../../../engine/model/json.ts'
import { NOW, openCase, type OpenCase } from './open-case.ts'

const SERVICE = 'service-s-014'

describe('monitoring.check', () => {
  let open: OpenCase
  beforeEach(async () => {
    open = await openCase({ seeded: true })
  })
  afterEach(() => open.close())

  const check = async (input: Variables): Promise<Variables> =>
    (await open.run('monitoring.check', input)).variables ?? {}
  const measured = (data: Variables) =>
    open
      .records()
      .create('measurement', { probe: 'pieteikšanās', serviceId: SERVICE, ok: true, measuredAt: NOW, ...data })
  const at = (minutes: number) => new Date(Date.parse(NOW) + minutes * 60_000).toISOString()

  it('says nothing where nobody has measured', async () => {
    expect(await check({ serviceId: SERVICE })).to.deep.equal({ checkOk: null, checkedAt: NOW, measurements: [] })
    await measured({ serviceId: 'service-s-021' })
    expect((await check({ serviceId: SERVICE }))['checkOk']).to.equal(null)
    expect((await check({}))['checkOk']).to.equal(null)
  })

  it('goes by the last measurement of each probe of the service and its items', async () => {
    await open
      .records()
      .create('configuration-item', { ciNumber: 'SRV-9931', type: 'equipment', name: 'Serveris' }, { id: 'srv-0031' })
    await measured({ ok: true, measuredAt: at(-5) })
    await measured({ ok: false, measuredAt: at(-30) })
    expect(await check({ serviceId: SERVICE, ciIds: ['srv-0031'] })).to.deep.include({
      checkOk: true,
      measurements: [{ probe: 'pieteikšanās', ok: true, measuredAt: at(-5), note: null }],
    })

    await measured({ probe: 'serveris', serviceId: null, ciId: 'srv-0031', ok: false, note: 'HTTP 500' })
    expect((await check({ serviceId: SERVICE }))['checkOk']).to.equal(true)
    expect((await check({ serviceId: SERVICE, ciIds: ['srv-0031'] }))['checkOk']).to.equal(false)
  })

  it('does not go by what was measured before the service was restored, or long ago', async () => {
    await measured({ measuredAt: at(-60) })
    expect((await check({ serviceId: SERVICE, since: at(-90) }))['checkOk']).to.equal(true)
    expect((await check({ serviceId: SERVICE, since: at(-30) }))['checkOk']).to.equal(null)
    await measured({ probe: 'vecs', measuredAt: at(-25 * 60), ok: false })
    expect((await check({ serviceId: SERVICE }))['checkOk'], 'a day by default').to.equal(true)
  })
})
