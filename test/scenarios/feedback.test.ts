import { expect } from 'chai'
import { FormRejected } from '../../engine/model/errors.ts'
import type { Variables } from '../../engine/model/json.ts'
import { diagram, line } from '../support/diagram-file.ts'
import { heard, startedBy } from '../support/stand-ins.ts'
import { House, INSTITUTION, PEOPLE } from '../support/house.ts'
import { codeOf, refusal } from '../support/refusal.ts'

const { kac, exe, exe2, sm, pm, mgmt } = PEOPLE
const ANDRIS = 'person-andris-berzs' // logs in as exe
const RUTA = 'person-ruta-eglite' // logs in as pm
const SERVICE = 'service-s-014'

/** Stand-ins for schemes that start work, so that what they hear can be read. */
const listener = (key: string, message: string, id: string) =>
  diagram(key, line(startedBy(message), heard(id)), { messages: [message] })
const listeners = [
  listener('incident', 'incident.detected', 'INCIDENT'),
  listener('change', 'change.requested', 'CHANGE'),
  listener('finance', 'finance.commitmentRequested', 'FUNDS'),
]

describe('complaints and suggestions', function () {
  this.timeout(60_000)
  let house: House
  let application: string
  afterEach(() => house.close())

  const open = async (options: { restarts?: boolean } = {}) => {
    house = await House.open({ bundle: listeners, ...options })
    await settings({ feedbackScheme: true })
  }
  const settings = (values: Variables) =>
    house.engine.createRecord({
      by: { ...pm, mayManage: true },
      register: 'institution',
      id: INSTITUTION,
      data: { name: { lv: 'Iestāde', en: 'Institution' }, kind: 'institution', settings: values },
    })
  /** A client's complaint, classified by the front office and passed on. @returns the id of the case */
  const complain = async (payload: Variables = {}, kind = 'complaint'): Promise<string> => {
    application = await house.submit({
      subject: 'Sūdzība par deklarēšanu',
      description: 'Atbilde nāca par vēlu.',
      serviceId: SERVICE,
      ...payload,
    })
    const classified = { kind, serviceId: SERVICE, category: 'category-permits', impact: 'limited', urgency: 'medium' }
    const decided = { admissibility: 'ok', l1Solvable: false }
    await house.complete('APP_U01', kac, { ...classified, ...decided }, application)
    const [found] = await house.records('feedback-case', { applicationId: application })
    if (!found) throw new Error('Expected a case of feedback, but there is none.')
    return found.id
  }
  const record = (id: string) => house.record('feedback-case', id)
  const classify = (form: Variables, id: string) =>
    house.complete('FBK_U01', pm, { conflictOfInterest: false, ...form }, id)
  /** By the one who was appointed. */
  const investigate = async (justified: string, id: string) => {
    const { assignee } = await house.task('FBK_U02', id)
    const findings = { findings: 'Termiņš nokavēts par divām dienām.', justified, rootCause: 'Slimība.' }
    await house.complete('FBK_U02', assignee === 'exe' ? exe : exe2, findings, id)
  }
  const variablesAt = async (elementId: string, rootInstanceId?: string): Promise<Variables> => {
    const { id: taskId } = await house.task(elementId, rootInstanceId)
    return (await house.engine.getTask({ institutionId: INSTITUTION, taskId })).variables
  }
  const ended = async (id: string, endState: string) =>
    expect(await house.instance(id)).to.include({ state: 'completed', endState })
  /** A request that `exe` executed on another application of the client. */
  const earlierWork = async (): Promise<string> => {
    const earlier = await house.submit({ subject: 'Deklarēt dzīvesvietu' })
    const by = { ...pm, mayManage: true }
    await house.engine.createRecord({
      by,
      register: 'request',
      data: { applicationId: earlier, serviceId: SERVICE, executorId: ANDRIS },
      status: 'completed',
    })
    return earlier
  }

  describe('a complaint', () => {
    beforeEach(() => open())

    it('is registered with a term, investigated, answered with how to contest it, and handed over by the front office', async () => {
      const id = await complain()
      const registered = await record(id)
      expect(registered.number).to.match(/^SI-2026-\d{4}$/)
      expect(registered.data).to.include({ repeated: false, answerDueAt: '2026-03-16T08:00:00.000Z' })
      expect((await house.record('application', application)).data).to.include({
        expectedAt: '2026-03-16T08:00:00.000Z',
      })

      await classify({ feedbackKind: 'result' }, id)
      expect((await record(id)).status).to.equal('investigating')
      await investigate('yes', id)
      await house.complete('FBK_U03', sm, { measures: null }, id)
      const answering = await house.task('FBK_U04', id)
      expect(answering.dueAt).to.equal('2026-03-16T08:00:00.000Z')
      expect((await variablesAt('FBK_U04', id))['appealInfo']).to.contain('mēneša laikā')
      await house.complete('FBK_U04', pm, { answer: 'Atvainojamies: termiņš nokavēts.', appealInfo: null }, id)

      await ended(id, 'answered')
      expect((await record(id)).data).to.include({
        kind: 'result',
        justified: 'yes',
        findings: 'Termiņš nokavēts par divām dienām.',
        outcome: 'fulfilled',
        answeredInTime: true,
        leadTimeMinutes: 0,
        answeredAt: house.instant,
      })
      const handedOver = await variablesAt('APP_U04', application)
      expect(handedOver).to.include({ workOutcome: 'fulfilled', workRef: id })
      expect(handedOver['resultSummary']).to.contain('Atvainojamies: termiņš nokavēts.').and.contain('mēneša laikā')
    })

    it('that is not justified is refused with reasons, one that is in part is fulfilled in part', async () => {
      const id = await complain()
      await classify({ feedbackKind: 'accessibility' }, id)
      await investigate('no', id)
      await house.complete('FBK_U04', pm, { answer: 'Uzbrauktuve ir.' }, id)
      expect((await record(id)).data).to.include({ outcome: 'refused', justified: 'no' })
      expect(await variablesAt('APP_U04', application)).to.include({ workOutcome: 'refused' })

      const second = await complain()
      expect((await record(second)).data).to.include({ repeated: true })
      await classify({ feedbackKind: 'claim' }, second)
      await investigate('partly', second)
      await house.complete('FBK_U03', sm, {}, second)
      await house.complete('FBK_U04', pm, { answer: 'Daļēji.' }, second)
      expect((await record(second)).data).to.include({ outcome: 'partially_fulfilled' })
    })

    it('is not investigated, decided on or answered by whom it is about or who did the work', async () => {
      const earlier = await earlierWork()
      const id = await complain()
      await classify({ feedbackKind: 'staff', subjectPersonIds: [RUTA], subjectApplicationId: earlier }, id)
      expect((await record(id)).data['involvedPersonIds']).to.have.members([ANDRIS, RUTA])

      const { id: taskId, assignee } = await house.task('FBK_U02', id)
      expect(assignee, 'somebody else is appointed').to.equal('exe2')
      expect(
        await codeOf(house.engine.assignTask({ by: { ...pm, mayManage: true }, taskId, assignee: 'exe' })),
      ).to.equal('not-allowed')
      expect(await codeOf(house.engine.completeTask({ by: { ...exe, mayManage: true }, taskId, data: {} }))).to.equal(
        'not-allowed',
      )
      await investigate('yes', id)
      await house.complete('FBK_U03', sm, {}, id)
      const answer = await house.task('FBK_U04', id)
      expect(await codeOf(house.engine.claimTask({ by: pm, taskId: answer.id }))).to.equal('not-allowed')
      const colleague = { ...pm, id: 'pm-colleague' }
      await house.complete('FBK_U04', colleague, { answer: 'Esam pārrunājuši ar darbinieku.' }, id)
      await ended(id, 'answered')
    })

    it('about the one who classifies them goes to the management', async () => {
      const id = await complain()
      await classify({ feedbackKind: 'staff', subjectPersonIds: [RUTA], conflictOfInterest: true }, id)
      expect(await house.openTasks(id)).to.deep.equal(['FBK_U05'])
      const both = { ...pm, groups: [...pm.groups, ...mgmt.groups] }
      const { id: taskId } = await house.task('FBK_U05', id)
      expect(await codeOf(house.engine.claimTask({ by: both, taskId }))).to.equal('not-allowed')
      await house.complete('FBK_U05', mgmt, { feedbackKind: 'staff', subjectPersonIds: [RUTA] }, id)
      expect(await house.openTasks(id)).to.deep.equal(['FBK_U02'])
      expect((await record(id)).data).to.include({ conflictOfInterest: true })
    })

    it('about progress is escalated for the case that does not move, and investigated all the same', async () => {
      const earlier = await earlierWork()
      const id = await complain()
      await classify({ feedbackKind: 'progress', subjectApplicationId: earlier }, id)

      const [escalation] = await house.records('escalation', { reason: 'complaint' })
      expect(escalation?.data).to.include({ sourceInstance: earlier, level: 1, processKey: 'feedback' })
      expect((await record(id)).data).to.include({ escalated: true, subjectApplicationId: earlier })
      expect(await house.openTasks(id)).to.deep.equal(['FBK_U02'])
    })

    it('that is late is known as such', async () => {
      const id = await complain()
      await classify({ feedbackKind: 'result' }, id)
      await investigate('no', id)
      await house.passTime({ days: 15 })
      await house.complete('FBK_U04', pm, { answer: 'Piedodiet par kavēšanos.' }, id)
      expect((await record(id)).data).to.include({ answeredInTime: false, leadTimeMinutes: 15 * 24 * 60 })
    })

    it('is given up when the client withdraws it', async () => {
      const id = await complain()
      await classify({ feedbackKind: 'result' }, id)
      await house.send('client.withdrawn', application, { reason: 'Viss kārtībā.' })
      await ended(id, 'withdrawn')
      expect(await record(id)).to.include({ status: 'withdrawn' })
      expect((await record(id)).data).to.include({ withdrawnAt: house.instant })
      expect(await house.openTasks()).to.deep.equal([])
    })

    it('that says too little is told so at the field', async () => {
      const id = await complain()
      const { id: taskId } = await house.task('FBK_U01', id)
      await house.engine.claimTask({ by: pm, taskId })
      const wrong = async (data: Variables): Promise<readonly string[]> => {
        const error = await refusal(house.engine.completeTask({ by: pm, taskId, data }))
        if (!(error instanceof FormRejected)) throw error
        return error.errors.map(({ pointer, code }) => `${pointer} ${code}`)
      }
      expect(await wrong({})).to.have.members(['/feedbackKind required', '/conflictOfInterest required'])
      expect(await wrong({ feedbackKind: 'staff', conflictOfInterest: false })).to.deep.equal([
        '/subjectPersonIds required',
      ])
      expect(await wrong({ feedbackKind: 'progress', conflictOfInterest: false })).to.deep.equal([
        '/subjectApplicationId required',
      ])
    })
  })

  describe('measures', () => {
    beforeEach(() => open())
    const toMeasures = async (measures: readonly Variables[]): Promise<string> => {
      const id = await complain()
      await classify({ feedbackKind: 'result' }, id)
      await investigate('yes', id)
      await house.complete('FBK_U03', sm, { measures: [...measures] }, id)
      return id
    }

    it('restore, change and improve begin at once, and the client will hear of the improvement', async () => {
      const id = await toMeasures([
        { measure: 'restore', description: 'E-pakalpojums nestrādā.' },
        { measure: 'change', description: 'Garāks darba laiks.' },
        { measure: 'improvement', description: 'Atgādinājumi par termiņu.' },
      ])
      const { number } = await record(id)

      expect(await variablesAt('INCIDENT')).to.include({
        symptoms: 'E-pakalpojums nestrādā.',
        serviceId: SERVICE,
        originRecord: number,
      })
      expect(await variablesAt('CHANGE')).to.include({ reason: 'Garāks darba laiks.', originRecord: number })
      const [improvement] = await house.records('improvement', { sourceRecord: number })
      expect(improvement?.data).to.deep.include({
        proposal: 'Atgādinājumi par termiņu.',
        source: 'feedback',
        sourceProcess: 'feedback',
        clientProposed: true,
        applicationId: application,
        serviceIds: [SERVICE],
        expectedBenefit: 'Slimība.',
      })
      expect(await house.openTasks(id)).to.deep.equal(['FBK_U04'])
      expect((await record(id)).data['measures']).to.have.length(3)
    })

    it('do it again: free of charge, and the answer says how it ended', async () => {
      const id = await toMeasures([{ measure: 'redo', description: 'Izpildīt vēlreiz.' }])
      const [request] = await house.records('request', { applicationId: application })
      expect(request?.data).to.include({ fee: 0, description: 'Izpildīt vēlreiz.' })
      expect((await house.instance(request?.id ?? '')).variables).to.include({
        originProcess: 'feedback',
        reopenCount: 1,
      })
      expect(await house.openTasks(id), 'the case waits').to.deep.equal([])
      await house.complete('REQ_U01', exe, { acceptDecision: 'refused' })
      const refused = {
        refusalReason: 'Jau izpildīts pareizi.',
        legalBasis: 'DDL 3. pants',
        appealInfo: 'Mēneša laikā.',
      }
      await house.complete('REQ_U02', exe, refused)
      await house.complete('REQ_U03', sm, { refusalApproved: true })
      // What the request tells is for the complaint, not for the application that waits for its answer.
      expect(await house.instance(request?.id ?? '')).to.include({ state: 'completed', endState: 'refused' })
      expect(await house.path(request?.id ?? ''))
        .to.include('REQ_M11')
        .and.not.include('REQ_M09')

      expect(await house.openTasks(id)).to.deep.equal(['FBK_U04'])
      expect((await variablesAt('FBK_U04', id))['measureRows']).to.deep.equal([
        { measure: 'redo', description: 'Izpildīt vēlreiz.', outcome: 'atteikts' },
      ])
      expect((await record(id)).data['measures']).to.deep.equal([
        { measure: 'redo', description: 'Izpildīt vēlreiz.', outcome: 'atteikts' },
      ])
    })

    it('do it again goes on after an answer that may not wait', async () => {
      const id = await toMeasures([{ measure: 'redo', description: 'Izpildīt vēlreiz.' }])
      await house.passTimeUntil('FBK_P01_B2', id)
      expect(house.instant, 'a working day before the answer is due').to.equal('2026-03-13T08:00:00.000Z')
      expect(await house.openTasks(id)).to.deep.equal(['FBK_U04'])
    })

    it('compensate asks finance, and the answer waits some days for the decision only', async () => {
      const paid = { measure: 'compensation', description: 'Atmaksāt nodevu.', amount: 14.23 }
      const id = await toMeasures([paid])
      const originRef = `${id}:FBK_P01:1`
      expect(await variablesAt('FUNDS')).to.include({ amount: 14.23, originRef, applicationId: application })
      await house.send('finance.commitmentDecided', originRef, { originRef, commitmentGranted: true })
      expect((await variablesAt('FBK_U04', id))['measureRows']).to.deep.equal([
        { measure: 'compensation', description: 'Atmaksāt nodevu.', outcome: 'piešķirts' },
      ])

      const second = await toMeasures([paid])
      await house.passTimeUntil('FBK_P01_B1', second)
      expect(await house.openTasks(second)).to.deep.equal(['FBK_U04'])
    })

    it('compensate says how much', async () => {
      const id = await complain()
      await classify({ feedbackKind: 'claim' }, id)
      await investigate('yes', id)
      const { id: taskId } = await house.task('FBK_U03', id)
      await house.engine.claimTask({ by: sm, taskId })
      const measures = [
        { measure: 'change', description: 'Jā.' },
        { measure: 'compensation', description: 'Nodeva.' },
      ]
      const error = await refusal(house.engine.completeTask({ by: sm, taskId, data: { measures } }))
      if (!(error instanceof FormRejected)) throw error
      expect(error.errors.map(({ pointer, code }) => `${pointer} ${code}`)).to.deep.equal([
        '/measures/1/amount required',
      ])
    })
  })

  describe('a suggestion and praise', () => {
    beforeEach(() => open())

    it('need no investigation: a suggestion leads to measures, praise to thanks', async () => {
      const suggestion = await complain({ subject: 'Ierosinājums' }, 'suggestion')
      await classify({ feedbackKind: 'suggestion' }, suggestion)
      await house.complete(
        'FBK_U03',
        sm,
        { measures: [{ measure: 'improvement', description: 'Pieraksts tiešsaistē.' }] },
        suggestion,
      )
      await house.complete('FBK_U04', pm, { answer: 'Paldies, izvērtēsim.' }, suggestion)
      await ended(suggestion, 'answered')
      expect((await variablesAt('APP_U04', application))['resultSummary'], 'nothing to contest').to.equal(
        'Paldies, izvērtēsim.',
      )

      const praise = await complain({ subject: 'Paldies!' }, 'suggestion')
      await classify({ feedbackKind: 'praise' }, praise)
      await house.complete('FBK_U04', pm, { answer: 'Prieks dzirdēt!' }, praise)
      await ended(praise, 'answered')
      expect((await record(praise)).data).to.include({ kind: 'praise', outcome: 'fulfilled' })
    })
  })

  describe('the monthly analysis', () => {
    beforeEach(() => open())

    it('counts the month before, shows trends, proposes improvements, and comes once', async () => {
      const id = await complain()
      await classify({ feedbackKind: 'result' }, id)
      await investigate('yes', id)
      await house.complete('FBK_U03', sm, {}, id)
      await house.complete('FBK_U04', pm, { answer: 'Atvainojamies.' }, id)
      await house.passTime({ days: 30 })
      await house.restart()
      await house.settle()

      const { items } = await house.engine.listProcessInstances({
        institutionId: INSTITUTION,
        processKey: 'feedback',
        limit: 50,
      })
      const [analysis, second] = items.filter(({ id: other }) => other !== id)
      expect(second, 'one analysis').to.equal(undefined)
      const seen = await variablesAt('FBK_U06', analysis?.id)
      expect(seen['period']).to.equal('2026-03')
      const figures = seen['reportFigures'] as Variables[]
      expect(figures.find(({ figure }) => figure === 'Saņemtie pēc veida')).to.include({ count: 1 })
      expect(figures.find(({ figure }) => figure === 'Atbildētas termiņā')).to.include({ count: 1 })
      expect((seen['trendRows'] as Variables[])[0]).to.include({
        kind: 'result',
        serviceId: SERVICE,
        perMonth: '0 → 0 → 1',
      })

      const proposals = [
        { title: 'Atgādinājumi', area: 'satisfaction', serviceId: SERVICE, benefit: 'Mazāk kavējumu.' },
      ]
      await house.complete('FBK_U06', pm, { conclusions: 'Sūdzību maz.', proposals }, analysis?.id)
      await ended(analysis?.id ?? '', 'analysed')
      const report = await house.record('report', analysis?.id ?? '')
      expect(report).to.include({ status: 'published' })
      const [improvement] = await house.records('improvement', { title: 'Atgādinājumi' })
      expect(improvement?.data).to.include({
        source: 'feedback-analysis',
        sourceRecord: report.number,
        clientProposed: false,
      })
    })
  })

  it('without the scheme the service manager answers within the application', async () => {
    house = await House.open({ bundle: listeners })
    const id = await house.submit({ kind: 'complaint' })
    const classified = {
      kind: 'complaint',
      serviceId: SERVICE,
      category: 'category-permits',
      impact: 'limited',
      urgency: 'medium',
    }
    await house.complete('APP_U01', kac, { ...classified, admissibility: 'ok', l1Solvable: false })
    expect(await house.openTasks(id)).to.deep.equal(['APP_U03'])
    expect(await house.records('feedback-case')).to.deep.equal([])
  })

  it('goes on where it stood after a restart at every step', async function () {
    this.timeout(120_000)
    await open({ restarts: true })
    const id = await complain()
    await classify({ feedbackKind: 'result' }, id)
    await investigate('yes', id)
    await house.complete(
      'FBK_U03',
      sm,
      { measures: [{ measure: 'compensation', description: 'Nodeva.', amount: 5 }] },
      id,
    )
    const originRef = `${id}:FBK_P01:1`
    await house.send('finance.commitmentDecided', originRef, { originRef, commitmentGranted: false })
    await house.complete('FBK_U04', pm, { answer: 'Diemžēl.' }, id)
    await ended(id, 'answered')
    expect((await record(id)).data['measures']).to.deep.equal([
      { measure: 'compensation', description: 'Nodeva.', amount: 5, outcome: 'nav piešķirts' },
    ])
  })
})
