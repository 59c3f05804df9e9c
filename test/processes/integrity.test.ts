import { expect } from 'chai'
import { House, INSTITUTION } from '../support/house.ts'

describe('the typical schemes together', () => {
  it('take, answer and call what they need of one another', async () => {
    const house = await House.open()
    const findings = await house.engine.checkIntegrity({ institutionId: INSTITUTION, holderId: '' })
    await house.close()
    expect(findings.map(({ code, subject }) => `${code} ${subject}`)).to.deep.equal([])
  })
})
