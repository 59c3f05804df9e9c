import fc from 'fast-check'
import { expect } from 'chai'
import { DecisionFailed, evaluateDecision } from '../../../engine/decisions/evaluate-decision.ts'
import { readDecisions } from '../../../engine/decisions/read-decisions.ts'
import { dmn, table, type TableSketch } from './dmn-builder.ts'

const RUNS = Number(process.env['RANDOM_RUNS'] ?? 40)

interface Input {
  readonly type?: string
  readonly values?: string
}

/** A table whose columns say what they may hold. */
function typed(sketch: TableSketch, inputs: readonly Input[]): string {
  return inputs.reduce((xml, { type, values }, index) => {
    const allowed =
      values === undefined ? '' : `<inputValues><text>${values.replaceAll('<', '&lt;')}</text></inputValues>`
    const open = `<inputExpression id="decision_ie${index + 1}"`
    return xml
      .replace(open, type === undefined ? open : `${open} typeRef="${type}"`)
      .replace(
        new RegExp(`(id="decision_ie${index + 1}".*?</inputExpression>)`),
        (whole: string) => `${whole}${allowed}`,
      )
  }, table(sketch))
}

async function problemsOf(sketch: TableSketch, inputs: readonly Input[]) {
  const { problems } = await readDecisions('t.dmn', dmn([typed(sketch, inputs)]))
  return problems.map(({ severity, code, message, line }) => ({ severity, code, message, line }))
}
const codesOf = async (sketch: TableSketch, inputs: readonly Input[]) =>
  (await problemsOf(sketch, inputs)).map(({ severity, code }) => `${severity} ${code}`)

const LEVEL: Input = { type: 'string', values: '"high", "low"' }
const matrix = (...rules: string[][]): TableSketch => ({ inputs: ['impact', 'urgency'], outputs: ['p'], rules })

