/**
 * Scenario A: the e-service for declaring residence is down. Two clients, one incident, a problem, a change and the items
 * it leaves behind, all through the API of a running server; the persons and numbers are fictional.
 */
import { expect } from 'chai'
import type { Json, Variables } from '../../engine/model/json.ts'
import type { Caller } from '../api/support/open-api.ts'
import { ServedHouse, type Facts } from '../support/served-house.ts'

const SERVICE = 'service-s-014'
const E_SERVICE = 'IS-0007'
/** 12 March 2026, a Thursday, by the clock on the wall in Riga. */
const today = (time: string): string => new Date(`2026-03-12T${time}:00+02:00`).toISOString()

const OUTAGE: Variables = {
  clientKind: 'natural_person',
  language: 'lv',
  serviceId: SERVICE,
  subject: 'Nevar deklarēt dzīvesvietu',
  description: 'E-pakalpojums rāda kļūdu, tiklīdz mēģina pieslēgties.',
  occurredAt: today('08:50'),
}
const CLASSIFIED: Variables = {
  kind: 'incident',
  serviceId: SERVICE,
  category: 'category-e-service',
  impact: 'extensive',
  urgency: 'high',
  admissibility: 'ok',
  l1Solvable: false,
}
const ACCEPTED: Variables = {
  acceptDecision: 'accepted',
  serviceId: SERVICE,
  affectedCis: [E_SERVICE],
  impact: 'extensive',
  urgency: 'high',
  majorIncident: true,
  expectedRestoreMinutes: 90,
}

