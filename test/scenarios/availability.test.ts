import { expect } from 'chai'
import { DataRejected, FormRejected } from '../../engine/model/errors.ts'
import type { Variables } from '../../engine/model/json.ts'
import { diagram, line } from '../support/diagram-file.ts'
import { heard, listener } from '../support/stand-ins.ts'
import { House, PEOPLE } from '../support/house.ts'

const { sm, pm, spm } = PEOPLE
const SERVICE = 'service-s-014'
const ARCHIVE = 'service-s-021'

/** Stand-ins for the schemes that hear from this one, so that what they hear can be read. */
const listeners = [
  listener('change', 'change.requested', 'CHANGE'),
  listener('problem', 'problem.raised', 'PROBLEM'),
  listener('sla', 'servicelevel.deviation', 'DEVIATION'),
  listener('escalation', 'escalation.raised', 'ESCALATION'),
  diagram(
    'asker',
    line(
      'start',
      `<receiveTask id="answer" messageRef="availability_planned"><extensionElements><camunda:properties><camunda:property name="correlationKey" value="=question" /></camunda:properties></extensionElements></receiveTask>`,
      heard('ANSWERED'),
    ),
    { messages: ['availability.planned'] },
  ),
]

const requirements = (...serviceIds: readonly string[]): Variables => ({
  targets: serviceIds.map((serviceId) => ({ serviceId, hours: '24×7', availability: 99.5, maxRestoreMinutes: 240 })),
  vitalFunctions: 'Deklarācijas pieņemšana.',
})
const DESIGN: Variables = {
  design: 'Otrs datubāzes serveris.',
  designMeasures: [
    { measure: 'Datubāzes replika', ciId: 'DB-0012', effect: 40, cost: 3000 },
    { measure: 'Otrs datu centrs', effect: 10, cost: 90_000 },
  ],
}
const RECOVERY: Variables = {
  recovery: 'Atjauno no kopijas.',
  recoveryMeasures: [{ measure: 'Atjaunošanas mācības', effect: 20, cost: 400.5 }],
  backupRule: 'Katru nakti, pārbauda reizi mēnesī.',
}
const PLAN: Variables = {
  planText: 'Replika un mācības.',
  planMeasures: [
    {
      measure: 'Datubāzes replika',
      owner: 'person-valdis-kalejs',
      due: '2026-05-04',
      cost: 3000,
      requiresChange: true,
    },
    { measure: 'Atjaunošanas mācības', owner: 'person-oskars-balodis', due: '2026-04-01', cost: 400.5 },
  ],
  achievable: 99.6,
  conditions: 'Ja repliku ievieš līdz maijam.',
}

