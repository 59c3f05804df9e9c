import { expect } from 'chai'
import { createFormChecker } from '../../forms/checker.ts'
import { inspectSchema } from '../../forms/check/inspect-schema.ts'
import type { Json } from '../../engine/model/json.ts'

const now = '2026-03-12T07:02:00.000Z'
const codesOf = (schema: Json): string[] => inspectSchema(schema).problems.map((problem) => problem.code)

/** Definitions that each refer eight times to the next: 8^levels schemas from a few lines. */
function fan(levels: number): Json {
  const definitions: Record<string, Json> = { [`d${levels}`]: { type: 'string' } }
  for (let level = 0; level < levels; level += 1)
    definitions[`d${level}`] = { allOf: Array.from({ length: 8 }, () => ({ $ref: `#/$defs/d${level + 1}` })) }
  return { $defs: definitions, $ref: '#/$defs/d0' }
}

function nested(levels: number): Json {
  let schema: Json = { type: 'string' }
  for (let level = 1; level < levels; level += 1) schema = { type: 'object', properties: { inner: schema } }
  return schema
}

const properties = (count: number, schema: Json): Json => ({
  type: 'object',
  properties: Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, schema])),
})

describe('a schema that a stranger uploads', () => {
  it('is refused before compiling when it is too large', () => {
    const rest = JSON.stringify({ type: 'object', description: '' }).length
    expect(codesOf({ type: 'object', description: 'x'.repeat(65_537 - rest) })).to.deep.equal(['schema-too-large'])
    expect(codesOf({ type: 'object', description: 'x'.repeat(65_536 - rest) })).to.deep.equal([])
  })

  it('is refused when it has too many parts', () => {
    expect(codesOf(properties(1_999, {}))).to.deep.equal([])
    expect(codesOf(properties(2_000, {}))).to.deep.equal(['schema-too-many-parts'])
    expect(codesOf(properties(100_000, { type: 'string' }))).to.deep.equal(['schema-too-many-parts'])
  })

  it('is refused when it nests too deep, also when the nesting would overflow a stack', () => {
    expect(codesOf(nested(20))).to.deep.equal([])
    expect(codesOf(nested(21))).to.deep.equal(['schema-too-deep'])
    expect(codesOf(nested(100_000))).to.deep.equal(['schema-too-deep'])
    expect(createFormChecker().inspectSchema(nested(100_000))).to.have.length(1)
  })

  it('is refused when an enumeration is too long', () => {
    const numbers = (length: number): Json => ({ enum: Array.from({ length }, (_, index) => index) })
    expect(codesOf(numbers(1_000))).to.deep.equal([])
    expect(codesOf(numbers(1_001))).to.deep.equal(['enum-too-long'])
    expect(codesOf(numbers(100_000))).to.deep.equal(['schema-too-many-parts'])
  })

  it('is refused when its references fan out', () => {
    expect(codesOf(fan(3))).to.deep.equal([])
    expect(codesOf(fan(5))).to.deep.equal(['schema-too-wide'])
    expect(codesOf(fan(9))).to.deep.equal(['schema-too-wide'])
    expect(codesOf(fan(25))).to.deep.equal(['schema-too-deep'])
  })

  it('is refused when lists within lists could make a check endless', () => {
    const list = (items: Json, maxItems: number): Json => ({ type: 'array', maxItems, items })
    expect(codesOf(list(list({ type: 'string' }, 900), 1_000))).to.deep.equal([])
    expect(codesOf(list(list(list({ type: 'string' }, 1_000), 1_000), 1_000))).to.deep.equal(['schema-too-costly'])
  })

  it('is refused when it refers to itself, away, or to nothing', () => {
    expect(codesOf({ $ref: '#' })).to.deep.equal(['ref-not-local'])
    expect(codesOf({ $defs: { a: { $ref: '#/$defs/a' } }, $ref: '#/$defs/a' })).to.deep.equal(['ref-recursive'])
    expect(codesOf({ $defs: { a: { properties: { b: { $ref: '#/$defs/a' } } } } })).to.deep.equal(['ref-recursive'])
    expect(codesOf({ $ref: 'https://example.org/schema.json' })).to.deep.equal(['ref-not-local'])
    expect(codesOf({ $ref: 'file:///etc/passwd' })).to.deep.equal(['ref-not-local'])
    expect(codesOf({ $ref: '#/$defs/none' })).to.deep.equal(['ref-unknown'])
    expect(codesOf({ $ref: '#/$defs/constructor' })).to.deep.equal(['ref-unknown'])
    for (const keyword of ['$id', '$anchor', '$dynamicRef', '$dynamicAnchor'])
      expect(codesOf({ [keyword]: 'x' }), keyword).to.deep.equal(['schema-keyword-refused'])
    expect(codesOf({ $schema: 'http://json-schema.org/draft-04/schema#' })).to.deep.equal(['schema-dialect'])
  })

  it('is refused when lists or patterns have no bound', () => {
    expect(codesOf({ type: 'array' })).to.deep.equal(['array-unbounded'])
    expect(codesOf({ type: ['array', 'null'] })).to.deep.equal(['array-unbounded'])
    expect(codesOf({ type: 'array', uniqueItems: true, maxItems: 1_001 })).to.deep.equal(['array-unbounded'])
    expect(codesOf({ type: 'string', pattern: '^a+$' })).to.deep.equal(['pattern-unbounded'])
  })

  it('is refused when a pattern does not run in linear time', () => {
    for (const pattern of ['(?=a)', '(a)\\1', '((a{100}){100}){100}', '[', 'x'.repeat(501)])
      expect(codesOf({ type: 'string', maxLength: 10, pattern }), pattern.slice(0, 20)).to.deep.equal([
        'pattern-unsupported',
      ])
    expect(codesOf({ type: 'object', patternProperties: { '(?=a)': {} } })).to.deep.equal(['pattern-unsupported'])
  })

  it('is refused when the day of a place that is not on the map is asked', () => {
    const dated = (zone: string) => ({ type: 'string', format: 'date', notBeforeToday: zone })
    expect(codesOf(dated('Europe/Atlantis'))).to.deep.equal(['time-zone'])
    expect(codesOf(dated('Europe/Riga'))).to.deep.equal([])
  })

  it('is refused when it speaks of names that every object answers to', () => {
    for (const name of ['toString', 'constructor', 'hasOwnProperty', 'prototype', '__proto__'])
      expect(codesOf({ type: 'object', required: [name] }), name).to.deep.equal(['name-reserved'])
    expect(codesOf(JSON.parse('{"type":"object","properties":{"__proto__":{"type":"string"}}}'))).to.deep.equal([
      'name-reserved',
    ])
    expect(codesOf({ type: 'object', dependentRequired: { a: ['valueOf'] } })).to.deep.equal(['name-reserved'])
  })

  it('is refused when it is no JSON Schema', () => {
    const { inspectSchema: problemsOf } = createFormChecker()
    expect(problemsOf('text')[0]).to.match(/an object/)
    expect(problemsOf({ minimum: 'x' })[0]).to.match(/minimum/)
    expect(problemsOf({ type: 'object', $data: 'x' })[0]).to.match(/\$data/)
    expect(problemsOf({ type: 'object', surprise: true })[0]).to.match(/surprise/)
    expect(problemsOf({ type: 'string', format: 'made-up' })[0]).to.match(/made-up/)
    expect(problemsOf({ type: 'string', 'x-ref': 'service', 'x-ref-unless': { action: 5 } })[0]).to.match(/action/)
  })

  it('cannot reach a value of the data by $data', () => {
    expect(
      createFormChecker().inspectSchema({
        type: 'object',
        properties: { a: { type: 'number', maximum: { $data: '1/b' } } },
      }),
    ).to.have.length(1)
  })

  it('answers at once to the 29 characters that keep a backtracking engine busy for 11 seconds', () => {
    // Without RE2 each further character doubles the time: with 100,000 this test would never end.
    const schema = { type: 'string', maxLength: 200_000, pattern: '^(a+)+$' }
    const { checkSchema } = createFormChecker()
    expect(checkSchema(schema, `${'a'.repeat(28)}!`, 'en', { now }).map((error) => error.code)).to.deep.equal([
      'pattern',
    ])
    expect(checkSchema(schema, `${'a'.repeat(100_000)}!`, 'en', { now }).map((error) => error.code)).to.deep.equal([
      'pattern',
    ])
    expect(checkSchema(schema, 'aaaa', 'en', { now })).to.deep.equal([])
  })

  it('knows letters beyond ASCII', () => {
    const schema = { type: 'string', maxLength: 50, pattern: '^\\p{L}+$' }
    const { checkSchema } = createFormChecker()
    expect(checkSchema(schema, 'Ģirts', 'lv', { now })).to.deep.equal([])
    expect(checkSchema(schema, 'G1rts', 'lv', { now })).to.have.length(1)
  })

  it('keeps patterns apart that differ', () => {
    const schema = {
      type: 'object',
      properties: {
        a: { type: 'string', maxLength: 9, pattern: '^a$' },
        b: { type: 'string', maxLength: 9, pattern: '^b$' },
      },
    }
    const { checkSchema } = createFormChecker()
    expect(checkSchema(schema, { a: 'a', b: 'b' }, 'en', { now })).to.deep.equal([])
    expect(checkSchema(schema, { a: 'b', b: 'a' }, 'en', { now }).map((error) => error.pointer)).to.deep.equal([
      '/a',
      '/b',
    ])
  })

  it('never gets to judge data when it was refused', () => {
    expect(() => createFormChecker().checkSchema({ type: 'array' }, [], 'en', { now })).to.throw(
      /Expected a schema that passed/,
    )
  })

  it('gives at most a hundred errors, and for masses of data the first alone', () => {
    const { checkSchema } = createFormChecker()
    const schema = { type: 'array', maxItems: 400_000, items: { type: 'string' } }
    expect(
      checkSchema(
        schema,
        Array.from({ length: 500 }, () => 1),
        'en',
        { now },
      ),
    ).to.have.length(100)
    expect(
      checkSchema(
        schema,
        Array.from({ length: 300_000 }, () => 1),
        'en',
        { now },
      ),
    ).to.have.length(1)
  })

  it('is compiled anew after many others and still judges', () => {
    const { checkSchema } = createFormChecker({ cacheSize: 5 })
    const schema = (index: number): Json => ({ type: 'object', properties: { a: { type: 'integer', maximum: index } } })
    for (let index = 0; index < 250; index += 1)
      expect(checkSchema(schema(index), { a: index }, 'en', { now }), String(index)).to.deep.equal([])
    expect(checkSchema(schema(3), { a: 4 }, 'en', { now }).map((error) => error.code)).to.deep.equal(['maximum'])
  })
})

