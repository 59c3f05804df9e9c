/**
 * The whole house without HTTP: the real schemes, forms, handlers and registers on a database file, a clock that the
 * test moves, and people by role. With `restarts`, the engine is closed and opened again after every single step.
 */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readTypicalBundle } from '../../api/typical-bundle.ts'
import type { Actor, Engine } from '../../engine/engine.ts'
import { createEngine } from '../../engine/index.ts'
import { TYPICAL, type ResourceFile } from '../../engine/model/deployment.ts'
import { groupsOf } from '../../engine/model/candidate-groups.ts'
import type { Variables } from '../../engine/model/json.ts'
import type { HistoryEventView, TaskView } from '../../engine/model/views.ts'
import type { RecordView } from '../../engine/records/record-unit.ts'
import { createFormChecker } from '../../forms/checker.ts'
import { createCaseEnvironment } from '../../processes/environment.ts'
import { createHandlers } from '../../processes/handlers/index.ts'
import { createTaskEvents } from '../../processes/task-events/index.ts'
import { loadProcessData, loadSeeds } from '../../processes/load-process-data.ts'
import { type Standing, standingOf } from '../../processes/maturity/maturity.ts'
import { figuresOf } from '../../processes/measuring/figures-of.ts'
import { createRecordRules } from '../../processes/record-rules.ts'
import { describeSending } from '../../processes/describe-sending.ts'
import type { Connector, HandlerRegistry, Log } from '../../engine/ports.ts'
import { openStore } from '../../engine/store/open-store.ts'
import { seededIds } from '../simulation/machine/seeded-ids.ts'
import { createRandom, type Random } from '../simulation/random.ts'
import { type Template, type TestDatabase, freshDatabase } from './database.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const forms = createFormChecker()
const data = loadProcessData(join(root, 'processes'), forms)

const log: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: (facts, message) => console.error(message, facts),
}

/** Databases with everything deployed, by the files deployed beside the typical edition. */
const templates = new Map<string, Template>()

export const INSTITUTION = 'demo'

export interface HouseOptions {
  /** Close and open the engine after every step. */
  readonly restarts?: boolean
  /** Deployed after the typical edition and put in force for the institution. */
  readonly bundle?: readonly ResourceFile[]
  /** Replaces handlers, e.g. to see that a test needs them. */
  readonly handlers?: HandlerRegistry
  /** Who works with it; default: the demonstration institution alone. */
  readonly institutions?: readonly string[]
  /** What carries notifications, by channel; nothing by default. */
  readonly connectors?: Readonly<Record<string, Connector>>
  /** Ids come from here, so that the same seed gives the same ones again; default: they are as random as in life. */
  readonly ids?: Random
}

/** A person of the demonstration institution who holds roles everywhere; `kac` holds KAC, `exe` EXE, and so on. */
export const person = (id: string, ...groups: readonly string[]): Actor => ({
  id,
  institutionId: INSTITUTION,
  groups: groups.flatMap((group) => (group.includes('@') ? [group] : [...groupsOf(group, '')])),
  language: 'lv',
  mayManage: false,
})

export const PEOPLE = {
  kac: person('kac', 'KAC'),
  kac2: person('kac2', 'KAC'),
  exe: person('exe', 'EXE'),
  exe2: person('exe2', 'EXE'),
  sm: person('sm', 'SM'),
  pm: person('pm', 'PM'),
  sup: person('sup', 'SUP'),
  rm: person('rm', 'RM'),
  spm: person('spm', 'SPM'),
  opm: person('opm', 'OPM'),
  cab: person('cab', 'CAB'),
  fin: person('fin', 'FIN'),
  mgmt: person('mgmt', 'MGMT'),
} as const

const ADMIN: Actor = { ...person('admin', 'ADMIN'), mayManage: true }

export class House {
  private running: Engine | null = null
  private now = new Date('2026-03-02T08:00:00Z') // a Monday, 10:00 in Riga
  readonly database: TestDatabase
  private readonly options: HouseOptions

  private constructor(database: TestDatabase, options: HouseOptions) {
    this.database = database
    this.options = options
  }

