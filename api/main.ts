/**
 * The process: settings → store → engine → typical schemes → seeds → workers → application; stops in reverse. The only
 * file that knows every room.
 */
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createEngine } from '../engine/index.ts'
import type { Engine } from '../engine/engine.ts'
import { DeploymentRejected } from '../engine/model/errors.ts'
import type { ResourceFile } from '../engine/model/deployment.ts'
import type { Clock, Connector, Limits, Log } from '../engine/ports.ts'
import { openStore } from '../engine/store/open-store.ts'
import { systemClock } from '../engine/system-clock.ts'
import { createFormChecker } from '../forms/checker.ts'
import { busyPage } from '../forms/ui/entrance/busy-page.tsx'
import { entrancePages } from '../forms/ui/entrance/pages.tsx'
import { createPages } from '../forms/ui/pages.ts'
import { serveAssets } from '../forms/ui/shared/assets.ts'
import { createCaseEnvironment } from '../processes/environment.ts'
import { createHandlers } from '../processes/handlers/index.ts'
import { createTaskEvents } from '../processes/task-events/index.ts'
import { loadProcessData, loadSeeds, type ProcessData } from '../processes/load-process-data.ts'
import { describeSending } from '../processes/describe-sending.ts'
import { createMeasuringDesk } from '../processes/measuring/desk.ts'
import { createScaleDesk } from '../processes/scale/desk.ts'
import { figuresOf } from '../processes/measuring/figures-of.ts'
import { standingOf } from '../processes/maturity/maturity.ts'
import { createNoticeMail } from '../processes/notice-mail.ts'
import { createRecordRules } from '../processes/record-rules.ts'
import { createApp } from './app.ts'
import { maskedUrl, readConfig, UnreadableSetting, type Config } from './config.ts'
import { readDemo, readDemoLife, seedDemo } from './demo/seed-demo.ts'
import type { House } from './endpoint.ts'
import { choresOf } from './chores.ts'
import { createFiles } from './files/index.ts'
import { readFileKinds } from './files/kinds.ts'
import type { FileStore } from './files/file-store.ts'
import { Housekeeping } from './housekeeping.ts'
import { peopleAway, peopleThere } from './identity/away.ts'
import { createIdentity, type Identity } from './identity/index.ts'
import type { PasswordCost } from './identity/passwords.ts'
import { Roles } from './identity/roles.ts'
import { createLog } from './log.ts'
import { createEmailConnector } from './mail/email-connector.ts'
import { Telling } from './notices/telling.ts'
import { TellingWorker } from './notices/telling-worker.ts'
import { nodeNotes } from './node-notes.ts'
import { openApi } from './openapi.ts'
import { ProcessDocuments } from './process-documents/process-documents.ts'
import { projectRoot } from './project-root.ts'
import { ROUTES } from './routes.ts'
import { listen } from './server.ts'
import { API_MIGRATIONS, API_TABLES } from './tables.ts'
import { Tracking, VisitorLimits } from './tracking/index.ts'
import { createWorkplace, type Workplace } from './workplace/index.ts'
import { deployTypical } from './deploy-typical.ts'
import { readTypicalBundle } from './typical-bundle.ts'
import { demoWelcome, productionWelcome } from './welcome.ts'
import { whyNotStarted } from './why-not-started.ts'

export interface OpenHouseOptions {
  readonly config: Config
  /** Lines for the person who starts it. */
  readonly print: (line: string) => void
  readonly clock?: Clock
  readonly log?: Log
  /** The demonstration begins with work under way in planning and improvement; default: false. */
  readonly demoLife?: boolean
  /** What is deployed at start; default: the typical edition in `processes/` and `forms/schemas/`. */
  readonly bundle?: readonly ResourceFile[]
  /** How much work a new password is; not among the settings, since less would be found out too late. */
  readonly passwordCost?: PasswordCost
}

export interface OpenHouse {
  /** Where it listens, e.g. `http://127.0.0.1:3000`. */
  readonly address: string
  readonly engine: Engine
  readonly identity: Identity
  readonly workplace: Workplace
  readonly files: FileStore
  /** What the worker does every few seconds; without workers nobody does. */
  readonly telling: Telling
  /** No new work; resolves when the commands that run are finished and the database is closed. */
  close(): Promise<void>
}

/**
 * Opens everything, in order.
 *
 * @throws DeploymentRejected when a file of the bundle cannot run; Error when the database or the port is taken
 */