describe('data that a stranger sends', () => {
  const { checkSchema } = createFormChecker()
  const anything = { type: 'object' }

  it('is refused with names that act', () => {
    const errors = checkSchema(anything, JSON.parse('{"a":{"__proto__":{"approved":true}}}'), 'en', { now })
    expect(errors).to.deep.equal([
      { pointer: '/a/__proto__', code: 'reserved-name', message: 'Remove “a, __proto__”: this name must not be used.' },
    ])
    for (const name of ['constructor', 'prototype', 'toString'])
      expect(checkSchema(anything, { [name]: 1 }, 'en', { now })[0]?.code).to.equal('reserved-name')
  })

  it('is refused with characters that a database cannot keep', () => {
    for (const text of ['a\u0000b', '\ud800', '\udc00a'])
      expect(checkSchema(anything, { a: text }, 'lv', { now })[0]?.code).to.equal('invalid-text')
    expect(checkSchema(anything, { a: '😀 ģ' }, 'lv', { now })).to.deep.equal([])
  })

  it('is refused when it nests without end', () => {
    let deep: Json = 1
    for (let level = 0; level < 20_000; level += 1) deep = { a: deep }
    expect(checkSchema(anything, deep, 'lv', { now })[0]?.code).to.equal('too-deep')
  })

  it('stays as it was, though defaults are filled in for the check', () => {
    const data = {}
    checkSchema({ type: 'object', properties: { a: { type: 'string', default: 'x' } }, required: ['a'] }, data, 'lv', {
      now,
    })
    expect(data).to.deep.equal({})
  })
})