describe('the e-service for declaring residence is down', function () {
  this.timeout(120_000)
  let house: ServedHouse
  let portal: Caller
  let monitoring: Caller
  afterEach(() => house.close())

  const open = async (restarts: boolean): Promise<void> => {
    house = await ServedHouse.open(today('08:50'), { restarts })
    portal = await house.system('Portāls', 'message.send:application.submitted', 'message.send:client.confirmed')
    monitoring = await house.system('Monitorings', 'message.send:monitoring.alarm')
  }
  /** What the process manager reads. */
  const record = async (register: string, id: string) => withData(await house.record('pm', register, id))
  const records = async (register: string, where: Variables = {}) =>
    (await house.records('pm', register, where)).map(withData)
  const instance = async (id: string) => withVariables(await house.instance('pm', id))
  const complete = (login: string, elementId: string, data: Variables, processInstanceId?: string) =>
    house.complete(login, elementId, processInstanceId === undefined ? {} : { processInstanceId }, data)
  /** Anna phones, the front office passes the incident on at 09:05, the executor accepts it at 09:10. */
  const annaPhones = async (): Promise<{ anna: string; incident: string }> => {
    await house.at(today('09:02'))
    const anna = await house.begin('kac', 'application', {
      ...OUTAGE,
      channel: 'phone',
      receivedAt: house.instant,
      clientId: '320001-00011',
      clientName: 'Anna Bērziņa',
      contactPhone: '+37120000011',
      preferredChannel: 'phone',
    })
    await house.at(today('09:05'))
    await complete('kac', 'APP_U01', CLASSIFIED, anna)
    const { data } = await record('application', anna)
    const [incident] = await records('incident', { serviceId: SERVICE })
    expect(data).to.include({ priority: 'P1' })
    await house.at(today('09:10'))
    await complete('exe', 'INC_U01', ACCEPTED, incident?.id)
    return { anna, incident: incident?.id ?? '' }
  }
  /** Jānis submits through the portal at 09:12 and is linked to the open incident. */
  const janisSubmits = async (incident: string): Promise<string> => {
    await house.at(today('09:12'))
    const payload = {
      ...OUTAGE,
      channel: 'portal',
      clientId: '320001-00029',
      clientName: 'Jānis Kalniņš',
      contactEmail: 'janis.kalnins@epasts.example',
      preferredChannel: 'email',
    }
    const janis = (await house.send(portal, 'application.submitted', payload)) ?? ''
    const [task] = await house.tasks('kac', { elementId: 'APP_U01', processInstanceId: janis })
    const { variables } = await house.get('kac', `/api/tasks/${task?.id}`)
    const { context } = variables as { context: { openIncidents: readonly Variables[] } }
    expect(context.openIncidents.map(({ id }) => id)).to.include(incident)
    await complete('kac', 'APP_U01', { ...CLASSIFIED, linkedIncidentId: incident }, janis)
    return janis
  }
  /** What of these cases went to the management. */
  const escalations = async (...cases: readonly string[]) =>
    (await records('escalation')).filter(({ data }) => cases.includes(String(data['sourceInstance'])))
  const times = (id: string, elementId: string) => house.entered('pm', id, elementId)
  const number = async (register: string, id: string): Promise<string> => String((await record(register, id))['number'])

  it('and is restored in time, its cause found and removed (A), restarted between every two steps', async () => {
    await open(true)
    const { anna, incident } = await annaPhones()
    expect(await number('application', anna)).to.match(/^P-2026-\d{6}$/)
    expect((await records('notification', { event: 'app_received', applicationId: anna })).length).to.equal(1)
    expect(await number('incident', incident)).to.match(/^N-2026-\d{5}$/)
    const { sla } = (await instance(incident)).variables
    expect(sla).to.deep.include({ startedAt: today('09:02'), react: today('09:17'), resolve: today('13:02') })
    expect(await times(incident, 'INC_M03'), '90 minutes are within 480').to.deep.equal([])
    const major = await records('notification', { event: 'incident_major' })
    expect(major.map(({ data }) => data['role'])).to.include.members(['KAC', 'PM', 'OPM', 'MGMT'])

    const janis = await janisSubmits(incident)
    expect((await record('incident', incident)).data['applicationIds']).to.deep.equal([anna, janis])

    // Monitoring is heard two minutes later, and what it says belongs to the incident that is open.
    await house.at(today('09:15'))
    const payload = { probeId: 'http-is-0007', serviceId: SERVICE, ciId: E_SERVICE, message: 'HTTP 503' }
    const severity = { detectedAt: today('09:15'), severity: 'critical' }
    const alarm = (await house.send(monitoring, 'monitoring.alarm', { ...payload, ...severity })) ?? ''
    await house.at(today('09:17'))
    expect(await times(alarm, 'AVL_S07')).to.deep.equal([today('09:17')])
    expect(await instance(alarm)).to.include({ state: 'completed', endState: 'alarm_handled' })
    const logged = await record('monitoring-alarm', alarm)
    expect(logged).to.include({ status: 'added' })
    expect(logged.data).to.include({ incidentId: incident, severity: 'critical' })
    expect(await records('incident', { serviceId: SERVICE })).to.have.length(1)

    await house.at(today('10:05'))
    const diagnosed = { diagnosis: 'Beidzies sertifikāts.', causeKnown: false, resolutionPath: 'fix' }
    await complete('exe', 'INC_P01_U1', diagnosed, incident)
    await house.at(today('10:32'))
    await complete(
      'exe',
      'INC_U02',
      {
        actionsTaken: 'Izsniegts pagaidu sertifikāts.',
        restoredAt: today('10:32'),
        temporaryFix: true,
        ciChanged: true,
        changedCis: ['SRV-0031'],
      },
      incident,
    )
    const before = Number((await record('configuration-item', 'SRV-0031'))['version'])
    await complete('exe', 'INC_U03', { restored: true, verification: 'Pieslēgšanās izdodas.' }, incident)

    expect(await instance(incident)).to.include({ state: 'completed', endState: 'workaround' })
    const [outage] = await records('outage', { incidentId: incident })
    expect(outage?.data).to.include({ from: today('08:50'), to: today('10:32'), minutes: 102 })
    expect(Number((await record('configuration-item', 'SRV-0031'))['version'])).to.equal(before + 1)
    expect(await escalations(anna, janis, incident), 'restored before 13:02').to.deep.equal([])

    // The result goes to both clients: Anna confirms on the phone, Jānis says nothing for five working days.
    const [problem] = await records('problem', { serviceId: SERVICE })
    const handedOver = { resultSummary: 'E-pakalpojums darbojas.', deliveryChannel: 'email' }
    await complete('kac', 'APP_U04', { ...handedOver, confirmedOnSpot: false }, anna)
    await complete('kac', 'APP_U04', { ...handedOver, confirmedOnSpot: false }, janis)
    expect((await record('application', janis))['status']).to.equal('resolved')
    await house.send(portal, 'client.confirmed', { applicationId: anna }, anna)
    const closed = { closureCode: 'resolved', finalCategory: 'category-e-service' }
    await complete('kac', 'APP_U08', closed, anna)
    expect((await record('application', anna))['status']).to.equal('closed')

    const id = problem?.id ?? ''
    expect(problem).to.include({ status: 'registered' })
    expect(problem?.['number']).to.match(/^PR-2026-\d{4}$/)
    expect(problem?.data['incidentIds']).to.deep.equal([incident])
    const investigation = { investigators: ['person-andris-berzs'], targetDate: '2026-03-20' }
    await complete('pm', 'PRB_U01', { problemDecision: 'accept', majorProblem: true, ...investigation }, id)
    const cause = { rootCause: 'Sertifikātu derīgumu neviens neuzrauga.', faultyCis: ['SRV-0031'] }
    await complete(
      'exe',
      'PRB_P01_U1',
      { method: 'five_whys', rootCauseFound: true, ...cause, workaround: 'Izsniegt pagaidu sertifikātu.' },
      id,
    )
    const [knownError] = await records('known-error', { problemId: id })
    expect(knownError).to.include({ status: 'open' })
    const options = [{ option: 'Uzraudzīt sertifikātus', cost: 1200, benefit: 'Nav dīkstāvju', risk: 'Zems' }]
    await complete('exe', 'PRB_P02_U1', { options, errorDecision: 'change', estCost: 1200 }, id)

    const [requested] = await records('change', { originRecord: problem?.['number'] as string })
    const change = requested?.id ?? ''
    expect(requested?.['number']).to.match(/^I-2026-\d{4}$/)
    expect(requested?.data).to.include({ originProcess: 'problem', knownErrorId: knownError?.id })
    await complete(
      'kac',
      'CHG_U01',
      {
        changeType: 'minor',
        changeArea: 'it',
        serviceIds: [SERVICE],
        ciIds: ['SRV-0031'],
        impact: 'limited',
        urgency: 'medium',
      },
      change,
    )
    await complete(
      'pm',
      'CHG_U02',
      {
        assessment: 'proceed',
        feasibility: 'Īstenojams ar iestādes darbiniekiem.',
        riskLevel: 'low',
        estCost: 1200,
        estHours: 16,
        benefit: 'Par sertifikāta beigām uzzina mēnesi iepriekš.',
        requiresBudget: false,
        personalData: false,
        conditionCheck: [{ condition: 'N6', effect: 'Pakalpojums pieejamāks.' }],
      },
      change,
    )
    await complete('sm', 'CHG_U05', { changeDecision: 'approve', decisionReason: 'Novērš atkārtošanos.' }, change)
    await complete(
      'pm',
      'CHG_U06',
      {
        tasks: [{ task: 'Uzstādīt uzraudzību', who: 'EXE', due: '2026-03-18', hours: 8 }],
        windowStart: '2026-03-18T18:00:00Z',
        windowEnd: '2026-03-18T20:00:00Z',
        downtimeMinutes: 0,
        testPlan: 'Sertifikāts, kas beidzas rīt, dod brīdinājumu.',
        backoutPlan: 'Noņemt uzraudzību.',
        communication: 'Ziņa KAC dienu iepriekš.',
        plannedCost: 1200,
      },
      change,
    )
    await complete('sm', 'CHG_U07', { planAgreed: true }, change)
    await complete('exe', 'CHG_P01_U1', { buildNotes: 'Uzraudzības noteikums.' }, change)
    await complete('exe2', 'CHG_P01_U2', { testsPassed: true, testReport: 'Brīdinājums saņemts.' }, change)
    // Five days of the service's calendar, which has no weekends, and Jānis has said nothing.
    await house.at('2026-03-17T10:32:00+02:00')
    expect(await times(janis, 'APP_U08')).to.deep.equal([house.instant])
    await complete('kac', 'APP_U08', closed, janis)
    expect((await record('application', janis))['status']).to.equal('closed')

    await house.at('2026-03-18T18:30:00Z')
    const created = { action: 'create', name: 'Sertifikātu termiņu uzraudzība', type: 'software' }
    await complete(
      'exe',
      'CHG_P01_U3',
      {
        implementedAt: house.instant,
        implResult: 'success',
        updates: [{ ...created, relation: 'monitors', to: 'SRV-0031' }],
      },
      change,
    )
    // The model asks for an owner: the executor names the item, its manager registers it.
    const named = { ciId: 'MON-0004', type: 'software', name: created.name, owner: 'person-valdis-kalejs' }
    await complete('exe', 'CFG_U03', { items: [named], serviceIds: [SERVICE] })
    const [offered] = await house.tasks('rm', { elementId: 'CFG_U04' })
    const relations = [{ from: 'MON-0004', type: 'monitors', to: 'SRV-0031' }]
    expect((await house.get('rm', `/api/tasks/${offered?.id}`))['variables']).to.deep.include({ relations })
    const attributes = [{ ciId: 'MON-0004', attribute: 'target', value: 'SRV-0031' }]
    await complete('rm', 'CFG_U04', { attributes, relations, status: 'in_use' })
    const [monitor] = await records('configuration-item', { changeId: change })
    expect(monitor).to.include({ id: 'MON-0004', version: 1 })
    const [relation] = await records('ci-relation', { from: 'MON-0004' })
    expect(relation?.data).to.include({ type: 'monitors', to: 'SRV-0031' })

    // March is over: 31 days less the hour that the clocks skipped, of which 102 minutes were lost.
    await house.at('2026-04-01T09:00:00+03:00')
    const [march, another] = await records('availability-measurement', { serviceId: SERVICE })
    expect(another).to.equal(undefined)
    expect(march?.data).to.include({
      period: '2026-03',
      agreedMinutes: 44_580,
      downtimeMinutes: 102,
      interruptions: 1,
      mttrMinutes: 102,
      availability: 99.7712,
      target: 99.5,
      belowTarget: false,
    })
    const measuring = String(march?.data['processInstanceId'])
    expect(await instance(measuring)).to.include({ state: 'completed', endState: 'measured' })
    expect(await times(measuring, 'AVL_U06'), '99.77 % is enough').to.deep.equal([])

    // Ten working days after the implementation.
    await house.at('2026-04-02T06:00:00Z')
    await complete(
      'pm',
      'CHG_U08',
      {
        objectivesMet: 'yes',
        incidentsCaused: 0,
        actualCost: 1150,
        actualHours: 15,
        lessons: 'Sertifikātus uzskaitīt visus.',
        followUp: 'none',
      },
      change,
    )
    expect(await instance(change)).to.include({ state: 'completed', endState: 'implemented' })
    expect((await instance(id)).variables).to.include({ changeOutcome: 'implemented', changeId: change })

    // And ten more, Easter between, in which the incident does not recur.
    await house.at('2026-04-20T09:00:00+03:00')
    expect((await record('problem', id))['status']).to.equal('known_error')
    await complete('exe', 'PRB_P02_U2', { recurrence: false, note: 'Neatkārtojas.' }, id)
    await complete(
      'pm',
      'PRB_U02',
      {
        whatWentWell: 'Ātri atrasts cēlonis.',
        whatWentWrong: 'Termiņu neviens neredzēja.',
        preventiveActions: [{ action: 'Sertifikātu kalendārs visiem pakalpojumiem', owner: 'Andris Bērzs' }],
      },
      id,
    )
    expect(await instance(id)).to.include({ state: 'completed', endState: 'solved' })
    expect((await record('incident', incident)).data).to.include({ problemId: id, slaBreached: false })
    // The preventive action is an improvement to be decided on; nothing went astray.
    const improvements = await records('improvement', { problemId: id })
    expect(improvements.map(({ data }) => [data['title'], data['source']])).to.deep.equal([
      ['Sertifikātu kalendārs visiem pakalpojumiem', 'problem'],
    ])
    const undelivered = await house.tasks('pm', { elementId: 'UND_U01' })
    const told = await Promise.all(undelivered.map(async (task) => instance(String(task['processInstanceId']))))
    expect(told.map(({ variables }) => variables['messageName'])).not.to.include('improvement.proposed')
    expect(await escalations(anna, janis, incident), 'nothing of the disruption was late').to.deep.equal([])
  })

  it('and nothing is done after it was accepted: warnings and escalations come to the minute (A2)', async () => {
    await open(false)
    const { anna, incident } = await annaPhones()
    const janis = await janisSubmits(incident)
    for (const time of ['11:02', '11:12', '12:02', '12:12', '13:02', '13:12']) {
      await house.at(today(time))
      for (const id of [anna, janis]) {
        const tasks = await house.tasks('kac', { elementId: 'APP_U06', processInstanceId: id })
        if (tasks.length > 0) await complete('kac', 'APP_U06', { coordinationNote: 'Gaidām izpildītāju.' }, id)
      }
    }
    expect(await times(anna, 'APP_U06')).to.deep.equal([today('11:02'), today('12:02')])
    expect(await times(janis, 'APP_U06')).to.deep.equal([today('11:12'), today('12:12')])
    expect(await times(incident, 'INC_X02_E01')).to.deep.equal([today('12:02')])
    expect(await times(incident, 'INC_X03_M1')).to.deep.equal([today('13:02')])
    expect(await times(anna, 'APP_M10')).to.deep.equal([today('13:02')])
    expect(await times(janis, 'APP_M10')).to.deep.equal([today('13:12')])
    const raised = await escalations(anna, janis, incident)
    expect(raised.map(({ data }) => [data['raisedAt'], data['sourceTask']]).sort()).to.deep.equal([
      [today('11:02'), 'INC_P01_U1'],
      [today('13:02'), 'APP_R01'],
      [today('13:02'), 'INC_X03'],
      [today('13:12'), 'APP_R01'],
    ])
    expect((await record('incident', incident)).data).to.include({ slaBreached: true })
  })
})

type With<Name extends string> = Facts & Readonly<Record<Name, Readonly<Record<string, Json>>>>
const withData = (facts: Facts) => facts as With<'data'>
const withVariables = (facts: Facts) => facts as With<'variables'>
