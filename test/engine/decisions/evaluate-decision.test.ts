import { expect } from 'chai'
import { DecisionFailed, evaluateDecision } from '../../../engine/decisions/evaluate-decision.ts'
import { readDecisions } from '../../../engine/decisions/read-decisions.ts'
import type { ExpressionEnvironment } from '../../../engine/expressions/evaluate.ts'
import type { DecisionResult } from '../../../engine/model/instance-event.ts'
import type { Variables } from '../../../engine/model/json.ts'
import { dmn, literal, table, type TableSketch } from './dmn-builder.ts'

const ENVIRONMENT: ExpressionEnvironment = {
  now: '2026-03-12T07:02:00.000Z',
  functions: { workingDays: { parameters: ['n'], call: ([n]) => `in ${String(n)} days` } },
  globals: { settings: { limit: 100 } },
}

/** What it gives; why, is asked of `decideAndTell`. */
async function decide(
  decisions: readonly string[],
  variables: Variables,
  id?: string,
): Promise<Omit<DecisionResult, 'trace'>> {
  const { trace: _trace, ...result } = await decideAndTell(decisions, variables, id)
  return result
}

async function decideAndTell(
  decisions: readonly string[],
  variables: Variables,
  id = 'decision',
): Promise<DecisionResult> {
  const { decisions: read, problems } = await readDecisions('test.dmn', dmn(decisions), ['workingDays'])
  expect(problems.filter(({ severity }) => severity === 'error')).to.deep.equal([])
  // As the store keeps it: plain JSON.
  const stored: typeof read = JSON.parse(JSON.stringify(read))
  return evaluateDecision(id, new Map(stored.map((decision) => [decision.id, decision])), variables, ENVIRONMENT)
}

const decideTable = (sketch: TableSketch, variables: Variables) => decide([table(sketch)], variables)

async function failureOf(sketch: TableSketch, variables: Variables): Promise<string> {
  try {
    await decideTable(sketch, variables)
    return 'no failure'
  } catch (error) {
    if (error instanceof DecisionFailed) return error.message
    throw error
  }
}

/** Every amount from 1 to 3 matches some of these. */
const overlapping = {
  inputs: ['amount'],
  outputs: [{ name: 'level', values: '"high", "middle", "low"' }],
  rules: [
    ['>= 1', '"low"'],
    ['>= 2', '"high"'],
    ['>= 3', '"middle"'],
  ],
}

