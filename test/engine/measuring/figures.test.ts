import { expect } from 'chai'
import { problemsOfFigure } from '../../../engine/measuring/check-figure.ts'
import { factOf } from '../../../engine/measuring/facts.ts'
import type { Condition, Figure, Operand } from '../../../engine/measuring/figure.ts'
import { holds } from '../../../engine/measuring/condition.ts'
import { numberOf } from '../../../engine/measuring/operand.ts'
import type { Json, Variables } from '../../../engine/model/json.ts'

/** A working day has eight hours here, whatever the date. */
const context = {
  timeZone: 'Europe/Riga',
  workingMinutes: (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 180_000,
}

const subject: Variables = {
  record: { status: 'closed', createdAt: '2026-03-31T21:30:00.000Z' },
  data: {
    level: 1,
    due: '2026-03-12',
    dueAt: '2026-03-12T10:00:00+02:00',
    doneAt: '2026-03-12T08:00:00.000Z',
    applications: ['a', 'b', 'c'],
    planned: 200,
    actual: 250,
    zero: 0,
    empty: [],
    kind: 'incident',
    serviceIds: ['s-1', 's-2'],
  },
}
const number = (operand: Operand) => numberOf(operand, subject, context)
const passes = (...conditions: Condition[]) => holds(conditions, subject, context)
const figure = (changes: Partial<Figure> = {}): Figure => ({ key: 'f', of: { record: 'x' }, ...changes })

describe('numbers of a figure', () => {
  it('are literals, fields, lengths and times between instants', () => {
    expect(number(7)).to.equal(7)
    expect(number({ field: 'data.planned' })).to.equal(200)
    expect(number({ size: 'data.applications' })).to.equal(3)
    expect(number({ minutes: ['data.doneAt', 'record.createdAt'] })).to.equal(19 * 24 * 60 + 13 * 60 + 30)
    expect(number({ workingMinutes: ['data.doneAt', 'record.createdAt'] })).to.equal((19 * 24 * 60 + 13 * 60 + 30) / 3)
  })

  it('are computed by the four operations, and are missing where something is', () => {
    expect(
      number({ over: [{ minus: [{ field: 'data.actual' }, { field: 'data.planned' }] }, { field: 'data.planned' }] }),
    ).to.equal(0.25)
    expect(number({ abs: { minus: [1, 3] } })).to.equal(2)
    expect(number({ plus: [1, 2, 3] })).to.equal(6)
    expect(number({ times: [2, 3] })).to.equal(6)
    expect(number({ over: [1, { field: 'data.zero' }] })).to.equal(null)
    expect(number({ plus: [1, { field: 'data.nothing' }] })).to.equal(null)
    expect(number({ field: 'data.kind' })).to.equal(null)
    expect(number({ minutes: ['data.kind', 'data.doneAt'] })).to.equal(null)
    expect(number({ field: 'data.constructor.length' })).to.equal(null)
  })
})

describe('conditions of a figure', () => {
  it('compare by time, whatever the offset, and with a date by the day', () => {
    expect(passes({ field: 'data.doneAt', atMost: { field: 'data.dueAt' } })).to.equal(true)
    expect(passes({ field: 'data.doneAt', below: { field: 'data.dueAt' } })).to.equal(false)
    expect(passes({ field: 'data.doneAt', atMost: { field: 'data.due' } })).to.equal(true)
    expect(passes({ field: 'record.createdAt', is: '2026-03-31T21:30:00.000Z' })).to.equal(true)
    expect(passes({ field: 'record.createdAt', atLeast: '2026-04-01' }), 'it is April in Riga already').to.equal(true)
  })

  it('are passed by nothing that is missing, but where they ask for that', () => {
    expect(passes({ field: 'data.nothing', atMost: 5 })).to.equal(false)
    expect(passes({ field: 'data.nothing', above: 5 })).to.equal(false)
    expect(passes({ field: 'data.nothing', notIn: ['a'] })).to.equal(false)
    expect(passes({ field: 'data.level', below: { field: 'data.nothing' } })).to.equal(false)
    expect(passes({ field: 'data.nothing', exists: false })).to.equal(true)
    expect(passes({ field: 'data.empty', exists: false })).to.equal(true)
    expect(passes({ field: 'data.nothing', isNot: true })).to.equal(true)
  })

  it('hold all together, and one of them where any is enough', () => {
    const level: Condition = { field: 'data.level', is: 1 }
    const other: Condition = { field: 'data.kind', in: ['change'] }
    expect(passes(level, other)).to.equal(false)
    expect(passes({ any: [level, other] })).to.equal(true)
    expect(passes({ value: { size: 'data.applications' }, above: 2 })).to.equal(true)
    expect(passes()).to.equal(true)
  })
})

describe('what a subject adds', () => {
  it('belongs to the month of the institution, and is told apart by its parts', () => {
    const fact = factOf(
      figure({ at: 'record.createdAt', service: ['data.serviceIds'], by: ['data.kind', 'data.level'] }),
      subject,
      context,
    )
    expect(fact).to.deep.equal({
      figure: 'f',
      period: '2026-04',
      service: '*several',
      group: '',
      version: '',
      first: 'incident',
      second: '1',
      bucket: 0,
      n: 1,
      total: 1000,
      per: 1000,
    })
  })

  it('is nothing where it does not count, has no date, or no number', () => {
    expect(factOf(figure({ when: [{ field: 'data.level', is: 2 }] }), subject, context)).to.equal(null)
    expect(factOf(figure({ at: 'data.kind' }), subject, context)).to.equal(null)
    expect(factOf(figure({ value: { field: 'data.nothing' } }), subject, context)).to.equal(null)
    expect(factOf(figure({ per: { over: [1, 0] } }), subject, context)).to.equal(null)
    expect(factOf(figure({ value: 1e300 }), subject, context)).to.equal(null)
  })

  it('stands where it has no date, and keeps its number where that is asked for', () => {
    const fact = factOf(figure({ value: { over: [1, 3] }, spread: true }), subject, context)
    expect(fact).to.include({ period: '', bucket: 333, total: 333 })
  })
})

describe('a figure that says nothing sensible', () => {
  const wrong: readonly (readonly [Json, RegExp])[] = [
    [null, /Expected a figure/],
    [{ key: 'f' }, /name a case, a task or a record/],
    [{ key: 'f', of: { record: 'x' }, when: [{ field: 'data.a' }] }, /Expected one of is/],
    [{ key: 'f', of: { record: 'x' }, when: [{ field: 'data.a', equals: 1 }] }, /Expected one of is/],
    [{ key: 'f', of: { record: 'x' }, at: 'variables.a' }, /Expected a field of record, data, item/],
    [{ key: 'f', of: { case: 'x' }, at: '__proto__.a' }, /Expected a field of case, elements, variables/],
    [{ key: 'f', of: { record: 'x' }, value: { javascript: '1' } }, /Expected an operation that there is/],
    [{ key: 'f', of: { record: 'x' }, value: { over: [1] } }, /Expected an operation that there is/],
    [{ key: 'f', of: { record: 'x' }, by: ['data.a', 'data.b', 'data.c'] }, /at most 2 fields/],
    [{ key: 'f', of: { task: 'T' } }, /process of the task/],
    [{ key: 'f', of: { record: 'x' }, code: 'x' }, /got "code"/],
  ]
  for (const [given, message] of wrong)
    it(`is told: ${JSON.stringify(given)}`, () => expect(problemsOfFigure(given).join(' ')).to.match(message))
})
