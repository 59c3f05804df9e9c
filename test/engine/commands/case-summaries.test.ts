import { expect } from 'chai'
import { type EnvironmentProvider, EMBEDDED, type RecordRules, type Register } from '../../../engine/index.ts'
import { diagram, line } from '../../support/diagram-file.ts'
import { type TestEngine, openEngine } from '../../support/open-engine.ts'

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const environment: EnvironmentProvider = {
  functionNames: {},
  forCase: async () => ({ functions: {}, globals: {} }),
  describeCase: ({ variables }) => ({
    subject: text(variables['subject']),
    caseNumber: text(variables['number']),
    category: text(variables['service']),
    casePriority: text(variables['priority']),
    alsoFoundBy: [text(variables['street']) ?? ''],
  }),
}
const recordRules: RecordRules = {
  check: async () => [],
  concernsCases: () => false,
  caseStatus: ({ register, status }) => (register === 'file' ? status : null),
}
const register = (name: string): Register => ({
  register: name,
  name: { lv: 'Lieta', en: 'File' },
  number: null,
  schema: { type: 'object' },
  status: { codeList: 'fileStatus', codes: ['new', 'closed'] },
  unique: [],
  search: [],
  title: 'id',
  access: { read: ['*'], write: ['*'] },
  reference: true,
})

const inner = diagram('inner', line('start', '<userTask id="measure" />', 'end'))
const outer = diagram(
  'outer',
  line(
    'start',
    '<userTask id="classify" />',
    '<callActivity id="call" calledElement="inner" />',
    '<userTask id="answer" />',
    'end',
  ),
)
const local = { institutionId: 'local', state: 'open' } as const

describe('what a case is about', () => {
  let house: TestEngine
  beforeEach(async () => {
    house = await openEngine({
      files: [inner, outer],
      environment,
      recordRules,
      registers: [register('file'), register('note')],
    })
  })
  afterEach(() => house.close())

  const find = async (words: string) =>
    (await house.engine.listTasks({ ...local, text: words })).items.map(({ elementId }) => elementId)

  it('stands beside its tasks and finds them, also those of processes that it calls', async () => {
    await house.start('outer', {
      subject: '  Ēkas\n uzmērīšana ',
      number: 'P-2026-7',
      service: 's1',
      street: 'Brīvības iela',
    })
    await house.start('outer', { subject: 'Cita lieta', number: 'P-2026-8' })
    expect(await house.engine.claimTask({ by: EMBEDDED, taskId: (await first('classify', 'P-2026-7')).id })).to.include(
      {
        subject: 'Ēkas uzmērīšana',
        caseNumber: 'P-2026-7',
        category: 's1',
        clientName: null,
        casePriority: null,
        caseStatus: null,
      },
    )
    expect(await find('ekas 2026 BRIV')).to.deep.equal(['classify'])
    expect(await find('ekas cita')).to.deep.equal([])

    await house.engine.completeTask({
      by: EMBEDDED,
      taskId: (await first('classify', 'P-2026-7')).id,
      data: { subject: 'Zemes uzmērīšana', priority: 'P1' },
    })
    await house.settle()

    expect(await first('measure', 'P-2026-7')).to.include({ subject: 'Zemes uzmērīšana', casePriority: 'P1' })
    expect(await find('zemes')).to.deep.equal(['measure'])
    expect(await find('ekas')).to.deep.equal([])
    expect(await find('uzmer')).to.deep.equal(['measure'])
  })

  it('has the status of its main record, and of no other', async () => {
    const { id } = await house.start('outer', { subject: 'Lieta', number: 'P-1' })
    const record = { by: EMBEDDED, id, data: {}, status: 'new' }
    await house.engine.createRecord({ ...record, register: 'note', id: 'other' })
    expect(await first('classify', 'P-1')).to.include({ caseStatus: null })

    await house.engine.createRecord({ ...record, register: 'file' })
    expect(await first('classify', 'P-1')).to.include({ caseStatus: 'new', subject: 'Lieta' })
    await house.engine.updateRecord({ by: EMBEDDED, register: 'file', id, patch: {}, status: 'closed' })

    const closed = await house.engine.listTasks({ ...local, caseStatuses: ['closed', 'gone'] })
    expect(closed.items.map(({ caseNumber }) => caseNumber)).to.deep.equal(['P-1'])
    expect((await house.engine.listTasks({ ...local, caseStatuses: ['new'] })).items).to.deep.equal([])
  })

  it('stays when the case has ended', async () => {
    await house.start('outer', { subject: 'Lieta', number: 'P-1' })
    for (const elementId of ['classify', 'measure', 'answer']) await house.complete(elementId)
    const done = await house.engine.listTasks({ institutionId: 'local', state: 'completed', text: 'lieta' })
    expect(done.items.map(({ caseNumber }) => caseNumber)).to.deep.equal(['P-1', 'P-1', 'P-1'])
  })

  it('counts what came since somebody looked', async () => {
    await house.start('outer', { number: 'P-1' })
    const since = house.clock.now().toISOString()
    expect(await house.engine.countNewTasks(local, since)).to.deep.equal({ count: 0, more: false })
    await house.passTime({ minutes: 1 })
    await house.start('outer', { number: 'P-2' })
    expect(await house.engine.countNewTasks(local, since)).to.deep.equal({ count: 1, more: false })
    expect(await house.engine.countTasks(local, 1)).to.deep.equal({ count: 1, more: true })
  })

  async function first(elementId: string, caseNumber: string) {
    const { items } = await house.engine.listTasks({ ...local, elementId })
    const task = items.find((one) => one.caseNumber === caseNumber)
    if (!task) throw new Error(`Expected a task "${elementId}" of ${caseNumber}, but there is none.`)
    return task
  }
})
