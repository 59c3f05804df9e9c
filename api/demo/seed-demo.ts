/**
 * The demonstration: a small institution with people in every role, its records, and two open applications. Written
 * once per database; a start that was interrupted goes on where it stopped, because every step has an idempotency key.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Actor, Engine } from '../../engine/engine.ts'
import type { Variables } from '../../engine/model/json.ts'
import type { Identity } from '../identity/index.ts'

interface DemoInstitution {
  /** One for everybody; printed at start. */
  readonly password: string
  readonly people: readonly { readonly login: string; readonly name: string; readonly roles: readonly string[] }[]
  /** Start data of process `application`. */
  readonly applications: readonly Variables[]
}

/** Records of one register, in an order in which references are there before they are needed. */
export interface RecordSeed {
  readonly register: string
  readonly records: readonly { readonly id?: string; readonly data: Variables; readonly status?: string }[]
}

/** Work under way in planning and improvement, so that a newcomer sees pages with life. */
interface DemoLife {
  readonly records: readonly RecordSeed[]
  readonly cases: readonly {
    /** Login of who starts it. */
    readonly by: string
    readonly processKey: string
    readonly startEventId: string
    readonly variables: Variables
  }[]
}

const NO_LIFE: DemoLife = { records: [], cases: [] }

/** Who enters the applications: the first client attendant. */
const ATTENDANT = 'kac'

/** Reads `api/demo/institution.json`. */
export function readDemo(root: string): DemoInstitution {
  return JSON.parse(readFileSync(join(root, 'api/demo/institution.json'), 'utf8')) as DemoInstitution
}

/** Reads `api/demo/life.json`. */
export function readDemoLife(root: string): DemoLife {
  return JSON.parse(readFileSync(join(root, 'api/demo/life.json'), 'utf8')) as DemoLife
}

/** @returns how many records, people and applications there are now, or null when the demonstration was there already. */
export async function seedDemo(
  {
    engine,
    identity,
    institutionId,
  }: { readonly engine: Engine; readonly identity: Identity; readonly institutionId: string },
  demo: DemoInstitution,
  seeds: readonly RecordSeed[],
  life = NO_LIFE,
): Promise<{ records: number; people: number; applications: number } | null> {
  const { items } = await identity.people.list({ institutionId, limit: 200 })
  const settled = new Set(items.filter(({ roles }) => roles.length > 0).map(({ login }) => login))
  if (demo.people.every(({ login }) => settled.has(login))) return null

  let records = 0
  for (const seed of [...seeds, ...life.records]) {
    for (const record of seed.records) {
      records += 1
      await engine.createRecord({
        ...told(actor('system', institutionId), `record/${seed.register}/${record.id ?? records}`),
        register: seed.register,
        ...record,
      })
    }
  }
  for (const [index, variables] of demo.applications.entries()) {
    const by = actor(ATTENDANT, institutionId)
    await engine.startProcessInstance({ ...told(by, `application/${index}`), processKey: 'application', variables })
  }
  for (const [index, { by: login, ...started }] of life.cases.entries()) {
    const by = actor(login, institutionId)
    await engine.startProcessInstance({ ...told(by, `case/${index}`), ...started })
  }
  // People come last: that all of them are there with their roles says that the rest is.
  const by = { id: 'system', institutionId, grants: new Set(['*']) }
  await Promise.all(
    demo.people.map(async ({ login, name, roles }) => {
      await identity.people.create({ by, login, name, password: demo.password, ...once(`person/${login}`) })
      for (const role of roles)
        await identity.people.giveRole({ by, login, role: { role }, ...once(`role/${login}/${role}`) })
    }),
  )
  return { records, people: demo.people.length, applications: demo.applications.length }
}

function actor(id: string, institutionId: string): Actor {
  return { id, institutionId, groups: [], language: 'lv', mayManage: true }
}

function told(by: Actor, step: string) {
  return { by, ...once(step) }
}

function once(step: string) {
  return { idempotency: { key: `demo/${step}`, fingerprint: 'demo' } }
}
