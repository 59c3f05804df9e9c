/** Indicators are data: what they name is there, and everybody can read them. */
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import type { Variables } from '../../../engine/model/json.ts'
import { loadProcessData } from '../../../processes/load-process-data.ts'
import { figuresOf } from '../../../processes/measuring/figures-of.ts'
import { indicatorsInForce } from '../../../processes/measuring/in-force.ts'
import { readIndicators } from '../../../processes/measuring/read-indicators.ts'
import { waitsFor } from '../../../processes/measuring/waits-for.ts'

const folder = fileURLToPath(new URL('../../../processes', import.meta.url))
const data = loadProcessData(folder)

/** Registers of schemes that come one by one, and fields that these schemes add to registers of others. */
const TO_COME = [
  /^(availability-(measurement|plan)|monitoring-alarm)/,
  /^(capacity-(plan|forecast)|threshold-breach)/,
  /^(continuity-(plan|activation)|risk)/,
  /^(service-level)/,
  /^(cost-comparison|price|invoice)/,
  /^(improvement|feedback-case)/,
]

/** KPIs of processes.md 4.1 to 4.12 on which maturity rests. */
const CORE: Readonly<Record<string, number>> = {
  application: 3,
  request: 2,
  incident: 2,
  problem: 2,
  change: 2,
  configuration: 2,
  capacity: 2,
  availability: 2,
  continuity: 2,
  sla: 2,
  finance: 2,
  improvement: 2,
}

describe('the indicators of the schemes', () => {
  it('name registers and fields that are there, or are known to come', () => {
    const missing = data.indicators.flatMap((indicator) =>
      waitsFor(indicator, data.registers).map((name) => `${indicator.key}: ${name}`),
    )
    const unexpected = missing.filter((one) => !TO_COME.some((pattern) => pattern.test(one.split(': ')[1] ?? '')))
    expect(unexpected).to.deep.equal([])
  })

  it('name elements that the diagrams have', () => {
    const lost = data.indicators.flatMap((indicator) =>
      figuresOf(indicator).flatMap((figure) => {
        const { of } = figure
        const key = 'case' in of ? of.case : 'task' in of ? of.process : null
        const path = join(folder, `${key}.bpmn`)
        if (key === null || !existsSync(path)) return []
        const text = readFileSync(path, 'utf8')
        const named = [...JSON.stringify(figure).matchAll(/"elements\.([^".]+)\./g)].map(([, id]) => id ?? '')
        return ['task' in of ? of.task : [], named]
          .flat()
          .filter((id) => !text.includes(`id="${id}"`))
          .map((id) => `${indicator.key}: ${id}`)
      }),
    )
    expect(lost).to.deep.equal([])
  })

  it('have the core indicators of every scheme', () => {
    const core: Record<string, number> = {}
    for (const { processKey, core: isCore } of data.indicators)
      if (isCore) core[processKey] = (core[processKey] ?? 0) + 1
    expect(core).to.deep.equal(CORE)
  })

  it('are read in both languages, and what they break down by has a name', () => {
    for (const { key, name, meaning, formula, partNames = [] } of data.indicators) {
      for (const text of [name.lv, name.en, meaning.lv, meaning.en]) expect(text, key).to.match(/\S/)
      const by = 'by' in formula ? (formula.by ?? []) : []
      if (by.length > 0 && partNames.length > 0) expect(partNames.length, key).to.equal(by.length)
    }
  })

  it('are what the reports are made of', () => {
    const keys = new Set(data.indicators.map(({ key }) => key))
    const lost = data.reports
      .flatMap(({ sections }) => sections.flatMap(({ indicators }) => indicators))
      .filter((key) => !keys.has(key))
    expect(lost).to.deep.equal([])
  })

  it('are refused at start where they are wrong, with file, indicator and field', () => {
    const at = mkdtempSync(join(tmpdir(), 'indicators-'))
    const [indicator] = data.indicators
    const file = {
      process: 'x',
      indicators: [
        {
          ...indicator,
          formula: { measure: 'share', of: { record: 'incident' }, hit: [{ field: 'variables.a', is: 1 }] },
        },
      ],
    }
    writeFileSync(join(at, 'x.json'), JSON.stringify(file))
    expect(() => readIndicators(at)).to.throw(
      /x\.json.*availability\.|x\.json.*application\.first-level.*Expected a field of record, data, item, but got "variables\.a"/,
    )
    writeFileSync(join(at, 'x.json'), '{')
    expect(() => readIndicators(at)).to.throw(/Expected ".*x\.json" to be JSON/)
  })

  it('take the targets of the institution, and its own indicators beside them', () => {
    const own: readonly { id: string; data: Variables }[] = [
      {
        id: 'indicator-application-first-level',
        data: { key: 'application.first-level', target: 80, active: false, owner: 'Anna', frequency: 'quarterly' },
      },
      {
        id: 'i-2',
        data: {
          key: 'queue.length',
          name: { lv: 'Rindas garums' },
          unit: 'count',
          source: 'manual',
          frequency: 'monthly',
          active: true,
          direction: 'down',
          processKey: 'application',
        },
      },
    ]
    const all = indicatorsInForce(data.indicators, data.registers, own)
    expect(all.find(({ key }) => key === 'application.first-level')).to.include({
      target: 80,
      active: false,
      owner: 'Anna',
      frequency: 'quarterly',
      recordId: 'indicator-application-first-level',
    })
    expect(all.at(-1)).to.deep.include({
      key: 'queue.length',
      formula: null,
      name: { lv: 'Rindas garums', en: 'Rindas garums' },
      processKey: 'application',
      target: null,
    })
    expect(all.find(({ key }) => key === 'request.in-term')).to.include({ target: 95, recordId: null, active: true })
  })
})
