import { expect } from 'chai'
import type { Variables } from '../../../engine/model/json.ts'
import { evaluateDecision } from '../../../engine/decisions/evaluate-decision.ts'
import { objects } from '../../../processes/handlers/input.ts'
import { data, NOW, openCase, readAllDecisions, type OpenCase } from './open-case.ts'

const REASON = { reason: 'Tāpēc', reasonEn: 'Because' }

describe('competence.resolve', () => {
  let open: OpenCase
  beforeEach(async () => {
    open = await openCase({ seeded: true })
  })
  afterEach(() => open.close())

  const resolve = async (rules: readonly Variables[], input: Variables = {}) => {
    const { variables } = await open.run('competence.resolve', { rules, ...input })
    return objects(variables ?? {}, 'cabMembers')
  }

  it('asks whoever holds a role', async () => {
    expect(await resolve([{ by: 'role', key: 'FIN', group: 'FIN', ...REASON }])).to.deep.equal([
      {
        key: 'FIN/FIN',
        name: 'FIN',
        role: 'FIN',
        personId: null,
        userId: null,
        group: 'FIN',
        reason: { lv: 'Tāpēc', en: 'Because' },
      },
    ])
  })

  it('finds a person by competence, who is there and has an account; else the group answers', async () => {
    const rule = { by: 'competence', key: 'data-protection', group: 'OPM', ...REASON }
    const found = async () => {
      const [member] = await resolve([rule])
      return [member?.['name'], member?.['userId'], member?.['group']]
    }
    expect(await found()).to.deep.equal(['Sanita Vanaga', null, 'OPM'])

    await open.records().update('person', 'person-sanita-vanaga', { userId: 'sanita' })
    expect(await found()).to.deep.equal(['Sanita Vanaga', 'sanita', 'OPM'])

    const absence = [{ from: '2026-03-10', to: '2026-03-12' }]
    await open.records().update('person', 'person-sanita-vanaga', { absence })
    expect(await found()).to.deep.equal(['Sanita Vanaga', null, 'OPM'])

    // Who is there goes before who is away.
    await open.records().create('person', { name: 'Zane Zute', userId: 'zane', competences: ['data-protection'] })
    expect(await found()).to.deep.equal(['Zane Zute', 'zane', 'OPM'])
    expect((await resolve([{ ...rule, key: 'no-such' }])).map(({ name, group }) => [name, group])).to.deep.equal([
      ['no-such', 'OPM'],
    ])
  })

  it('finds the managers of services and the owners of items, each once with every reason', async () => {
    const item = async (ciNumber: string, ownerPersonId: string | null) =>
      (await open.records().create('configuration-item', { ciNumber, type: 'software', name: ciNumber, ownerPersonId }))
        .id
    const ciIds = [await item('KV-900', 'person-maris-ozolins'), await item('KV-901', null)]
    const rules = [
      { by: 'service_manager', key: null, group: 'SM', reason: 'Pakalpojums', reasonEn: 'Service' },
      { by: 'ci_owner', key: null, group: 'RM', reason: 'Resurss', reasonEn: 'Resource' },
    ]

    const members = await resolve(rules, {
      impactedServices: ['service-s-001', 'service-s-042', 'service-s-021'],
      ciIds,
    })

    expect(members.map(({ name, group, reason }) => [name, group, reason])).to.deep.equal([
      ['Māris Ozoliņš', 'SM@service-s-001', { lv: 'Pakalpojums; Resurss', en: 'Service; Resource' }],
      ['Dace Liepiņa', 'SM@service-s-021', { lv: 'Pakalpojums', en: 'Service' }],
      ['RM', 'RM', { lv: 'Resurss', en: 'Resource' }],
    ])
  })

  it('finds partners who supply an item or take part in a service, and no others', async () => {
    const partner = async (name: string, fields: Variables = {}) =>
      (await open.records().create('partner', { name, kind: 'supplier', ...fields })).id
    const supplierId = await partner('SIA “Serveri”')
    const inService = await partner('Novada pašvaldība', { serviceIds: ['service-s-042'] })
    await partner('Cits')
    const { id } = await open.records().create('configuration-item', {
      ciNumber: 'KV-902',
      type: 'equipment',
      name: 'Serveris',
      supplierId,
    })

    const members = await resolve([{ by: 'partner', key: null, group: 'SUP', ...REASON }], {
      impactedServices: ['service-s-042'],
      ciIds: [id],
    })

    expect(members.map(({ name, group }) => [name, group])).to.deep.equal([
      ['Novada pašvaldība', `SUP@${inService}`],
      ['SIA “Serveri”', `SUP@${supplierId}`],
    ])
  })

  it('refuses a rule that it does not know', async () => {
    const error = await resolve([{ by: 'luck', key: null, group: 'SM', ...REASON }]).then(
      () => null,
      (one: Error) => one,
    )
    expect(error?.message).to.contain('"luck"')
  })
})

describe('who decides on a change', () => {
  const decide = async (id: string, variables: Variables) =>
    evaluateDecision(id, await readAllDecisions(), variables, {
      now: NOW,
      functions: {},
      globals: { settings: data.defaultSettings },
    }).outputs
  const board = async (change: Variables) =>
    (await decide('board', { riskLevel: 'low', changeArea: 'it', vitalServices: [], estCost: 100, ...change })).map(
      ({ by, key }) => key ?? by,
    )

  it('is heard by rules of the board', async () => {
    const usual = ['service_manager', 'ci_owner', 'accessibility', 'partner', 'CAB']
    expect(await board({ changeType: 'significant' })).to.deep.equal(usual)
    expect(await board({ changeType: 'significant', personalData: true })).to.include('data-protection')
    expect(await board({ changeType: 'significant', estCost: 5000 })).to.not.include('FIN')
    expect(await board({ changeType: 'significant', estCost: 5000.01 })).to.include('FIN')
    expect(await board({ changeType: 'significant', vitalServices: ['s'] })).to.include('SPM')
    expect(await board({ changeType: 'significant', riskLevel: 'critical' })).to.include('OPM')
    expect(await board({ changeType: 'significant', changeArea: 'finance' })).to.not.include('accessibility')
    expect(await board({ changeType: 'major', changeArea: 'service' })).to.include('recipient-representative')
    const all = { personalData: true, estCost: 9000, vitalServices: ['s'], riskLevel: 'critical' }
    expect(await board({ changeType: 'emergency', ...all })).to.deep.equal([
      'service_manager',
      'ci_owner',
      'data-protection',
    ])
  })

  it('is the manager of the service, the portfolio manager or management', async () => {
    const level = async (change: Variables) =>
      (await decide('approval', { changeType: 'minor', estCost: 100, serviceIds: ['s'], serviceId: 's', ...change }))[0]
    expect(await level({})).to.deep.equal({ level: 'SM', group: 'SM@s' })
    expect(await level({ serviceIds: [], serviceId: null })).to.deep.equal({ level: 'SM', group: 'SM' })
    expect(await level({ serviceIds: ['s', 't'] })).to.deep.equal({ level: 'SPM', group: 'SPM' })
    expect(await level({ changeType: 'major' })).to.deep.equal({ level: 'MGMT', group: 'MGMT' })
    expect(await level({ estCost: 5001 })).to.deep.equal({ level: 'MGMT', group: 'MGMT' })
    expect(await level({ plannedCost: 5001 })).to.deep.equal({ level: 'MGMT', group: 'MGMT' })
  })
})