  static async open(options: HouseOptions = {}): Promise<House> {
    const house = new House(await freshDatabase({ like: await House.furnished(options) }), options)
    house.running = await house.open()
    return house
  }

  /** A furnished house is copied for the next test, and is what one with a bundle of its own begins with: deploying is tested elsewhere. */
  private static async furnished({ bundle, ...options }: HouseOptions): Promise<Template> {
    const key = bundle?.map(({ name, content }) => `${name}\n${content}`).join('\n') ?? ''
    const known = templates.get(key)
    if (known !== undefined) return known
    const like = bundle && { like: await House.furnished(options) }
    const ids = createRandom(bundle ? 'adapted' : 'furnished')
    const first = new House(await freshDatabase(like ?? { onDisk: true }), { ...options, ids })
    first.running = await first.open()
    await (bundle ? first.adapt(bundle) : first.furnish())
    await first.engine.close()
    const template = await first.database.keep()
    await first.database.release()
    templates.set(key, template)
    return template
  }

  private async furnish(): Promise<void> {
    const by: Actor = { ...ADMIN, institutionId: '' }
    const resources = readTypicalBundle(root)
    await this.engine.deploy({ by, name: 'typical', owner: TYPICAL, resources, activate: true })
    for (const { register, records } of loadSeeds(join(root, 'processes'), data.registers)) {
      for (const record of records) await this.engine.createRecord({ by: ADMIN, register, ...record })
    }
  }

  private async adapt(resources: readonly ResourceFile[]): Promise<void> {
    const owner = { institutionId: INSTITUTION, holderId: '' }
    await this.engine.deploy({ by: ADMIN, name: 'own', owner, resources, activate: true })
  }

  get engine(): Engine {
    if (this.running === null) throw new Error('Expected an open house, but it is closed.')
    return this.running
  }

  private async open(): Promise<Engine> {
    const clock = { now: () => new Date(this.now) }
    const { ids } = this.options
    const whole = { clock, log, dueMs: Number.POSITIVE_INFINITY }
    return createEngine({
      ...(ids
        ? { store: await openStore({ ...this.database.address, ...whole, newId: seededIds(clock, ids) }) }
        : { database: this.database.address }),
      clock,
      forms,
      handlers: this.options.handlers ?? createHandlers(data, forms),
      environment: createCaseEnvironment({ calendars: data.calendars, settings: data.defaultSettings }),
      taskEvents: createTaskEvents(data),
      outbox: { connectors: this.options.connectors ?? {}, describe: describeSending },
      registers: data.registers,
      recordRules: createRecordRules(data.calendars, data.registers, data),
      figures: data.indicators.flatMap(figuresOf),
      undeliveredMessageProcess: 'undelivered-message',
      institutions: async () => this.options.institutions ?? [INSTITUTION],
      log,
    })
  }

  /** How far the institution has come, by what it did. */
  standing(): Promise<Standing> {
    const clock = { now: () => new Date(this.now) }
    const ports = { engine: this.engine, clock, table: data.maturity, defaultSettings: data.defaultSettings }
    return standingOf(ports, INSTITUTION)
  }

  async restart(): Promise<void> {
    await this.engine.close()
    this.running = await this.open()
  }

  /** Nothing runs until then: time passes while the engine is closed. */
  async sleepUntil(instant: string): Promise<void> {
    await this.engine.close()
    this.now = new Date(instant)
    this.running = await this.open()
    await this.settle()
  }

  async close(): Promise<void> {
    await this.engine.close()
    await this.database.release()
  }

  /** Does everything that is due, restarting before and after where the story asks for it. */
  async settle(): Promise<void> {
    if (this.options.restarts) await this.restart()
    await this.engine.settle()
    if (this.options.restarts) await this.restart()
  }

  async passTime({
    days = 0,
    hours = 0,
    minutes = 0,
  }: {
    days?: number
    hours?: number
    minutes?: number
  }): Promise<void> {
    this.now = new Date(this.now.getTime() + ((days * 24 + hours) * 60 + minutes) * 60_000)
    await this.settle()
  }

  /** Moves the clock to a later moment, e.g. `2026-04-05T08:00:00Z`. */
  async passTimeTo(instant: string): Promise<void> {
    this.now = new Date(instant)
    await this.settle()
  }

