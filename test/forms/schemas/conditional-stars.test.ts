/**
 * Fields that the flow tables mark required though one answer of the same form makes them meaningless: the form asks for
 * them exactly where they mean something.
 */
import { expect } from 'chai'
import type { Variables } from '../../../engine/model/json.ts'
import { createFormChecker } from '../../../forms/checker.ts'
import { contentOf } from './read-forms.ts'

const now = '2026-03-12T07:02:00.000Z'
const checker = createFormChecker()

/** What a form refuses: pointer and code of each error. */
const refused = (formId: string, data: Variables): string[] =>
  checker.check(contentOf(formId), data, 'lv', { now }).errors.map((error) => `${error.pointer} ${error.code}`)

describe('fields with a star in the flow tables', () => {
  it('of a problem are asked when it is accepted, and not of a duplicate or of what is no problem', () => {
    const form = 'problem/classify'
    const accepted = { majorProblem: false, investigators: ['person-1'], targetDate: '2026-03-20' }
    expect(refused(form, { problemDecision: 'accept' })).to.deep.equal([
      '/majorProblem required',
      '/investigators required',
      '/targetDate required',
    ])
    expect(refused(form, { problemDecision: 'accept', ...accepted, investigators: [] })).to.deep.equal([
      '/investigators minItems',
    ])
    expect(refused(form, { problemDecision: 'accept', ...accepted })).to.deep.equal([])
    expect(refused(form, { problemDecision: 'duplicate', duplicateOf: 'P-1' })).to.deep.equal([])
    expect(refused(form, { problemDecision: 'not_a_problem' })).to.deep.equal([])
  })

  it('of an investigation: the next step is asked as long as the cause is not found', () => {
    const form = 'problem/investigate'
    expect(refused(form, { method: 'timeline', rootCauseFound: false })).to.deep.equal(['/nextStep required'])
    expect(refused(form, { method: 'timeline', rootCauseFound: true, rootCause: 'Sertifikāts' })).to.deep.equal([])
  })

  it('of a change: its services are always named, also where items are', () => {
    const form = 'change/classify'
    const classified = { changeType: 'minor', changeArea: 'it', ciIds: ['SRV-1'], impact: 'limited', urgency: 'low' }
    expect(refused(form, classified)).to.deep.equal(['/serviceIds required'])
    expect(refused(form, { ...classified, serviceIds: [] })).to.deep.equal(['/serviceIds minItems'])
    expect(refused(form, { ...classified, serviceIds: ['s'] })).to.deep.equal([])
  })

  it('of items: the services that they carry', () => {
    const form = 'configuration/identify'
    const items = [{ type: 'equipment', name: 'Serveris' }]
    expect(refused(form, { items })).to.deep.equal(['/serviceIds required'])
    expect(refused(form, { items, serviceIds: [] })).to.deep.equal(['/serviceIds minItems'])
    expect(refused(form, { items, serviceIds: ['s'] })).to.deep.equal([])
  })

  it('of items: their attributes, unless the item is retired', () => {
    const form = 'configuration/register'
    const attributes = [{ ciId: 'SRV-1', attribute: 'location', value: 'A' }]
    expect(refused(form, { status: 'in_use' })).to.deep.equal(['/attributes required'])
    expect(refused(form, { status: 'in_use', attributes: [] })).to.deep.equal(['/attributes minItems'])
    expect(refused(form, { status: 'in_use', attributes })).to.deep.equal([])
    expect(refused(form, { status: 'retired' })).to.deep.equal([])
  })

  it('of an audit: the corrections, or why there is nothing to correct in the database', () => {
    const form = 'configuration/correct'
    const corrections = [{ ciId: 'SRV-1', attribute: 'location', value: 'B', reason: 'Pārvests' }]
    expect(checker.check(contentOf(form), {}, 'lv', { now }).errors).to.deep.equal([
      {
        pointer: '/corrections',
        code: 'required-one-of',
        message: 'Aizpildiet vismaz vienu no laukiem: «Labojumi», «Komentārs».',
      },
    ])
    expect(refused(form, { corrections: [] })).to.deep.equal(['/corrections required-one-of'])
    expect(refused(form, { corrections })).to.deep.equal([])
    expect(refused(form, { comment: 'Vienība jāatjauno; pieteiktas izmaiņas.' })).to.deep.equal([])
  })
})
