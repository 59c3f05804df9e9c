import { expect } from 'chai'
import { checkFeel, checkUnaryTests } from '../../../engine/expressions/check-feel.ts'

describe('FEEL at deployment', () => {
  it('is fine when it is FEEL', () => {
    for (const feel of [
      'a > 1',
      'some x in items satisfies x.ok',
      'for i in 1..1000 return i',
      'date("2026-01-01")',
      'years and months duration(a, b)',
      'now() > today()',
      'get value(a, "b c")',
      'string length(a b)',
      '@"P1D"',
      'matches(a, b)',
    ]) {
      expect(checkFeel(feel, []), feel).to.equal(null)
    }
  })

  it('names the place where it is none', () => {
    expect(checkFeel('a > 1 )', [])).to.equal('Expected FEEL, but ")" at character 7 does not fit.')
    expect(checkFeel('a and', [])).to.equal('Expected the expression to go on, but it ends.')
    expect(checkFeel('  ', [])).to.contain('there is none')
    expect(checkFeel('a && b', [])).to.contain('character 3')
    expect(checkFeel("a = 'x'", [])).to.contain('character 5')
    expect(checkFeel('`a b` > 1', [])).to.be.a('string')
  })

  it('is refused where the parser would take a slip of the pen for something else', () => {
    for (const feel of ['a == 5', 'a <> 5', 'a === 5', 'a -> b', '> 5', '(> 5)'])
      expect(checkFeel(feel, []), feel).to.contain('both sides of a comparison')
    for (const feel of ['1 < a < 3', 'a = b = c'])
      expect(checkFeel(feel, []), feel).to.contain('one comparison at a time')
    for (const feel of ['(a = b) = c', 'a in (> 5, [1..2])', 'list[> 5]', 'not(a)', 'notice > 1'])
      expect(checkFeel(feel, []), feel).to.equal(null)
    expect(checkFeel('not a', [])).to.contain('parentheses after "not"')
    expect(checkFeel('a > 1e5', [])).to.contain('written out')
  })

  it('may call what FEEL and the host have', () => {
    expect(checkFeel('workingDays(5)', ['workingDays'])).to.equal(null)
    expect(checkFeel('workingDays(5)', [])).to.equal('Expected a known function, but "workingDays" is none.')
    for (const missing of ['sort(a, b)', 'random number()', 'is defined(a)', 'overlaps before(a, b)'])
      expect(checkFeel(missing, []), missing).to.contain('known function')
  })

  it('keeps to its limits, and one step further is refused', () => {
    expect(checkFeel(`"${'x'.repeat(1_998)}"`, [])).to.equal(null)
    expect(checkFeel(`"${'x'.repeat(1_999)}"`, [])).to.contain('2000 characters')
    expect(checkFeel('('.repeat(50) + 'a' + ')'.repeat(50), [])).to.equal(null)
    expect(checkFeel('('.repeat(51) + 'a' + ')'.repeat(51), [])).to.contain('50 levels')
    expect(checkFeel('for i in 1..1000 return i', [])).to.equal(null)
    expect(checkFeel('for i in 1..1001 return i', [])).to.contain('at most 1000 numbers')
    expect(checkFeel('some i in [-1..1000] satisfies i > 1', [])).to.contain('at most 1000 numbers')
    expect(checkFeel('for i in 1..2.5 return i', [])).to.contain('whole numbers')
    expect(checkFeel('a + '.repeat(200) + 'a', [])).to.equal(null)
    expect(checkFeel('a + '.repeat(400) + 'a', [])).to.contain('nested too deeply')
  })

  it('is refused where a literal time is none', () => {
    expect(checkFeel('date("2026-02-30")', [])).to.contain('"date("2026-02-30")" is none')
    expect(checkFeel('@"tomorrow"', [])).to.contain('ISO 8601')
    expect(checkFeel('a + duration("5 days")', [])).to.contain('ISO 8601')
    expect(checkFeel('date(a)', [])).to.equal(null)
  })

  it('answers soon, whatever the text', () => {
    for (const part of [
      '(',
      '[',
      '{a:',
      'if ',
      'a[',
      'for x in ',
      '- ',
      'not(',
      'a in ',
      '? ',
      '/*',
      '"',
      'x in (<',
      '..',
      '@',
      'function(',
    ]) {
      expect(checkFeel(part.repeat(Math.floor(2_000 / part.length)), []), part).to.be.a('string')
    }
  })
})

describe('the tests of a cell', () => {
  it('are fine when they are unary tests', () => {
    for (const tests of [
      '-',
      '"a", "b"',
      'not("a")',
      '< 5, [10..20)',
      '? > 3 and limit > ?',
      'date("2026-01-01")',
      'null',
      'contains(?, "x")',
    ])
      expect(checkUnaryTests(tests, []), tests).to.equal(null)
  })

  it('are refused otherwise', () => {
    for (const tests of ['', '"a" "b"', '<', '== 5', 'foo(?)', 'function(x) x'])
      expect(checkUnaryTests(tests, []), tests).to.be.a('string')
  })
})
