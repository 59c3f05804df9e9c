import { expect } from 'chai'
import { evaluate } from '../../../engine/expressions/evaluate.ts'
import { readCondition, readValue } from '../../../engine/expressions/translate.ts'
import type { Json, Variables } from '../../../engine/model/json.ts'

function feelOf(text: string): string {
  const read = readValue(text)
  if ('problem' in read) return `problem: ${read.problem}`
  return 'expression' in read.value ? read.value.expression.feel : `literal: ${JSON.stringify(read.value.literal)}`
}

function valueOf(text: string, variables: Variables): Json {
  return evaluate({ feel: feelOf(text), source: text }, variables, {
    now: '2026-01-01T00:00:00.000Z',
    functions: {},
    globals: {},
  }).value
}

describe('an attribute of a diagram', () => {
  it('is a literal without a marker', () => {
    for (const text of ['clerk', '', ' spaced ', 'a = b', '{x}', '$ 5', 'PT1H'])
      expect(readValue(text), text).to.deep.equal({ value: { literal: text } })
  })

  it('is FEEL after an equals sign, unchecked', () => {
    expect(readValue('= a + b ')).to.deep.equal({ value: { expression: { feel: 'a + b', source: '= a + b' } } })
    expect(readValue('=')).to.have.property('problem')
  })

  it('keeps its type as one whole ${…}', () => {
    expect(readValue('${approved}')).to.deep.equal({
      value: { expression: { feel: 'approved', source: '${approved}' } },
    })
    expect(valueOf('${list}', { list: [1, 2] })).to.deep.equal([1, 2])
    expect(valueOf('#{n}', { n: 3 })).to.equal(3)
  })

  it('is a text where other text stands around it', () => {
    expect(valueOf('Case ${number} of ${client.name}', { number: 7, client: { name: 'Anna' } })).to.equal(
      'Case 7 of Anna',
    )
    expect(valueOf('${a}${b}', { a: 1, b: 2 })).to.equal('12')
    expect(valueOf('[${missing}] "\\"', {})).to.equal('[] "\\"')
    // What a variable holds is never read as an expression again.
    expect(valueOf('x ${a}', { a: '${secret}', secret: 's' })).to.equal('x ${secret}')
  })
})

describe('a ${…} expression', () => {
  const data = {
    amount: 150,
    kind: 'a',
    ok: true,
    no: false,
    nothing: null,
    list: ['x', 'y'],
    none: [],
    text: '',
    order: { lines: [{ price: 5 }] },
  }

  it('gives what a Camunda diagram means by it', () => {
    const cases: readonly [string, Json][] = [
      ["${amount > 100 && kind == 'a'}", true],
      ['${amount gt 100 and kind eq "a"}', true],
      ['${!ok || no}', false],
      ['${not no and not false}', true],
      ['${amount - 50 * 2}', 50],
      ['${(amount - 50) * 2}', 200],
      ['${-amount + 1}', -149],
      ['${amount % 100 * 2}', 100],
      ['${amount div 2}', 75],
      ['${10 - 4 - 3}', 3],
      ['${12 / 3 / 2}', 2],
      ['${ok ? 1 : 2}', 1],
      ['${no ? 1 : ok ? 2 : 3}', 2],
      ['${list[0]}', 'x'],
      ['${order.lines[0].price}', 5],
      ["${order['lines'][0].price}", 5],
      ['${empty nothing}', true],
      ['${empty none}', true],
      ['${empty text}', true],
      ['${empty list}', false],
      ['${not empty kind}', true],
      ['${nothing == null}', true],
      ['${amount > 100 == true}', true],
      ['${amount ge 150 and amount le 150 and amount ne 3 and 1 lt 2}', true],
      ["${'it''s'}", null],
      ["${'it\\'s } \"'}", 'it\'s } "'],
      ['${1e3}', 1000],
      ['${1 < 2 == 2 < 3}', true],
      ['${no and ok or ok}', true],
    ]
    for (const [text, expected] of cases) {
      if (text === "${'it''s'}") expect(feelOf(text)).to.contain('problem')
      else expect(valueOf(text, data), `${text} as ${feelOf(text)}`).to.deep.equal(expected)
    }
  })

  it('is refused where it reaches into a program, with the way to write it', () => {
    const refused: readonly [string, string][] = [
      ['${bean.method()}', 'calls a method or a bean'],
      ['${service(a)}', 'calls a method or a bean'],
      ['${execution.getVariable("a")}', "belongs to another engine's program"],
      ['${list.stream().map(x -> x)}', 'calls a method'],
      ['${x -> x}', 'Lambdas'],
      ['${fn:length(a)}', 'Expected a complete expression'],
      ['${a = b}', 'write "=="'],
      ['${a += 1}', 'Expected'],
      ['${list[i]}', 'list[1]'],
      ['${list[-1]}', 'list[1]'],
      ['${a', 'closing brace'],
      ['${}', 'there is none'],
      ["${'a}", 'found "\'"'],
      ['${a b}', 'Expected a complete expression'],
      ['${a ? b}', 'Expected ":"'],
      ['${a.}', 'Expected a complete expression'],
      ['${@a}', 'found "@"'],
      ['${if}', 'none'],
      ['${__proto__}', 'reserved'],
      ['${a.constructor}', 'reserved'],
      ['${{1: 2}}', 'Expected'],
      ['${[1, 2]}', 'Expected'],
      ['text ${a', 'closing brace'],
    ]
    for (const [text, sentence] of refused)
      expect(feelOf(text), text)
        .to.match(/^problem: Expected/)
        .and.to.contain(sentence)
  })

  it('is refused when it is too long or too deep, soon', () => {
    expect(feelOf(`\${${'a+'.repeat(1_000)}a}`)).to.contain('2000 characters')
    expect(feelOf(`\${${'('.repeat(60)}a${')'.repeat(60)}}`)).to.contain('50 levels')
    expect(feelOf(`\${${'!'.repeat(60)}a}`)).to.contain('50 levels')
    expect(feelOf(`\${${'empty ('.repeat(40)}a${')'.repeat(40)}}`)).to.contain('after "empty"')
    expect(feelOf(`\${${'a ? '.repeat(300)}`)).to.match(/^problem/)
  })
})

describe('a condition', () => {
  it('is FEEL without a marker', () => {
    expect(readCondition(' amount > 100 ')).to.deep.equal({
      expression: { feel: 'amount > 100', source: 'amount > 100' },
    })
    expect(readCondition('=ok')).to.deep.equal({ expression: { feel: 'ok', source: '=ok' } })
    expect(readCondition('${ok}')).to.deep.equal({ expression: { feel: 'ok', source: '${ok}' } })
  })

  it('is refused when it is empty or text around braces', () => {
    expect(readCondition('  ')).to.have.property('problem')
    expect(readCondition('${a} == 1')).to.have.property('problem').that.contains('inside the braces')
  })
})
