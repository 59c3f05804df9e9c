import { expect } from 'chai'
import type { Variables } from '../../../engine/model/json.ts'
import { openCase, type OpenCase } from './open-case.ts'

describe('assign.executor', () => {
  let open: OpenCase
  beforeEach(async () => {
    open = await openCase({ seeded: true })
  })
  afterEach(() => open.close())

  const assign = async (input: Variables) => (await open.run('assign.executor', input)).variables
  const NOBODY = { executorId: null, executorUserId: null, executorGroupId: null, executorGroup: null }
  const busy = async (executorId: string, times: number, status = 'in_execution') => {
    const { id: applicationId } = await open.application()
    for (let at = 0; at < times; at += 1) {
      await open.records().create('request', { applicationId, executorId }, { status })
    }
  }

  it('takes a member of the work group of the service who has the competence', async () => {
    expect(await assign({ serviceId: 'service-s-021', competence: { lv: 'Arhīva izziņa' } })).to.deep.equal({
      executorId: 'person-inese-ozola',
      executorUserId: 'exe2',
      executorGroupId: 'work-group-archive',
      executorGroup: 'EXE@work-group-archive',
    })
    await busy('person-andris-berzs', 2)
    const competent = await assign({ serviceId: 'service-s-014', competence: 'Dzīvesvietas deklarēšana' })
    expect(competent, 'competence before load').to.include({ executorId: 'person-andris-berzs' })
  })

  it('takes the one with the least open work where nothing else decides', async () => {
    await busy('person-andris-berzs', 1)
    await busy('person-inese-ozola', 3, 'completed')
    expect(await assign({ serviceId: 'service-s-014' })).to.include({ executorId: 'person-inese-ozola' })
  })

  it('leaves out who is absent today, excluded, or cannot log in', async () => {
    const absence = [{ from: '2026-03-10', to: '2026-03-12' }]
    await open.records().update('person', 'person-andris-berzs', { absence })
    expect(await assign({ serviceId: 'service-s-014' })).to.include({ executorUserId: 'exe2' })
    expect(await assign({ serviceId: 'service-s-014', exclude: ['exe2'] })).to.deep.equal(NOBODY)
    expect(await assign({ serviceId: 'service-s-014', exclude: ['person-inese-ozola'] })).to.deep.equal(NOBODY)
    await open
      .records()
      .update('person', 'person-andris-berzs', { absence: [{ from: '2026-03-13', to: '2026-03-20' }] })
    expect(await assign({ serviceId: 'service-s-014', exclude: ['exe2'] })).to.include({ executorUserId: 'exe' })
    await open.records().update('person', 'person-andris-berzs', { userId: null })
    expect(await assign({ serviceId: 'service-s-014', exclude: ['exe2'] })).to.deep.equal(NOBODY)
  })

  it('leaves out who has entered an absence themselves', async () => {
    const cases = {
      instance: async () => null,
      completedBy: async () => null,
      peopleAway: async () => new Set(['exe']),
      sums: async () => [],
      inForce: async () => [],
      running: async () => [],
      completed: async () => ({ count: 0, more: false }),
      integrity: async () => null,
    }
    const { variables } = await open.run(
      'assign.executor',
      { serviceId: 'service-s-014', competence: 'Dzīvesvietas deklarēšana' },
      { call: { cases } },
    )
    expect(variables).to.include({ executorUserId: 'exe2' })
  })

  it('takes another group, or who holds the role where there is none', async () => {
    expect(await assign({ serviceId: 'service-s-021', groupId: 'work-group-permits' })).to.include({
      executorId: 'person-andris-berzs',
      executorGroup: 'EXE@work-group-permits',
    })
    const anybody = await assign({ serviceId: 'service-s-001' })
    expect(anybody).to.deep.equal({ ...NOBODY, executorId: 'person-andris-berzs', executorUserId: 'exe' })
    expect(await assign({ role: 'FIN' })).to.include({ executorUserId: 'fin' })
    const roles = [{ role: 'EXE', scope: 'service', scopeId: 'service-s-042' }]
    await open.records().update('person', 'person-andris-berzs', { roles })
    expect(await assign({ serviceId: 'service-s-001' })).to.include({ executorUserId: 'exe2' })
    expect(await assign({ serviceId: 'service-s-042' })).to.include({ executorUserId: 'exe' })
  })
})
