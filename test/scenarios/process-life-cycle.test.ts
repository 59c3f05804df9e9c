import { expect } from 'chai'
import type { Actor } from '../../engine/engine.ts'
import { FormRejected } from '../../engine/model/errors.ts'
import type { Variables } from '../../engine/model/json.ts'
import { diagram, line } from '../support/diagram-file.ts'
import { House, INSTITUTION, PEOPLE, person } from '../support/house.ts'

const { opm, mgmt, pm, sm } = PEOPLE
const manager: Actor = { ...pm, mayManage: true }
const owner = { institutionId: INSTITUTION, holderId: '' }
/** Who reviews is not who decided on the target. */
const opm2 = person('opm2', 'OPM')

const TARGET: Variables = {
  targetLevel: 3,
  processOrder: [{ process: 'application', usefulness: 'Visi pieteikumi vienuviet.' }],
}
const MANAGER: Variables = { managerId: 'person-ruta-eglite', duty: 'additional_duty' }
const ADAPTED: Variables = { adaptation: 'Lieto bez izmaiņām.' }
const TRAINED: Variables = { trainings: [{ group: 'Izpildītāji', date: '2026-03-10', participants: 8 }] }

/** A scheme of the institution; with `lost` it sends a message that no scheme takes. */
const scheme = (version: string, lost: boolean) =>
  diagram(
    'permits',
    line(
      'start',
      `<userTask id="version${version}" camunda:candidateGroups="EXE" />`,
      ...(lost ? ['<sendTask id="tell" messageRef="nobody_hears" />'] : []),
      'end',
    ),
    { messages: ['nobody.hears'] },
  )

