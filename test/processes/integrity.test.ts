import { expect } from 'chai'
import { House, INSTITUTION } from '../support/house.ts'

/** Messages to and from schemes that are still to come: feedback, improvement, finance, continuity, availability, capacity. */
const TO_COME = [
  'availability.planned',
  'availability.requested',
  'capacity.planned',
  'capacity.requested',
  'continuity.activate',
  'continuity.planned',
  'continuity.requested',
  'feedback.received',
  'finance.commitmentRequested',
  'finance.costProvided',
  'finance.costRequested',
  'finance.feeDue',
  'improvement.proposed',
]

describe('the typical schemes together', () => {
  it('take, answer and call what they need of one another, except for schemes that are still to come', async () => {
    const house = await House.open()
    const findings = await house.engine.checkIntegrity({ institutionId: INSTITUTION, holderId: '' })
    await house.close()

    const others = ['message-without-receiver', 'message-without-sender']
    expect(findings.filter(({ code }) => !others.includes(code))).to.deep.equal([])
    expect([...new Set(findings.map(({ subject }) => subject))].toSorted()).to.deep.equal(TO_COME)
  })
})
