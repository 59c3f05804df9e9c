import { expect } from 'chai'
import fc from 'fast-check'
import { evaluate as feelin } from 'feelin'
import { toJson } from '../../../engine/expressions/feel-values.ts'
import { evaluate, ExpressionFailed } from '../../../engine/expressions/evaluate.ts'
import type { Variables } from '../../../engine/model/json.ts'

const VARIABLES: Variables = {
  a: 5,
  b: -2,
  s: 'text',
  t: '',
  yes: true,
  no: false,
  none: null,
  nums: [3, 1, 2],
  words: ['x', 'text'],
  objects: [{ p: 1, q: 'x', r: { z: 1 } }, { p: 7, q: 'text' }, { p: null }],
  empty: [],
  at: '2026-03-12T07:02:00Z',
}

/** Any FEEL of our grammar, well-typed or not. */
const { expression } = fc.letrec<Record<'expression' | 'simple', string>>((tie) => {
  const e = tie('expression')
  // The order of unlike things is ours: null, where the bare interpreter converts one into the other.
  const number = fc.constantFrom('a', 'b', '1', '2.5', 'nums[2]', 'count(words)', '(a * b - 1)', 'none')
  const part = (...parts: (string | fc.Arbitrary<string>)[]) =>
    fc
      .tuple(...parts.map((piece) => (typeof piece === 'string' ? fc.constant(piece) : piece)))
      .map((texts) => texts.join(''))
  return {
    simple: fc.constantFrom(
      'a',
      'b',
      's',
      't',
      'yes',
      'no',
      'none',
      'nums',
      'words',
      'objects',
      'empty',
      '1',
      '-1',
      '2.5',
      '"x"',
      '"text"',
      'true',
      'null',
      'nums[1]',
      'objects.p',
      'objects[2].q',
      'date and time(at)',
      '@"P1D"',
      'duration("PT2H")',
      '[1, "x"]',
      '{k: 1}.k',
    ),
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      tie('simple'),
      part('(', e, ' ', fc.constantFrom('+', '-', '*', '/', '**'), ' ', e, ')'),
      part('(', e, ' ', fc.constantFrom('=', '!='), ' ', e, ')'),
      part('(', e, ' ', fc.constantFrom('and', 'or'), ' ', e, ')'),
      part('(if ', e, ' then ', e, ' else ', e, ')'),
      part('(', e, ' in (', e, ', < ', e, ', [', e, '..', e, ']))'),
      part('(', e, ' between ', e, ' and ', e, ')'),
      part('[', e, ', ', e, ']'),
      part('{m: ', e, ', n: [m, ', e, ']}'),
      part('{m: ', e, '}.m'),
      part('[', e, '][item = ', e, ']'),
      part('objects[p > ', number, '].q'),
      part('(', number, ' ', fc.constantFrom('<', '<=', '>', '>='), ' ', number, ')'),
      part('[', number, ', ', number, '][(item < ', number, ')]'),
      part('(some i in [', e, ', a] satisfies i = ', e, ')'),
      part('(every i in nums, j in words satisfies ', e, ' = i)'),
      part('(for i in [', e, ', ', e, '] return {v: i, w: ', e, '})'),
      part('(for i in 1..3 return i * ', e, ')'),
      part(
        fc.constantFrom(
          'not',
          'count',
          'string',
          'sum',
          'flatten',
          'distinct values',
          'string length',
          'upper case',
          'abs',
          'max',
          'reverse',
          'get entries',
        ),
        '(',
        e,
        ')',
      ),
      part(
        fc.constantFrom('contains', 'list contains', 'append', 'concatenate', 'union', 'index of', 'is', 'starts with'),
        '(',
        e,
        ', ',
        e,
        ')',
      ),
      part('(', e, ' instance of ', fc.constantFrom('number', 'string', 'list<number>'), ')'),
    ),
  }
})

/** What the bare interpreter gives; texts that it throws for are told apart from results only as that. */
function bare(feel: string): unknown {
  try {
    return toJson(feelin(feel, { ...VARIABLES }).value, () => undefined)
  } catch {
    return 'throws'
  }
}

function bounded(feel: string): unknown {
  try {
    return evaluate({ feel, source: feel }, VARIABLES, { now: '2026-03-12T07:02:00.000Z', functions: {}, globals: {} })
      .value
  } catch (error) {
    if (error instanceof ExpressionFailed) return 'throws'
    throw error
  }
}

describe('bounded FEEL', () => {
  it('means what it meant before it was bounded', () => {
    fc.assert(
      fc.property(expression, (feel) => {
        fc.pre(feel.length <= 1_500)
        expect(bounded(feel), feel).to.deep.equal(bare(feel))
      }),
      { numRuns: 400 },
    )
  })
})
