import { expect } from 'chai'
import { House, INSTITUTION } from '../support/house.ts'

/** Messages to schemes that are still to come. */
const TO_COME: readonly string[] = ['message-without-receiver feedback.received']

describe('the typical schemes together', () => {
  it('take, answer and call what they need of one another, except for schemes that are still to come', async () => {
    const house = await House.open()
    const findings = await house.engine.checkIntegrity({ institutionId: INSTITUTION, holderId: '' })
    await house.close()

    const seen = findings.map(({ code, subject }) => `${code} ${subject}`)
    expect([...new Set(seen)].toSorted()).to.deep.equal(TO_COME)
  })
})
