/** Sums kept step by step are those that counting everything anew gives, whatever happened in which order. */
import { expect } from 'chai'
import { factsNow } from '../../../engine/commands/measure-subjects.ts'
import type { Engine } from '../../../engine/engine.ts'
import { createEngine, openStore, TYPICAL, type Store } from '../../../engine/index.ts'
import type { Figure } from '../../../engine/measuring/figure.ts'
import { foldFacts } from '../../../engine/measuring/fold-facts.ts'
import { heededBy } from '../../../engine/measuring/heeded.ts'
import type { Register } from '../../../engine/records/register.ts'
import type { SumsQuery, SumView } from '../../../engine/measuring/sums.ts'
import { createSumsReader } from '../../../engine/store/look-ups/measured-sums.ts'
import { walkOn } from '../../../engine/store/look-ups/measuring.ts'
import { freshDatabase, type TestDatabase } from '../../support/database.ts'
import { silentLog } from '../../support/silent-log.ts'

const BY = { id: 'tester', institutionId: 'demo', groups: [], language: 'en', mayManage: true } as const

const DIAGRAM = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="x">
  <bpmn:process id="permit" isExecutable="true">
    <bpmn:startEvent id="Start" /><bpmn:sequenceFlow id="f1" sourceRef="Start" targetRef="Decide" />
    <bpmn:userTask id="Decide" camunda:dueDate="P2D" /><bpmn:sequenceFlow id="f2" sourceRef="Decide" targetRef="Check" />
    <bpmn:exclusiveGateway id="Check" default="f3" />
    <bpmn:sequenceFlow id="f3" sourceRef="Check" targetRef="End" />
    <bpmn:sequenceFlow id="f4" sourceRef="Check" targetRef="Decide"><bpmn:conditionExpression>=again</bpmn:conditionExpression></bpmn:sequenceFlow>
    <bpmn:endEvent id="End" />
  </bpmn:process>
