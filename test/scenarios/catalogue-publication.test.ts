import { expect } from 'chai'
import type { Variables } from '../../engine/model/json.ts'
import type { OutboxItem } from '../../engine/ports.ts'
import { House, INSTITUTION, PEOPLE } from '../support/house.ts'
import { refusal } from '../support/refusal.ts'

const { sm, spm, pm } = PEOPLE
const by = { ...pm, mayManage: true }
const ARCHIVE = 'service-s-021'
const HOUSE = 'Iestādes pakalpojumu katalogs'

describe('publication in catalogues', function () {
  this.timeout(120_000)
  let house: House
  let sent: OutboxItem[] = []
  afterEach(() => house.close())

  /** With the scheme in use, a connector that takes everything, and one service that is in order. */
  const open = async ({ connected = true, restarts = false } = {}) => {
    sent = []
    const virsis = {
      send: async (item: OutboxItem) => {
        sent.push(item)
        return { reference: `virsis-${item.record.id}` }
      },
    }
    house = await House.open({ restarts, ...(connected ? { connectors: { virsis } } : {}) })
    await use(true)
    await house.engine.updateRecord({
      by,
      register: 'service',
      id: ARCHIVE,
      patch: {
        recipientGroups: ['residents'],
        conditions: { lv: 'Ziņas par meklējamo.' },
        steps: { lv: 'Iesniedziet pieteikumu.' },
      },
    })
    await house.engine.createRecord({
      by,
      register: 'service-description',
      status: 'active',
      data: {
        serviceId: ARCHIVE,
        title: 'Arhīva izziņa',
        requestText: { lv: 'Kā saņemt.' },
        plainLanguageChecked: true,
      },
    })
  }
  const use = (publicationScheme: boolean) =>
    house.engine.createRecord({
      by,
      register: 'institution',
      id: INSTITUTION,
      data: { name: { lv: 'Iestāde' }, kind: 'institution', settings: { publicationScheme } },
    })
  const request = async (payload: Variables = {}): Promise<string> => {
    const message = { by: pm, name: 'catalogue.publishRequested', payload: { serviceId: ARCHIVE, ...payload } }
    const { processInstanceId } = await house.engine.publishMessage(message)
    await house.settle()
    return processInstanceId ?? ''
  }
  const publish = async (): Promise<string> => {
    const id = await request()
    await house.complete('PUB_U01', sm, { confirmed: true }, id)
    await house.complete('PUB_U02', spm, { placementOk: true }, id)
    await house.complete('PUB_U03', sm, { explanations: [] }, id)
    return id
  }
  const ended = async (id: string, endState: string) =>
    expect(await house.instance(id)).to.include({ state: 'completed', endState })
  const entries = async () =>
    (await house.records('catalogue-entry', { serviceId: ARCHIVE })).map(({ data, status }) => [data['name'], status])
  const findings = async (): Promise<readonly Variables[]> => {
    const tasks = (await house.tasks()).filter(({ elementId }) => elementId === 'PUB_U05')
    const all = await Promise.all(
      tasks.map(async ({ id: taskId }) => house.engine.getTask({ institutionId: INSTITUTION, taskId })),
    )
    return all.map(({ variables }) => variables['finding'] as Variables)
  }
  /** Every open difference is dealt with: that of the archive as given, the others are left with a reason. */
  const deal = async (publicationAction: string) => {
    for (const { id: taskId, elementId } of await house.tasks()) {
      if (elementId !== 'PUB_U05') continue
      const { variables } = await house.engine.getTask({ institutionId: INSTITUTION, taskId })
      const { serviceId } = variables['finding'] as { serviceId: string }
      const data: Variables =
        serviceId === ARCHIVE ? { publicationAction } : { publicationAction: 'none', note: 'Vēl top.' }
      await house.engine.claimTask({ by: sm, taskId })
      await house.engine.completeTask({ by: sm, taskId, data })
    }
    await house.settle()
  }

  it('publishes what the register says, where its recipients look, and nothing that is for management', async () => {
    await open({ restarts: true })
    const id = await request({ originRef: 'question-1' })
    expect((await house.instance(id)).variables['catalogues']).to.deep.equal([
      { name: HOUSE, mandatory: true },
      { name: 'Latvija.gov.lv', mandatory: true },
    ])
    const error = (await refusal(house.complete('PUB_U01', sm, { confirmed: false }, id))) as { code: string }
    expect(error.code).to.equal('form-rejected')
    await house.complete('PUB_U01', sm, { confirmed: true }, id)

    // The connector took it, and the portfolio manager sees that.
    expect(await entries()).to.have.deep.members([
      [HOUSE, 'published'],
      ['Latvija.gov.lv', 'published'],
    ])
    expect(sent.map(({ record }) => record.register)).to.deep.equal(['catalogue-delivery'])
    const content = sent[0]?.record.data['content'] as Variables
    expect(content).to.include({ code: 'S-021' })
    expect(Object.keys(content)).to.not.include.members(['serviceManagerId', 'executorGroupId', 'ciIds'])
    await house.complete('PUB_U02', spm, { placementOk: true }, id)
    await house.complete('PUB_U03', sm, { explanations: [{ channel: 'in_person', what: 'Bukleti zālē' }] }, id)
    await ended(id, 'published')
    expect((await house.record('service', ARCHIVE)).data['catalogueStatus']).to.have.length(2)
    const events = await house.history(id)
    expect(events.some(({ elementId }) => elementId === 'PUB_M01')).to.equal(true)
  })

  it('asks for what is missing, and checks again', async () => {
    await open()
    await house.engine.updateRecord({ by, register: 'service', id: ARCHIVE, patch: { steps: null } })
    const { id } = await house.engine.startProcessInstance({
      by: sm,
      processKey: 'catalogue-publication',
      startEventId: 'PUB_E02',
      variables: { serviceId: ARCHIVE, reason: 'Jauna kārtība.' },
    })
    await house.settle()
    expect((await house.instance(id)).variables['missing']).to.deep.equal(['steps'])
    await house.complete('PUB_U04', sm, { completed: true }, id)
    expect(await house.openTasks(id)).to.deep.equal(['PUB_U04'])
    await house.engine.updateRecord({ by, register: 'service', id: ARCHIVE, patch: { steps: { lv: 'Iesniedziet.' } } })
    await house.complete('PUB_U04', sm, { completed: true }, id)
    await house.complete('PUB_U01', sm, { confirmed: false, remarks: 'Maksa mainīta.' }, id)
    await house.complete('PUB_U04', sm, { completed: false, stopReason: 'Vēlāk.' }, id)
    await ended(id, 'not_published')
    expect(await entries()).to.deep.equal([])
  })

  it('keeps what no connector carries yet, and says that the catalogue has not confirmed it', async () => {
    await open({ connected: false })
    const id = await request()
    await house.complete('PUB_U01', sm, { confirmed: true }, id)
    expect(await entries()).to.deep.include(['Latvija.gov.lv', 'pending'])
    expect((await house.records('catalogue-delivery')).map(({ status }) => status)).to.deep.equal(['kept'])
    expect((await house.instance(id)).variables['findings']).to.deep.equal([
      { catalogue: 'Latvija.gov.lv', finding: 'not_delivered' },
    ])
    await house.complete('PUB_U02', spm, { placementOk: false, placementRemarks: 'Katalogā nav.' }, id)
    expect(await house.openTasks(id)).to.deep.equal(['PUB_U04'])
  })

  it('finds every month what differs from the register, and has it published again or withdrawn', async () => {
    await open()
    await publish()
    expect(sent).to.have.length(1)
    await house.engine.updateRecord({ by, register: 'service', id: ARCHIVE, patch: { fee: 15 } })
    await house.passTimeTo('2026-04-05T08:00:00Z')
    expect((await findings()).filter(({ serviceId }) => serviceId === ARCHIVE)).to.have.length(2)
    await deal('republish')

    // Both differences are of one service, which is published once.
    expect(await house.openTasks()).to.include('PUB_U01')
    await house.complete('PUB_U01', sm, { confirmed: true })
    expect(sent).to.have.length(2)
    expect(sent[1]?.record.data['content']).to.deep.include({ fee: 15 })
    await house.complete('PUB_U02', spm, { placementOk: true })
    await house.complete('PUB_U03', sm, { explanations: [] })

    await house.engine.updateRecord({ by, register: 'service', id: ARCHIVE, status: 'retired', patch: {} })
    await house.passTimeTo('2026-05-05T08:00:00Z')
    expect(
      (await findings()).filter(({ serviceId }) => serviceId === ARCHIVE).map(({ finding }) => finding),
    ).to.deep.equal(['not_registered', 'not_registered'])
    await deal('withdraw')
    expect(await entries()).to.have.deep.members([
      [HOUSE, 'withdrawn'],
      ['Latvija.gov.lv', 'withdrawn'],
    ])
    expect(sent.at(-1)?.record.data).to.include({ action: 'withdraw', catalogue: 'Latvija.gov.lv' })
  })

  it('reports a catalogue that cannot be reached as an incident', async () => {
    await open()
    await publish()
    await house.passTimeTo('2026-03-04T20:00:00Z')
    await house.engine.createRecord({
      by,
      register: 'measurement',
      data: { probe: 'latvija.gov.lv', measuredAt: '2026-03-04T20:00:00Z', ok: false, note: 'Noildze' },
    })
    await house.passTimeTo('2026-03-05T08:00:00Z')
    const incidents = (await house.records('incident')).map(({ data }) => [data['title'], data['source']])
    expect(incidents).to.deep.include(['Katalogs nav pieejams: Latvija.gov.lv', 'monitoring'])
    const [entry] = await house.records('catalogue-entry', { serviceId: ARCHIVE, name: 'Latvija.gov.lv' })
    expect(entry?.data).to.include({ available: false, finding: 'current' })
  })

  it('has everything published reviewed once a year; where the scheme is not in use, nothing happens', async () => {
    await open()
    await publish()
    await house.passTimeTo('2027-02-02T08:00:00Z')
    const review = (await house.tasks()).filter(({ elementId }) => elementId === 'PUB_U01')
    expect(review).to.have.length(1)
    await house.close()

    house = await House.open()
    await house.passTimeTo('2027-02-05T08:00:00Z')
    expect((await house.openTasks()).filter((element) => element.startsWith('PUB'))).to.deep.equal([])
  })
})
