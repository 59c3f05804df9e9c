import { expect } from 'chai'
import type { Variables } from '../../../engine/model/json.ts'
import { objects } from '../../../processes/handlers/input.ts'
import { NOW, openCase, type OpenCase } from './open-case.ts'

describe('impact.analyse', () => {
  let open: OpenCase
  beforeEach(async () => {
    open = await openCase({ seeded: true })
  })
  afterEach(() => open.close())

  const analyse = async (input: Variables, settings: Variables = {}): Promise<Variables> => {
    const house = Object.keys(settings).length === 0 ? open : await openCase({ seeded: true, settings })
    const { variables = {} } = await house.run('impact.analyse', input)
    if (house !== open) await house.close()
    return variables['impact'] as Variables
  }

  it('goes from an item to services, with their terms and the way to each', async () => {
    const impact = await analyse({ ciIds: ['SRV-0031'] })

    expect(impact['impactedCis']).to.deep.equal(['SRV-0031', 'IS-0007', 'IS-0008', 'IS-0011'])
    expect(impact['impactedServices']).to.deep.equal(['service-s-014', 'service-s-021'])
    const [residence, archive] = objects(impact, 'services')
    expect(residence).to.deep.include({
      code: 'S-014',
      vital: true,
      rtoMinutes: 480,
      slaId: 'sla-residence',
      availabilityTarget: 99.5,
      path: ['SRV-0031', 'IS-0007'],
      viaCi: 'IS-0007',
    })
    expect(archive).to.deep.include({ slaId: 'sla-archive', vital: false, path: ['SRV-0031', 'IS-0008'] })
    expect(impact).to.include({ riskScore: 6, riskLevel: 'high', truncated: false })
    expect(impact['counts']).to.deep.equal({ items: 4, services: 2, vitalServices: 1 })
  })

  it('follows only relations that carry harm, the way the settings say', async () => {
    expect((await analyse({ ciIds: ['MON-0003'] }))['impactedCis']).to.deep.equal(['MON-0003'])
    expect((await analyse({ ciIds: ['SRV-0040'] }))['impactedCis']).to.include('SRV-0044')
    const watched = await analyse({ ciIds: ['MON-0003'] }, { impactDirections: { monitors: 'forward' } })
    expect(watched['impactedCis']).to.deep.equal(['MON-0003', 'DB-0012'])
  })

  it('counts neither what is retired nor what no longer holds', async () => {
    const records = open.records()
    await records.update('configuration-item', 'IS-0008', {}, { status: 'retired' })
    await records.update('ci-relation', 'relation-is-0007-depends-on-srv-0031', { validTo: '2026-03-11' })

    expect((await analyse({ ciIds: ['SRV-0031'] }))['impactedCis']).to.deep.equal(['SRV-0031'])
    expect((await analyse({ ciIds: ['IS-0008', 'nothing'] }))['impactedCis']).to.deep.equal([])
  })

  it('goes on to services that depend on a service', async () => {
    await open.records().update('service', 'service-s-042', { dependsOnServices: ['service-s-014'] })
    await open.records().update('service', 'service-s-030', { dependsOnServices: ['service-s-042'] })

    const { impactedServices, services } = await analyse({ ciIds: ['IS-0007'] })

    expect(impactedServices).to.deep.equal(['service-s-014', 'service-s-030', 'service-s-042'])
    expect(objects({ services: services ?? [] }, 'services')[1]).to.deep.include({
      viaService: 'service-s-042',
      path: ['IS-0007'],
    })
    expect((await analyse({ serviceIds: ['service-s-042'] }))['impactedServices']).to.deep.equal([
      'service-s-030',
      'service-s-042',
    ])
  })

  it('stops at its bounds and says so', async () => {
    expect(await analyse({ ciIds: ['NET-0003'], maxDepth: 1 })).to.deep.include({
      impactedCis: ['NET-0003', 'SRV-0031', 'SRV-0040'],
      truncated: true,
    })
    expect(await analyse({ ciIds: ['NET-0003'] }, { impactMaxItems: 2 })).to.deep.include({
      impactedCis: ['NET-0003', 'SRV-0031'],
      truncated: true,
    })
  })

  it('counts clients who applied for the services within the time of evidence', async () => {
    for (const [client, now] of [
      ['one', NOW],
      ['one', NOW],
      ['two', '2025-06-01T08:00:00.000Z'],
      ['long ago', '2024-06-01T08:00:00.000Z'],
    ] as const) {
      const known = await open.records().get('client', client)
      if (!known)
        await open
          .records()
          .create('client', { kind: 'natural_person', name: client, identifier: client }, { id: client })
      await open.application({ serviceId: 'service-s-014', clientId: client }, { now })
    }

    expect((await analyse({ ciIds: ['IS-0007'] }))['affectedClients']).to.equal(2)
  })

  it('is a low risk that hits nothing', async () => {
    expect(await analyse({ ciIds: ['LIG-0005'] })).to.include({ riskScore: 1, riskLevel: 'low', affectedClients: 0 })
    expect(await analyse({})).to.deep.include({ impactedCis: [], impactedServices: [], riskScore: 1 })
  })
})
