import { expect } from 'chai'
import { checkFeel } from '../../../engine/expressions/check-feel.ts'
import { evaluate, ExpressionFailed, type ExpressionEnvironment } from '../../../engine/expressions/evaluate.ts'
import { BUDGET } from '../../../engine/expressions/meter.ts'
import type { Json, Variables } from '../../../engine/model/json.ts'

const ENVIRONMENT: ExpressionEnvironment = { now: '2026-03-12T22:30:00.000Z', functions: {}, globals: {} }

const run = (feel: string, variables: Variables = {}): Json =>
  evaluate({ feel, source: feel }, variables, ENVIRONMENT).value

const BIG: Variables = {
  big: Array.from({ length: 5_000 }, (_, index) => index),
  objects: Array.from({ length: 3_000 }, (_, index) => ({ a: index })),
  huge: 10_000_000,
  text: 'a'.repeat(20_000) + '!',
  n: 9_000,
  wide: Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`field${index}`, index])),
  lists: Array.from({ length: 10 }, () => Array.from({ length: 5_000 }, () => 1)),
}

describe('an expression that would run for ever', () => {
  /** Every one of these took seconds to minutes, or all memory, on the bare interpreter. */
  const attacks: readonly string[] = [
    'some x in 1..huge satisfies x < 0',
    'every x in 1..huge satisfies x > 0',
    'for i in 1..huge return i',
    'for i in [1..huge] return i',
    'for i in 0-huge..huge return i',
    'for i in 1..5/2 return i',
    'for i in 1..1000 return for j in 1..1000 return i * j',
    'for i in 1..1000, j in 1..1000 return 1',
    'for i in big, j in big return 1',
    'big[some x in big satisfies x > item]',
    'for i in 1..1000 return count(big[item > i])',
    'for i in 1..1000 return big = big',
    'for i in 1..1000 return big in (big)',
    'for i in 1..1000 return (objects.a)[1]',
    'for i in 1..1000 return sum(big)',
    'for i in 1..1000 return union(big, big)',
    'distinct values(objects)',
    'for i in 1..100 return if i = 1 then "ab" else partial[-1] + partial[-1]',
    'for i in 1..100 return if i = 1 then [1] else [partial[-1], partial[-1]]',
    'for i in 1..100 return if i = 1 then [1] else concatenate(partial[-1], partial[-1])',
    'for i in 1..100 return if i = 1 then {a: 1} else {a: partial[-1], b: partial[-1]}',
    'for i in 1..1000 return [partial[-1]]',
    'for i in 1..3 return partial',
    'string(for i in 1..3 return partial)',
    '(for i in 1..3 return partial) = (for i in 1..3 return partial)',
    '(for i in 1..3 return partial)[item = item]',
    'for i in 1..n return big',
    'for i in 1..n return big between 1 and 2',
    // A range of it would be refused with a sentence that holds it: 2^60 numbers.
    '5 in [(for i in 1..60 return for j in 1..2, k in partial return if i = 1 then 1 else k)..5]',
    'for i in 1..n return big in (< 5)',
    'for i in 1..60 return for j in 1..2, k in partial return if i = 1 then 1 else k',
    '(for i in 1..60 return if i = 1 then [1] else for j in 1..2, k in [partial[-1]] return k) in (< 5)',
    `{${Array.from({ length: 60 }, (_, level) => `x${level + 1}: [x${level}, x${level}]`).join(', ')}}`,
    'replace(text, "a", text)',
    'string join(for i in 1..1000 return text, text)',
    'for i in 1..1000 return upper case(text)',
    'matches(text, "^(((a+)+)+)+$") and matches(text, "(a?){500}(a?){500}b")',
    'split(text, "")',
    'for i in 1..n return date(text)',
    'for i in 1..n return date and time(text)',
    'for i in 1..n return objects instance of list<number>',
    'for i in 1..n return wide.missing',
    'for i in 1..n return [wide].missing[1]',
    'for i in 1..n return text + 1',
    'for i in 1..n return date(from: text)',
    'for i in 1..n return lists.missing[1]',
  ]

  for (const attack of attacks) {
    it(`is stopped: ${attack.slice(0, 70)}`, () => {
      const variables = { ...BIG, x0: 1 }
      expect(() => run(attack, variables)).to.throw(ExpressionFailed, /Expected/)
    })
  }

  it('pays for the length of what a filter asks of each item', () => {
    const condition = Array.from({ length: 100 }, () => 'true').join(' and ')
    expect(run(`count(big[${condition}])`, BIG)).to.equal(5_000)
    expect(() => run(`for i in 1..4 return big[${condition}]`, BIG)).to.throw(ExpressionFailed, 'Expected less work')
  })

  it('may not join texts without end', () => {
    expect(() => run(Array.from({ length: 50 }, () => 'text').join(' + '), BIG)).to.throw(
      ExpressionFailed,
      'Expected texts of at most',
    )
  })

  it('leaves the full budget to the next one', () => {
    expect(() => run('for i in big, j in big return 1', BIG)).to.throw(ExpressionFailed)
    expect(run(`count(for i in 1..1000 return i)`)).to.equal(1000)
  })

  it('does not stop ordinary work', () => {
    expect(run('sum(for i in big return i * 2)', BIG)).to.equal(5_000 * 4_999)
    expect(run('count(objects[a > 10 and a < 2000])', BIG)).to.equal(1_989)
    expect(run('every i in 1..n satisfies i > 0', { n: 9_000 })).to.equal(true)
    expect(run('matches(text, "^(a+)+!$")', BIG)).to.equal(true)
    expect(BUDGET).to.be.greaterThan(100_000)
  })
})

