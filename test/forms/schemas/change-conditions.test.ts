import { expect } from 'chai'
import type { Variables } from '../../../engine/model/json.ts'
import { createFormChecker } from '../../../forms/checker.ts'
import { contentOf } from './read-forms.ts'

const now = '2026-03-12T07:02:00.000Z'
const checker = createFormChecker()

/** What a form refuses: pointer and code of each error. */
const refused = (formId: string, data: Variables): string[] =>
  checker.check(contentOf(formId), data, 'lv', { now }).errors.map((error) => `${error.pointer} ${error.code}`)

describe('the forms of a change', () => {
  it('ask for a service or an item', () => {
    const request = { title: 'Izmaiņas', description: 'Kas', reason: 'Kāpēc', urgency: 'low' }
    expect(refused('change/request', { ...request, serviceIds: ['s'] })).to.deep.equal([])
    expect(refused('change/request', { ...request, ciIds: ['c'] })).to.deep.equal([])
    expect(refused('change/request', request)).to.deep.equal(['/serviceIds required'])
    expect(refused('change/request', { ...request, serviceIds: [] })).to.have.length(1)
  })

  it('ask for the model of a standard change, and for what is missing', () => {
    const classified = {
      changeType: 'standard',
      changeArea: 'it',
      serviceIds: ['s'],
      impact: 'limited',
      urgency: 'low',
    }
    expect(refused('change/classify', classified)).to.deep.equal(['/standardModelId required'])
    expect(refused('change/classify', { ...classified, changeType: 'minor' })).to.deep.equal([])

    const assessed = {
      assessment: 'needs_info',
      feasibility: 'x',
      riskLevel: 'low',
      estCost: 0,
      estHours: 0,
      benefit: 'x',
      requiresBudget: false,
      personalData: false,
      conditionCheck: [{ condition: 'N1', effect: 'Nav' }],
    }
    expect(refused('change/assess', assessed)).to.deep.equal(['/question required'])
    expect(refused('change/assess', { ...assessed, assessment: 'proceed' })).to.deep.equal([])
    expect(refused('change/assess', { ...assessed, assessment: 'proceed', conditionCheck: [] })).to.have.length(1)
  })

  it('ask for reasons and conditions where they matter', () => {
    expect(refused('change/opinion', { opinion: 'support' })).to.deep.equal([])
    expect(refused('change/opinion', { opinion: 'conditional' })).to.deep.equal(['/conditions required'])
    expect(refused('change/opinion', { opinion: 'object' })).to.deep.equal(['/comment required'])
    expect(refused('change/agree', { planAgreed: false })).to.deep.equal(['/remarks required'])
  })

  it('put a decision off to a day that is still to come', () => {
    const decision = { changeDecision: 'postpone', decisionReason: 'Vēlāk' }
    expect(refused('change/decide', decision)).to.deep.equal(['/postponedTo required'])
    expect(refused('change/decide', { ...decision, postponedTo: '2026-03-11' })).to.have.length(1)
    expect(refused('change/decide', { ...decision, postponedTo: '2026-03-13' })).to.deep.equal([])
  })

  it('wish for today or a later day, as the calendar on the wall of the institution says', () => {
    const request = { title: 'Izmaiņas', description: 'Kas', reason: 'Kāpēc', urgency: 'low', serviceIds: ['s'] }
    const refusedAt = (at: string, desiredDate: string, language: 'lv' | 'en' = 'lv') =>
      checker
        .check(contentOf('change/request'), { ...request, desiredDate }, language, { now: at })
        .errors.map(({ message }) => message)
    const noon = '2026-03-12T10:00:00.000Z'
    expect(refusedAt(noon, '2026-03-11')).to.deep.equal([
      'Laukā «Vēlamais datums» ievadiet šodienas vai vēlāku datumu.',
    ])
    expect(refusedAt(noon, '2026-03-11', 'en')).to.deep.equal(['Enter today’s date or a later one in “Desired date”.'])
    expect(refusedAt(noon, '2026-03-12')).to.deep.equal([])
    // In Riga it is half past one of the 13th, in UTC still the 12th.
    const afterMidnight = '2026-03-12T23:30:00.000Z'
    expect(refusedAt(afterMidnight, '2026-03-12')).to.have.length(1)
    expect(refusedAt(afterMidnight, '2026-03-13')).to.deep.equal([])
  })

  it('plan a window that ends after it starts', () => {
    const plan = {
      tasks: [{ task: 'Mainīt' }],
      windowStart: '2026-03-18T18:00:00Z',
      windowEnd: '2026-03-18T20:00:00Z',
      downtimeMinutes: 0,
      testPlan: 'x',
      backoutPlan: 'x',
      communication: 'x',
      plannedCost: 1,
    }
    expect(refused('change/plan', plan)).to.deep.equal([])
    expect(refused('change/plan', { ...plan, windowEnd: '2026-03-18T17:00:00Z' })).to.have.length(1)
  })
})
