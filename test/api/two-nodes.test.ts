/** Identity on several nodes: each remembers what it read, and none longer than it may. */
import { join } from 'node:path'
import { expect } from 'chai'
import { readConfig } from '../../api/config.ts'
import { createIdentity, type Identity } from '../../api/identity/index.ts'
import { REMEMBERED_MS } from '../../api/identity/remembered.ts'
import { Roles } from '../../api/identity/roles.ts'
import { API_MIGRATIONS, API_TABLES } from '../../api/tables.ts'
import { projectRoot } from '../../api/project-root.ts'
import { openStore } from '../../engine/store/open-store.ts'
import type { Store } from '../../engine/store/store.ts'
import { createFormChecker } from '../../forms/checker.ts'
import { loadProcessData } from '../../processes/load-process-data.ts'
import { silentLog } from '../support/silent-log.ts'

const PASSWORD = 'correct horse battery'
const INSTITUTION = 'institution'
const by = { id: 'system', institutionId: INSTITUTION, grants: new Set(['*']) }
const roles = new Roles(loadProcessData(join(projectRoot(), 'processes'), createFormChecker()).roles)

describe('identity on two nodes with one database', () => {
  let now: number
  let reads: number
  let store: Store
  let here: Identity
  let there: Identity
  beforeEach(async () => {
    now = Date.parse('2026-03-02T08:00:00.000Z')
    reads = 0
    const clock = { now: () => new Date(now) }
    const opened = await openStore({
      path: ':memory:',
      clock,
      log: silentLog,
      entities: API_TABLES,
      migrations: API_MIGRATIONS,
    })
    store = {
      ...opened,
      read: (work) => {
        reads += 1
        return opened.read(work)
      },
    }
    const node = () => createIdentity({ store, clock, roles, log: silentLog }, readConfig({}))
    here = node()
    there = node()
    // Without another administrator nobody could be disabled.
    await here.people.create({ by, login: 'admin', name: 'Admin', password: PASSWORD })
    await here.people.giveRole({ by, login: 'admin', role: { role: 'ADMIN' } })
    await here.people.create({ by, login: 'anna', name: 'Anna', password: PASSWORD })
    await here.people.giveRole({ by, login: 'anna', role: { role: 'KAC' } })
  })
  afterEach(() => store.close())

  const logIn = async (node: Identity): Promise<string> =>
    (await node.sessions.logIn({ institutionId: INSTITUTION, login: 'anna', password: PASSWORD, address: '::1' })).token

  it('lets a person who logged in on one work on the other', async () => {
    const session = await logIn(here)
    expect((await there.recognise({ session }))?.groups).to.include('KAC')
  })

  it('asks the database once for many requests of one client', async () => {
    const session = await logIn(here)
    await there.recognise({ session })
    reads = 0
    for (let index = 0; index < 100; index += 1) await there.recognise({ session })
    expect(reads).to.equal(0)
  })

  const ends: readonly (readonly [string, (session: string) => Promise<unknown>])[] = [
    ['logging out', (session) => here.sessions.logOut(session)],
    ['a disabled account', () => here.people.update({ by, login: 'anna', patch: { state: 'disabled' } })],
    ['a new password', () => here.people.update({ by, login: 'anna', patch: { password: `${PASSWORD} staple` } })],
  ]
  for (const [what, end] of ends) {
    it(`ends a session by ${what} on the other within ${REMEMBERED_MS} ms, and here at once`, async () => {
      const session = await logIn(here)
      await there.recognise({ session })
      await end(session)

      expect(await here.recognise({ session })).to.equal(null)
      now += REMEMBERED_MS
      expect(await there.recognise({ session })).to.equal(null)
    })
  }

  it('takes what a role gave on the other as soon', async () => {
    const session = await logIn(here)
    expect((await there.recognise({ session }))?.groups).to.include('KAC')
    const [held] = (await here.people.get(INSTITUTION, 'anna')).roles
    await here.people.takeRole({ by, login: 'anna', assignmentId: held?.id ?? '' })

    now += REMEMBERED_MS
    expect((await there.recognise({ session }))?.groups).to.deep.equal([])
  })

  it('revokes an API key on the other as soon, and here at once', async () => {
    const expiresAt = new Date(now + 86_400_000).toISOString()
    const key = await here.apiKeys.create({ by, name: 'Portal', grants: ['message.send'], expiresAt })
    const apiKey = key.apiKey ?? ''
    expect((await here.recognise({ apiKey }))?.name).to.equal('Portal')
    expect((await there.recognise({ apiKey }))?.name).to.equal('Portal')
    await here.apiKeys.revoke({ by, id: key.id })

    expect(await here.recognise({ apiKey })).to.equal(null)
    now += REMEMBERED_MS
    expect(await there.recognise({ apiKey })).to.equal(null)
  })

  it('remembers nothing longer because the clock was set back', async () => {
    const session = await logIn(here)
    await there.recognise({ session })
    await here.sessions.logOut(session)
    now -= 1
    expect(await there.recognise({ session })).to.equal(null)
  })
})
