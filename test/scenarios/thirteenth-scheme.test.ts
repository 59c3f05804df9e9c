/**
 * A scheme that nobody foresaw, made of data alone: a diagram, two forms, a decision table, a message contract, a
 * register and a text. It runs beside the typical schemes with their handlers, and no line of TypeScript is its own.
 */
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { createEngine, type Actor, type Engine, type ResourceFile } from '../../engine/index.ts'
import { createFormChecker } from '../../forms/checker.ts'
import { createCaseEnvironment } from '../../processes/environment.ts'
import { createHandlers } from '../../processes/handlers/index.ts'
import { loadProcessData } from '../../processes/load-process-data.ts'

const OWN = fileURLToPath(new URL('thirteenth-scheme/', import.meta.url))
const PROCESSES = fileURLToPath(new URL('../../processes/', import.meta.url))
const INSTITUTION = 'demo'

const bundle: readonly ResourceFile[] = readdirSync(OWN)
  .filter((name) => /\.(bpmn|dmn|form\.json)$/.test(name) || name === 'messages.json')
  .map((name) => ({ name, content: readFileSync(join(OWN, name), 'utf8') }))

describe('a thirteenth scheme, of data alone', () => {
  let folder: string
  let engine: Engine
  let now = new Date('2026-03-02T08:00:00Z')
  const by = (id: string, ...groups: string[]): Actor => ({
    id,
    institutionId: INSTITUTION,
    groups,
    language: 'lv',
    mayManage: false,
  })
  const staff = by('exe', 'EXE')
  const admin = { ...by('admin'), mayManage: true }

  beforeEach(async () => {
    now = new Date('2026-03-02T08:00:00Z')
    // The institution's folder: what everybody has, and two files of its own.
    folder = mkdtempSync(join(tmpdir(), 'ritums-thirteenth-'))
    cpSync(PROCESSES, folder, { recursive: true })
    cpSync(join(OWN, 'room-booking.register.json'), join(folder, 'registers', 'room-booking.json'))
    cpSync(join(OWN, 'room_booked.template.json'), join(folder, 'templates', 'room_booked.json'))
    const forms = createFormChecker()
    const data = loadProcessData(folder, forms)
    engine = await createEngine({
      database: { path: ':memory:' },
      clock: { now: () => now },
      forms,
      handlers: createHandlers(data, forms),
      environment: createCaseEnvironment({ calendars: data.calendars, settings: data.defaultSettings }),
      registers: data.registers,
    })
    const owner = { institutionId: INSTITUTION, holderId: '' }
    const { warnings } = await engine.deploy({ by: admin, name: 'rooms', owner, resources: bundle, activate: true })
    expect(warnings).to.deep.equal([])
  })
  afterEach(async () => {
    await engine.close()
    rmSync(folder, { recursive: true })
  })

  const book = async (people: number) => {
    const variables = { room: 'Sēžu zāle', people, from: '2026-03-05T10:00:00Z', purpose: 'Sanāksme' }
    const { id } = await engine.startProcessInstance({ by: staff, processKey: 'room-booking', variables })
    await engine.settle()
    return id
  }
  const approve = async (person: Actor, data: { approved: boolean; reason?: string }) => {
    const { items } = await engine.listTasks({
      institutionId: INSTITUTION,
      state: 'open',
      candidateGroups: person.groups,
      limit: 10,
    })
    const [task] = items
    if (!task) throw new Error(`Expected a task for ${person.groups.join()}, but there is none.`)
    await engine.claimTask({ by: person, taskId: task.id })
    await engine.completeTask({ by: person, taskId: task.id, data })
    await engine.settle()
  }
  const booking = (id: string) => engine.getRecord({ institutionId: INSTITUTION, register: 'room-booking', id })
  const listed = async (register: string) =>
    (await engine.listRecords({ institutionId: INSTITUTION, register, limit: 10 })).items
  const endOf = async (id: string) =>
    (await engine.getProcessInstance({ institutionId: INSTITUTION, processInstanceId: id })).endState

  it('runs from its form over its decision, texts, clock and costs to its end', async () => {
    const id = await book(40)
    expect(await booking(id)).to.deep.include({ number: 'T-2026-001', status: 'requested' })

    await approve(by('mgmt', 'MGMT'), { approved: true })
    expect((await booking(id)).status).to.equal('booked')
    const [told] = await listed('notification')
    expect(told?.data).to.include({ event: 'room_booked', role: 'RM', subject: 'Rezervēta telpa Sēžu zāle' })
    expect(told?.data['body']).to.contain('T-2026-001')

    now = new Date('2026-03-05T10:00:00Z')
    await engine.settle()
    expect(await endOf(id)).to.equal('held')
    expect((await listed('cost-entry')).map(({ data }) => data['amount'])).to.deep.equal([12.5])
  })

  it('asks whom its table names, and refuses what is taken', async () => {
    const first = await book(8)
    await approve(by('sm', 'SM'), { approved: true })
    const second = await book(8)

    expect(await endOf(second)).to.equal('refused')
    expect((await booking(second)).data['reason']).to.equal('aizņemts')
    expect((await booking(first)).status).to.equal('booked')
  })

  it('is cancelled by its own message', async () => {
    const id = await book(8)
    const payload = { reason: 'Sanāksme attālināti' }
    await engine.publishMessage({ by: admin, name: 'room.cancelled', correlationKey: id, payload })
    await engine.settle()

    expect(await endOf(id)).to.equal('cancelled')
    expect(await booking(id)).to.deep.include({ status: 'cancelled' })
  })
})
