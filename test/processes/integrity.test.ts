import { expect } from 'chai'
import { House, INSTITUTION } from '../support/house.ts'

/** Messages to and from schemes that are still to come: agreements, feedback, improvement, finance, continuity, levels. */
const TO_COME = [
  'agreement.requested',
  'availability.planned',
  'capacity.planned',
  'continuity.activate',
  'feedback.received',
  'finance.commitmentRequested',
  'finance.costProvided',
  'finance.costRequested',
  'finance.feeDue',
  'improvement.proposed',
  'servicelevel.deviation',
]

describe('the typical schemes together', () => {
  it('take, answer and call what they need of one another, except for schemes that are still to come', async () => {
    const house = await House.open()
    const findings = await house.engine.checkIntegrity({ institutionId: INSTITUTION, holderId: '' })
    await house.close()

    expect(
      findings.filter(({ code }) => !['message-without-receiver', 'message-without-sender'].includes(code)),
    ).to.deep.equal([])
    expect([...new Set(findings.map(({ subject }) => subject))].toSorted()).to.deep.equal(TO_COME)
  })
})
