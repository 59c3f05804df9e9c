import { expect } from 'chai'
import { createFormChecker } from '../../forms/checker.ts'
import type { Json } from '../../engine/model/json.ts'

const good = {
  id: 'leave/ask',
  schema: {
    type: 'object',
    properties: {
      kind: { type: 'string', enum: ['paid', 'unpaid'] },
      reason: { type: 'string', maxLength: 100 },
      rows: { type: 'array', maxItems: 3, items: { type: 'object', properties: { amount: { type: 'number' } } } },
    },
    required: ['kind'],
  },
  ui: {
    order: ['kind', 'reason', 'rows'],
    sections: [{ id: 'all', fields: ['kind', 'reason', 'rows'] }],
    widgets: { kind: 'radio', 'rows/*/amount': 'number' },
  },
  i18n: {
    lv: {
      title: 'Atvaļinājums',
      sections: { all: 'Viss' },
      fields: {
        kind: { label: 'Veids', options: { paid: 'apmaksāts', unpaid: 'neapmaksāts' } },
        reason: { label: 'Iemesls' },
        rows: { label: 'Rindas' },
        'rows/*/amount': { label: 'Summa' },
      },
    },
    en: {
      title: 'Leave',
      sections: { all: 'All' },
      fields: {
        kind: { label: 'Kind', options: { paid: 'paid', unpaid: 'unpaid' } },
        reason: { label: 'Reason' },
        rows: { label: 'Rows' },
        'rows/*/amount': { label: 'Amount' },
      },
    },
  },
}

/** The good form with other values at some paths; undefined takes away what is there. */
function changed(changes: Readonly<Record<string, Json | undefined>>): string {
  const form: { [key: string]: unknown } = structuredClone(good)
  for (const [path, value] of Object.entries(changes)) {
    const parts = path.split('.')
    const last = parts.pop() ?? ''
    const place = parts.reduce((inner, part) => inner[part] as { [key: string]: unknown }, form)
    if (value === undefined) delete place[last]
    else place[last] = value
  }
  return JSON.stringify(form, null, 2)
}

/** The good form with its field `reason` under another name. */
const renamed = (name: string): string => JSON.stringify(good).replaceAll('"reason"', JSON.stringify(name))

const { inspect } = createFormChecker()
const codes = (content: string): string[] => inspect('ask.form.json', content).problems.map((problem) => problem.code)

