import { expect } from 'chai'
import type { Json } from '../../../engine/model/json.ts'
import { createFormChecker } from '../../../forms/checker.ts'

const checker = createFormChecker()

/** Codes of what is wrong with a form that shows its fields under these conditions. */
function problemsOf(showWhen: Json, more: { readonly required?: Json; readonly readOnly?: Json } = {}): string[] {
  const names = ['kind', 'reason', 'urgent', 'days', 'places']
  const texts = {
    title: 'X',
    fields: Object.fromEntries(
      names.map((name) => [
        name,
        { label: name, ...(name === 'kind' || name === 'places' ? { options: { a: 'A', b: 'B' } } : {}) },
      ]),
    ),
  }
  const content = JSON.stringify({
    id: 'leave/ask',
    schema: {
      type: 'object',
      properties: {
        kind: { type: 'string', enum: ['a', 'b'] },
        reason: { type: 'string', maxLength: 100 },
        urgent: { type: 'boolean' },
        days: { type: 'integer' },
        places: { type: 'array', maxItems: 2, items: { type: 'string', enum: ['a', 'b'] } },
      },
      required: more.required ?? ['kind'],
    },
    ui: { order: names, showWhen, ...(more.readOnly === undefined ? {} : { readOnly: more.readOnly }) },
    i18n: { lv: texts, en: texts },
  })
  return checker.inspect('ask.form.json', content).problems.map(({ code }) => code)
}

describe('conditions under which a form shows its fields', () => {
  it('name fields and values that they can have', () => {
    expect(problemsOf({ reason: { kind: ['a'], urgent: [true], days: [1], places: ['b'] } })).to.deep.equal([])
    expect(problemsOf({ nothing: { kind: ['a'] } })).to.deep.equal(['unknown-field'])
    expect(problemsOf({ reason: { nothing: ['a'] } })).to.deep.equal(['unknown-field'])
    const impossible: readonly Json[] = [{ kind: ['c'] }, { urgent: ['true'] }, { days: ['1'] }, { places: ['c'] }]
    for (const other of impossible)
      expect(problemsOf({ reason: other }), JSON.stringify(other)).to.deep.equal(['condition-impossible'])
  })

  it('are of the shape that they have to be', () => {
    const shapes: readonly Json[] = [
      { reason: ['a'] },
      { reason: {} },
      { reason: { kind: [] } },
      { reason: { kind: [null] } },
      [],
    ]
    for (const wrong of shapes) expect(problemsOf(wrong), JSON.stringify(wrong)).to.include('form-shape')
  })

  it('lead nowhere in a circle', () => {
    expect(problemsOf({ reason: { urgent: [true] }, urgent: { kind: ['a'] } })).to.deep.equal([])
    expect(problemsOf({ kind: { urgent: [true] }, urgent: { kind: ['a'] } }, { required: [] })).to.deep.equal([
      'condition-circular',
      'condition-circular',
    ])
  })

  it('hide nothing that is always required, and ask nothing of what is only read', () => {
    expect(problemsOf({ reason: { urgent: [true] } }, { required: ['reason'] })).to.deep.equal(['condition-required'])
    expect(problemsOf({ reason: { kind: ['a'] } }, { required: [], readOnly: ['kind'] })).to.deep.equal([
      'condition-read-only',
    ])
  })
})
