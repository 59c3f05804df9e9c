import { expect } from 'chai'
import { openCase, type OpenCase } from './open-case.ts'

describe('people.involved', () => {
  let open: OpenCase
  beforeEach(async () => {
    open = await openCase({ seeded: true })
  })
  afterEach(() => open.close())

  it('names who did the work that the diagram points at, each once, and whom it names itself', async () => {
    const { id: executorId } = await open.records().create('person', { name: 'Zane Ozola', userId: 'zane' })
    const { id: managerId } = await open.records().create('person', { name: 'Māris Kalns' })
    const { id: applicationId } = await open.application()
    await open.records().create('request', { applicationId, executorId })
    const other = await open.application()
    await open.records().create('request', { applicationId: other.id, executorId: managerId })

    const { variables } = await open.run('people.involved', {
      look: [{ register: 'request', where: { applicationId }, fields: ['executorId'] }],
      personIds: [managerId],
    })

    expect(variables?.['personIds']).to.have.members([executorId, managerId])
    expect(variables?.['userIds'], 'Māris has no log-in').to.deep.equal(['zane'])
    expect(variables?.['people']).to.deep.include({
      id: executorId,
      name: 'Zane Ozola',
      userId: 'zane',
      as: 'request',
    })
    expect(variables?.['people']).to.deep.include({ id: managerId, name: 'Māris Kalns', userId: null, as: null })
  })

  it('finds nobody where the case has nothing to look by', async () => {
    const { id: executorId } = await open.records().create('person', { name: 'Zane Ozola', userId: 'zane' })
    const { id: applicationId } = await open.application()
    await open.records().create('request', { applicationId, executorId })

    const { variables } = await open.run('people.involved', {
      look: [{ register: 'request', where: { applicationId: null }, fields: ['executorId'] }],
    })

    expect(variables).to.deep.equal({ people: [], personIds: [], userIds: [] })
  })
})