describe('inspecting a form file', () => {
  it('finds nothing wrong with a good one', () => {
    expect(inspect('ask.form.json', JSON.stringify(good))).to.deep.equal({ formId: 'leave/ask', problems: [] })
  })

  it('names the line of a syntax error', () => {
    const content = JSON.stringify(good, null, 2).replace('"ui":', '"ui"')
    const line = content.split('\n').findIndex((text) => text.includes('"ui"')) + 1
    expect(inspect('ask.form.json', content)).to.deep.equal({
      formId: null,
      problems: [{ code: 'json-syntax', message: 'Expected ":", but found "{".', line }],
    })
  })

  it('names the line of what is wrong', () => {
    const content = changed({ 'ui.widgets.kind': 'wheel' })
    const line = content.split('\n').findIndex((text) => text.includes('wheel')) + 1
    const [problem, ...others] = inspect('ask.form.json', content).problems
    expect(others).to.deep.equal([])
    expect(problem).to.include({ code: 'unknown-widget', line })
    expect(problem?.message).to.match(
      /^Expected a known control for "\/ui\/widgets\/kind", but "wheel" is none; known are text, textarea, /,
    )
  })

  const cases: readonly [why: string, content: string, expected: string[]][] = [
    ['is no object', '[]', ['form-shape']],
    ['has no id', changed({ id: undefined }), ['form-id-missing']],
    ['has an id that is no key', changed({ id: '../etc/passwd' }), ['form-id-invalid']],
    ['lacks a part', changed({ 'i18n.en': undefined }), ['form-shape']],
    ['has a part too many', changed({ script: 'alert(1)' }), ['form-shape']],
    ['has no title in a language', changed({ 'i18n.lv.title': undefined }), ['form-shape']],
    ['has a blank label', changed({ 'i18n.lv.fields.kind.label': ' ' }), ['form-shape']],
    ['has no label of a field', changed({ 'i18n.lv.fields.reason': undefined }), ['label-missing']],
    ['has no label of a column', changed({ 'i18n.en.fields.rows/*/amount': undefined }), ['label-missing']],
    ['has no label of an option', changed({ 'i18n.en.fields.kind.options.paid': undefined }), ['option-label-missing']],
    [
      'has no labels of options',
      changed({ 'i18n.en.fields.kind.options': undefined }),
      ['option-label-missing', 'option-label-missing'],
    ],
    [
      'has a label of an option that is not offered',
      changed({ 'i18n.en.fields.kind.options.gift': 'gift' }),
      ['unknown-option'],
    ],
    ['has no heading of a section', changed({ 'i18n.en.sections.all': undefined }), ['section-title-missing']],
    [
      'has texts of a field that is not there',
      changed({ 'i18n.en.fields.colour': { label: 'Colour' } }),
      ['unknown-field'],
    ],
    ['orders a field that is not there', changed({ 'ui.order.3': 'colour' }), ['unknown-field', 'sections-differ']],
    ['does not show a field', changed({ ui: { order: ['kind', 'rows'] } }), ['field-not-shown']],
    [
      'has sections in another order',
      changed({ 'ui.sections.0.fields': ['rows', 'reason', 'kind'] }),
      ['sections-differ'],
    ],
    ['has a control of a field that is not there', changed({ 'ui.widgets.colour': 'text' }), ['unknown-field']],
    ['requires a field that is not there', changed({ 'schema.required.1': 'colour' }), ['unknown-field']],
    [
      'requires one under a condition',
      changed({ 'schema.allOf': [{ if: { required: ['kind'] }, then: { required: ['colour'] } }] }),
      ['unknown-field'],
    ],
    ['requires one with another', changed({ 'schema.dependentRequired': { kind: ['colour'] } }), ['unknown-field']],
    ['only shows a field that is not there', changed({ 'ui.readOnly': ['colour'] }), ['unknown-field']],
    ['requires a field that it only shows', changed({ 'ui.readOnly': ['kind'] }), ['read-only-required']],
    ['has a text without a bound', changed({ 'schema.properties.reason.maxLength': undefined }), ['text-unbounded']],
    ['has a field that no expression can name', renamed('the-reason'), ['field-name-invalid']],
    ['has a field that every object has', renamed('toString'), ['name-reserved']],
    ['has a list without a bound', changed({ 'schema.properties.rows.maxItems': undefined }), ['array-unbounded']],
    [
      'has a pattern that does not run in linear time',
      changed({ 'schema.properties.reason.pattern': '(?=a)' }),
      ['pattern-unsupported'],
    ],
    ['has an unknown keyword', changed({ 'schema.properties.reason.colour': 'red' }), ['schema-invalid']],
    ['has a field that says nothing', changed({ 'schema.properties.reason': true }), ['form-shape']],
    ['is too large', JSON.stringify({ ...good, note: 'x'.repeat(131_072) }), ['form-too-large']],
  ]

  for (const [why, content, expected] of cases) {
    it(`refuses one that ${why}`, () => {
      expect(codes(content)).to.deep.equal(expected)
    })
  }

  it('says each problem in one sentence', () => {
    for (const [why, content] of cases) {
      for (const problem of inspect('ask.form.json', content).problems)
        expect(problem.message, why).to.match(/^Expected .+\.$/)
    }
  })

  it('tells all that is wrong at once', () => {
    const content = changed({
      'i18n.lv.fields.reason': undefined,
      'i18n.en.fields.kind': undefined,
      'ui.order.3': 'colour',
      'schema.properties.reason': { type: 'string', pattern: '^a' },
    })
    expect(codes(content)).to.deep.equal([
      'pattern-unbounded',
      'text-unbounded',
      'unknown-field',
      'sections-differ',
      'label-missing',
      'label-missing',
    ])
  })

  it('tells of a hundred problems at most', () => {
    const properties: Record<string, Json> = {}
    for (let index = 0; index < 300; index += 1) properties[`f${index}`] = { type: 'boolean' }
    expect(codes(changed({ schema: { type: 'object', properties } }))).to.have.length(100)
  })
})