export async function openHouse(options: OpenHouseOptions): Promise<OpenHouse> {
  const { config, print } = options
  const log = options.log ?? createLog(config)
  const root = projectRoot()
  const { institutionId } = config
  const notes = nodeNotes(process.versions.node)
  if (config.mode === 'production') for (const note of notes) log.warn({}, note.en)

  const forms = createFormChecker()
  const data = loadProcessData(join(root, 'processes'), forms)
  const { databaseUrl } = config
  const path = config.databasePath === ':memory:' ? ':memory:' : resolve(root, config.databasePath)
  const database = databaseUrl === '' ? path : `${maskedUrl(databaseUrl)}, and not DATABASE_PATH`
  print(`Opening the database ${database} …`)
  const store = await openStore({
    ...(databaseUrl === '' ? { path } : { url: databaseUrl }),
    clock: options.clock ?? systemClock,
    // Several servers on one database agree on what is due; a clock that was given is to be believed.
    followDatabaseClock: options.clock === undefined,
    log,
    entities: API_TABLES,
    migrations: API_MIGRATIONS,
    // What was acknowledged is on disk; going on could acknowledge what is not. 70: internal software error.
    onFatal: () => process.exit(70),
  })
  const { clock } = store
  const stopping = new AbortController()
  const closers = [() => store.close()]
  const close = async (): Promise<void> => {
    stopping.abort()
    for (const closeOne of closers.toReversed()) await closeOne()
  }

  try {
    const connectors = connectorsOf(config)
    const engine = await createEngine({
      store,
      clock,
      log,
      forms,
      handlers: createHandlers(data, forms),
      environment: createCaseEnvironment({ calendars: data.calendars, settings: data.defaultSettings }),
      taskEvents: createTaskEvents(data, { remindsPeople: false }),
      outbox: { connectors, describe: describeSending },
      registers: data.registers,
      recordRules: createRecordRules(data.calendars, data.registers, data),
      figures: data.indicators.flatMap(figuresOf),
      limits: limitsOf(config),
      undeliveredMessageProcess: String(data.defaultSettings['undeliveredMessageProcess'] ?? 'undelivered-message'),
      institutions: async () => [institutionId],
      peopleAway,
      peopleThere,
      rolesHeld: (institution) => rolesHeld(institution),
    })
    // The engine closes the store that it was given.
    closers.splice(0, 1, () => engine.close())
    const identity = createIdentity({ store, clock, roles: new Roles(data.roles), log }, config, options.passwordCost)
    const workplace = createWorkplace({ store, clock, log })
    const tracking = new Tracking({ store, clock }, config)
    const kinds = readFileKinds(join(root, 'processes', 'file-kinds.json'))
    const filesPath = resolve(root, config.filesPath)
    const files = createFiles({ store, clock, log, kinds }, { ...config, filesPath })
    const documents = new ProcessDocuments(engine, files)
    const rolesHeld = (institution: string) => identity.people.countByRole(institution)
    await deployTypical(engine, options.bundle ?? readTypicalBundle(root), print)
    const welcome =
      config.mode === 'demo'
        ? await openDemo(engine, identity, data, root, options)
        : await openProduction(identity, config)
    const telling = new Telling({
      engine,
      identity,
      workplace,
      clock,
      log,
      compose: createNoticeMail(data.templates, new Set(Object.keys(connectors))),
      answers: new Set([data.defaultSettings['answerMessages'] ?? []].flat().map(String)),
      publicUrl: config.publicUrl === '' ? null : config.publicUrl,
    })
    if (config.workers === 'on') {
      engine.startWorkers()
      const worker = new TellingWorker(telling, institutionId, log)
      worker.start()
      closers.push(() => worker.stop())
      const housekeeping = new Housekeeping(choresOf({ workplace, files, tracking, clock }, config), log)
      housekeeping.start()
      closers.push(() => housekeeping.stop())
    }

    const measuring = createMeasuringDesk({ engine, data, clock })
    const maturity = (institution: string) =>
      standingOf({ engine, clock, table: data.maturity, defaultSettings: data.defaultSettings }, institution)
    const scale = createScaleDesk({ engine, data, clock, measuring, maturity })
    await measuring.introduce({ by: { id: 'system', institutionId, groups: [], language: 'lv', mayManage: true } })
    const isHealthy = (): Promise<boolean> =>
      store
        .read((manager) => manager.query('SELECT 1'))
        .then(
          () => true,
          () => false,
        )
    const house: House = {
      engine,
      identity,
      workplace,
      files,
      documents,
      measuring,
      scale,
      config,
      maturity,
      glossary: data.glossary,
      clock,
      stopping: stopping.signal,
      isHealthy,
      notes: notes.map(({ en }) => en),
      openApi: openApi(ROUTES),
    }
    const entrance = entrancePages({
      institutionName: config.institutionName,
      demo: config.mode === 'demo',
      notes,
      isHealthy,
      setup: identity.setup,
    })
    const pages = createPages({
      engine,
      identity,
      workplace,
      files,
      documents,
      measuring,
      scale,
      tracking,
      visitorLimits: new VisitorLimits(config),
      forms,
      data,
      clock,
      log,
      institutionId,
      institutionName: config.institutionName,
      draftDays: config.draftDays,
      demo: config.mode === 'demo',
      https: config.publicUrl.startsWith('https:'),
      sendsEmail: config.smtpHost !== '',
      stopping: stopping.signal,
    })
    const handle = createApp(house, log, { assets: serveAssets, routers: [entrance, pages], busy: busyPage }).callback()
    const server = await listen((request, response) => void handle(request, response), config)
    closers.push(server.stop)

    const address = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${server.port}`
    const url = config.publicUrl || address
    for (const line of welcome(url)) print(line)
    for (const note of notes) print(`Note: ${note.en}`)
    log.info({ url, mode: config.mode, institutionId }, 'listening')
    return { address, engine, identity, workplace, files, telling, close }
  } catch (error) {
    await close()
    throw error
  }
}

function limitsOf({
  stepBudget,
  multiInstanceLimit,
  callDepth,
  maxVariablesBytes,
  maxStateBytes,
  messageTtl,
  jobRetryPausesMs,
  outboxRetryPausesMs,
  outboxKeptDays,
  readTracesKeptDays,
}: Config): Limits {
  return {
    stepBudget,
    multiInstanceLimit,
    callDepth,
    maxVariablesBytes,
    maxStateBytes,
    messageTtl,
    jobRetryPausesMs,
    outboxRetryPausesMs,
    outboxKeptDays,
    readTracesKeptDays,
  }
}

/** By the channels that they carry. */
function connectorsOf(config: Config): Readonly<Record<string, Connector>> {
  if (config.smtpHost === '') return {}
  const email = createEmailConnector({
    host: config.smtpHost,
    port: config.smtpPort,
    security: config.smtpSecurity,
    user: config.smtpUser,
    password: config.smtpPassword,
    from: config.mailFrom,
    fromName: config.institutionName,
    timeoutMs: config.smtpTimeoutSeconds * 1000,
  })
  return { email }
}

async function openDemo(
  engine: Engine,
  identity: Identity,
  data: ProcessData,
  root: string,
  { config: { institutionId, institutionName }, print, demoLife = false }: OpenHouseOptions,
) {
  const demo = readDemo(root)
  print('Seeding the demonstration …')
  const seeded = await seedDemo(
    { engine, identity, institutionId },
    demo,
    loadSeeds(join(root, 'processes'), data.registers),
    demoLife ? readDemoLife(root) : undefined,
  )
  // Whoever logs in first finds the work that the applications have led to.
  if (seeded) await engine.settle()
  print(
    seeded
      ? `  ${seeded.records} records, ${seeded.people} people, ${seeded.applications} open applications`
      : '  it was there already',
  )
  return (url: string) =>
    demoWelcome({ url, institutionName, password: demo.password, people: demo.people, roles: data.roles })
}

async function openProduction(identity: Identity, { institutionId, institutionName, setupLinkHours }: Config) {
  const setupToken = await identity.setup.begin(institutionId)
  return (url: string) => productionWelcome({ url, institutionName, setupToken, setupLinkHours })
}

/** Under npm one press of Ctrl+C arrives twice: from the terminal, and handed on by npm. */
const ONE_PRESS_MS = 1000

/** Reads the settings, opens the house, and closes it when the system asks for that. */
export async function main(): Promise<void> {
  let opened: OpenHouse | null = null
  let config: Config | undefined
  let askedAt: number | null = null
  const close = (house: OpenHouse, stopSeconds: number): void => {
    const tooLong = setTimeout(() => {
      console.log(`Stopping at once: something still ran after ${stopSeconds} s.`)
      process.exit(1)
    }, stopSeconds * 1000)
    house.close().then(
      () => {
        clearTimeout(tooLong)
        console.log('Stopped.')
        process.exit(0)
      },
      (error: unknown) => {
        explain(error)
        process.exit(1)
      },
    )
  }
  const stop = (signal: NodeJS.Signals): void => {
    if (askedAt !== null) {
      if (performance.now() - askedAt < ONE_PRESS_MS) return
      console.log(`${signal} again: stopping at once.`)
      process.exit(1)
    }
    askedAt = performance.now()
    console.log(`${signal}: finishing what runs, then stopping …`)
    // While it is still opening, it stops as soon as it is open.
    if (opened && config) close(opened, config.stopSeconds)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  try {
    config = readConfig(process.env)
    opened = await openHouse({ config, print: (line) => console.log(line), demoLife: true })
    if (askedAt !== null) close(opened, config.stopSeconds)
  } catch (error) {
    const why = config && whyNotStarted(error, config)
    if (why) console.error(why)
    else explain(error)
    process.exit(1)
  }
}

/** What can be mended gets a sentence; for anything else the whole of it is needed. */
function explain(error: unknown): void {
  if (error instanceof UnreadableSetting) console.error(error.message)
  else if (error instanceof DeploymentRejected) {
    console.error(error.message)
    for (const { resource, line, elementId, code, message } of error.problems) {
      console.error(`  ${resource}${line === null ? '' : `:${line}`} ${elementId ?? ''} ${code}: ${message}`)
    }
  } else console.error(error)
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main()
