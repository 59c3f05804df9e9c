import { expect } from 'chai'
import { evaluateDecision } from '../../../engine/decisions/evaluate-decision.ts'
import { routeWork, type ToRoute } from '../../../processes/handlers/routing.ts'
import { NOW, openCase, readAllDecisions, type OpenCase } from './open-case.ts'

describe('routing', () => {
  let open: OpenCase
  before(async () => {
    open = await openCase({ seeded: true })
  })
  after(() => open.close())

  const route = async (work: Partial<ToRoute>) => {
    const decisions = await readAllDecisions()
    const environment = {
      decide: (id: string, variables: Parameters<typeof evaluateDecision>[2]) =>
        evaluateDecision(id, decisions, variables, { now: NOW, functions: {}, globals: {} }),
    }
    const call = { records: open.records(), now: NOW, environment } as unknown as Parameters<typeof routeWork>[0]
    return routeWork(call, { kind: 'service_request', category: null, serviceId: null, priority: 'P4', ...work })
  }

  it('goes to the group that executes the service, or to whoever holds the role', async () => {
    const { id } = await open.records().create('work-group', { name: { lv: 'Arhīvs' }, level: 2 })
    await open.records().update('service', 'service-s-014', { executorGroupId: id })

    expect(await route({ serviceId: 'service-s-014' })).to.deep.equal({ role: 'EXE', groupId: id })
    expect(await route({ serviceId: null })).to.deep.equal({ role: 'EXE', groupId: null })
  })

  it('goes elsewhere by kind and priority, as the table says', async () => {
    expect(await route({ kind: 'incident', priority: 'P1', serviceId: 'service-s-014' })).to.deep.equal({
      role: 'PM',
      groupId: null,
    })
    expect((await route({ kind: 'incident', priority: 'P2' })).role).to.equal('EXE')
    expect((await route({ kind: 'complaint' })).role).to.equal('SM')
  })
})
