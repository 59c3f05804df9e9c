import { expect } from 'chai'
import { readDecisions } from '../../../engine/decisions/read-decisions.ts'
import { dmn, literal, table, type TableSketch } from './dmn-builder.ts'

const FINE: TableSketch = { inputs: ['a'], outputs: ['x'], rules: [['1', '"one"']] }

async function problemsOf(xml: string): Promise<readonly string[]> {
  const { problems } = await readDecisions('rules.dmn', xml, ['workingDays'])
  return problems.map(({ code, elementId, line }) => `${code} ${elementId ?? '-'} ${line ?? '-'}`)
}

describe('a .dmn file', () => {
  it('is read into plain data', async () => {
    const { decisions, problems } = await readDecisions('rules.dmn', dmn([table(FINE)]))
    expect(problems).to.deep.equal([])
    expect(decisions).to.deep.equal([
      {
        id: 'decision',
        name: 'Decision decision',
        variable: 'decision',
        requires: [],
        logic: {
          kind: 'table',
          hitPolicy: 'UNIQUE',
          aggregation: null,
          inputs: [{ id: 'decision_in1', label: null, expression: { feel: 'a', source: 'a' } }],
          outputs: [{ id: 'decision_out1', name: 'x', defaultValue: null, values: [] }],
          rules: [
            {
              id: 'decision_r1',
              tests: [{ feel: '1', source: '1' }],
              outputs: [{ feel: '"one"', source: '"one"' }],
              description: null,
            },
          ],
        },
      },
    ])
  })

  it('may be of DMN 1.1 to 1.5', async () => {
    for (const namespace of [
      'http://www.omg.org/spec/DMN/20151101/dmn.xsd',
      'http://www.omg.org/spec/DMN/20180521/MODEL/',
      'https://www.omg.org/spec/DMN/20191111/MODEL/',
      'https://www.omg.org/spec/DMN/20211108/MODEL/',
      'https://www.omg.org/spec/DMN/20230324/MODEL/',
    ]) {
      const { decisions, problems } = await readDecisions('rules.dmn', dmn([table(FINE)], namespace))
      expect([decisions.length, problems.length], namespace).to.deep.equal([1, 0])
    }
  })

  it('has every cell checked, with its rule and line', async () => {
    const wrong: TableSketch = {
      inputs: ['a +', 'b'],
      outputs: ['x', { name: 'y', defaultValue: 'foo(1)', values: '"a", b' }],
      rules: [
        ['1', '-', '"one"', '1'],
        ['== 1', 'matches(?, "(?=a)")', 'a b c (', 'workingDays(1)'],
        ['-', '-', '-', '-'],
      ],
    }
    expect(await problemsOf(dmn([table(wrong)]))).to.deep.equal([
      'expression-invalid decision_in1 5',
      'expression-invalid decision_out2 8',
      'output-values-invalid decision_out2 8',
      'expression-invalid decision_r2 10',
      'expression-invalid decision_r2 10',
      'expression-invalid decision_r2 10',
    ])
    const { problems } = await readDecisions('rules.dmn', dmn([table(wrong)]))
    expect(problems.map((problem) => problem.message)[3]).to.equal(
      'Rule 2, input 1 of decision "decision": Expected a value on both sides of a comparison, but found "= 1". Equal is "=", different "!=".',
    )
  })

  it('is refused where its shape does not hold', async () => {
    const cases: readonly [string, string][] = [
      [dmn([table({ ...FINE, hitPolicy: 'SOMETIMES' })]), 'unknown-hit-policy decision 3'],
      [dmn([table({ ...FINE, hitPolicy: 'COLLECT', aggregation: 'AVERAGE' })]), 'unknown-aggregation decision 3'],
      [
        dmn([
          table({ ...FINE, hitPolicy: 'COLLECT', aggregation: 'SUM', outputs: ['x', 'y'], rules: [['1', '2', '3']] }),
        ]),
        'aggregation-of-several decision 3',
      ],
      [dmn([table({ ...FINE, hitPolicy: 'PRIORITY' })]), 'no-output-values decision 3'],
      [dmn([table({ ...FINE, rules: [['1']] })]), 'rule-incomplete decision_r1 7'],
      [dmn([table({ ...FINE, outputs: ['', 'y'], rules: [['1', '2', '3']] })]), 'output-without-name decision_out1 6'],
      [dmn([table({ ...FINE, outputs: ['__proto__'] })]), 'reserved-name decision_out1 6'],
      [dmn([table({ ...FINE, variable: 'constructor' })]), 'reserved-name decision 3'],
      [dmn([table({ ...FINE, inputs: [''] })]), 'input-without-expression decision_in1 5'],
      [dmn([table({ ...FINE, outputs: [], rules: [['1']] })]), 'no-output decision 3'],
      [dmn(['<decision id="d" name="D"></decision>']), 'decision-without-logic d 3'],
      [dmn(['<decision id="d" name="D"><context id="c" /></decision>']), 'decision-without-logic d 3'],
      [dmn([literal({ id: 'd', text: 'a +' })]), 'expression-invalid d 3'],
      [dmn([table({ ...FINE, requires: ['gone'] })]), 'unknown-decision decision 3'],
      [
        dmn([literal({ id: 'a', text: '1', requires: ['b'] }), literal({ id: 'b', text: '1', requires: ['a'] })]),
        'decision-cycle a 3',
      ],
      [dmn([literal({ id: 'a', text: '1', requires: ['a'] })]), 'decision-cycle a 3'],
      [dmn([]), 'no-decision - -'],
      [
        dmn(['<decision name="D"><literalExpression><text>1</text></literalExpression></decision>']),
        'decision-without-id - -',
      ],
      [dmn([table(FINE)], 'http://example.org/other'), 'dmn-invalid - -'],
      ['<definitions', 'xml-invalid - 1'],
      ['', 'xml-invalid - 1'],
      [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + dmn([table(FINE)]).slice(38),
        'doctype-forbidden - 1',
      ],
      [dmn([table({ ...FINE, rules: [['1', '"\u0000"']] })]), 'illegal-character - 7'],
      [`${dmn([table(FINE)])}${' '.repeat(1_048_576)}`, 'too-large - -'],
      [dmn([table({ ...FINE, rules: Array.from({ length: 2_001 }, () => ['1', '2']) })]), 'table-too-large decision 3'],
      [
        dmn(Array.from({ length: 101 }, (_, index) => literal({ id: `d${index}`, text: '1' }))),
        'too-many-decisions - -',
      ],
      [dmn(['<a>'.repeat(60) + '</a>'.repeat(60)]), 'too-deep - 3'],
    ]
    for (const [xml, problem] of cases) expect(await problemsOf(xml), problem).to.include(problem)
  })

  it('with two decisions of one id is refused', async () => {
    const codes = (await problemsOf(dmn([literal({ id: 'a', text: '1' }), literal({ id: 'a', text: '2' })]))).map(
      (problem) => problem.split(' ')[0],
    )
    expect(codes).to.satisfy(
      (found: readonly string[]) => found.includes('duplicate-id') || found.includes('dmn-invalid'),
    )
  })

  it('lists no more problems than a person can read', async () => {
    const { problems } = await readDecisions(
      'rules.dmn',
      dmn([table({ ...FINE, rules: Array.from({ length: 1_000 }, () => ['(', '(']) })]),
    )
    expect(problems).to.have.length(200)
  })
})
