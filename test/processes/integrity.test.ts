import { expect } from 'chai'
import { House, INSTITUTION } from '../support/house.ts'

/** Messages to schemes that are still to come. */
const TO_COME: readonly string[] = ['feedback.received']

describe('the typical schemes together', () => {
  it('take, answer and call what they need of one another, except for schemes that are still to come', async () => {
    const house = await House.open()
    const findings = await house.engine.checkIntegrity({ institutionId: INSTITUTION, holderId: '' })
    await house.close()

    const subjects = (of: string) =>
      [...new Set(findings.filter(({ code }) => code === of).map(({ subject }) => subject))].toSorted()
    expect(findings.filter(({ code }) => !CODES_TO_COME.includes(code))).to.deep.equal([])
    expect(subjects('message-without-receiver')).to.deep.equal(TO_COME)
    expect(subjects('message-without-sender')).to.deep.equal(ANSWERS_TO_COME)
  })
})