describe('the life cycle of a process', function () {
  this.timeout(60_000)
  let house: House
  beforeEach(async () => {
    house = await House.open()
  })
  afterEach(async () => {
    const faults: unknown[] = []
    const query = { institutionId: INSTITUTION, processKey: 'process-life-cycle', limit: 50 }
    for (const { id } of (await house.engine.listProcessInstances(query)).items) {
      for (const { type, elementId, data } of await house.history(id))
        if (['warning', 'job-failed', 'incident-opened'].includes(type)) faults.push({ type, elementId, data })
    }
    await house.close()
    expect(faults).to.deep.equal([])
  })

  const started = async (processKey: string, changes: Variables = {}): Promise<string> => {
    const variables = { title: `Process ${processKey}`, processKey, reason: 'Mērķa pakāpe.', ...changes }
    const { id } = await house.engine.startProcessInstance({ by: opm, processKey: 'process-life-cycle', variables })
    await house.settle()
    return id
  }
  const deploy = (version: string, lost: boolean, activate: boolean) =>
    house.engine.deploy({
      by: manager,
      name: `permits ${version}`,
      owner,
      resources: [scheme(version, lost)],
      activate,
    })
  const appointed = async (): Promise<void> => {
    await house.complete('PLC_U01', opm, TARGET)
    await house.complete('PLC_U02', mgmt, { approved: true })
    await house.complete('PLC_U03', opm, MANAGER)
  }
  /** The manager's own tasks are theirs without a claim. */
  const manage = async (elementId: string, data: Variables = {}): Promise<void> => {
    const { id: taskId, assignee } = await house.task(elementId)
    expect(assignee).to.equal('pm')
    await house.engine.completeTask({ by: pm, taskId, data })
    await house.settle()
  }
  const appointments = async (processKey: string): Promise<readonly Variables[]> =>
    (await house.records('process-assignment', { processKey })).map(({ data }) => {
      const { processKey: _key, note: _note, ...appointment } = data
      return appointment
    })
  const description = (id: string) => house.record('process-description', id)
  const variables = async (id: string) => (await house.instance(id)).variables

  it('goes from the target to the retirement of a typical scheme', async () => {
    const id = await started('incident')
    await house.complete('PLC_U01', opm, TARGET)
    await house.complete('PLC_U02', mgmt, { approved: false, remarks: 'Vispirms pieteikumi.' })
    await appointed()
    await manage('PLC_U05', ADAPTED)
    expect(await variables(id)).to.include({ warnings: 0, processPage: '/processes/incident' })
    expect(await description(id)).to.include({ status: 'review', number: 'PA-2026-0001' })
    expect(await appointments('incident')).to.deep.equal([{ manager: 'pm', validFrom: '2026-03-02' }])
    await house.complete('PLC_U06', opm2, { approved: true })
    await manage('PLC_U08')
    await manage('PLC_U09', TRAINED)
    expect((await description(id)).status).to.equal('active')

    await house.passTimeUntil('PLC_T01', id)
    await manage('PLC_U10', { kpiNotes: 'Viss termiņā.', processDecision: 'keep' })
    await house.restart()
    await house.passTimeUntil('PLC_T01', id)
    await manage('PLC_U10', {
      kpiNotes: 'Kavējas.',
      processDecision: 'improve',
      improvement: 'Automātisks paziņojums.',
    })
    expect(
      (await house.history(id)).filter(({ elementId, type }) => elementId === 'PLC_M01' && type === 'message-thrown'),
    ).to.have.length(1)
    await house.passTimeUntil('PLC_T01', id)
    await manage('PLC_U10', { kpiNotes: 'Nelieto.', processDecision: 'retire' })
    await house.complete('PLC_U11', opm, { retireConfirmed: false, retireReason: 'Vēl lieto filiāle.' })
    await house.passTimeUntil('PLC_T01', id)
    await manage('PLC_U10', { kpiNotes: 'Nelieto neviens.', processDecision: 'retire' })
    await house.complete('PLC_U11', opm, { retireConfirmed: true, retireReason: 'Neviens nelieto.' })

    expect(await house.instance(id)).to.include({ state: 'completed', endState: 'retired' })
    const [ended] = await appointments('incident')
    expect(ended?.['validTo'], 'nobody manages it any more').to.be.a('string')
    const { data, status } = await description(id)
    expect(status).to.equal('retired')
    expect((data['kpiReviews'] as Variables[]).map(({ decision }) => decision)).to.deep.equal([
      'keep',
      'improve',
      'retire',
      'retire',
    ])
    expect((data['approvals'] as Variables[]).map(({ role, approved }) => [role, approved])).to.deep.equal([
      ['MGMT', false],
      ['MGMT', true],
      ['OPM', true],
    ])
  })

  it('checks the version that was uploaded, and waits until that version is in force', async () => {
    await deploy('1', false, true)
    await deploy('2', true, false)
    const id = await started('permits')
    await appointed()
    await manage('PLC_U05', { adaptation: 'Ziņo par katru atļauju.' })
    const findings = (await variables(id))['findings'] as Variables[]
    expect(findings.map(({ severity, elementId }) => [severity, elementId])).to.deep.equal([['warning', 'tell']])
    expect(await variables(id)).to.include({ version: 2, warnings: 1 })
    await manage('PLC_U05', { adaptation: 'Ziņo par katru atļauju.', acceptFindings: true })
    await house.complete('PLC_U06', opm2, { approved: false, remarks: 'Ziņai jābūt saņēmējam.' })

    await deploy('3', false, false)
    await manage('PLC_U05', { adaptation: 'Ziņas vairs nav.' })
    expect(await variables(id)).to.include({ version: 3, warnings: 0 })
    await house.complete('PLC_U06', opm2, { approved: true })
    await manage('PLC_U08')
    expect(await house.openTasks(id), 'version 3 is not in force yet').to.deep.equal(['PLC_U08'])
    await deploy('3', false, true)
    await manage('PLC_U08', { deployNote: 'Uzsāktās pabeidz vecajā versijā.' })
    expect(await house.openTasks(id)).to.deep.equal(['PLC_U09'])
  })

  it('asks before one person manages a second process as an additional duty, and the holder where there is one', async () => {
    await started('problem')
    await appointed()
    const id = await started('incident', { holderId: 'institution-parauga-novads' })
    await house.complete('PLC_U01', opm, TARGET, id)
    await house.complete('PLC_U02', mgmt, { approved: true }, id)
    await house.complete('PLC_U03', opm, MANAGER, id)
    expect((await variables(id))['otherProcesses']).to.deep.equal([{ process: 'problem', title: 'Process problem' }])
    await house.complete('PLC_U04', opm, { secondConfirmed: false }, id)
    await house.complete('PLC_U03', opm, MANAGER, id)
    await house.complete('PLC_U04', opm, { secondConfirmed: true, secondReason: 'Cita nav.' }, id)
    const { id: taskId } = await house.task('PLC_U05', id)
    await house.engine.completeTask({ by: pm, taskId, data: ADAPTED })
    await house.settle()
    await house.complete('PLC_U06', opm2, { approved: true }, id)
    await house.complete('PLC_U07', sm, { approved: true }, id)
    expect(await house.openTasks(id)).to.deep.equal(['PLC_U08'])
  })

  it('lets a key that is none be corrected, and refuses what is no key', async () => {
    const refused: unknown = await started('Nav atslēga').catch((error: unknown) => error)
    expect(refused).to.be.instanceOf(FormRejected)

    const id = await started('none-such')
    await appointed()
    await manage('PLC_U05', ADAPTED)
    await house.complete('PLC_U13', opm, { processKey: 'incident' })
    await manage('PLC_U05', ADAPTED)
    expect(await house.openTasks(id)).to.deep.equal(['PLC_U06'])
    expect((await description(id)).data['processKey']).to.equal('incident')
  })

  it('takes the place of who managed before, and gives the tasks of the role to who was appointed', async () => {
    const create = (register: string, data: Variables) =>
      house.engine.createRecord({ by: { ...opm, mayManage: true }, register, data })
    await create('process-assignment', { processKey: 'permits', manager: 'pm2', validFrom: '2026-01-01' })
    const led = diagram('permits', line('start', '<userTask id="lead" camunda:candidateGroups="PM" />', 'end'))
    const invited = async () => {
      const { id } = await house.engine.startProcessInstance({ by: pm, processKey: 'permits' })
      const { candidateUsers, candidateGroups } = await house.task('lead', id)
      return { candidateUsers, candidateGroups }
    }
    await house.engine.deploy({ by: manager, name: 'led', owner, resources: [led], activate: true })
    expect(await invited()).to.deep.equal({ candidateUsers: ['pm2'], candidateGroups: [] })

    await started('permits')
    await appointed()
    await manage('PLC_U05', ADAPTED)
    expect(await appointments('permits')).to.have.deep.members([
      { manager: 'pm2', validFrom: '2026-01-01', validTo: '2026-03-01' },
      { manager: 'pm', validFrom: '2026-03-02' },
    ])
    expect(await invited()).to.deep.equal({ candidateUsers: ['pm'], candidateGroups: [] })
    const [now] = await house.records('process-assignment', { manager: 'pm' })
    await house.engine.updateRecord({
      by: { ...opm, mayManage: true },
      register: 'process-assignment',
      id: now?.id ?? '',
      patch: {},
      status: 'retired',
    })
    expect(await invited(), 'nobody is appointed').to.deep.equal({ candidateUsers: [], candidateGroups: ['PM'] })
  })
})
