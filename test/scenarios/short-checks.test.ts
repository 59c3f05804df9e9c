/** Small promises of several schemes together: who is heard, what the calendar starts, what a missing scheme breaks. */
import { expect } from 'chai'
import { projectRoot } from '../../api/project-root.ts'
import { readTypicalBundle } from '../../api/typical-bundle.ts'
import { isObject, type Variables } from '../../engine/model/json.ts'
import { openServer } from '../api/support/open-api.ts'
import { House, INSTITUTION, PEOPLE } from '../support/house.ts'

const { kac, sm, pm } = PEOPLE

describe('a suggestion of a client that becomes a change', function () {
  this.timeout(60_000)
  let house: House
  beforeEach(async () => {
    house = await House.open()
  })
  afterEach(() => house.close())

  /** The suggestion, accepted as a change and assessed. @returns whom its board has */
  async function board(personalData: boolean): Promise<readonly Variables[]> {
    const id = await house.submit({
      kind: 'suggestion',
      subject: 'Papildināt izziņas veidlapu',
      description: 'Ierosinu izziņas veidlapā prasīt arī tālruņa numuru.',
    })
    const suggestion = {
      kind: 'suggestion',
      serviceId: 'service-s-021',
      category: 'category-feedback',
      impact: 'significant',
      urgency: 'low',
      admissibility: 'ok',
      l1Solvable: false,
    }
    await house.complete('APP_U01', kac, suggestion, id)
    await house.complete('APP_U03', sm, { feedbackDecision: 'change', answer: 'Paldies, veidlapu papildināsim.' }, id)
    const [change] = await house.records('change', { applicationId: id })
    const changeId = change?.id ?? ''
    const services = ['service-s-021']
    const classified = { changeType: 'significant', changeArea: 'service', serviceIds: services, urgency: 'low' }
    await house.complete('CHG_U01', kac, { ...classified, impact: 'significant' }, changeId)
    const assessed = {
      assessment: 'proceed',
      feasibility: 'Īstenojams ar iestādes darbiniekiem.',
      riskLevel: 'low',
      estCost: 400,
      estHours: 16,
      benefit: 'Klientu var sasniegt ātrāk.',
      requiresBudget: false,
      personalData,
      conditionCheck: [{ condition: 'N6', effect: 'Veidlapa kļūst par vienu lauku garāka.' }],
    }
    await house.complete('CHG_U02', pm, assessed, changeId)
    const { cabMembers } = (await house.instance(changeId)).variables
    return Array.isArray(cabMembers) ? cabMembers.filter(isObject) : []
  }

  it('is judged by data protection when it adds personal data', async () => {
    const expert = (await board(true)).find(({ personId }) => personId === 'person-sanita-vanaga')
    expect(expert).to.deep.include({
      reason: { lv: 'Izmaiņas skar personas datus', en: 'The change affects personal data' },
    })
    expect((await house.tasks()).filter(({ elementId }) => elementId === 'CHG_U04')).to.have.length.greaterThan(1)
  })

  it('is not when it adds none', async () => {
    const members = await board(false)
    expect(members).to.have.length.greaterThan(0)
    expect(members.map(({ personId }) => personId)).to.not.include('person-sanita-vanaga')
  })
})

