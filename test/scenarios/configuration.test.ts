import { expect } from 'chai'
import type { Variables } from '../../engine/model/json.ts'
import { diagram, line } from '../support/diagram-file.ts'
import { heard, startedBy } from '../support/stand-ins.ts'
import { House, PEOPLE } from '../support/house.ts'
import { codeOf } from '../support/refusal.ts'

const { exe, exe2, rm, sm, pm } = PEOPLE

/** Stand-ins for the schemes that hear from this one, so that what they hear can be read. */
const listeners = [
  diagram('change', line(startedBy('change.requested'), heard('CHANGE')), { messages: ['change.requested'] }),
  diagram('improvement', line(startedBy('improvement.proposed'), heard('IMPROVE')), {
    messages: ['improvement.proposed'],
  }),
  diagram(
    'asker',
    line(
      'start',
      `<receiveTask id="answer" messageRef="configuration_updated"><extensionElements><camunda:properties><camunda:property name="correlationKey" value="=question" /></camunda:properties></extensionElements></receiveTask>`,
      heard('ANSWERED'),
    ),
    { messages: ['configuration.updated'] },
  ),
]

/** CFG_U01 as a process manager fills it in. */
const plan = (changes: Variables = {}): Variables => ({
  ciTypes: [
    { type: 'information_system', prefix: 'IS-', attributes: 'version, url', required: 'owner, version' },
    { type: 'equipment', prefix: 'SRV-', attributes: 'location', required: 'owner, location' },
    { type: 'equipment', prefix: 'NET-', required: 'owner' },
    { type: 'data', prefix: 'DB-', required: 'owner, engine' },
    { type: 'software', prefix: 'MON-', required: 'owner' },
    { type: 'documentation', prefix: 'DOK-', required: 'owner' },
    { type: 'contract', prefix: 'LIG-', required: 'owner' },
  ],
  idRule: '{prefix}{0000}',
  detailLevel: 'Viss, no kā pakalpojumi ir atkarīgi.',
  relationTypes: ['depends_on', 'hosts', 'monitors', 'uses', 'backs_up', 'documented_by'],
  auditFrequency: 'reizi ceturksnī',
  responsibles: [{ type: 'equipment', role: 'RM' }],
  ...changes,
})
const monitor = (changes: Variables = {}): Variables => ({
  ciNumber: 'MON-0004',
  type: 'software',
  name: 'Sertifikātu termiņu uzraudzība',
  owner: 'person-valdis-kalejs',
  relations: [{ type: 'monitors', to: 'SRV-0031' }],
  ...changes,
})