</bpmn:definitions>`

const REGISTER = {
  register: 'permit',
  name: { lv: 'Atļauja', en: 'Permit' },
  number: null,
  title: 'kind',
  search: [],
  unique: [],
  access: { read: [], write: [] },
  reference: true,
  schema: {
    type: 'object',
    properties: {
      kind: { type: 'string' },
      cost: { type: 'number' },
      doneAt: { type: 'string' },
      rows: { type: 'array' },
    },
  },
} satisfies Register

const FIGURES: readonly Figure[] = [
  {
    key: 'lead-time',
    of: { case: 'permit' },
    at: 'case.endedAt',
    value: { minutes: ['case.startedAt', 'case.endedAt'] },
    spread: true,
    by: ['variables.kind'],
  },
  {
    key: 'again',
    of: { case: 'permit' },
    at: 'case.endedAt',
    hit: [{ field: 'elements.Decide.times', atLeast: 2 }],
    version: ['case.version'],
  },
  {
    key: 'in-time',
    of: { task: 'Decide', process: 'permit' },
    at: 'task.endedAt',
    hit: [{ field: 'task.endedAt', atMost: { field: 'task.dueAt' } }],
    by: ['variables.kind'],
  },
  { key: 'cost', of: { record: 'permit' }, at: 'data.doneAt', value: { field: 'data.cost' }, by: ['data.kind'] },
  {
    key: 'open',
    of: { record: 'permit' },
    when: [{ field: 'data.doneAt', exists: false }],
    value: { instant: 'record.createdAt' },
    spread: true,
  },
  { key: 'rows', of: { record: 'permit', each: 'data.rows' }, hit: [{ field: 'item.ok', is: true }] },
]

/** A repeatable sequence of numbers in [0, 1) (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

class Measured {
  readonly database: TestDatabase
  private store!: Store
  engine!: Engine
  now = Date.parse('2026-03-02T08:00:00.000Z')

  private constructor(database: TestDatabase) {
    this.database = database
  }

  static async open(figures: readonly Figure[] = FIGURES): Promise<Measured> {
    const house = new Measured(await freshDatabase({ onDisk: true }))
    await house.reopen(figures)
    await house.engine.deploy({
      by: { ...BY, institutionId: '' },
      name: 'permit',
      owner: TYPICAL,
      resources: [{ name: 'permit.bpmn', content: DIAGRAM }],
      activate: true,
    })
    return house
  }

  async reopen(figures: readonly Figure[] = FIGURES): Promise<void> {
    await this.engine?.close()
    const clock = { now: () => new Date(this.now) }
    this.store = await openStore({ ...this.database.address, clock, log: silentLog })
    this.engine = await createEngine({
      store: this.store,
      clock,
      registers: [REGISTER],
      figures,
    })
  }

  async close(): Promise<void> {
    await this.engine.close()
    await this.database.release()
  }

  /** As they are kept. */
  async kept(figures: readonly Figure[] = FIGURES): Promise<readonly string[]> {
    const query = {
      institutionId: 'demo',
      figures: figures.map(({ key }) => key),
      by: ['service', 'group', 'version', 'first', 'second'] as const,
    }
    const dated = await this.engine.getSums({ ...query, from: '0000-01', to: '9999-12' })
    const standing = await this.engine.getSums({ ...query, from: '', to: '' })
    return [...dated, ...standing]
      .map(({ figure, period, bucket, parts, n, total, per }) =>
        JSON.stringify([figure, period, bucket, ...parts, n, total, per]),
      )
      .toSorted()
  }

  /** Asks a reader that keeps at most so many sums in memory, one question after the other. */
  reader(most: number) {
    const sums = createSumsReader(most)
    const all = { institutionId: 'demo', figures: FIGURES.map(({ key }) => key), from: '', to: '9999-12' }
    return (question: Pick<SumsQuery, 'only' | 'by'>): Promise<readonly SumView[]> =>
      this.store.read((manager) => sums(manager, { ...all, ...question }))
  }

  /** As everything there is says now, read anew. */
  async counted(figures: readonly Figure[] = FIGURES): Promise<readonly string[]> {
    const heeded = heededBy(figures)
    const { value } = await this.store.command(async (session) => {
      const manager = await session.look()
      const contextOf = async () => () => ({ timeZone: 'UTC', workingMinutes: () => 0 })
      const all = []
      for (const kind of ['case', 'task', 'record'] as const) {
        const rows = await walkOn(manager, kind, kind === 'record' ? ['', ''] : [''], 10_000)
        if (rows.length > 0) all.push(...[...(await factsNow(manager, kind, rows, heeded, contextOf)).values()].flat())
      }
      return [...foldFacts(all).values()]
    })
    return value
      .map(({ figure, period, bucket, service, group, version, first, second, n, total, per }) =>
        JSON.stringify([figure, period, bucket, service, group, version, first, second, n, total, per]),
      )
      .toSorted()
  }
}

describe('sums of figures', function () {
  this.timeout(120_000)
  let house: Measured
  afterEach(() => house.close())

  it('follow cases, tasks and records, and what comes late', async () => {
    house = await Measured.open()
    const { engine } = house
    const { id } = await engine.startProcessInstance({
      by: BY,
      processKey: 'permit',
      variables: { kind: 'a', again: false },
    })
    const record = await engine.createRecord({
      by: BY,
      register: 'permit',
      data: { kind: 'a', cost: 12.5, rows: [{ ok: true }, { ok: false }] },
    })
    house.now += 3 * 86_400_000
    const { items } = await engine.listTasks({ institutionId: 'demo', state: 'open', limit: 10 })
    await engine.completeTask({ by: BY, taskId: items[0]?.id ?? '', data: {} })
    await engine.settle()

    expect(await house.kept()).to.deep.equal(
      [
        ['again', '2026-03', 0, '', '', '1', '', '', 1, 0, 1000],
        ['in-time', '2026-03', 0, '', '', '', 'a', '', 1, 0, 1000],
        ['lead-time', '2026-03', 4_320_000, '', '', '', 'a', '', 1, 4_320_000, 1000],
        ['open', '', 29_540_640_000, '', '', '', '', '', 1, 29_540_640_000, 1000],
        ['rows', '', 0, '', '', '', '', '', 2, 1000, 2000],
      ].map((one) => JSON.stringify(one)),
    )
    expect((await engine.getProcessInstance({ institutionId: 'demo', processInstanceId: id })).state).to.equal(
      'completed',
    )

    // Done in February, written down in March: February gets it, and what stood no longer does.
    await engine.updateRecord({
      by: BY,
      register: 'permit',
      id: record.id,
      patch: { doneAt: '2026-02-27T12:00:00.000Z' },
    })
    await engine.settle()
    expect((await house.kept()).filter((one) => /"cost"|"open"/.test(one))).to.deep.equal([
      JSON.stringify(['cost', '2026-02', 0, '', '', '', 'a', '', 1, 12_500, 1000]),
    ])
    await engine.removeRecord({ by: BY, register: 'permit', id: record.id })
    await engine.settle()
    expect((await house.kept()).filter((one) => /"cost"|"rows"/.test(one))).to.deep.equal([])
  })

  for (const seed of [1, 2, 3]) {
    it(`are those of counting anew, after anything (seed ${seed})`, async () => {
      house = await Measured.open()
      const random = randomFrom(seed)
      const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T
      const records: string[] = []
      for (let step = 0; step < 120; step += 1) {
        const { engine } = house
        house.now += Math.floor(random() * 2 * 86_400_000)
        const kind = pick(['a', 'b'])
        const what = random()
        if (what < 0.25)
          await engine.startProcessInstance({ by: BY, processKey: 'permit', variables: { kind, again: false } })
        else if (what < 0.55) {
          const { items } = await engine.listTasks({ institutionId: 'demo', state: 'open', limit: 50 })
          if (items.length > 0)
            await engine.completeTask({ by: BY, taskId: pick(items).id, data: { again: random() < 0.3 } })
        } else if (what < 0.7) {
          const data = { kind, cost: Math.round(random() * 1e6) / 100, rows: [{ ok: random() < 0.5 }] }
          records.push((await engine.createRecord({ by: BY, register: 'permit', data })).id)
        } else if (what < 0.9 && records.length > 0) {
          const doneAt = random() < 0.7 ? new Date(house.now - random() * 60 * 86_400_000).toISOString() : null
          await engine.updateRecord({
            by: BY,
            register: 'permit',
            id: pick(records),
            patch: { kind, cost: Math.round(random() * 1e6) / 100, doneAt },
          })
        } else if (what < 0.93 && records.length > 0) {
          const [id = ''] = records.splice(Math.floor(random() * records.length), 1)
          await engine.removeRecord({ by: BY, register: 'permit', id })
        } else if (what < 0.95) {
          const { items } = await engine.listProcessInstances({ institutionId: 'demo', state: ['active'], limit: 50 })
          if (items.length > 0)
            await engine.cancelProcessInstance({ by: BY, processInstanceId: pick(items).id, reason: 'x' })
        } else if (what < 0.97) await house.reopen()
        else if (what < 0.98) await engine.remeasure({ by: BY })
        if (random() < 0.3) await house.engine.settle()
        // What is read meanwhile stays in memory, and must not be told once it is otherwise.
        if (random() < 0.3) await house.kept()
      }
      await house.engine.settle()

      const kept = await house.kept()
      expect(kept.length).to.be.greaterThan(20)
      expect(kept).to.deep.equal(await house.counted())
      await house.engine.remeasure({ by: BY })
      await house.engine.settle()
      expect(await house.kept()).to.deep.equal(kept)
    })
  }

  it('are told narrowed and apart as if all of them were added up one by one', async () => {
    house = await Measured.open()
    const { engine } = house
    for (let index = 0; index < 24; index += 1) {
      const data = {
        kind: ['a', 'b', 'c'][index % 3] ?? '',
        cost: index % 5,
        doneAt: index % 4 === 0 ? null : `2026-0${1 + (index % 2)}-10T00:00:00.000Z`,
      }
      await engine.createRecord({ by: BY, register: 'permit', data })
      house.now += 40_000
    }
    await engine.settle()
    const all = (await house.kept()).map((one) => JSON.parse(one) as [string, string, number, ...unknown[]])
    const questions: readonly { by?: readonly ['first']; only?: { readonly first: string } }[] = [
      {},
      { by: ['first'] },
      { only: { first: 'b' } },
      { only: { first: 'nobody' } },
    ]
    for (const most of [0, 5, 1000]) {
      const ask = house.reader(most)
      for (const { only, by } of [...questions, ...questions]) {
        const expected = new Map<string, readonly number[]>()
        for (const [figure, period, bucket, , , , first, , ...amounts] of all) {
          if (only && first !== only.first) continue
          const key = JSON.stringify([figure, period, bucket, ...(by ? [first] : [])])
          const known = expected.get(key) ?? [0, 0, 0]
          expected.set(
            key,
            known.map((one, index) => one + Number(amounts[index])),
          )
        }
        const found = await ask({ ...(only ? { only } : {}), ...(by ? { by } : {}) })
        const told = found.map(({ figure, period, bucket, parts, n, total, per }) => {
          return [JSON.stringify([figure, period, bucket, ...parts]), [n, total, per]] as const
        })
        expect(new Map(told)).to.deep.equal(expected)
        expect(told).to.have.length(expected.size)
      }
    }
  })

  it('are counted anew for other figures, and no longer for those that are gone', async () => {
    house = await Measured.open()
    await house.engine.createRecord({
      by: BY,
      register: 'permit',
      data: { kind: 'a', cost: 3, doneAt: '2026-03-01T00:00:00.000Z' },
    })
    await house.engine.settle()
    const other: readonly Figure[] = [
      { key: 'cost', of: { record: 'permit' }, at: 'data.doneAt', value: { times: [{ field: 'data.cost' }, 2] } },
    ]
    await house.reopen(other)
    await house.engine.settle()
    expect(await house.kept()).to.deep.equal([
      JSON.stringify(['cost', '2026-03', 0, '', '', '', '', '', 1, 6000, 1000]),
    ])
    expect(await house.engine.getMeasuringStanding()).to.deep.equal({ due: 0, isWalking: false })
    await house.reopen([])
    await house.engine.settle()
    expect(await house.kept()).to.deep.equal([])
  })
})
