import { expect } from 'chai'
import { Tracking, readTrackingCode, VisitorLimits } from '../../../api/tracking/index.ts'
import { trackingCodeOf } from '../../../api/tracking/tracking-code.ts'
import { openWorkplace, type TestWorkplace } from '../workplace/open-workplace.ts'

const institutionId = 'institution'
const FORM = '4b5f1f0e-0000-4000-8000-000000000001'

describe('the code of an application', () => {
  it('has 80 bits in letters and digits that nobody mixes up, and is read however it was typed', () => {
    const codes = Array.from({ length: 500 }, (_, form) => trackingCodeOf(`form ${form}`, 'a'))
    for (const code of codes) expect(code).to.match(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(new Set(codes).size).to.equal(500)
    const letters = new Set(codes.join('').replaceAll('-', ''))
    expect(letters.size, 'every character comes up').to.equal(32)
    for (const place of Array.from({ length: 19 }, (_, one) => one).filter((one) => (one + 1) % 5 !== 0))
      expect(new Set(codes.map((code) => code[place])).size, `at place ${place}`).to.be.greaterThan(24)
    expect(readTrackingCode(' 7k3m q2zx–9doh rvit ')).to.equal('7K3M-Q2ZX-9D0H-RV1T')
    for (const typed of [
      '',
      '7K3M-Q2ZX-9D0H',
      '7K3M-Q2ZX-9D0H-RV4T-0',
      'U'.repeat(16),
      'ā'.repeat(16),
      '7'.repeat(9999),
    ])
      expect(readTrackingCode(typed), typed).to.equal(null)
  })
})

describe('tracking', () => {
  let house: TestWorkplace
  let tracking: Tracking
  beforeEach(async () => {
    house = await openWorkplace()
    tracking = new Tracking(house, { trackingMinutes: 30 })
  })
  afterEach(() => house.close())

  it('gives the same form the same code, keeps its hash only, and knows what was sent', async () => {
    const given = { institutionId, applicationId: 'a-1', formKey: FORM, content: '{"clientId":"320001-00011"}' }
    await tracking.give(given)
    await tracking.give(given)
    const sent = await tracking.sentBy({ institutionId, formKey: FORM })
    expect(sent?.applicationId).to.equal('a-1')
    expect(sent?.isSame(given.content)).to.equal(true)
    expect(sent?.isSame('{}')).to.equal(false)
    const code = sent?.code ?? ''
    expect(await tracking.find({ institutionId, code })).to.equal('a-1')
    expect(await tracking.find({ institutionId: 'other', code })).to.equal(null)
    expect(await tracking.sentBy({ institutionId, formKey: `${FORM}-` })).to.equal(null)
    const rows = await house.store.read((manager) => manager.query('SELECT * FROM tracking_code'))
    for (const secret of [code, code.replaceAll('-', ''), FORM, '320001'])
      expect(JSON.stringify(rows)).not.to.include(secret)
    expect(rows).to.have.length(1)
  })

  it('shows one application for half an hour, or until one has finished', async () => {
    const { token } = await tracking.begin({ institutionId, applicationId: 'a-1' })
    expect((await tracking.recognise(institutionId, token))?.applicationId).to.equal('a-1')
    expect(await tracking.recognise('other', token)).to.equal(null)
    expect(await tracking.recognise(institutionId, `${token}x`)).to.equal(null)
    house.passTime(0.49)
    expect(await tracking.recognise(institutionId, token)).not.to.equal(null)
    house.passTime(0.01)
    expect(await tracking.recognise(institutionId, token)).to.equal(null)

    const again = await tracking.begin({ institutionId, applicationId: 'a-1' })
    await tracking.end(again.token)
    expect(await tracking.recognise(institutionId, again.token)).to.equal(null)
    house.passTime(1)
    expect(await tracking.removeEnded(10), 'the first one').to.equal(1)
    expect(await tracking.removeEnded(10)).to.equal(0)
  })
})

describe('limits for those without an account', () => {
  it('count wrong codes by number and by address, and what is sent by address', async () => {
    const limits = new VisitorLimits({
      applicationsPerAddress: 2,
      uploadsPerAddress: 1,
      trackingAttemptsPerNumber: 2,
      trackingAttemptsPerAddress: 3,
    })
    const refused = async (work: Promise<unknown>) => {
      try {
        await work
        return null
      } catch (error) {
        return (error as { facts: { status: number } }).facts.status
      }
    }
    await limits.send('here')
    await limits.send('here')
    expect(await refused(limits.send('here'))).to.equal(429)
    expect(await refused(limits.send('there'))).to.equal(null)
    await limits.upload('here')
    expect(await refused(limits.upload('here'))).to.equal(429)

    const right = await limits.track('P-1', 'here')
    await right()
    await limits.track('P-1', 'here')
    await limits.track('P-1', 'here')
    expect(await refused(limits.track('P-1', 'there')), 'wherever from').to.equal(429)
    await limits.track('P-2', 'here')
    expect(await refused(limits.track('P-3', 'here')), 'whichever number').to.equal(429)
  })
})