  /** Moves the clock to the moment at which the element's timer is due. */
  async passTimeUntil(elementId: string, processInstanceId: string): Promise<void> {
    const { waitingFor } = await this.instance(processInstanceId)
    const timer = waitingFor.find((one) => one.elementId === elementId && one.dueAt !== null)
    if (!timer?.dueAt) throw new Error(`Expected a timer at "${elementId}", but there is none.`)
    this.now = new Date(timer.dueAt)
    await this.settle()
  }

  get instant(): string {
    return this.now.toISOString()
  }

  /** A citizen's application from the portal. @returns its id: instance, record and business key are one */
  async submit(payload: Variables = {}): Promise<string> {
    const { processInstanceId } = await this.engine.publishMessage({
      by: ADMIN,
      name: 'application.submitted',
      payload: { ...APPLICATION, ...payload },
    })
    await this.settle()
    if (processInstanceId === null) throw new Error('Expected the application to start a case, but it was buffered.')
    return processInstanceId
  }

  async send(name: string, correlationKey: string, payload: Variables = {}) {
    const answer = await this.engine.publishMessage({ by: ADMIN, name, correlationKey, payload })
    await this.settle()
    return answer
  }

  /** Open tasks of the institution, as element ids, sorted; of one case with all that it called. */
  async openTasks(rootInstanceId?: string): Promise<string[]> {
    return (await this.tasks(rootInstanceId)).map(({ elementId }) => elementId).sort()
  }

  async tasks(rootInstanceId?: string): Promise<readonly TaskView[]> {
    const { items } = await this.engine.listTasks({
      institutionId: INSTITUTION,
      state: 'open',
      rootInstanceId,
      limit: 200,
    })
    return items
  }

  async task(elementId: string, rootInstanceId?: string): Promise<TaskView> {
    const tasks = await this.tasks(rootInstanceId)
    const task = tasks.find((candidate) => candidate.elementId === elementId)
    if (!task)
      throw new Error(
        `Expected an open task "${elementId}", but there are: ${tasks.map((one) => one.elementId).join(', ') || 'none'}.`,
      )
    return task
  }

  async complete(elementId: string, by: Actor, form: Variables = {}, rootInstanceId?: string): Promise<void> {
    const { id: taskId } = await this.task(elementId, rootInstanceId)
    await this.engine.claimTask({ by, taskId })
    await this.engine.completeTask({ by, taskId, data: form })
    await this.settle()
  }

  async instance(processInstanceId: string) {
    return this.engine.getProcessInstance({ institutionId: INSTITUTION, processInstanceId })
  }

  async record(register: string, id: string): Promise<RecordView> {
    return this.engine.getRecord({ institutionId: INSTITUTION, register, id })
  }

  async records(register: string, where: Variables = {}): Promise<readonly RecordView[]> {
    return (await this.engine.listRecords({ institutionId: INSTITUTION, register, where, limit: 200 })).items
  }

  async history(processInstanceId: string): Promise<readonly HistoryEventView[]> {
    const items: HistoryEventView[] = []
    let after: string | undefined
    do {
      const page = await this.engine.listHistory({
        institutionId: INSTITUTION,
        processInstanceId,
        withCalled: true,
        limit: 200,
        after,
      })
      items.push(...page.items)
      after = page.next ?? undefined
    } while (after !== undefined)
    return items
  }

  /** Element ids entered so far, in order, called processes included. */
  async path(processInstanceId: string): Promise<string[]> {
    const history = await this.history(processInstanceId)
    return history.flatMap(({ type, elementId }) =>
      type === 'element-entered' && elementId !== null ? [elementId] : [],
    )
  }
}

const APPLICATION: Variables = {
  channel: 'portal',
  clientKind: 'natural_person',
  clientId: '161179-10005',
  clientName: 'Anna Bērziņa',
  contactEmail: 'anna@example.org',
  preferredChannel: 'email',
  language: 'lv',
  subject: 'Kā deklarēt dzīvesvietu?',
  description: 'Vēlos uzzināt, kā deklarēt dzīvesvietu ārzemēs.',
}
