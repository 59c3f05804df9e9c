import { expect } from 'chai'
import { FormRejected } from '../../engine/model/errors.ts'
import type { Variables } from '../../engine/model/json.ts'
import { diagram, line } from '../support/diagram-file.ts'
import { heard, listener } from '../support/stand-ins.ts'
import { House, PEOPLE } from '../support/house.ts'

const { sm, pm, rm, spm } = PEOPLE
const SERVICE = 'service-s-014'
const ARCHIVE = 'service-s-021'

/** Stand-ins for the schemes that hear from this one, so that what they hear can be read. */
const listeners = [
  listener('change', 'change.requested', 'CHANGE'),
  listener('finance', 'finance.costRequested', 'COST'),
  diagram(
    'asker',
    line(
      'start',
      `<receiveTask id="answer" messageRef="capacity_planned"><extensionElements><camunda:properties><camunda:property name="correlationKey" value="=question" /></camunda:properties></extensionElements></receiveTask>`,
      heard('ANSWERED'),
    ),
    { messages: ['capacity.planned'] },
  ),
]

const START: Variables = {
  serviceIds: [SERVICE],
  horizonMonths: 2,
  reason: 'Gada plāns.',
  demand: [{ serviceId: SERVICE, unit: 'deklarācijas', perMonth: 1000 }],
}
/** Of 400 hours a month, 360 are needed by a thousand declarations: 90 %. */
const RESOURCES: Variables = {
  resources: [{ resourceId: 'work-group-population', unit: 'h', available: 400, neededPerUnit: 0.36 }],
  levelNeeded: 'Atbilde trīs darba dienās.',
}
const OPTIONS: Variables = {
  options: [{ option: 'Pieņemt darbinieku', resource: 'darbinieks', amount: 1, cost: 1800 }],
}
const PLAN: Variables = {
  planText: 'Pieņemt vienu darbinieku.',
  planMeasures: [{ measure: 'Pieņemt darbinieku', owner: 'person-aija-klavina', due: '2026-05-04', cost: 1800 }],
  thresholds: [{ resourceId: 'work-group-population', metric: 'load', warn: 80, critical: 90 }],
  feasible: true,
  maxVolume: 1200,
  conditions: 'Ja darbinieku pieņem līdz maijam.',
}

