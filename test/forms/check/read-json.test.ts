import { expect } from 'chai'
import fc from 'fast-check'
import { JsonSyntaxError, readJson } from '../../../forms/check/read-json.ts'

const problemOf = (text: string): { line: number; message: string } => {
  try {
    readJson(text)
  } catch (error) {
    if (error instanceof JsonSyntaxError) return { line: error.line, message: error.message }
    throw error
  }
  throw new Error(`Expected ${JSON.stringify(text)} to be refused, but it was read.`)
}

describe('reading JSON with lines', () => {
  it('gives what JSON.parse gives, whatever the JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent)
        expect(readJson(text).value).to.deep.equal(JSON.parse(text))
      }),
    )
  })

  it('refuses what JSON.parse refuses', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(), fc.constantFrom(',', '}', '"', '\\', 'x', '0'), (value, place, noise) => {
        const text = JSON.stringify(value)
        const broken = text.slice(0, place % (text.length + 1)) + noise + text.slice(place % (text.length + 1))
        let fine = true
        try {
          JSON.parse(broken)
        } catch {
          fine = false
        }
        if (!fine) expect(() => readJson(broken)).to.throw(JsonSyntaxError)
      }),
    )
  })

  it('remembers the line of every value', () => {
    const { lines } = readJson('{\n  "a": 1,\n  "b/c": [\n    true,\n    { "d": null }\n  ]\n}')
    expect(Object.fromEntries(lines)).to.deep.equal({
      '': 1,
      '/a': 2,
      '/b~1c': 3,
      '/b~1c/0': 4,
      '/b~1c/1': 5,
      '/b~1c/1/d': 5,
    })
  })

  it('names the line of what is wrong', () => {
    expect(problemOf('{\n  "a": 1\n  "b": 2\n}')).to.deep.equal({
      line: 3,
      message: 'Expected ",", but found ""b": 2".',
    })
    expect(problemOf('{\n  "a": 1,\n}').line).to.equal(3)
    expect(problemOf('').message).to.equal('Expected a value, but found the end of the file.')
    expect(problemOf('{}\n\nx').line).to.equal(3)
    expect(problemOf('["a\nb"]').line).to.equal(1)
  })

  it('refuses a key that is there twice, where JSON.parse keeps the last in silence', () => {
    expect(problemOf('{"a": 1,\n"a": 2}')).to.deep.equal({
      line: 2,
      message: 'Expected each key once in an object, but "a" is there twice.',
    })
  })

  it('keeps a key __proto__ visible instead of letting it act', () => {
    const { value } = readJson('{"__proto__": {"admin": true}}')
    expect(Object.keys(value as object)).to.deep.equal(['__proto__'])
    expect((value as { admin?: boolean }).admin).to.equal(undefined)
  })

  it('refuses nesting without end, not by overflowing the stack', () => {
    expect(problemOf('['.repeat(100_000)).message).to.match(/at most 64 levels/)
  })
})