describe('a decision table', () => {
  it('gives the outputs of the one rule that matches, and tells which', async () => {
    const matrix: TableSketch = {
      inputs: ['impact', 'urgency', 'users'],
      outputs: ['priority', 'hours'],
      rules: [
        ['"high"', '"high"', '-', '"P1"', '4'],
        ['"high"', 'not("high")', '< 10', '"P2"', 'if settings.limit > 50 then 8 else 16'],
        ['"high"', 'not("high")', '>= 10', '"P1"', '4'],
        ['"low", "middle"', '', '', '"P3"', 'users * 2'],
      ],
    }
    const result = await decideTable(matrix, { impact: 'high', urgency: 'low', users: 3 })
    expect(result).to.deep.equal({
      decisionId: 'decision',
      outputs: [{ priority: 'P2', hours: 8 }],
      single: true,
      matchedRules: ['decision_r2'],
      warnings: [],
    })
    expect((await decideTable(matrix, { impact: 'high', urgency: 'low', users: 10 })).matchedRules).to.deep.equal([
      'decision_r3',
    ])
    expect((await decideTable(matrix, { impact: 'middle', urgency: null, users: 3 })).outputs).to.deep.equal([
      { priority: 'P3', hours: 6 },
    ])
  })

  it('tests cells as DMN says', async () => {
    const cases: readonly [test: string, input: Variables[string], matches: boolean, others?: Variables][] = [
      ['5', 5, true],
      ['5', '5', false],
      ['5', [5], true],
      ['"a" , "b"', 'b', true],
      ['"a, b"', 'a', false],
      ['"a, b", -1.5, true', -1.5, true],
      ['1, null', null, true],
      ['1, 2', null, false],
      ['>= -3', -3, true],
      ['> -3', -3, false],
      ['< 5', 4, true],
      ['< 5', null, false],
      ['< 5', '4', false],
      ['= 5', 5, true],
      ['!= 5', 5, false],
      ['< limit * 2, > 100', 13, true, { limit: 7 }],
      ['[1..5)', 5, false],
      ['(1..5]', 5, true],
      ['1, 3, > 10', 3, true],
      ['1, 3, > 10', 11, true],
      ['1, 3, > 10', 5, false],
      ['not(1, 3)', 5, true],
      ['not(1, 3)', 3, false],
      ['not(> 3)', 5, false],
      ['null', null, true],
      ['null', 0, false],
      ['not(null)', 'a', true],
      ['true', true, true],
      ['true', false, false],
      ['false', false, true],
      ['limit', 7, true, { limit: 7 }],
      ['< limit', 6, true, { limit: 7 }],
      ['allowed', 'b', true, { allowed: ['a', 'b'] }],
      ['allowed', 'c', false, { allowed: ['a', 'b'] }],
      ['flag', true, true, { flag: true }],
      ['flag', false, true, { flag: false }],
      ['flag', true, false, { flag: false }],
      ['? > 3 and ? < limit', 5, true, { limit: 7 }],
      ['contains(?, "key")', 'monkey', true],
      ['contains(?, "key")', 'cat', false],
      ['count(?) = 2', ['a', 'b'], true],
      ['list contains(?, "a")', ['a', 'b'], true],
      ['limit > 5', 'anything', true, { limit: 7 }],
      ['limit * 2', 14, true, { limit: 7 }],
      ['"a" + suffix', 'ab', true, { suffix: 'b' }],
      ['if limit > 5 then ["x", "y"] else []', 'y', true, { limit: 7 }],
      ['upper case(name)', 'ANNA', true, { name: 'Anna' }],
      ['some x in ? satisfies x > 5', [1, 9], true],
      ['matches(?, "^P-\\d+$")', 'P-12', true],
    ]
    for (const [test, input, matches, others] of cases) {
      const { matchedRules } = await decideTable(
        { inputs: ['value'], outputs: ['out'], rules: [[test, '1']] },
        { value: input, ...others },
      )
      expect(matchedRules.length === 1, `${test} on ${JSON.stringify(input)}`).to.equal(matches)
    }
  })

  it('compares times in its cells', async () => {
    const sketch: TableSketch = {
      inputs: ['date(day)', 'date and time(at) + duration("P1D")'],
      outputs: ['late'],
      rules: [['>= date("2026-01-01")', '< now()', 'workingDays(2)']],
    }
    expect((await decideTable(sketch, { day: '2026-02-01', at: '2026-03-10T00:00:00Z' })).outputs).to.deep.equal([
      { late: 'in 2 days' },
    ])
    expect((await decideTable(sketch, { day: '2026-02-01', at: '2026-03-12T00:00:00Z' })).outputs).to.deep.equal([])
  })

  it('gives its defaults where nothing matches, and nothing without them', async () => {
    const sketch = (defaultValue?: string): TableSketch => ({
      inputs: ['a'],
      outputs: [{ name: 'x', ...(defaultValue && { defaultValue }) }, 'y'],
      rules: [['1', '"one"', '1']],
    })
    expect(await decideTable(sketch('"other"'), { a: 2 })).to.deep.include({
      outputs: [{ x: 'other', y: null }],
      matchedRules: [],
      single: true,
    })
    expect(await decideTable(sketch(), { a: 2 })).to.deep.include({ outputs: [], matchedRules: [], single: true })
  })

  it('tells what was missing', async () => {
    const { outputs, warnings } = await decideTable(
      { inputs: ['missing'], outputs: ['x'], rules: [['-', 'other.field']] },
      {},
    )
    expect(outputs).to.deep.equal([{ x: null }])
    expect(warnings).to.include.members(["Variable 'missing' not found", "Variable 'other' not found"])
  })
})