describe('capacity management', function () {
  this.timeout(90_000)
  let house: House
  afterEach(() => house.close())

  const open = async (restarts = false): Promise<void> => {
    house = await House.open({ bundle: listeners, restarts })
  }
  const plan = async (variables: Variables = START) => {
    const start = { by: sm, processKey: 'capacity', startEventId: 'CAP_E01', variables }
    const { id } = await house.engine.startProcessInstance(start)
    await house.settle()
    return id
  }
  const send = async (name: string, payload: Variables): Promise<string> => {
    const { processInstanceId } = await house.engine.publishMessage({ by: pm, name, payload })
    await house.settle()
    return processInstanceId ?? ''
  }
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
  const refusalOf = async (attempt: Promise<unknown>): Promise<readonly string[]> => {
    const error: unknown = await attempt.catch((caught: unknown) => caught)
    if (!(error instanceof FormRejected)) throw new Error(`Expected the data to be refused, but got ${String(error)}.`)
    return error.errors.map(({ pointer, code }) => `${pointer} ${code}`)
  }
  const refusal = async (elementId: string, data: Variables, by = pm): Promise<readonly string[]> => {
    const { id: taskId } = await house.task(elementId)
    await house.engine.claimTask({ by, taskId }).catch(() => undefined)
    return refusalOf(house.engine.completeTask({ by, taskId, data }))
  }
  /** From the resources to the gap. */
  const modelled = async (resources: Variables = RESOURCES, volume = 1000): Promise<void> => {
    await house.complete('CAP_U02', sm, resources)
    const { forecast = [] } = await offered('CAP_U03')
    await house.complete('CAP_U03', sm, { patterns: 'Rudenī vairāk.', forecast })
    await house.complete('CAP_U04', pm, {
      scenarios: [{ scenario: 'Kā līdz šim', volume }],
      chosenScenario: 'Kā līdz šim',
    })
  }
  const costsGiven = async (): Promise<void> => {
    const [asked] = await told('COST')
    const originRef = String(asked?.['originRef'])
    await house.send('finance.costProvided', originRef, {
      originRef,
      direct: 1800,
      indirect: 300,
      oneOff: 0,
      recurring: 2100,
      unitCost: 2.1,
      affordable: true,
    })
  }
  const approved = async (data: Variables = PLAN): Promise<void> => {
    await house.complete('CAP_U06', pm, data)
    await house.complete('CAP_U07', sm, { approved: true })
  }

  describe('a plan', () => {
    it('goes from the load over the gap and its cost to measures and thresholds, restarted between every two steps', async () => {
      await open(true)
      const id = await plan()
      expect(await house.record('capacity-plan', id)).to.include({ status: 'draft', number: 'IET-2026-0001' })
      const proposed = (await offered('CAP_U02'))['resources'] as readonly Variables[]
      expect(proposed[0]).to.include({
        resourceId: 'work-group-population',
        resource: 'Iedzīvotāju lietu nodaļa',
        unit: 'h',
      })
      expect((await house.task('CAP_U02')).candidateGroups).to.deep.equal([`SM@${SERVICE}`])
      await house.complete('CAP_U02', sm, RESOURCES)

      expect(await house.openTasks(id)).to.deep.equal(['CAP_U03', 'CAP_U04'])
      const calculated = [
        { serviceId: SERVICE, month: '2026-03', volume: 1000 },
        { serviceId: SERVICE, month: '2026-04', volume: 1000 },
      ]
      expect((await offered('CAP_U03'))['forecast']).to.deep.equal(calculated)
      const model = await offered('CAP_U04')
      expect((model['utilisation'] as Variables[])[0]).to.include({ need: 360, utilisation: 90 })
      expect(model).to.include({ peakVolume: 1000, chosenScenario: 'Prognoze' })
      const scenarios = [{ scenario: 'Prognoze', volume: 1000 }]
      await house.complete('CAP_U04', pm, { scenarios, chosenScenario: 'Cits' })
      expect(await offered('CAP_U04'), 'no such scenario').to.include({ scenarioMissing: true })
      await house.complete('CAP_U04', pm, { scenarios, chosenScenario: 'Prognoze' })
      await house.complete('CAP_U03', sm, { patterns: 'Rudenī vairāk.', forecast: calculated })

      const gaps = (await offered('CAP_U05'))['gaps'] as readonly Variables[]
      expect(gaps.map(({ resourceId, kind }) => [resourceId, kind])).to.deep.equal([
        ['work-group-population', 'shortage'],
      ])
      await house.complete('CAP_U05', rm, OPTIONS)
      const [asked] = await told('COST')
      expect(asked).to.deep.include({
        object: 'Ietilpības plāns IET-2026-0001',
        serviceIds: [SERVICE],
        items: [{ item: 'Pieņemt darbinieku', amount: 1800, nature: 'direct', frequency: 'one_off' }],
      })
      await costsGiven()

      expect(await offered('CAP_U06')).to.include({ feasible: false, maxVolume: 944 })
      await house.complete('CAP_U06', pm, PLAN)
      await house.complete('CAP_U07', sm, { approved: false, remarks: 'Pārbaudīt izmaksas.' })
      expect(await offered('CAP_U06')).to.include({ remarks: 'Pārbaudīt izmaksas.' })
      await approved()

      const inForce = await house.record('capacity-plan', id)
      expect(inForce).to.include({ status: 'in_force' })
      expect(inForce.data).to.deep.include({ planVersion: 1, chosenScenario: 'Prognoze', feasible: true, cost: 1800 })
      expect((inForce.data['costs'] as Variables[])[0]).to.include({ direct: 1800, affordable: true })
      const [threshold] = await house.records('capacity-threshold')
      expect(threshold?.data).to.include({ resourceId: 'work-group-population', warn: 80, planId: id })

      const [change, another] = await told('CHANGE')
      expect(another).to.equal(undefined)
      expect(change).to.include({ title: 'Pieņemt darbinieku', originProcess: 'capacity', draftCost: 1800 })
      expect((await house.instance(id)).state, 'its change is awaited').to.equal('active')
      const originRef = String(change?.['originRef'])
      await house.send('change.completed', originRef, { originRef, changeOutcome: 'implemented' })
      await ended(id, 'planned')
      const fulfilled = await house.record('capacity-plan', id)
      expect(fulfilled.status).to.equal('fulfilled')
      expect(fulfilled.data['measureResults']).to.deep.equal([
        { measure: 'Pieņemt darbinieku', due: '2026-05-04', outcome: 'implemented', doneOn: '2026-03-02' },
      ])
    })

    it('without a gap asks for no options and no cost, and answers who asked', async () => {
      await open()
      const originRef = 'sla-1:SLM_P01_M2:1'
      await house.engine.startProcessInstance({ by: pm, processKey: 'asker', variables: { question: originRef } })
      await house.engine.startProcessInstance({ by: pm, processKey: 'asker', variables: { question: 'another' } })
      const id = await send('capacity.requested', {
        serviceIds: ['service-s-042'],
        horizonMonths: 12,
        reason: 'Jauna vienošanās: 3000 pārbaužu mēnesī.',
        demand: [{ serviceId: 'service-s-042', unit: 'pārbaudes', perMonth: 3000 }],
        levelTargets: { availability: 99, queueHours: 4 },
        originRef,
      })
      expect((await offered('CAP_U02'))['levelTargets']).to.deep.equal([
        { parameter: 'availability', value: '99' },
        { parameter: 'queueHours', value: '4' },
      ])
      const checks = { resourceId: 'IS-0008', unit: 'pārbaudes', available: 5000, neededPerUnit: 1 }
      await modelled({ ...RESOURCES, resources: [checks] }, 3000)
      const { feasible = null, maxVolume = null } = await offered('CAP_U06')
      expect({ feasible, maxVolume }).to.deep.equal({ feasible: true, maxVolume: 4250 })
      const { planMeasures: _none, ...plain } = PLAN
      await approved({ ...plain, feasible, maxVolume })

      await ended(id, 'planned')
      const [answer, another] = await told('ANSWERED')
      expect(another).to.equal(undefined)
      expect(answer).to.include({ question: originRef, feasible: true, maxVolume: 4250, cost: 0, planId: id })
      expect(await told('COST')).to.deep.equal([])
    })

    it('starts a change for each measure, and waits for each', async () => {
      await open()
      const id = await plan()
      await modelled({ ...RESOURCES, resources: [{ resourceId: 'x', unit: 'h', available: 600, neededPerUnit: 0.36 }] })
      const measures = ['Pirmais', 'Otrais'].map((measure) => ({
        measure,
        owner: 'person-aija-klavina',
        due: '2026-05-04',
      }))
      await approved({ ...PLAN, planMeasures: measures })
      const changes = await told('CHANGE')
      expect(new Set(changes.map(({ originRef }) => originRef)).size).to.equal(2)
      for (const title of ['Otrais', 'Pirmais']) {
        expect((await house.instance(id)).state).to.equal('active')
        const originRef = String(changes.find((one) => one['title'] === title)?.['originRef'])
        await house.send('change.completed', originRef, { originRef, changeOutcome: 'implemented' })
      }
      await ended(id, 'planned')
      const results = (await house.record('capacity-plan', id)).data['measureResults'] as readonly Variables[]
      expect(results.map(({ measure }) => measure)).to.deep.equal(['Otrais', 'Pirmais'])
    })

    it('takes no bad input, and says in which row and field it is', async () => {
      await open()
      const start = (variables: Variables) => refusalOf(plan(variables))
      expect(await start({ serviceIds: [SERVICE], horizonMonths: 37 })).to.have.members([
        '/horizonMonths maximum',
        '/reason required',
      ])
      expect(
        await start({ ...START, demand: [{ serviceId: SERVICE, perMonth: -1 }, { perMonth: 1 }] }),
      ).to.have.members(['/demand/0/perMonth minimum', '/demand/1/serviceId required'])
      await plan()
      const none = { resourceId: 'x', unit: 'h', available: 0, neededPerUnit: -1 }
      expect(await refusal('CAP_U02', { ...RESOURCES, resources: [none] }, sm)).to.have.members([
        '/resources/0/available exclusiveMinimum',
        '/resources/0/neededPerUnit minimum',
      ])
      await house.complete('CAP_U02', sm, RESOURCES)
      const forecast = [{ serviceId: SERVICE, month: '2026-13', volume: -5 }]
      expect(await refusal('CAP_U03', { patterns: 'x', forecast }, sm)).to.have.members([
        '/forecast/0/month pattern',
        '/forecast/0/volume minimum',
      ])
      await house.complete('CAP_U03', sm, {
        patterns: 'x',
        forecast: [{ serviceId: SERVICE, month: '2026-03', volume: 5000 }],
      })
      await house.complete('CAP_U04', pm, { scenarios: [{ scenario: 'a', volume: 5000 }], chosenScenario: 'a' })
      expect(await refusal('CAP_U05', { options: [{ option: 'x', cost: -0.01 }] }, rm)).to.deep.equal([
        '/options/0/cost minimum',
      ])
      await house.complete('CAP_U05', rm, OPTIONS)
      await costsGiven()
      const past = [{ measure: 'x', owner: 'person-aija-klavina', due: '2026-03-01' }]
      expect(await refusal('CAP_U06', { ...PLAN, planMeasures: past, thresholds: [] })).to.have.members([
        '/planMeasures/0/due notBeforeToday',
        '/thresholds minItems',
      ])
      const turned = [{ resourceId: 'x', metric: 'load', warn: 90, critical: 80 }]
      expect(await refusal('CAP_U06', { ...PLAN, thresholds: turned })).to.deep.equal([
        '/thresholds/0/warn notAboveField',
      ])
      await house.complete('CAP_U06', pm, PLAN)
      expect(await refusal('CAP_U07', { approved: false }, sm)).to.deep.equal(['/remarks required'])
    })

    it('is reviewed every quarter, once, for all services; by who manages them all; after downtime too', async () => {
      await open()
      const reviews = async () => (await house.tasks()).filter(({ elementId }) => elementId === 'CAP_U02')
      await house.passTime({ days: 35 }) // 6 April
      expect(await reviews()).to.have.length(1)
      expect((await house.task('CAP_U02')).candidateGroups).to.deep.equal(['SGM', 'SPM'])
      expect((await offered('CAP_U02'))['serviceIds']).to.have.length(5)
      await house.passTime({ days: 300 })
      expect(await reviews(), 'three quarters were missed').to.have.length(2)
      const [first] = await reviews()
      await house.complete('CAP_U02', spm, RESOURCES, first?.processInstanceId)
    })
  })

  describe('a threshold', () => {
    const breach = (data: Variables = {}) =>
      send('capacity.threshold', {
        resourceId: 'SRV-0044',
        metric: 'disk',
        value: 95,
        threshold: 90,
        detectedOn: '2026-03-02',
        ...data,
      })

    it('that was passed is assessed by the manager of the resource, and may need nothing', async () => {
      await open(true)
      const id = await breach()
      expect((await house.task('CAP_U01')).candidateGroups).to.deep.equal(['RM@SRV-0044'])
      expect(await offered('CAP_U01')).to.deep.include({ serviceIds: [ARCHIVE], value: 95 })
      expect(await refusal('CAP_U01', { thresholdAction: 'ignore', note: ' ' }, rm)).to.deep.equal(['/note required'])
      await house.complete('CAP_U01', rm, { thresholdAction: 'ignore', note: 'Nakts kopija.' })
      await ended(id, 'threshold_handled')
      const record = await house.record('threshold-breach', id)
      expect(record).to.include({ status: 'handled' })
      expect(record.data).to.include({ action: 'ignore', note: 'Nakts kopija.', assessedAt: house.instant })
    })

    it('may need an urgent change', async () => {
      await open()
      const id = await breach()
      await house.complete('CAP_U01', rm, { thresholdAction: 'urgent_change', note: 'Disks būs pilns rīt.' })
      await ended(id, 'threshold_handled')
      const [change] = await told('CHANGE')
      expect(change).to.deep.include({
        ciIds: ['SRV-0044'],
        serviceIds: [ARCHIVE],
        urgency: 'high',
        reason: 'Disks būs pilns rīt.',
      })
      expect(change).not.to.have.property('originRef')
    })

    it('may need another plan, for the services that the resource carries', async () => {
      await open()
      const id = await breach()
      await house.complete('CAP_U01', rm, { thresholdAction: 'replan', note: 'Krājumi aug.' })
      expect(await house.openTasks(id)).to.deep.equal(['CAP_U02'])
      const [record] = await house.records('capacity-plan')
      expect(record?.data).to.deep.include({ serviceIds: [ARCHIVE], reason: 'Krājumi aug.', breachId: id })
      await modelled({
        ...RESOURCES,
        resources: [{ resourceId: 'SRV-0044', unit: 'GB', available: 2000, neededPerUnit: 1 }],
      })
      const { planMeasures: _none, ...plain } = PLAN
      await approved(plain)
      await ended(id, 'planned')
      expect(await house.record('capacity-plan', record?.id ?? '')).to.include({ status: 'fulfilled' })
    })

    it('is told once a day for one resource and metric', async () => {
      await open()
      await breach()
      await breach().catch(() => null)
      await breach({ metric: 'memory' })
      expect(await house.records('threshold-breach')).to.have.length(2)
      await breach({ detectedOn: '2026-03-03' })
      expect(await house.records('threshold-breach')).to.have.length(3)
    })

    it('of what monitoring measured is found by the daily look, once while nobody has assessed it', async () => {
      await open()
      const by = { ...pm, mayManage: true }
      const threshold = { resourceId: 'SRV-0044', metric: 'disk', warn: 80, critical: 90 }
      await house.engine.createRecord({ by, register: 'capacity-threshold', data: threshold })
      const measured = (value: number) =>
        house.engine.createRecord({
          by,
          register: 'measurement',
          data: {
            probe: 'disks',
            ciId: 'SRV-0044',
            metric: 'disk',
            ok: true,
            measuredAt: house.instant,
            value,
            unit: '%',
          },
        })
      await measured(85)
      await house.passTime({ hours: 23 }) // 3 March, 09:00 in Riga
      const found = (await house.records('threshold-breach')).filter(({ data }) => data['metric'] === 'disk')
      expect(found.map(({ data }) => [data['value'], data['threshold'], data['detectedOn']])).to.deep.equal([
        [85, 80, '2026-03-03'],
      ])
      await measured(95)
      await house.passTime({ days: 1 })
      expect((await house.records('threshold-breach')).filter(({ data }) => data['metric'] === 'disk')).to.have.length(
        1,
      )
      await house.complete('CAP_U01', rm, { thresholdAction: 'ignore', note: 'Zinām.' }, found[0]?.id)
      await measured(95)
      await house.passTime({ days: 3 }) // the look of one day, after downtime
      const again = (await house.records('threshold-breach')).filter(({ data }) => data['metric'] === 'disk')
      expect(again, 'the measurement is three days old').to.have.length(1)
    })
  })
})