describe('configuration management', function () {
  this.timeout(60_000)
  let house: House
  beforeEach(async () => {
    house = await House.open({ bundle: listeners })
  })
  afterEach(() => house.close())

  const start = async (startEventId: string, by: typeof pm, variables: Variables): Promise<string> => {
    const { id } = await house.engine.startProcessInstance({ by, processKey: 'configuration', startEventId, variables })
    await house.settle()
    return id
  }
  /** A message that starts a case. */
  const send = async (name: string, payload: Variables): Promise<string> => {
    const { processInstanceId } = await house.engine.publishMessage({ by: pm, name, payload })
    await house.settle()
    return processInstanceId ?? ''
  }
  const update = (payload: Variables): Promise<string> => send('configuration.update', payload)
  const audit = (payload: Variables = {}): Promise<string> => send('configuration.auditRequested', payload)
  const item = (id: string) => house.record('configuration-item', id)
  /** What the listener's open tasks have heard. */
  const told = async (listener: 'CHANGE' | 'IMPROVE' | 'ANSWERED'): Promise<readonly Variables[]> => {
    const tasks = (await house.tasks()).filter(({ elementId }) => elementId === listener)
    const details = tasks.map(({ id: taskId }) => house.engine.getTask({ institutionId: 'demo', taskId }))
    return (await Promise.all(details)).map(({ variables }) => variables)
  }
  const ask = (question: string) =>
    house.engine.startProcessInstance({ by: pm, processKey: 'asker', variables: { question } })
  const ended = async (id: string, endState: string) =>
    expect(await house.instance(id)).to.include({ state: 'completed', endState })
  /** An approved change, as change management leaves it. */
  const change = async (status: string, ciIds: readonly string[] = []): Promise<string> => {
    const by = { ...pm, mayManage: true }
    const data = { title: 'Sertifikātu uzraudzība', ciIds: [...ciIds] }
    return (await house.engine.createRecord({ by, register: 'change', data, status })).id
  }
  /** Every open verification is completed: those of `found` as it says, the others match. */
  const verify = async (found: Readonly<Record<string, Variables>> = {}): Promise<readonly string[]> => {
    const seen: string[] = []
    for (const { id: taskId } of await house.tasks()) {
      const task = await house.engine.getTask({ institutionId: 'demo', taskId })
      if (task.elementId !== 'CFG_U05') continue
      const { ciId } = task.variables['auditItem'] as { ciId: string }
      seen.push(ciId)
      await house.engine.claimTask({ by: rm, taskId })
      await house.engine.completeTask({ by: rm, taskId, data: found[ciId] ?? { verifyResult: 'match' } })
    }
    await house.settle()
    return seen
  }

  describe('a plan', () => {
    it('goes back with remarks, comes into force, and what fits raises no audit', async () => {
      const id = await start('CFG_E01', pm, { planReason: 'Gada plāns.' })
      await house.complete('CFG_U01', pm, plan())
      await house.complete('CFG_U02', sm, { approved: false, remarks: 'Trūkst monitoringa.' })
      expect((await house.instance(id)).variables).to.include({ remarks: 'Trūkst monitoringa.' })
      await house.complete('CFG_U01', pm, plan())
      await house.complete('CFG_U02', sm, { approved: true })

      await ended(id, 'planned')
      expect(await house.record('cmdb-model', id)).to.deep.include({ status: 'in_force' })
      expect((await house.record('cmdb-model', id)).data).to.include({ modelVersion: 2, title: 'KVDB modelis 2026' })
      expect((await house.record('cmdb-model', 'cmdb-model-1')).status).to.equal('superseded')
      expect(await house.openTasks()).to.deep.equal([])
    })

    it('asks for an audit where items no longer fit', async () => {
      const id = await start('CFG_E01', pm, { planReason: 'Stingrāks modelis.' })
      const ciTypes = [{ type: 'data', prefix: 'DB-', required: 'owner, engine, backupPlan' }]
      await house.complete(
        'CFG_U01',
        pm,
        plan({ ciTypes: [...(plan()['ciTypes'] as Variables[]).slice(0, 3), ...ciTypes] }),
      )
      await house.complete('CFG_U02', sm, { approved: true })

      await ended(id, 'planned')
      expect((await house.instance(id)).variables).to.include({ misfits: 5 })
      const { processInstanceId } = await house.task('CFG_U05')
      const { variables } = await house.instance(processInstanceId)
      expect(variables['scope']).to.deep.equal(['service-s-014', 'service-s-021'])
      expect(variables).to.include({ originProcess: 'configuration', originRecord: id })
    })

    it('is not approved by the one who wrote it', async () => {
      await start('CFG_E01', pm, { planReason: 'Gada plāns.' })
      const both = { ...pm, groups: ['PM', 'SM'] }
      await house.complete('CFG_U01', both, plan())

      const { id: taskId } = await house.task('CFG_U02')
      const refused = await house.engine.claimTask({ by: both, taskId }).then(
        () => null,
        (error: unknown) => error,
      )
      expect(refused).to.be.instanceOf(Error)
    })
  })

  describe('an update', () => {
    it('that an approved change allows is applied by itself, and the asker gets an answer', async () => {
      const changeId = await change('implementing')
      const originRef = 'change-1:CHG_M04:1'
      await ask(originRef)
      const id = await update({ items: [monitor()], changeId, originProcess: 'change', originRef })

      await ended(id, 'updated')
      const created = await item('MON-0004')
      expect(created).to.include({ version: 1, status: 'in_use' })
      expect(created.data).to.include({ ownerPersonId: 'person-valdis-kalejs', changeId })
      expect(created.data).not.to.have.property('unauthorised')
      const relations = await house.records('ci-relation', { from: 'MON-0004' })
      expect(relations.map(({ data }) => [data['type'], data['to']])).to.deep.equal([['monitors', 'SRV-0031']])
      const [answer] = await told('ANSWERED')
      expect(answer).to.deep.include({ question: originRef, ciIds: ['MON-0004'], versions: { 'MON-0004': 1 } })
      const accounted = await house.record('configuration-update', id)
      expect(accounted).to.include({ status: 'applied' })
      expect(accounted.data).to.deep.include({ ciIds: ['MON-0004'], authorised: true, effectiveAt: house.instant })
    })

    it('of an incident changes one version of an item and nobody is told where nobody waits', async () => {
      const id = await update({
        items: [{ ciId: 'SRV-0031', attributes: { certificateValidTo: '2027-03-12' } }],
        originProcess: 'incident',
        incidentId: 'incident-1',
      })

      await ended(id, 'updated')
      const server = await item('SRV-0031')
      expect(server.version).to.equal(2)
      expect(server.data['attributes']).to.deep.equal({
        operatingSystem: 'Debian 13',
        certificateValidTo: '2027-03-12',
      })
      expect(await house.openTasks()).to.deep.equal([])
    })

    it('by hand without a change is identified, registered until it is complete, and marked', async () => {
      const id = await start('CFG_E06', exe, {
        action: 'create',
        items: [{ type: 'equipment', name: 'Rezerves kopiju serveris' }],
        source: 'inventarizācija',
      })
      expect(await house.openTasks()).to.deep.equal(['CFG_U03'])
      const { variables } = await house.instance(id)
      expect((variables['validation'] as Variables[]).map(({ code, detail }) => [code, detail])).to.deep.equal([
        ['missing_attribute', 'owner'],
        ['missing_attribute', 'location'],
        ['not_authorised', null],
      ])

      const found = { type: 'equipment', name: 'Rezerves kopiju serveris', criticality: 'high' }
      const serviceIds = ['service-s-021']
      const nobodys = house.complete('CFG_U03', exe, { items: [{ ...found, owner: 'nobody' }], serviceIds })
      expect(await codeOf(nobodys), 'nobody is no resource manager').to.equal('form-rejected')
      await house.complete('CFG_U03', exe, { items: [{ ...found, owner: 'person-valdis-kalejs' }], serviceIds })
      const { attributes = [] } = (await house.instance(id)).variables
      expect(attributes).to.deep.include({ ciId: 'SRV-0001', attribute: 'location', value: '' })
      const registered = {
        attributes: [{ ciId: 'SRV-0001', attribute: 'location', value: 'Datu centrs B' }],
        relations: [{ from: 'SRV-0001', type: 'backs_up', to: 'SRV-0044' }],
        status: 'acquired',
      }
      const withoutLocation = [{ ciId: 'SRV-0001', attribute: 'operatingSystem', value: 'Debian 13' }]
      await house.complete('CFG_U04', rm, { ...registered, attributes: withoutLocation })
      expect(await house.openTasks(), 'a location is required').to.deep.equal(['CFG_U04'])
      await house.complete('CFG_U04', rm, registered)

      await ended(id, 'updated')
      const server = await item('SRV-0001')
      expect(server).to.include({ status: 'acquired', version: 1 })
      expect(server.data).to.deep.include({ location: 'Datu centrs B', criticality: 'high', unauthorised: true })
      expect((await house.record('configuration-update', id)).data).to.deep.include({ unauthorisedCis: ['SRV-0001'] })
      expect(await house.records('ci-relation', { from: 'SRV-0001', to: 'SRV-0044' })).to.have.length(1)
    })

    it('retires an item and ends its relations without deleting either', async () => {
      const changeId = await change('approved')
      await update({ action: 'retire', items: [{ ciId: 'SRV-0032' }], changeId })

      expect((await item('SRV-0032')).status).to.equal('retired')
      const [relation] = await house.records('ci-relation', { from: 'SRV-0032' })
      expect(relation?.data['validTo']).to.equal(house.instant.slice(0, 10))
    })

    it('waits for people where the change that is named is not approved', async () => {
      await update({ items: [{ ciId: 'SRV-0031', status: 'maintenance' }], changeId: await change('registered') })

      expect(await house.openTasks()).to.deep.equal(['CFG_U03'])
      await house.complete('CFG_U03', exe2, {
        items: [{ type: 'equipment', ciId: 'SRV-0031', name: 'Serveris' }],
        serviceIds: ['service-s-014', 'service-s-021'],
      })
      const attributes = [{ ciId: 'SRV-0031', attribute: 'location', value: 'Datu centrs A' }]
      await house.complete('CFG_U04', rm, { attributes, relations: [], status: 'maintenance' })
      expect((await item('SRV-0031')).data).to.include({ unauthorised: true, name: 'Serveris' })
    })
  })

  it('records the components of a new service, and answers who registered it', async () => {
    await ask('sla-1:SLM_M02:1')
    const id = await send('service.registered', {
      serviceId: 'service-s-030',
      originProcess: 'sla',
      originRef: 'sla-1:SLM_M02:1',
      components: [
        {
          type: 'information_system',
          name: 'Atļauju sistēma',
          owner: 'person-ilona-strazdina',
          criticality: 'high',
          attributes: { version: '1.0' },
        },
        {
          type: 'data',
          name: 'Atļauju dati',
          owner: 'person-valdis-kalejs',
          attributes: { engine: 'PostgreSQL 17' },
          relations: [],
        },
        {
          type: 'documentation',
          name: 'Atļauju instrukcija',
          owner: 'person-ilona-strazdina',
          attributes: { url: 'https://wiki.iestade.example/atl' },
        },
      ],
    })

    await ended(id, 'updated')
    expect((await item('IS-0001')).data).to.deep.include({ name: 'Atļauju sistēma', serviceIds: ['service-s-030'] })
    const [answer] = await told('ANSWERED')
    expect(answer).to.deep.include({ ciIds: ['IS-0001', 'DB-0001', 'DOK-0001'] })
  })

  it('asks people what a new service consists of when nobody said', async () => {
    await send('service.registered', { serviceId: 'service-s-030', originProcess: 'sla', components: null })

    expect(await house.openTasks()).to.deep.equal(['CFG_U03'])
  })

  describe('an audit', () => {
    it('whose items all match is approved and published', async () => {
      const id = await audit({ scope: ['service-s-014'], reason: 'Pēc lielām izmaiņām' })
      expect(await verify()).to.include.members(['IS-0007', 'IS-0008', 'SRV-0031', 'DB-0012'])

      expect(await house.openTasks()).to.deep.equal(['CFG_U07'])
      await house.complete('CFG_U07', sm, { conclusions: 'KVDB ir pareiza.', accepted: true })
      await ended(id, 'audited')
      const record = await house.record('configuration-audit', id)
      expect(record).to.include({ status: 'completed', number: 'A-2026-0001' })
      expect(record.data).to.include({ auditScore: 1, discrepancies: 0, accepted: true })
      expect((await item('SRV-0031')).data['lastVerified']).to.equal(house.instant.slice(0, 10))
      const [report] = await house.records('report', { kind: 'configuration_audit' })
      expect(report).to.include({ status: 'published' })
      expect(report?.data['conclusions']).to.equal('KVDB ir pareiza.')
      expect(await house.openTasks()).to.deep.equal([])
    })

    it('lists what differs, has it corrected, raises one change for what nobody allowed, and proposes improvement', async () => {
      await change('implementing', ['DB-0012'])
      const id = await audit()
      const tasks = await house.tasks()
      expect(tasks.every(({ candidateGroups }) => candidateGroups.includes('RM'))).to.equal(true)
      await verify({
        'SRV-0031': { verifyResult: 'mismatch', actual: [{ attribute: 'operatingSystem', value: 'Debian 14' }] },
        'DB-0012': { verifyResult: 'match', actual: [{ attribute: 'engine', value: 'PostgreSQL 18' }] },
        'IS-0007': { verifyResult: 'missing', note: 'Serverī nav atrodama.' },
      })

      const { variables } = await house.instance(id)
      expect(variables).to.deep.include({ discrepancies: 3, unauthorisedCis: ['IS-0007', 'SRV-0031'] })
      expect(variables['discrepancyList']).to.deep.include({
        ciId: 'DB-0012',
        name: 'Deklarāciju datubāze',
        result: 'mismatch',
        attribute: 'engine',
        recorded: 'PostgreSQL 17',
        actual: 'PostgreSQL 18',
      })
      const correct = (ciId: string) => ({
        corrections: [{ ciId, attribute: 'operatingSystem', value: 'Debian 14', reason: 'Atjaunināts.' }],
      })
      await house.complete('CFG_U06', exe, correct('SRV-9999'))
      expect(await house.openTasks(), 'no such item').to.deep.equal(['CFG_U06'])
      await house.complete('CFG_U06', exe, correct('SRV-0031'))
      expect((await item('SRV-0031')).data['attributes']).to.deep.include({ operatingSystem: 'Debian 14' })

      const [asked, another] = await told('CHANGE')
      expect(another).to.equal(undefined)
      expect(asked).to.deep.include({
        ciIds: ['IS-0007', 'SRV-0031'],
        serviceIds: ['service-s-014', 'service-s-021'],
        originProcess: 'configuration',
      })
      await house.complete('CFG_U07', sm, { conclusions: 'Trūkst DB-0012.', accepted: false })
      await house.complete('CFG_U06', exe, {
        corrections: [{ ciId: 'DB-0012', attribute: 'engine', value: 'PostgreSQL 18', reason: 'Izmaiņas.' }],
      })
      expect(await told('CHANGE'), 'not a second time').to.have.length(1)
      await house.complete('CFG_U07', sm, { conclusions: 'Izlabots.', accepted: true })

      await ended(id, 'audited')
      expect((await house.record('configuration-audit', id)).data['corrections']).to.have.length(3)
      const [proposed] = await told('IMPROVE')
      expect(proposed).to.include({ area: 'resource', source: 'configuration', originRecord: 'A-2026-0001' })
    })

    it('raises a change for an item that was marked, though it matches', async () => {
      await update({ items: [{ ciId: 'IS-0007', attributes: { version: '4.3' } }] })
      await house.complete('CFG_U03', exe, {
        items: [{ type: 'information_system', ciId: 'IS-0007', name: 'Dzīvesvietas deklarēšanas e-pakalpojums' }],
        serviceIds: ['service-s-014'],
      })
      const attributes = [{ ciId: 'IS-0007', attribute: 'version', value: '4.3' }]
      await house.complete('CFG_U04', rm, { attributes, status: 'in_use', relations: [] })
      await audit({ scope: ['service-s-014'] })
      await verify()

      const [asked] = await told('CHANGE')
      expect(asked?.['ciIds']).to.deep.equal(['IS-0007'])
      expect(await house.openTasks()).to.deep.equal(['CFG_U07', 'CHANGE'])
    })

    it('verifies the items of the change that asked for it', async () => {
      const changeId = await change('implemented', ['LIG-0005'])
      await audit({ scope: ['service-s-021'], changeId })

      expect(await verify()).to.include('LIG-0005')
    })

    it('begins every quarter', async () => {
      await house.passTime({ days: 93 })

      const tasks = (await house.openTasks()).filter((id) => id.startsWith('CFG'))
      expect(new Set(tasks)).to.deep.equal(new Set(['CFG_U05']))
      expect(await house.records('configuration-audit')).to.have.length(1)
    })
  })
})
