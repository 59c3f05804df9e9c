import { expect } from 'chai'
import {
  evaluate,
  evaluateValue,
  ExpressionFailed,
  type ExpressionEnvironment,
} from '../../../engine/expressions/evaluate.ts'
import type { Json, Variables } from '../../../engine/model/json.ts'

const NOW = '2026-03-12T22:30:00.000Z'
const PLAIN: ExpressionEnvironment = { now: NOW, functions: {}, globals: {} }

function run(feel: string, variables: Variables = {}, environment = PLAIN) {
  return evaluate({ feel, source: `=${feel}` }, variables, environment)
}

function valueOf(feel: string, variables: Variables = {}, environment = PLAIN): Json {
  return run(feel, variables, environment).value
}

describe('an expression', () => {
  const order = {
    amount: 120,
    kind: 'a',
    paid: false,
    items: [
      { name: 'x', price: 1, done: true },
      { name: 'y', price: 9, done: false },
    ],
    client: { address: { city: 'Rīga' } },
  }

  it('computes with the variables', () => {
    const cases: readonly [string, Json][] = [
      ['amount > 100 and kind = "a"', true],
      ['not(paid)', true],
      ['amount / 2 + 1', 61],
      ['-amount', -120],
      ['"Hello, " + client.address.city + "!"', 'Hello, Rīga!'],
      ['if amount > 100 then "big" else "small"', 'big'],
      ['items[1].name', 'x'],
      ['items[-1].name', 'y'],
      ['items[price > 5].name', ['y']],
      ['items[not(done)].name', ['y']],
      ['sum(items.price)', 10],
      ['count(items[done = true])', 1],
      ['for i in 1..3 return i * i', [1, 4, 9]],
      ['for i in 3..1 return i', [3, 2, 1]],
      ['for i in [1..4) return i', [1, 2, 3]],
      ['for i in 1..2, j in i..2 return i + j', [2, 3, 4]],
      ['for i in 1..5 return if i = 1 then 1 else i * partial[-1]', [1, 2, 6, 24, 120]],
      ['some item in items satisfies item.price > 5', true],
      ['every i in items satisfies i.price > 5', false],
      ['kind in ("a", "b")', true],
      ['amount in [100..200]', true],
      ['amount in (< 50, > 110)', true],
      ['amount between 1 and 119', false],
      ['{a: 1, b: a + 1}.b', 2],
      ['substring(string: "hello", start position: 4)', 'lo'],
      ['string length("Rīga")', 4],
      ['median([2, 10, 3])', 3],
      ['median([1, 2, 10, 30])', 6],
      ['flatten([[1], [2, [3]]])', [1, 2, 3]],
      ['distinct values([1, 1, 2])', [1, 2]],
      ['get value(client, "address").city', 'Rīga'],
      ['amount instance of number', true],
      ['years and months duration(date("2020-01-01"), date("2021-03-01"))', 'P1Y2M'],
      ['// why\namount // that is why', 120],
    ]
    for (const [feel, expected] of cases) expect(valueOf(feel, order), feel).to.deep.equal(expected)
  })

  it('may be a literal', () => {
    const cases: readonly [string, Json][] = [
      ['"P1"', 'P1'],
      ['""', ''],
      ['"a\\"b"', 'a"b'],
      ['5', 5],
      ['-2.5', -2.5],
      ['true', true],
      ['null', null],
    ]
    for (const [feel, expected] of cases) expect(run(feel), feel).to.deep.equal({ value: expected, warnings: [] })
    for (const feel of ['"a" "b"', '"a', '1.2.3', 'nullx(', '5a'])
      expect(() => run(feel), feel).to.throw(ExpressionFailed)
  })

  it('takes a missing variable or field as null, with a warning', () => {
    expect(run('missing > 5')).to.deep.equal({ value: null, warnings: ["Variable 'missing' not found"] })
    expect(run('a.b', { a: {} }).value).to.equal(null)
    expect(run('a.b', { a: {} }).warnings.join()).to.contain("'b' not found")
    expect(run('a.b', { a: { b: null } })).to.deep.equal({ value: null, warnings: [] })
  })

  it('compares values of one kind, and tells where they are of two', () => {
    const ordered: readonly [string, Json][] = [
      ['1 < 2', true],
      ['"a" < "b"', true],
      ['"10" < "9"', true],
      ['2 >= 2', true],
      ['2 > 2', false],
      ['2 <= 1', false],
      ['date("2026-01-01") < date("2026-01-02")', true],
      ['date and time("2026-01-01T12:00:00+02:00") >= date and time("2026-01-01T10:00:00Z")', true],
      ['duration("PT1H") > duration("PT59M")', true],
      ['null < 5', null],
    ]
    for (const [feel, expected] of ordered) expect(run(feel), feel).to.deep.equal({ value: expected, warnings: [] })
    for (const feel of [
      'dueAt < now()',
      'dueAt > now()',
      '"150" > 100',
      '[1] < 2',
      'true < false',
      'date("2026-01-01") < now()',
    ]) {
      const { value, warnings } = run(feel, { dueAt: '2026-01-01T00:00:00Z' })
      expect([value, warnings[0]?.startsWith('Expected two values of one kind')], feel).to.deep.equal([null, true])
    }
    expect(valueOf('xs[(item > 1)]', { xs: [1, 2, 3] })).to.deep.equal([2, 3])
    expect(valueOf('xs[> 1]', { xs: [1, 2, 3] })).to.deep.equal([2, 3])
    expect(valueOf('xs[item > 1 or item = 1]', { xs: [1, 2, 'a'] })).to.deep.equal([1, 2])
  })

  it('does not carry warnings from one evaluation to the next', () => {
    expect(run('x + 1').warnings).to.have.length(2)
    expect(run('x + 1', { x: 1 })).to.deep.equal({ value: 2, warnings: [] })
  })

  it('reads globals, and a variable before the global of its name', () => {
    const environment = { ...PLAIN, globals: { settings: { limit: 5 }, businessKey: 'A-1' } }
    expect(valueOf('settings.limit', {}, environment)).to.equal(5)
    expect(valueOf('businessKey', { businessKey: 'B-2' }, environment)).to.equal('B-2')
    expect(valueOf('businessKey', { businessKey: null }, environment)).to.equal(null)
  })

  it('lets a variable have the name of a function', () => {
    expect(valueOf('count > 2 and count(list) = 3', { count: 3, list: [1, 2, 3] })).to.equal(true)
    expect(valueOf('sum', {})).to.equal(null)
  })

  it('means the same whatever the variables are called', () => {
    // Known to the parser, such a name would swallow the comparison.
    expect(valueOf('amount > 100', { amount: 1, 'amount > 100': true })).to.equal(false)
    expect(valueOf('a-b', { a: 5, b: 3, 'a-b': 99 })).to.equal(2)
  })

  it('gives times as ISO 8601 text', () => {
    const cases: readonly [string, Json][] = [
      ['date and time("2026-01-01T10:00:00+02:00")', '2026-01-01T08:00:00.000Z'],
      ['date and time("2026-07-01T10:00:00@Europe/Riga")', '2026-07-01T07:00:00.000Z'],
      ['date and time("2026-01-01T10:00:00")', '2026-01-01T10:00:00'],
      ['date("2026-01-01") + duration("P1M")', '2026-02-01'],
      ['time("10:30:00")', '10:30:00'],
      ['@"2026-01-01" + @"P1D"', '2026-01-02'],
      ['date(2026, 1, day)', '2026-01-05'],
      ['date(from: text)', null],
      ['date(year: 2026, month: 1, day: day)', '2026-01-05'],
      ['date(date and time(text))', '2026-03-12'],
      ['duration("P1DT2H")', 'P1DT2H'],
      ['[@"2026-01-01", {at: @"P1Y"}]', ['2026-01-01', { at: 'P1Y' }]],
      ['date and time(text) + duration("PT1H")', '2026-03-12T08:02:00.000Z'],
    ]
    for (const [feel, expected] of cases)
      expect(valueOf(feel, { text: '2026-03-12T07:02:00.000Z', day: 5 }), feel).to.deep.equal(expected)
  })

  it('knows the time of the event and no other', () => {
    expect(valueOf('now()')).to.equal(NOW)
    expect(valueOf('today()')).to.equal('2026-03-12')
    const riga = { ...PLAIN, globals: { timezone: 'Europe/Riga' } }
    expect(valueOf('now()', {}, riga)).to.equal(NOW)
    expect(valueOf('today()', {}, riga)).to.equal('2026-03-13')
    expect(valueOf('now().hour', {}, riga)).to.equal(0)
    expect(valueOf('now() > date and time("2026-03-12T23:00:00+02:00")', {}, riga)).to.equal(true)
  })

  it('calls the functions of its host with plain data and the time of the event', () => {
    const calls: unknown[] = []
    const environment: ExpressionEnvironment = {
      ...PLAIN,
      functions: {
        workingDays: {
          parameters: ['days', 'from'],
          call: (args, at, variables) => {
            calls.push([args, at, variables])
            return { due: at }
          },
        },
      },
    }
    expect(valueOf('workingDays(2).due', { a: 1 }, environment)).to.equal(NOW)
    expect(valueOf('workingDays(from: date("2026-01-01"), days: 1).due', { a: 1 }, environment)).to.equal(NOW)
    expect(calls).to.deep.equal([
      [[2, null], NOW, { a: 1 }],
      [[1, '2026-01-01'], NOW, { a: 1 }],
    ])
    expect(run('workingDays(2)', {}).value).to.equal(null)
  })

  it('says which expression failed and why when a function of the host throws', () => {
    const environment: ExpressionEnvironment = {
      ...PLAIN,
      functions: {
        slaShare: {
          parameters: [],
          call: () => {
            throw new Error('Expected a calendar, but there is none.')
          },
        },
      },
    }
    expect(() => run('slaShare()', {}, environment)).to.throw(ExpressionFailed, /"=slaShare\(\)".*Expected a calendar/)
  })

  it('gives plain numbers only', () => {
    expect(run('10 ** 400')).to.deep.equal({
      value: null,
      warnings: ['Expected a number, but the result is Infinity; it is taken as null.'],
    })
    expect(Object.is(valueOf('-1 * 0'), 0)).to.equal(true)
    expect(valueOf('1 / 0')).to.equal(null)
  })

  it('fails for a result that is no data', () => {
    for (const feel of ['[1..5]', '{r: [1..5]}', '> 5']) expect(() => run(feel), feel).to.throw(ExpressionFailed)
  })

  it('fails for what is no FEEL, naming it as the diagram has it', () => {
    expect(() => run('a +')).to.throw(
      ExpressionFailed,
      'Expected "=a +" to give a value, but it cannot be evaluated: Expected the expression to go on',
    )
    expect(() => run('')).to.throw(ExpressionFailed)
  })

  it('does not change what it reads', () => {
    const variables = { list: [3, 1, 2], item: { a: 1 } }
    valueOf('append(list, 4)', variables)
    valueOf('context put(item, "a", 2)', variables)
    valueOf('reverse(list)', variables)
    expect(variables).to.deep.equal({ list: [3, 1, 2], item: { a: 1 } })
  })
})

describe('an attribute', () => {
  it('is its literal, or what its expression gives', () => {
    expect(evaluateValue({ literal: 'clerk' }, {}, PLAIN)).to.deep.equal({ value: 'clerk', warnings: [] })
    expect(evaluateValue({ expression: { feel: 'a', source: '${a}' } }, { a: [1] }, PLAIN).value).to.deep.equal([1])
  })
})
