import { expect } from 'chai'
import { conditionWords } from '../../../../forms/ui/procedure/condition-words.ts'
import { termWords } from '../../../../forms/ui/procedure/term-words.ts'
import type { Meaning, Vocabulary } from '../../../../forms/ui/procedure/vocabulary.ts'

const vocabulary = (language: 'lv' | 'en'): Vocabulary => ({
  language,
  fields: new Map<string, Meaning>([
    ['decision', { label: 'Decision', options: { approve: 'approve', reject: 'reject' } }],
    ['restored', { label: 'Restored', options: {} }],
    ['cost', { label: 'Cost', options: {} }],
    ['items', { label: 'Items', options: {} }],
  ]),
  columns: new Map<string, Meaning>([['measure', { label: 'Measure', options: { redo: 'do it again' } }]]),
  settings: new Map([
    ['autoClose', { meaning: 'Closed automatically', value: true }],
    ['limit', { meaning: 'Limit', value: 5 }],
    ['cycle', { meaning: 'When it begins', value: 'R/2026-09-01T05:00:00Z/P1Y' }],
  ]),
})
const en = vocabulary('en')

describe('conditions in words', () => {
  const told = (source: string) => conditionWords(source, en)

  it('tell fields by their labels and codes by their options', () => {
    expect(told('=decision = "approve"')).to.equal('Decision: approve')
    expect(told('decision in ("approve", "reject")')).to.equal('Decision: approve or reject')
    expect(told('=decision != "reject"')).to.equal('Decision: is not reject')
    expect(told('=restored')).to.equal('Restored: yes')
    expect(told('=restored = false')).to.equal('Restored: no')
    expect(told('=not(restored = true)')).to.equal('Restored: no')
    expect(told('=decision != null')).to.equal('Decision is given')
    expect(told('=count(items) > 0')).to.equal('Items has at least one')
    expect(told('=count(if items = null then [] else items) > 0')).to.equal('Items has at least one')
    expect(told('=count((if items = null then [] else items)) = 0')).to.equal('Items has none')
    expect(told('=step.measure = "redo"')).to.equal('Measure: do it again')
    expect(told('=get value(step, "measure") = "redo"')).to.equal('Measure: do it again')
    expect(told('=cost > items')).to.equal('Cost: more than “Items”')
    expect(told('=cost >= settings.limit')).to.equal('Cost: at least 5')
    expect(told('=settings.autoClose')).to.equal('Closed automatically')
    expect(conditionWords('=decision = null', vocabulary('lv'))).to.equal('Decision nav norādīts')
  })

  it('join with and and or, and leave what stands in brackets or quotes whole', () => {
    expect(told('=restored and (decision = "approve" or cost > 5)')).to.equal(
      'Restored: yes and Decision: approve or Cost: more than 5',
    )
    expect(told('=decision = "this and that"')).to.equal('Decision: “this and that”')
  })

  it('guess nothing: what there are no words for stays as it is drawn', () => {
    for (const source of [
      '=unknown = "approve"',
      '=decision = other',
      '=some x in items satisfies x > 5',
      '=restored and unknown',
      '=cost + 1 > 5',
      '=(restored',
      '',
    ])
      expect(told(source), source).to.equal(null)
  })

  it('end for conditions that are nested without end', () => {
    expect(told(`=${'not('.repeat(500)}restored${')'.repeat(500)}`)).to.equal(null)
    expect(told(`=${'('.repeat(500)}restored${')'.repeat(500)}`)).to.equal('Restored: yes')
  })
})

describe('deadlines in words', () => {
  const told = (source: string) => termWords(source, en)

  it('tell durations, working time, agreements and choices', () => {
    expect(told('=workingDays(5)')).to.equal('5 working days')
    expect(told('=workingHours(1)')).to.equal('1 working hour')
    expect(told('=workingDays(settings.limit)')).to.equal('5 working days')
    expect(told('PT4H30M')).to.equal('4 hours 30 minutes')
    expect(told('R/P3M')).to.equal('again every 3 months')
    expect(told('=settings.cycle')).to.equal('again every 1 year, from 01/09/2026')
    expect(told('=sla.resolve')).to.equal('the agreed time of resolution')
    expect(told('=if decision = "approve" then "PT15M" else workingHours(4)')).to.equal(
      'if Decision: approve: 15 minutes; otherwise 4 working hours',
    )
    expect(termWords('=workingDays(21)', vocabulary('lv'))).to.equal('21 darba diena')
  })

  it('guess nothing', () => {
    for (const source of ['=windowEnd', '=workingDays(x)', 'P', '=workingDays(settings.none)', 'soon'])
      expect(told(source), source).to.equal(null)
  })
})