describe('data that is too large', () => {
  it('is refused when the expression reads it, and only then', () => {
    const variables = { list: Array.from({ length: 20_000 }, () => 1), text: 'x'.repeat(1_100_000), small: 1 }
    expect(() => run('count(list)', variables)).to.throw(ExpressionFailed, '10000 items')
    expect(() => run('text', variables)).to.throw(ExpressionFailed, 'Expected to read at most')
    expect(run('small + 1', variables)).to.equal(2)
  })

  it('may not be deeper than 50 levels', () => {
    let deep: Json = 1
    for (let level = 0; level < 60; level++) deep = [deep]
    expect(() => run('deep', { deep })).to.throw(ExpressionFailed, '50 levels')
  })
})

describe('a way out of the expression', () => {
  const hostile: Variables = JSON.parse(
    '{"a":{"__proto__":{"admin":true},"constructor":{"x":1},"__value":5,"b":1},"__proto__":{"approved":true},"list":[{"__items":1,"__value":2,"v":3}]}',
  )

  it('is not given by prototypes', () => {
    for (const feel of [
      'approved',
      'a.admin',
      'a.toString',
      'a.hasOwnProperty',
      '"x".length',
      'toString',
      'valueOf',
      'get value(a, "__proto__")',
      'get value(a, "constructor")',
    ]) {
      expect(run(feel, hostile), feel).to.equal(null)
    }
    expect(run('a', hostile)).to.deep.equal({ b: 1 })
    expect(run('get entries(a)', hostile)).to.deep.equal([{ key: 'b', value: 1 }])
    expect(Object.getPrototypeOf(run('a', hostile))).to.equal(Object.prototype)
  })

  it('is not given by names that lead to one', () => {
    for (const feel of [
      'a.constructor',
      'a.__proto__',
      'constructor',
      '__value(1)',
      '{"__proto__": 1}',
      '{"\\u005f_proto__": 1}',
      'for __items in [1] return 1',
      '{__call_count: 1}',
    ]) {
      expect(checkFeel(feel, []), feel).to.match(/reserved|known function/)
      expect(() => run(feel, hostile), feel).to.throw(ExpressionFailed)
    }
  })

  it('is not given by building such names', () => {
    for (const feel of [
      'context put({}, "__proto__", {admin: true})',
      'context({key: "__" + "value", value: 1})',
      'context put({}, ["constructor", "prototype"], 1)',
      'context({key: "__proto__", value: {a: 1}})',
    ]) {
      expect(() => run(feel), feel).to.throw(ExpressionFailed)
    }
    expect(({} as Record<string, unknown>)['admin']).to.equal(undefined)
  })

  it('is not given by fields that stand for our guards or functions in a filter', () => {
    expect(run('list[sum(for i in 1..3 return i) = 6].v', hostile)).to.deep.equal([3])
    expect(run('list[count([1, 2]) = 2].v', { list: [{ count: 5, v: 1 }] })).to.deep.equal([1])
  })

  it('is not given by calling values', () => {
    for (const feel of [
      'a.b(1)',
      '(count)([1])',
      '[count][1]([1])',
      'if true then count else sum',
      'for f in [count] return f([1])',
      'function(x) x',
      '(function() 1)()',
      '{f: function(x) x}.f(1)',
      'sort([2, 1], function(a, b) a < b)',
    ]) {
      const refused = checkFeel(feel, []) !== null
      expect(refused || run(feel, { a: { b: 1 } }) === null, feel).to.equal(true)
    }
  })

  it('is not given by functions of another definition', () => {
    const environment: ExpressionEnvironment = { ...ENVIRONMENT, functions: JSON.parse('{"__proto__": {"x": 1}}') }
    expect(evaluate({ feel: 'toString()', source: '' }, {}, environment).value).to.equal(null)
    expect(evaluate({ feel: 'x()', source: '' }, {}, environment).value).to.equal(null)
  })
})

describe('a regular expression', () => {
  it('finds, replaces and splits in linear time', () => {
    expect(run('matches("P-2026-001", "^P-\\d{4}-\\d+$")')).to.equal(true)
    expect(run('matches("RĪGA", "rīga", "i")')).to.equal(true)
    expect(run('replace("abab", "a(b)", "$1-")')).to.equal('b-b-')
    expect(run('replace("abc", "b", "[$0]$$")')).to.equal('a[b]$c')
    expect(run('replace("abc", "x*", "-")')).to.equal('-a-b-c-')
    expect(run('split("a;b;;c", ";")')).to.deep.equal(['a', 'b', '', 'c'])
    expect(run('matches(text, "^(a+)+$")', BIG)).to.equal(false)
  })

  it('with lookaround, backreferences or too many repetitions is refused, also from a variable', () => {
    for (const pattern of ['(?=a)b', '(?!a)b', '(a)\\1', '(a{1000}){1000}', 'a'.repeat(501), '(']) {
      expect(() => run('matches("a", pattern)', { pattern }), pattern).to.throw(ExpressionFailed)
    }
    expect(checkFeel('matches(x, "(?=a)b")', [])).to.contain('without lookaround')
    expect(checkFeel('replace(x, "(a)\\\\1", "")', [])).to.contain('without lookaround')
    expect(checkFeel('split(x, "(")', [])).to.contain('regular expression')
    expect(checkFeel('matches(x, "a", "q")', [])).to.contain('flags')
  })
})