describe('a hit policy', () => {
  it('UNIQUE refuses two matches', async () => {
    // Limits that are variables: only a case can tell that they overlap.
    const unique: TableSketch = {
      ...overlapping,
      hitPolicy: 'UNIQUE',
      rules: [
        ['>= low', '"low"'],
        ['>= high', '"high"'],
      ],
    }
    const limits = { low: 1, high: 2 }
    expect((await decideTable(unique, { amount: 1, ...limits })).outputs).to.deep.equal([{ level: 'low' }])
    expect(await failureOf(unique, { amount: 2, ...limits })).to.equal(
      'Expected decision "decision" to give a result, but it cannot: Its hit policy is UNIQUE, but the rules "decision_r1", "decision_r2" match together.',
    )
  })

  it('FIRST takes the first', async () => {
    expect(await decideTable({ ...overlapping, hitPolicy: 'FIRST' }, { amount: 3 })).to.deep.include({
      outputs: [{ level: 'low' }],
      matchedRules: ['decision_r1'],
      single: true,
    })
  })

  it('ANY takes equal outputs and refuses different ones', async () => {
    const same: TableSketch = {
      inputs: ['a'],
      outputs: ['x'],
      hitPolicy: 'ANY',
      rules: [
        ['> 0', '{b: 1, a: 2}'],
        ['> 1', '{a: 2, b: 1}'],
        ['> 5', '{a: 3}'],
      ],
    }
    expect(await decideTable(same, { a: 2 })).to.deep.include({
      outputs: [{ x: { b: 1, a: 2 } }],
      matchedRules: ['decision_r1', 'decision_r2'],
      single: true,
    })
    expect(await failureOf(same, { a: 6 })).to.contain(
      'ANY, but the rules "decision_r1", "decision_r2", "decision_r3" match with different outputs',
    )
  })

  it('PRIORITY takes the strongest output, OUTPUT ORDER all by strength, RULE ORDER all as they stand', async () => {
    expect(await decideTable({ ...overlapping, hitPolicy: 'PRIORITY' }, { amount: 3 })).to.deep.include({
      outputs: [{ level: 'high' }],
      matchedRules: ['decision_r2'],
      single: true,
    })
    expect(await decideTable({ ...overlapping, hitPolicy: 'OUTPUT ORDER' }, { amount: 3 })).to.deep.include({
      outputs: [{ level: 'high' }, { level: 'middle' }, { level: 'low' }],
      matchedRules: ['decision_r2', 'decision_r3', 'decision_r1'],
      single: false,
    })
    expect(await decideTable({ ...overlapping, hitPolicy: 'RULE ORDER' }, { amount: 3 })).to.deep.include({
      outputs: [{ level: 'low' }, { level: 'high' }, { level: 'middle' }],
      single: false,
    })
  })

  it('PRIORITY compares the first output before the second', async () => {
    const sketch: TableSketch = {
      hitPolicy: 'PRIORITY',
      inputs: ['a'],
      outputs: [
        { name: 'x', values: '"A", "B"' },
        { name: 'y', values: '1, 2' },
      ],
      rules: [
        ['-', '"B"', '1'],
        ['-', '"A"', '2'],
        ['-', '"A"', '1'],
        ['-', '"unlisted"', '1'],
      ],
    }
    expect((await decideTable(sketch, { a: 1 })).matchedRules).to.deep.equal(['decision_r3'])
  })

  it('COLLECT gives all, or their sum, least, greatest or number', async () => {
    const collect = (aggregation?: string): TableSketch => ({
      hitPolicy: 'COLLECT',
      ...(aggregation && { aggregation }),
      inputs: ['a'],
      outputs: ['fee'],
      rules: [
        ['> 0', '5'],
        ['> 1', 'a * 10'],
        ['> 100', '1'],
      ],
    })
    expect(await decideTable(collect(), { a: 2 })).to.deep.include({
      outputs: [{ fee: 5 }, { fee: 20 }],
      single: false,
    })
    expect(await decideTable(collect('SUM'), { a: 2 })).to.deep.include({
      outputs: [{ fee: 25 }],
      single: true,
      matchedRules: ['decision_r1', 'decision_r2'],
    })
    expect((await decideTable(collect('MIN'), { a: 2 })).outputs).to.deep.equal([{ fee: 5 }])
    expect((await decideTable(collect('MAX'), { a: 2 })).outputs).to.deep.equal([{ fee: 20 }])
    expect((await decideTable(collect('COUNT'), { a: 2 })).outputs).to.deep.equal([{ fee: 2 }])
    expect((await decideTable(collect('COUNT'), { a: 0 })).outputs).to.deep.equal([{ fee: 0 }])
    expect((await decideTable(collect('SUM'), { a: 0 })).outputs).to.deep.equal([])
    expect((await decideTable(collect(), { a: 0 })).outputs).to.deep.equal([])
    expect(await failureOf({ ...collect('SUM'), rules: [['-', '"a"']] }, { a: 1 })).to.contain(
      'one of them is "a", no number',
    )
  })
})

