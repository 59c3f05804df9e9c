/**
 * A database that an older release wrote, opened by the program of today: its cases go on to their end, its people log in,
 * and nothing of its history changes. The files are made by `test/engine/store/examples/make-examples.ts`.
 */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect } from 'chai'
import { readConfig } from '../../api/config.ts'
import { openHouse, type OpenHouse } from '../../api/main.ts'
import type { Variables } from '../../engine/model/json.ts'
import { send } from '../api/support/send.ts'
import { ABSENT, BEGUN_AT, BUNDLE, INSTITUTION, by } from '../engine/store/examples/waiting-cases.ts'
import { silentLog } from '../support/silent-log.ts'

const examples = new URL('../engine/store/examples/', import.meta.url)
const DAY_MS = 86_400_000

describe('the database of an older release', function () {
  this.timeout(60_000)
  let folder: string
  let house: OpenHouse
  let now: number

  const open = (): Promise<OpenHouse> =>
    openHouse({
      config: readConfig({
        RITUMS_MODE: 'production',
        PORT: '0',
        DATABASE_PATH: join(folder, 'copy.db'),
        WORKERS: 'off',
      }),
      clock: { now: () => new Date((now += 1)) },
      log: silentLog,
      print: () => {},
      bundle: BUNDLE,
    })

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'upgrade-'))
    now = Date.parse(BEGUN_AT) + 3_600_000
  })
  afterEach(async () => {
    // A server left open by a failure would keep the tests from ending.
    await house.close()
    rmSync(folder, { recursive: true })
  })

  const query = { institutionId: INSTITUTION, limit: 200 }
  const states = async (): Promise<Readonly<Record<string, string>>> => {
    const { items } = await house.engine.listProcessInstances(query)
    return Object.fromEntries(items.map(({ processKey, state }) => [processKey, state]))
  }
  const history = async (): Promise<readonly unknown[]> => {
    const { items } = await house.engine.listProcessInstances(query)
    const pages = await Promise.all(
      items.map(({ id }) => house.engine.listHistory({ ...query, processInstanceId: id })),
    )
    return pages.flatMap((page) => page.items)
  }
  const completeAll = async (data: Variables): Promise<void> => {
    for (;;) {
      const { items } = await house.engine.listTasks({ ...query, state: 'open' })
      if (items.length === 0) return
      for (const { id: taskId } of items) await house.engine.completeTask({ by, taskId, data })
      await house.engine.settle()
    }
  }
  const doJobs = async (topicName: string): Promise<number> => {
    const topics = [{ topicName, lockDurationMs: 60_000 }]
    const jobs = await house.engine.fetchAndLock({ by, workerId: 'w', maxTasks: 10, topics })
    for (const { id: jobId } of jobs)
      await house.engine.completeExternalTask({ by, jobId, workerId: 'w', variables: { sent: 1 } })
    return jobs.length
  }

  for (const file of readdirSync(examples).filter((name) => name.endsWith('.db.gz'))) {
    it(`opens and its cases end: ${file}`, async () => {
      writeFileSync(join(folder, 'copy.db'), gunzipSync(readFileSync(new URL(file, examples))))
      house = await open()
      const before = await history()
      expect(before.length).to.be.greaterThan(30)
      const begun = await states()
      expect(Object.keys(begun).length).to.be.greaterThan(11)
      expect(new Set(Object.values(begun))).to.deep.equal(new Set(['active']))

      // People and keys of then: the same password, the same role, the same record.
      const session = await send(`${house.address}/api/session`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ user: 'anna', password: 'correct horse battery' }),
      })
      expect(session.status).to.equal(200)
      expect(session.json).to.deep.include({ name: 'Anna Bērziņa', roles: ['KAC'] })
      const { items: clients } = await house.engine.listRecords({ ...query, register: 'client' })
      const [client] = clients
      expect(client?.data).to.include({ identifier: '161179-10005' })
      await house.engine.updateRecord({ by, register: 'client', id: client?.id ?? '', patch: { language: 'lv' } })

      // Timers of then.
      now += 2 * DAY_MS
      await house.engine.settle()
      now += 10 * DAY_MS
      await house.engine.settle()
      expect(await states()).to.include({ 'example-timer': 'completed' })

      // What crossed the upgrade: a message, a signal, a job, two incidents.
      await house.engine.publishMessage({ by, name: 'example.paid', correlationKey: 'P-1', payload: { sum: 5 } })
      await house.engine.throwSignal({ by, name: 'example.opened', payload: {} })
      expect(await doJobs('example-letters')).to.equal(1)
      const { items: incidents } = await house.engine.listIncidents(query)
      expect(incidents.map(({ elementId }) => elementId).toSorted()).to.deep.equal(['call', 'send'])
      await house.engine.deploy({
        by,
        name: 'late',
        owner: { institutionId: INSTITUTION, holderId: '' },
        resources: [ABSENT],
        activate: true,
      })
      for (const { id: incidentId } of incidents) await house.engine.retryIncident({ by, incidentId })
      await house.engine.settle()
      expect(await doJobs('example-broken')).to.equal(1)

      await completeAll({ approved: true, given: 1 })
      await house.close()
      house = await open()

      expect(await states()).to.deep.equal(
        Object.fromEntries([...Object.keys(begun), 'example-absent'].map((processKey) => [processKey, 'completed'])),
      )
      const { items: ended } = await house.engine.listProcessInstances({ ...query, processKey: 'example-user-task' })
      expect(ended[0]).to.include({ endState: 'granted' })
      expect(await history()).to.deep.include.members([...before])
    })
  }
})
