import { expect } from 'chai'
import { formats, isPersonalCode, isPhone, isRegistrationNumber } from '../../../forms/check/formats.ts'

describe('a Latvian personal code', () => {
  it('is accepted with the right check digit, with or without the hyphen', () => {
    // Check digit: (1101 − (1·1+6·6+3·1+7·1+9·7+10·9+5·1+8·0+4·0+2·0)) mod 11, counted by hand: 1101 − 205 = 896 = 81·11 + 5.
    expect(isPersonalCode('161179-10005')).to.equal(true)
    expect(isPersonalCode('16117910005')).to.equal(true)
  })

  it('is refused when any single digit of it is wrong', () => {
    for (const last of '012346789') expect(isPersonalCode(`161179-1000${last}`), last).to.equal(false)
    expect(isPersonalCode('161178-10005')).to.equal(false)
    expect(isPersonalCode('261179-10005')).to.equal(false)
  })

  it('has no check digit when it begins with 32', () => {
    for (const last of '0123456789') expect(isPersonalCode(`320000-0000${last}`), last).to.equal(true)
  })

  it('is refused in any other writing', () => {
    for (const text of [
      '',
      '161179-1000',
      '161179-100055',
      '161179 10005',
      'l61179-10005',
      '161179-10005\n',
      '１６１１７９-10005',
    ])
      expect(isPersonalCode(text), JSON.stringify(text)).to.equal(false)
  })
})

describe('a registration number', () => {
  it('is eleven digits', () => {
    expect(isRegistrationNumber('40003032949')).to.equal(true)
    for (const text of ['4000303294', '400030329490', '4000303294a', ' 40003032949'])
      expect(isRegistrationNumber(text)).to.equal(false)
  })
})

describe('a telephone number', () => {
  it('is digits as people write them', () => {
    for (const text of ['+371 67000000', '67000000', '(+371) 67-000-000'.slice(1).replace(')', ''), '110 (1)23'])
      expect(isPhone(text), text).to.equal(true)
  })

  it('has between five and fifteen digits and nothing else', () => {
    for (const text of ['1234', '1234567890123456', '+371 phone', '371+67000000', ''])
      expect(isPhone(text), text).to.equal(false)
  })
})

describe('every format', () => {
  it('refuses a long text before it looks at it', () => {
    const long = `${'1'.repeat(100_000)}@example.org`
    for (const [name, test] of Object.entries(formats)) expect(test(long), name).to.equal(false)
  })

  it('accepts the example that its sentence gives', () => {
    const examples = {
      email: 'vards@iestade.lv',
      phone: '+371 67000000',
      date: '2026-03-12',
      time: '09:30:00Z',
      'date-time': '2026-03-12T09:30:00Z',
      duration: 'P5D',
      uri: 'https://iestade.lv',
      uuid: '123e4567-e89b-12d3-a456-426614174000',
      'lv-personal-code': '320000-00000',
      'lv-reg-no': '90000000000',
    }
    expect(Object.keys(examples).toSorted()).to.deep.equal(Object.keys(formats).toSorted())
    for (const [name, example] of Object.entries(examples)) expect(formats[name]?.(example), name).to.equal(true)
  })

  it('refuses what is near it', () => {
    const near = {
      email: 'vards.iestade.lv',
      date: '2026-02-30',
      'date-time': '2026-03-12 9:30',
      uri: 'iestade',
      duration: '5 days',
      uuid: '123',
      time: '25:00:00Z',
    }
    for (const [name, text] of Object.entries(near)) expect(formats[name]?.(text), name).to.equal(false)
  })
})