describe('a decision', () => {
  it('may be an expression', async () => {
    expect(await decide([literal({ id: 'fee', text: 'amount * 0.1' })], { amount: 50 }, 'fee')).to.deep.equal({
      decisionId: 'fee',
      outputs: [{ fee: 5 }],
      single: true,
      matchedRules: [],
      warnings: [],
    })
  })

  it('tells what it looked at and what the author says of the rules that matched, its required decisions too', async () => {
    const described = table({
      id: 'priority',
      requires: ['risk'],
      inputs: ['risk', 'notes'],
      outputs: ['p'],
      rules: [['"high"', '-', '"P1"']],
    }).replace('<rule id="priority_r1">', '<rule id="priority_r1"><description>Risks first</description>')
    const risk = table({ id: 'risk', inputs: ['amount'], outputs: ['level'], rules: [['> 100', '"high"']] })

    const long = 'x'.repeat(5_000)
    const { trace } = await decideAndTell([described, risk], { amount: 200, notes: long }, 'priority')

    expect(trace?.rules).to.deep.equal([{ ruleId: 'priority_r1', description: 'Risks first' }])
    expect(trace?.inputs[0]).to.deep.include({ value: 'high' })
    expect(String(trace?.inputs[1]?.value)).to.have.lengthOf(1_001)
    expect(trace?.requires.map(({ decisionId, trace: why }) => [decisionId, why.inputs[0]?.value])).to.deep.equal([
      ['risk', 200],
    ])
  })

  it('sees the results of those that it requires, each after its own', async () => {
    const file = [
      table({
        id: 'priority',
        requires: ['risk', 'tags'],
        inputs: ['riskLevel', 'count(tags)'],
        outputs: ['p'],
        rules: [
          ['"high"', '2', '"P1"'],
          ['-', '< 2', '"P2"'],
        ],
      }),
      table({
        id: 'risk',
        variable: 'riskLevel',
        requires: ['score'],
        inputs: ['score'],
        outputs: ['level'],
        rules: [
          ['> 10', '"high"'],
          ['<= 10', '"low"'],
        ],
      }),
      literal({ id: 'score', text: 'amount / 10' }),
      table({
        id: 'tags',
        hitPolicy: 'COLLECT',
        inputs: ['amount'],
        outputs: ['tag'],
        rules: [
          ['> 100', '"large"'],
          ['> 10', '"any"'],
        ],
      }),
    ]
    expect(await decide(file, { amount: 200 }, 'priority')).to.deep.include({
      outputs: [{ p: 'P1' }],
      matchedRules: ['priority_r1'],
    })
    expect((await decide(file, { amount: 50 }, 'priority')).outputs).to.deep.equal([{ p: 'P2' }])
    expect((await decide(file, { amount: 200 }, 'risk')).outputs).to.deep.equal([{ level: 'high' }])
  })

  it('that is not there, or fails, says so with its id', async () => {
    expect(() => evaluateDecision('nowhere', new Map(), {}, ENVIRONMENT)).to.throw(DecisionFailed, '"nowhere"')
    expect(
      await failureOf({ inputs: ['a'], outputs: ['x'], rules: [['-', 'for i in 1..a return i']] }, { a: 1e9 }),
    ).to.match(/decision "decision".*at most 10000 numbers/)
  })

  it('with thousands of costly cells stops at its budget', async () => {
    const costly = Array.from({ length: 500 }, () => [
      'count(for i in 1..1000 return for j in 1..50 return i) = ?',
      '1',
    ])
    expect(await failureOf({ inputs: ['a'], outputs: ['x'], rules: costly }, { a: 1 })).to.contain('Expected less work')
  })

  it('with 2,000 rules is evaluated whole', async () => {
    const rules = Array.from({ length: 2_000 }, (_, index) => [
      `${index}`,
      `> ${index - 1}`,
      '-',
      `"rule " + "${index}"`,
    ])
    expect(
      (await decideTable({ inputs: ['a', 'b', 'c'], outputs: ['x'], rules }, { a: 1_999, b: 1_999, c: 1 })).outputs,
    ).to.deep.equal([{ x: 'rule 1999' }])
  })
})