describe('what the calendar starts', function () {
  this.timeout(60_000)
  const OTHER = 'other'
  let house: House
  beforeEach(async () => {
    house = await House.open({ institutions: [INSTITUTION, OTHER], restarts: true })
  })
  afterEach(() => house.close())

  /** Start events by which cases of the scheme began at an institution. */
  async function started(institutionId: string, processKey: string): Promise<readonly string[]> {
    const { items } = await house.engine.listProcessInstances({ institutionId, processKey, limit: 50 })
    const lines = await Promise.all(
      items.map(({ id }) => house.engine.listHistory({ institutionId, processInstanceId: id, limit: 20 })),
    )
    const starts = lines.map(({ items: events }) => events.find(({ type }) => type === 'element-entered')?.elementId)
    return starts.flatMap((elementId) => elementId ?? []).toSorted()
  }
  const everywhere = (processKey: string) =>
    Promise.all([INSTITUTION, OTHER].map((institutionId) => started(institutionId, processKey)))

  it('starts once in each institution and period, also after downtime and restarts', async () => {
    expect(await everywhere('problem'), 'in March nothing is due yet').to.deep.equal([[], []])

    // Down from March to the middle of May: two months were missed, and the latest of them is looked at.
    await house.passTime({ days: 74 })
    const once = [['PRB_E03'], ['PRB_E03']]
    expect(await everywhere('problem')).to.deep.equal(once)
    await house.settle()
    expect(await everywhere('problem'), 'after another restart').to.deep.equal(once)
    expect(await everywhere('configuration'), 'a quarter has not passed').to.deep.equal([[], []])
    expect(await everywhere('availability'), 'April is measured').to.deep.equal([['AVL_E04'], ['AVL_E04']])
    const looked = ['CAP_E03', 'CAP_E05']
    expect(await everywhere('capacity'), 'the quarter, and one of many days').to.deep.equal([looked, looked])

    await house.passTime({ days: 20 })
    await house.settle()
    const twice = [
      ['PRB_E03', 'PRB_E03'],
      ['PRB_E03', 'PRB_E03'],
    ]
    expect(await everywhere('problem'), 'in June').to.deep.equal(twice)
    expect(await everywhere('configuration'), 'in June').to.deep.equal([['CFG_E04'], ['CFG_E04']])
    const measured = ['AVL_E04', 'AVL_E04']
    expect(await everywhere('availability'), 'in June').to.deep.equal([measured, measured])
    const again = ['CAP_E03', 'CAP_E05', 'CAP_E05']
    expect(await everywhere('capacity'), 'in June').to.deep.equal([again, again])
  })
})

describe('an institution without incident management', function () {
  this.timeout(60_000)

  it('falls from level 4 to 3, and is told which element of another scheme nobody hears, and what to do', async () => {
    const files = readTypicalBundle(projectRoot())
    const server = await openServer(
      {},
      files.filter(({ name }) => name !== 'incident.bpmn'),
    )
    try {
      const opm = await server.person('opm', ['OPM'])
      const level = async () => (await opm.get('/api/maturity?mode=formal')).json['level']
      const unheard = async () => {
        const findings = (await opm.get('/api/integrity')).json['findings'] as readonly Variables[]
        return findings.filter(({ elementId }) => elementId === 'APP_M03')
      }
      // Incident management is the institution's own, the rest it takes as it is; every process has its manager.
      const own = files.filter(({ name }) => /^incident|messages|\.dmn$|simple-incident/.test(name))
      const deployed = await opm.post('/api/deployments', { name: 'Incidenti', activate: true, resources: own })
      expect(deployed.status, deployed.text).to.equal(201)
      for (const processKey of ['application', 'request', 'configuration', 'sla', 'incident', 'problem', 'change']) {
        const { id } = (await opm.get(`/api/process-definitions/key/${processKey}`)).json
        await opm.post(`/api/process-definitions/${id}/activate`)
        const data = { processKey, manager: 'opm', validFrom: '2026-03-01' }
        const appointed = await opm.post('/api/registers/process-assignment/records', { data })
        expect(appointed.status, appointed.text).to.equal(201)
      }
      expect(await level()).to.equal(4)
      expect(await unheard()).to.deep.equal([])

      const { id } = (await opm.get('/api/process-definitions/key/incident')).json
      const taken = await opm.post(`/api/process-definitions/${id}/deactivate`)
      expect(taken.status, taken.text).to.be.oneOf([200, 204])
      expect(await level()).to.equal(3)
      const [found] = await unheard()
      expect(found).to.include({
        severity: 'warning',
        code: 'message-without-receiver',
        processKey: 'application',
        subject: 'incident.escalated',
      })
      expect(found?.['message']).to.contain('Activate a process that takes it, or remove the element.')
    } finally {
      await server.close()
    }
  })

  it('is not told so when it has the scheme', async () => {
    const house = await House.open()
    try {
      const findings = await house.engine.checkIntegrity({ institutionId: INSTITUTION, holderId: '' })
      expect(findings.filter(({ subject }) => subject === 'incident.escalated')).to.deep.equal([])
    } finally {
      await house.close()
    }
  })
})
