import { expect } from 'chai'
import type { EnvironmentProvider, RecordRules, Register } from '../../../engine/index.ts'
import { EMBEDDED } from '../../../engine/index.ts'
import { diagram, line } from '../../support/diagram-file.ts'
import { type TestEngine, openEngine } from '../../support/open-engine.ts'

const local = { institutionId: 'local' }
const deadline: Register = {
  register: 'deadline',
  name: { lv: 'Termiņš', en: 'Deadline' },
  number: null,
  schema: { type: 'object' },
  unique: [],
  search: [],
  title: 'at',
  access: { read: ['*'], write: ['*'] },
  reference: true,
}
const due = (at: string) => ({ due: { parameters: [], call: () => at } })
const environment: EnvironmentProvider = {
  functionNames: due(''),
  async forCase(_facts, records) {
    const record = await records.get('deadline', 'd')
    return { functions: due(String(record?.data['at'])), globals: {} }
  },
  renew: async ({ variables }, { id, version }) =>
    variables['skip'] === true ? null : { variables: {}, history: [{ type: 'deadline-seen', data: { id, version } }] },
}
const recordRules: RecordRules = {
  check: async ({ data }) => (data['at'] === 'never' ? [{ pointer: '/at', code: 'at', message: 'Choose a day.' }] : []),
  concernsCases: (register, before, after) => register === 'deadline' && before?.data['at'] !== after.data['at'],
}
const file = diagram('work', line('start', '<userTask id="t" camunda:dueDate="=due()" />', 'end'))

describe('a record that cases go by', () => {
  let house: TestEngine
  let logged: { readonly facts: Record<string, unknown>; readonly message: string }[]
  beforeEach(async () => {
    logged = []
    const keep = (facts: Record<string, unknown>, message: string): void => void logged.push({ facts, message })
    house = await openEngine({
      files: [file],
      environment,
      recordRules,
      registers: [deadline],
      log: { info: keep, warn: keep, error: keep },
      onDisk: true,
    })
    await house.engine.createRecord({
      by: EMBEDDED,
      register: 'deadline',
      id: 'd',
      data: { at: '2026-04-01T00:00:00Z' },
    })
    await house.settle()
  })
  afterEach(() => house.close())

  const move = (at: string) => house.engine.updateRecord({ by: EMBEDDED, register: 'deadline', id: 'd', patch: { at } })
  const dueDates = async () => {
    const { items } = await house.engine.listTasks({ ...local, state: 'open', limit: 200 })
    return items.map(({ dueAt }) => dueAt)
  }

  it('is looked at again by every running case, page by page, across a restart', async () => {
    const ids: string[] = []
    for (let count = 0; count < 510; count++) ids.push((await house.start('work')).id)
    await house.settle()
    logged = []

    await move('2026-05-01T00:00:00Z')
    expect(new Set(await dueDates())).to.deep.equal(new Set(['2026-04-01T00:00:00.000Z']))
    await house.restart()
    await house.settle()

    expect(new Set(await dueDates())).to.deep.equal(new Set(['2026-05-01T00:00:00.000Z']))
    for (const processInstanceId of [ids[0], ids[499], ids[509]]) {
      const found = await house.engine.listHistory({ ...local, processInstanceId: processInstanceId ?? '' })
      expect(found.items.filter(({ type }) => type === 'deadline-seen')).to.have.lengthOf(1)
      expect(found.items.filter(({ type }) => type === 'variables-set')).to.have.lengthOf(0)
    }
    const told = logged.filter(({ message }) => message === 'cases told').map(({ facts }) => facts['cases'])
    expect(told).to.deep.equal([500, 10])
  }).timeout(30_000)

  it('leaves alone who has nothing to do with it, and who has ended', async () => {
    const skipped = await house.start('work', { skip: true })
    const ended = await house.start('work')
    await house.engine.cancelProcessInstance({ by: EMBEDDED, processInstanceId: ended.id, reason: 'no use' })
    await house.settle()

    await move('2026-05-01T00:00:00Z')
    await house.settle()

    expect(await dueDates()).to.deep.equal(['2026-04-01T00:00:00.000Z'])
    for (const { id } of [skipped, ended]) {
      const { items } = await house.engine.listHistory({ ...local, processInstanceId: id })
      expect(items.map(({ type }) => type)).not.to.include('deadline-seen')
    }
  })

  it('is judged by the host before it is written, and tells nobody where it is refused or says the same', async () => {
    await house.start('work')
    await house.settle()
    logged = []

    const refused = await move('never').then(
      () => 'written',
      (error: { errors?: readonly { pointer: string; message: string }[] }) => error.errors?.[0],
    )
    await move('2026-04-01T00:00:00Z')
    await house.settle()

    expect(refused).to.deep.include({ pointer: '/at', message: 'Choose a day.' })
    expect(logged.filter(({ message }) => message === 'cases told')).to.deep.equal([])
  })
})
