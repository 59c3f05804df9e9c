import { expect } from 'chai'
import { fileURLToPath } from 'node:url'
import { createEngine, type Engine } from '../../../engine/index.ts'
import { loadProcessData } from '../../../processes/load-process-data.ts'
import { createMeasuringDesk } from '../../../processes/measuring/desk.ts'

const BY = { id: 'system', institutionId: 'demo', groups: [], language: 'lv', mayManage: true } as const

describe('a new institution', () => {
  let engine: Engine
  after(() => engine.close())

  it('has records of the typical indicators to choose from, and keeps its own as they are', async () => {
    const data = loadProcessData(fileURLToPath(new URL('../../../processes', import.meta.url)))
    const clock = { now: () => new Date('2026-03-12T10:00:00.000Z') }
    engine = await createEngine({ database: { path: ':memory:' }, clock, registers: data.registers })
    const desk = createMeasuringDesk({ engine, data, clock })

    await desk.introduce({ by: BY })
    const first = await desk.indicators('demo')
    expect(first.length).to.equal(data.indicators.length)
    expect(first.filter(({ recordId }) => recordId === null)).to.deep.equal([])

    const [{ recordId } = { recordId: null }] = first
    await engine.updateRecord({ by: BY, register: 'indicator', id: recordId ?? '', patch: { target: 12 } })
    await desk.introduce({ by: BY })
    const second = await desk.indicators('demo')
    expect(second.length).to.equal(first.length)
    expect(second[0]).to.include({ recordId, target: 12 })
  })
})
