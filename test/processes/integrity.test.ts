import { expect } from 'chai'
import { House, INSTITUTION } from '../support/house.ts'

/** Messages to schemes that are still to come: agreements, finance, continuity. */
const TO_COME = ['agreement.requested', 'continuity.activate', 'finance.commitmentRequested', 'finance.feeDue']

describe('the typical schemes together', () => {
  it('take, answer and call what they need of one another, except for schemes that are still to come', async () => {
    const house = await House.open()
    const findings = await house.engine.checkIntegrity({ institutionId: INSTITUTION, holderId: '' })
    await house.close()

    expect(findings.filter(({ code }) => code !== 'message-without-receiver')).to.deep.equal([])
    expect([...new Set(findings.map(({ subject }) => subject))].toSorted()).to.deep.equal(TO_COME)
  })
})