describe('a rule table', () => {
  it('with a gap is refused with a combination that has no rule, and the remedy', async () => {
    const gappy = matrix(['"high"', '-', '1'], ['"low"', '"high"', '2'])

    const [problem, ...more] = await problemsOf(gappy, [LEVEL, LEVEL])

    expect(more).to.deep.equal([])
    expect(problem).to.deep.include({ severity: 'error', code: 'rules-gap' })
    expect(problem?.message).to.equal(
      'Decision "decision" has no rule for impact = "low", urgency = "low"; add one, give its outputs a default, or list in the allowed values of its inputs what can be.',
    )
  })

  it('has no gap where an output has a default, where a rule takes the rest, or where values are not listed', async () => {
    const gappy = matrix(['"high"', '-', '1'], ['"low"', '"high"', '2'])
    expect(await codesOf({ ...gappy, outputs: [{ name: 'p', defaultValue: '9' }] }, [LEVEL, LEVEL])).to.deep.equal([])
    expect(
      await codesOf(matrix(...gappy.rules.map((rule) => [...rule]), ['"low"', 'not("high")', '3']), [LEVEL, LEVEL]),
    ).to.deep.equal([])
    expect(await codesOf(gappy, [LEVEL, {}])).to.deep.equal([])
  })

  it('may name variables: such a rule may close the gap, and overlaps with nothing for certain', async () => {
    expect(await codesOf(matrix(['"high"', '-', '1'], ['"low"', 'settings.level', '2']), [LEVEL, LEVEL])).to.deep.equal(
      [],
    )
    expect(await codesOf(matrix(['-', '-', '1'], ['settings.level', '-', '2']), [LEVEL, LEVEL])).to.deep.equal([])
  })

  it('is looked through for every number between, at and beyond the limits of its rules', async () => {
    const amounts = (...cells: string[]): TableSketch => ({
      inputs: ['amount'],
      outputs: ['x'],
      rules: cells.map((cell) => [cell, '1']),
    })
    const number: Input = { type: 'number' }
    const gap = async (sketch: TableSketch, input: Input) => (await problemsOf(sketch, [input]))[0]?.message

    expect(await codesOf(amounts('< 100', '>= 100'), [number])).to.deep.equal([])
    expect(await gap(amounts('< 100', '> 100'), number)).to.contain('amount = 100;')
    expect(await gap(amounts('<= 100', '[200..300]', '> 300'), number)).to.contain('amount = 150;')
    expect(await gap(amounts('<= 100', '(100..300]'), number)).to.contain('amount = 301;')
    expect(await codesOf(amounts('<= 100', '(100..300]'), [{ ...number, values: '[0..300]' }])).to.deep.equal([])
    expect(await codesOf(amounts('<= 20', '>= 21'), [{ type: 'integer' }])).to.deep.equal([])
    expect(await codesOf(amounts('<= 20', '>= 22'), [{ type: 'integer' }])).to.deep.equal(['error rules-gap'])
    // Half a page, or less than none, is seldom meant: told, and no obstacle.
    expect(await codesOf(amounts('<= 20', '>= 21'), [number])).to.deep.equal(['warning rules-gap'])
    expect(await codesOf(amounts('[0..20)', '>= 20'), [number])).to.deep.equal(['warning rules-gap'])
    expect(await codesOf(amounts('true'), [{ type: 'boolean' }])).to.deep.equal(['error rules-gap'])
  })

  it('of FIRST may decide only some, and hears of rules that are never used', async () => {
    const some = { ...matrix(['"high"', '-', '1'], ['"high"', '"low"', '2']), hitPolicy: 'FIRST' }

    const [unused, gap] = await problemsOf(some, [LEVEL, LEVEL])

    expect(unused).to.deep.include({ severity: 'warning', code: 'rule-unused' })
    expect(unused?.message).to.contain('"decision_r2"').and.contain('"decision_r1" before it')
    expect(gap).to.deep.include({ severity: 'warning', code: 'rules-gap' })
  })

  it('of UNIQUE with rules that match together is refused with both', async () => {
    const [problem, ...more] = await problemsOf(
      matrix(['"high"', '-', '1'], ['-', '"low"', '2'], ['"low"', '"high"', '3']),
      [LEVEL, LEVEL],
    )

    expect(more).to.deep.equal([])
    expect(problem).to.deep.include({ severity: 'error', code: 'rules-overlap' })
    expect(problem?.message).to.contain('"decision_r1" and "decision_r2"').and.contain('FIRST')
    expect(problem?.line).to.be.a('number')
  })

  it('of ANY is refused where rules that match together give different outputs', async () => {
    const same = { ...matrix(['"high"', '-', '1'], ['-', '"low"', '1'], ['-', '"high"', '1']), hitPolicy: 'ANY' }
    const other = { ...matrix(['"high"', '-', '1'], ['-', '"low"', '2'], ['-', '"high"', '1']), hitPolicy: 'ANY' }

    expect(await codesOf(same, [LEVEL, LEVEL])).to.deep.equal([])
    expect(await codesOf(other, [LEVEL, LEVEL])).to.deep.equal(['error rules-contradict'])
  })

  it('of any size costs little: what cannot be looked through in time is deployed', async () => {
    const rules = Array.from({ length: 1_500 }, (_, at) => [`"${at}"`, '"a"', '1'])
    const wide = { inputs: ['v', 'w'], outputs: ['x'], rules }
    const inputs = [
      { type: 'string', values: rules.map(([first]) => first).join(', ') },
      { type: 'string', values: '"a", "b"' },
    ]
    expect(await codesOf(wide, inputs)).to.deep.equal([])
  })

  const cells = fc.constantFrom('-', '"a"', '"b"', '"a", "c"', 'not("b")', 'not("a", "c")')
  const numbers = fc.constantFrom('-', '< 2', '>= 2', '[1..3]', '(2..4)', '3', '> 4', 'not(2)')
  const tables = fc.array(fc.tuple(cells, numbers, fc.constant('1')), { minLength: 1, maxLength: 5 })

  it('has gaps and overlaps exactly where a case would meet them', async () => {
    await fc.assert(
      fc.asyncProperty(tables, async (rules) => {
        const sketch = { inputs: ['t', 'n'], outputs: ['x'], rules }
        const inputs = [
          { type: 'string', values: '"a", "b", "c"' },
          { type: 'integer', values: '[0..6]' },
        ]
        const { decisions, problems } = await readDecisions('t.dmn', dmn([typed(sketch, inputs)]))
        const known = new Map(decisions.map((decision) => [decision.id, decision]))
        const environment = { now: '2026-03-02T08:00:00.000Z', functions: {}, globals: {} }
        let gap = false
        let overlap = false
        for (const t of ['a', 'b', 'c']) {
          for (let n = 0; n <= 6; n++) {
            try {
              const { outputs } = evaluateDecision('decision', known, { t, n }, environment)
              gap ||= outputs.length === 0
            } catch (error) {
              if (!(error instanceof DecisionFailed)) throw error
              overlap = true
            }
          }
        }
        const codes = new Set(problems.map(({ code }) => code))
        expect([codes.has('rules-gap'), codes.has('rules-overlap')]).to.deep.equal([gap, overlap])
      }),
      { numRuns: RUNS, seed: 7 },
    )
  })
})