describe('availability management', function () {
  this.timeout(90_000)
  let house: House
  afterEach(() => house.close())

  const open = async (restarts = false): Promise<void> => {
    house = await House.open({ bundle: listeners, restarts })
  }
  const plan = async (variables: Variables = { serviceIds: [SERVICE], reason: 'Gada plāns.' }, by = sm) => {
    const { id } = await house.engine.startProcessInstance({
      by,
      processKey: 'availability',
      startEventId: 'AVL_E01',
      variables,
    })
    await house.settle()
    return id
  }
  const send = async (name: string, payload: Variables): Promise<string> => {
    const { processInstanceId } = await house.engine.publishMessage({ by: pm, name, payload })
    await house.settle()
    return processInstanceId ?? ''
  }
  /** What the listener's open tasks have heard. */
  const told = async (task: string): Promise<readonly Variables[]> => {
    const tasks = (await house.tasks()).filter(({ elementId }) => elementId === task)
    const details = tasks.map(({ id: taskId }) => house.engine.getTask({ institutionId: 'demo', taskId }))
    return (await Promise.all(details)).map(({ variables }) => variables)
  }
  const offered = async (elementId: string): Promise<Variables> => {
    const { id: taskId } = await house.task(elementId)
    return (await house.engine.getTask({ institutionId: 'demo', taskId })).variables
  }
  const ended = async (id: string, endState: string) =>
    expect(await house.instance(id)).to.include({ state: 'completed', endState })
  const refusal = async (elementId: string, data: Variables, by = pm): Promise<readonly string[]> => {
    const { id: taskId } = await house.task(elementId)
    await house.engine.claimTask({ by, taskId }).catch(() => undefined)
    const error: unknown = await house.engine.completeTask({ by, taskId, data }).catch((caught: unknown) => caught)
    if (!(error instanceof FormRejected))
      throw new Error(`Expected ${elementId} to refuse the data, but got ${String(error)}.`)
    return error.errors.map(({ pointer, code }) => `${pointer} ${code}`)
  }
  /** From the requirements to the draft of the plan. */
  const designed = async (...serviceIds: readonly string[]): Promise<void> => {
    await house.complete('AVL_U01', serviceIds.length > 1 ? spm : sm, requirements(...serviceIds))
    await house.complete('AVL_U03', pm, RECOVERY)
    await house.complete('AVL_U02', pm, DESIGN)
  }
  const approved = async (): Promise<void> => {
    await house.complete('AVL_U04', pm, PLAN)
    await house.complete('AVL_U05', sm, { approved: true })
  }
  const checkMeasure = async (measureName: string, data: Variables): Promise<void> => {
    for (const { id: taskId, elementId } of await house.tasks()) {
      if (elementId !== 'AVL_P01_U1') continue
      const { variables } = await house.engine.getTask({ institutionId: 'demo', taskId })
      if (variables['measureName'] !== measureName) continue
      await house.engine.claimTask({ by: pm, taskId })
      await house.engine.completeTask({ by: pm, taskId, data })
    }
    await house.settle()
  }

  describe('a plan', () => {
    it('is calculated, balanced, sent back, approved, and its measures are controlled to the end, restarted between every two steps', async () => {
      await open(true)
      const id = await plan({ serviceIds: [SERVICE], reason: 'Gada plāns.', requestedAvailability: 99.5 })
      expect(await house.record('availability-plan', id)).to.include({ status: 'draft', number: 'PIE-2026-0001' })
      expect((await offered('AVL_U01'))['targets']).to.deep.equal([{ serviceId: SERVICE, availability: 99.5 }])
      expect((await house.task('AVL_U01')).candidateGroups).to.deep.equal([`SM@${SERVICE}`])
      await designed(SERVICE)

      const draft = await offered('AVL_U04')
      expect(draft['modelled']).to.deep.equal([
        { serviceId: SERVICE, availability: 99.5009, target: 99.5, components: 7, assumed: 7 },
      ])
      expect((draft['singlePoints'] as Variables[]).map(({ ciId }) => ciId)).to.include('DB-0012')
      const justified = (draft['balance'] as Variables[]).map(({ measure, justified: pays }) => [measure, pays])
      expect(justified).to.deep.equal([
        ['Atjaunošanas mācības', true],
        ['Datubāzes replika', true],
        ['Otrs datu centrs', false],
      ])
      expect(draft['planMeasures'], 'what pays is offered').to.deep.equal([
        { measure: 'Atjaunošanas mācības', cost: 400.5 },
        { measure: 'Datubāzes replika', cost: 3000 },
      ])
      await house.complete('AVL_U04', pm, PLAN)
      await house.complete('AVL_U05', sm, { approved: false, remarks: 'Trūkst termiņu.' })
      expect(await offered('AVL_U04')).to.include({ remarks: 'Trūkst termiņu.' })
      await approved()

      const inForce = await house.record('availability-plan', id)
      expect(inForce).to.include({ status: 'in_force' })
      expect(inForce.data).to.include({ planVersion: 1, achievable: 99.6, cost: 3400.5, approvedAt: house.instant })
      const [change, another] = await told('CHANGE')
      expect(another).to.equal(undefined)
      expect(change).to.deep.include({
        serviceIds: [SERVICE],
        ciIds: ['DB-0012'],
        originProcess: 'availability',
        draftCost: 3000,
      })
      expect(await house.openTasks(id), 'only what needs no change').to.deep.equal(['AVL_P01_U1'])

      await house.passTime({ days: 29 })
      await checkMeasure('Atjaunošanas mācības', {
        measureStatus: 'late',
        evidence: 'Instruktors slims.',
        newDue: '2026-04-20',
      })
      const [escalation] = await told('ESCALATION')
      expect(escalation).to.include({
        sourceInstance: id,
        reason: 'deadline',
        note: 'Kavējas pasākums: Atjaunošanas mācības. Instruktors slims.',
      })
      expect((await house.task('AVL_P01_U1', id)).dueAt).to.equal('2026-04-20T14:00:00.000Z')
      await checkMeasure('Atjaunošanas mācības', { measureStatus: 'done', evidence: 'Protokols.' })
      expect(await house.openTasks(id)).to.deep.equal([])

      await house.send('change.completed', String(change?.['originRef']), {
        originRef: String(change?.['originRef']),
        changeOutcome: 'implemented',
      })
      expect((await offered('AVL_P01_U1'))['changeOutcome']).to.equal('implemented')
      await checkMeasure('Datubāzes replika', { measureStatus: 'done', evidence: 'Replika darbojas.' })
      await ended(id, 'planned')
      const fulfilled = await house.record('availability-plan', id)
      expect(fulfilled.status).to.equal('fulfilled')
      expect(
        (fulfilled.data['measureResults'] as Variables[]).map(({ measure, status, due }) => [measure, status, due]),
      ).to.deep.equal([
        ['Atjaunošanas mācības', 'done', '2026-04-20'],
        ['Datubāzes replika', 'done', '2026-05-04'],
      ])
    })

    it('answers who asked before its measures are done, and has none where nothing pays', async () => {
      await open()
      const originRef = 'sla-1:SLM_P01_M1:1'
      await house.engine.startProcessInstance({ by: pm, processKey: 'asker', variables: { question: originRef } })
      await house.engine.startProcessInstance({ by: pm, processKey: 'asker', variables: { question: 'another' } })
      const id = await send('availability.requested', { serviceIds: [SERVICE], reason: 'Jauna vienošanās.', originRef })
      await house.complete('AVL_U01', sm, requirements(SERVICE))
      await house.complete('AVL_U02', pm, { design: 'Pietiek ar esošo.' })
      await house.complete('AVL_U03', pm, { recovery: 'Esošā kārtība.', backupRule: 'Katru nakti.' })
      expect((await offered('AVL_U04'))['planMeasures']).to.deep.equal([])
      await house.complete('AVL_U04', pm, { planText: 'Nekas nav jāmaina.', achievable: 99.5 })
      await house.complete('AVL_U05', sm, { approved: true })

      await ended(id, 'planned')
      const [answer, another] = await told('ANSWERED')
      expect(another).to.equal(undefined)
      expect(answer).to.include({ question: originRef, achievable: 99.5, cost: 0, planId: id })
    })

    it('has measures of which each waits for its own change', async () => {
      await open()
      const id = await plan()
      await designed(SERVICE)
      const both = ['Datubāzes replika', 'Cits'].map((measure) => ({
        measure,
        owner: 'person-valdis-kalejs',
        due: '2026-05-04',
        requiresChange: true,
      }))
      await house.complete('AVL_U04', pm, { ...PLAN, planMeasures: both })
      await house.complete('AVL_U05', sm, { approved: true })
      const changes = await told('CHANGE')
      expect(new Set(changes.map(({ originRef }) => originRef)).size).to.equal(2)
      expect(await house.openTasks(id)).to.deep.equal([])
      const other = String(changes.find(({ title }) => title === 'Cits')?.['originRef'])
      await house.send('change.completed', other, { originRef: other, changeOutcome: 'rejected' })
      expect(await house.openTasks(id)).to.deep.equal(['AVL_P01_U1'])
      expect(await offered('AVL_P01_U1')).to.include({ measureName: 'Cits', changeOutcome: 'rejected' })
      await checkMeasure('Cits', { measureStatus: 'dropped', evidence: 'Izmaiņas noraidītas.' })
      expect((await house.instance(id)).state, 'the other change is still awaited').to.equal('active')
    })

    it('for services of several managers goes to those who manage them all, and is not approved by its author', async () => {
      await open()
      await plan({ serviceIds: [SERVICE, ARCHIVE], reason: 'Abi.' })
      expect((await house.task('AVL_U01')).candidateGroups).to.deep.equal(['SGM', 'SPM'])
      await designed(SERVICE, ARCHIVE)
      const both = { ...pm, groups: [...pm.groups, ...spm.groups] }
      await house.complete('AVL_U04', both, PLAN)
      const { id: taskId } = await house.task('AVL_U05')
      const refused: unknown = await house.engine.claimTask({ by: both, taskId }).catch((error: unknown) => error)
      expect(refused).to.be.instanceOf(Error)
    })

    it('takes no bad input, and says in which row and field it is', async () => {
      await open()
      const start = async (variables: Variables) => {
        const error: unknown = await plan(variables).catch((caught: unknown) => caught)
        if (!(error instanceof FormRejected))
          throw new Error(`Expected the start to be refused, but got ${String(error)}.`)
        return error.errors.map(({ pointer, code }) => `${pointer} ${code}`)
      }
      expect(await start({ serviceIds: [], reason: ' ', requestedAvailability: 89 })).to.have.members([
        '/serviceIds minItems',
        '/reason required',
        '/requestedAvailability minimum',
      ])
      await plan()
      expect(
        await refusal(
          'AVL_U01',
          { targets: [{ serviceId: SERVICE, availability: 0 }, { availability: 101 }], vitalFunctions: 'x' },
          sm,
        ),
      ).to.have.members([
        '/targets/0/availability exclusiveMinimum',
        '/targets/1/availability maximum',
        '/targets/1/serviceId required',
      ])
      await house.complete('AVL_U01', sm, requirements(SERVICE))
      expect(
        await refusal('AVL_U02', { ...DESIGN, designMeasures: [{ measure: 'x', effect: 9000, cost: -1 }] }),
      ).to.have.members(['/designMeasures/0/effect maximum', '/designMeasures/0/cost minimum'])
      await house.complete('AVL_U02', pm, DESIGN)
      await house.complete('AVL_U03', pm, RECOVERY)
      const measure = { measure: 'x', owner: 'person-valdis-kalejs', cost: 1 }
      expect(
        await refusal('AVL_U04', { ...PLAN, planMeasures: [{ ...measure, due: '2026-02-27' }, measure] }),
      ).to.have.members(['/planMeasures/0/due notBeforeToday', '/planMeasures/1/due required'])
      await house.complete('AVL_U04', pm, PLAN)
      expect(await refusal('AVL_U05', { approved: false }, sm)).to.deep.equal(['/remarks required'])
      await house.complete('AVL_U05', sm, { approved: true })
      expect(await refusal('AVL_P01_U1', { measureStatus: 'late', evidence: 'Kavējas.' })).to.deep.equal([
        '/newDue required',
      ])
    })

    it('is reviewed every half year, once, for all services; after downtime too', async () => {
      await open()
      await house.passTime({ days: 126 }) // 6 July
      expect((await house.openTasks()).filter((id) => id === 'AVL_U01')).to.have.length(1)
      expect((await offered('AVL_U01'))['serviceIds']).to.have.length(5)
      await house.passTime({ days: 400 })
      expect(
        (await house.openTasks()).filter((id) => id === 'AVL_U01'),
        'two periods were missed',
      ).to.have.length(2)
    })
  })

  describe('a month', () => {
    const outage = async (serviceId: string, from: string, to: string): Promise<void> => {
      await house.engine.createRecord({
        by: { ...pm, mayManage: true },
        register: 'outage',
        data: { serviceId, from, to, planned: false },
      })
    }
    const measuredCase = async (): Promise<string> => {
      const [one] = await house.records('availability-measurement', { serviceId: SERVICE })
      return String(one?.data['processInstanceId'])
    }

    it('without deviations is measured and published, once', async () => {
      await open()
      await house.passTime({ days: 30 }) // 1 April, 11:00
      const id = await measuredCase()
      await ended(id, 'measured')
      const [report, another] = await house.records('report', { kind: 'availability' })
      expect(another).to.equal(undefined)
      expect(report).to.include({ status: 'published' })
      expect(report?.data).to.deep.include({ period: '2026-03', recipients: ['SM', 'SGM', 'SPM', 'PM'] })
      await house.passTime({ days: 20 })
      expect(await house.records('availability-measurement', { serviceId: SERVICE })).to.have.length(1)
    })

    it('is measured once when the engine was down over several ends of months', async () => {
      await open()
      await house.passTime({ days: 75 }) // 16 May
      const kept = await house.records('availability-measurement', { serviceId: SERVICE })
      expect(kept.map(({ data }) => data['period'])).to.deep.equal(['2026-04'])
    })

    const below = async (): Promise<string> => {
      await open()
      await outage(SERVICE, '2026-03-12T06:50:00Z', '2026-03-12T14:50:00Z')
      await house.passTime({ days: 30 })
      const { processInstanceId } = await house.task('AVL_U06')
      expect((await offered('AVL_U06'))['belowTarget']).to.have.length(1)
      return processInstanceId
    }

    it('below target raises a problem', async () => {
      const id = await below()
      await house.complete('AVL_U06', pm, { cause: 'Beidzies sertifikāts.', availabilityAction: 'problem' })
      await ended(id, 'measured')
      const [problem, another] = await told('PROBLEM')
      expect(another).to.equal(undefined)
      expect(problem).to.include({
        title: 'Pieejamība zem mērķa 2026-03: 98.9233 % (mērķis 99.5 %)',
        description: 'Beidzies sertifikāts.',
        serviceId: SERVICE,
        origin: 'proactive',
        initialNote: 'Dīkstāve 480 min, pārtraukumi: 1',
      })
    })

    it('below target is reported to those who agree on levels', async () => {
      const id = await below()
      await house.complete('AVL_U06', pm, { cause: 'Mērķis par augstu.', availabilityAction: 'sla' })
      await ended(id, 'measured')
      expect(await told('DEVIATION')).to.have.length(1)
      expect((await told('DEVIATION'))[0]).to.include({
        serviceId: SERVICE,
        parameter: 'availability',
        target: 99.5,
        actual: 98.9233,
        period: '2026-03',
      })
    })

    it('below target changes the plan of these services, or nothing', async () => {
      const id = await below()
      await house.complete('AVL_U06', pm, { cause: 'Nav rezerves.', availabilityAction: 'plan' })
      expect(await house.openTasks(id)).to.deep.equal(['AVL_U01'])
      expect((await house.record('availability-plan', id)).data).to.deep.include({
        serviceIds: [SERVICE],
        reason: 'Nav rezerves.',
      })
      await designed(SERVICE)
      await approved()
      expect(await house.record('availability-plan', id)).to.include({ status: 'in_force' })
    })

    it('below target may need nothing', async () => {
      const id = await below()
      await house.complete('AVL_U06', pm, { cause: 'Vienreizējs gadījums.', availabilityAction: 'none' })
      await ended(id, 'measured')
      expect((await house.openTasks()).filter((one) => one.startsWith('AVL'))).to.deep.equal([])
    })
  })

  describe('an alarm', () => {
    const alarm = (data: Variables = {}) =>
      send('monitoring.alarm', {
        probeId: 'http-is-0007',
        ciId: 'IS-0007',
        detectedAt: house.instant,
        severity: 'critical',
        message: 'HTTP 503',
        ...data,
      })
    /** Beside those of the demonstration. */
    const incidents = async () =>
      (await house.records('incident')).filter(({ data }) => data['title'] === 'Monitorings: http-is-0007')
    const handled = async (id: string, status: string) => {
      await ended(id, 'alarm_handled')
      const record = await house.record('monitoring-alarm', id)
      expect(record).to.include({ status })
      return record.data
    }

    it('is checked after two minutes and reported as an incident of the service that the item carries', async () => {
      await open(true)
      const id = await alarm()
      expect((await house.instance(id)).waitingFor.map(({ elementId }) => elementId)).to.deep.equal(['AVL_T01'])
      expect(await incidents()).to.deep.equal([])
      await house.passTime({ minutes: 2 })
      expect(await handled(id, 'reported')).to.include({ serviceId: SERVICE, ciId: 'IS-0007' })
      const [incident] = await incidents()
      expect(incident?.data).to.deep.include({
        title: 'Monitorings: http-is-0007',
        symptoms: 'HTTP 503; vienība: IS-0007',
        source: 'monitoring',
        serviceId: SERVICE,
        ciIds: ['IS-0007'],
      })
    })

    it('is one case however often it is sent, and a second one joins the open incident', async () => {
      await open()
      const id = await alarm()
      await house.engine
        .publishMessage({
          by: pm,
          name: 'monitoring.alarm',
          payload: { probeId: 'http-is-0007', ciId: 'IS-0007', detectedAt: house.instant, severity: 'critical' },
        })
        .catch(() => null)
      await house.passTime({ minutes: 2 })
      expect(await house.records('monitoring-alarm')).to.have.length(1)
      const second = await alarm({ probeId: 'ping-srv-0031', ciId: 'SRV-0031' })
      await house.passTime({ minutes: 2 })
      const [incident, another] = await incidents()
      expect(another).to.equal(undefined)
      expect(await handled(second, 'added')).to.include({ incidentId: incident?.id })
      await handled(id, 'reported')
    })

    it('that has passed, or only informs, is logged', async () => {
      await open()
      const id = await alarm()
      await house.passTime({ minutes: 1 })
      const measurement = { probe: 'http-is-0007', ciId: 'IS-0007', ok: true, measuredAt: house.instant }
      await house.engine.createRecord({ by: { ...pm, mayManage: true }, register: 'measurement', data: measurement })
      await house.passTime({ minutes: 1 })
      expect(await handled(id, 'false_alarm')).to.include({ checkOk: true })
      const info = await alarm({ severity: 'info', probeId: 'cpu' })
      await house.passTime({ minutes: 2 })
      await handled(info, 'false_alarm')
      expect(await incidents()).to.deep.equal([])
    })

    it('about what no register knows is a task, and then an incident or none', async () => {
      await open()
      const unknown = async (data: Variables): Promise<string> => {
        const id = await alarm({ ciId: 'web-17.example', message: null, ...data })
        await house.passTime({ minutes: 2 })
        expect(await offered('AVL_U07')).to.include({ alarmText: 'Trauksme http-is-0007; vienība: web-17.example' })
        return id
      }
      const id = await unknown({})
      expect(await refusal('AVL_U07', { outageConfirmed: true })).to.deep.equal(['/serviceId required'])
      await house.complete('AVL_U07', pm, { outageConfirmed: true, serviceId: ARCHIVE })
      expect(await handled(id, 'reported')).to.include({ serviceId: ARCHIVE })
      const [incident] = await incidents()
      expect(incident?.data).to.include({
        serviceId: ARCHIVE,
        symptoms: 'Trauksme http-is-0007; vienība: web-17.example',
      })

      const other = await unknown({})
      await house.complete('AVL_U07', pm, { outageConfirmed: false })
      await handled(other, 'false_alarm')
      expect(await incidents()).to.have.length(1)
    })

    it('that says no severity is refused', async () => {
      await open()
      const error: unknown = await alarm({ severity: 'loud' }).catch((caught: unknown) => caught)
      expect(error).to.be.instanceOf(DataRejected)
    })
  })
})
