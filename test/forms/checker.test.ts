import { expect } from 'chai'
import { createFormChecker } from '../../forms/checker.ts'
import type { Json, Variables } from '../../engine/model/json.ts'

const now = '2026-03-12T07:02:00.000Z'

/** A form with one field of each kind that the sentences speak of differently. */
const form = {
  id: 'leave/ask',
  schema: {
    type: 'object',
    properties: {
      kind: { type: 'string', enum: ['paid', 'unpaid'] },
      reason: { type: 'string', minLength: 5, maxLength: 10 },
      from: { type: 'string', format: 'date-time', inFuture: true },
      until: { type: 'string', format: 'date-time' },
      askedAt: { type: 'string', format: 'date-time', notInFuture: true, notAfterField: 'until', 'x-default': 'now' },
      days: { type: 'integer', minimum: 1, maximum: 30, default: 5 },
      agreed: { type: 'boolean' },
      email: { type: 'string', format: 'email' },
      phone: { type: 'string', format: 'phone' },
      code: { type: 'string', maxLength: 5, pattern: '^[A-Z]{2}$' },
      rows: {
        type: 'array',
        maxItems: 2,
        items: {
          type: 'object',
          required: ['amount'],
          additionalProperties: false,
          properties: { amount: { type: 'number', multipleOf: 0.01 }, what: { type: 'string', maxLength: 10 } },
        },
      },
      tags: { type: 'array', maxItems: 3, minItems: 1, uniqueItems: true, items: { type: 'string', enum: ['a', 'b'] } },
      balance: { type: 'integer' },
      direct: { type: 'number' },
      regular: { type: 'number', completesSum: { of: ['direct'], with: ['days'] } },
      total: { type: 'number', sumOf: 'rows/amount' },
    },
    required: ['kind', 'agreed'],
    dependentRequired: { until: ['from'] },
    allOf: [
      {
        if: { properties: { kind: { const: 'unpaid' } }, required: ['kind'] },
        then: { required: ['reason'], anyOf: [{ required: ['email'] }, { required: ['phone'] }] },
      },
    ],
  },
  ui: {
    order: [
      'kind',
      'reason',
      'from',
      'until',
      'askedAt',
      'days',
      'agreed',
      'email',
      'phone',
      'code',
      'rows',
      'tags',
      'balance',
      'total',
      'direct',
      'regular',
    ],
    readOnly: ['balance'],
  },
  i18n: {
    lv: {
      title: 'Atvaļinājums',
      fields: {
        kind: { label: 'Veids', options: { paid: 'apmaksāts', unpaid: 'neapmaksāts' } },
        reason: { label: 'Iemesls' },
        from: { label: 'No' },
        until: { label: 'Līdz' },
        askedAt: { label: 'Lūgts' },
        days: { label: 'Dienas' },
        agreed: { label: 'Saskaņots' },
        email: { label: 'E-pasts' },
        phone: { label: 'Tālrunis' },
        code: { label: 'Kods', errors: { pattern: 'Laukā «Kods» ievadiet divus lielos burtus.' } },
        rows: { label: 'Izmaksas' },
        'rows/*/amount': { label: 'Summa' },
        'rows/*/what': { label: 'Par ko' },
        tags: { label: 'Birkas', options: { a: 'A', b: 'B' } },
        balance: { label: 'Atlikums' },
        total: { label: 'Kopā' },
        direct: { label: 'Tiešās' },
        regular: { label: 'Regulārās' },
      },
    },
    en: {
      title: 'Leave',
      fields: {
        kind: { label: 'Kind', options: { paid: 'paid', unpaid: 'unpaid' } },
        reason: { label: 'Reason' },
        from: { label: 'From' },
        until: { label: 'Until' },
        askedAt: { label: 'Asked' },
        days: { label: 'Days' },
        agreed: { label: 'Agreed' },
        email: { label: 'E-mail' },
        phone: { label: 'Phone' },
        code: { label: 'Code' },
        rows: { label: 'Costs' },
        'rows/*/amount': { label: 'Amount' },
        'rows/*/what': { label: 'What for' },
        tags: { label: 'Tags', options: { a: 'A', b: 'B' } },
        balance: { label: 'Balance' },
        total: { label: 'Total' },
        direct: { label: 'Direct' },
        regular: { label: 'Recurring' },
      },
    },
  },
}
const content = JSON.stringify(form)
const good = { kind: 'paid', agreed: true }

const checker = createFormChecker()
const lv = (data: Variables): string[] =>
  checker.check(content, data, 'lv', { now }).errors.map((error) => error.message)
const en = (data: Variables): string[] =>
  checker.check(content, data, 'en', { now }).errors.map((error) => error.message)
const places = (data: Variables): string[] =>
  checker.check(content, data, 'en', { now }).errors.map((error) => `${error.pointer} ${error.code}`)

describe('checking a submission', () => {
  it('gives the process every field of the form: defaults filled in, what was left empty as null', () => {
    const { data, errors } = checker.check(content, { ...good, reason: 'a trip' }, 'lv', { now })

    expect(errors).to.deep.equal([])
    expect(data).to.deep.equal({
      kind: 'paid',
      reason: 'a trip',
      from: null,
      until: null,
      askedAt: now,
      days: 5,
      agreed: true,
      email: null,
      phone: null,
      code: null,
      rows: null,
      tags: null,
      total: null,
      direct: null,
      regular: null,
    })
  })

  it('leaves what was sent as it was', () => {
    const sent = { ...good, rows: [{ amount: 1 }] }
    const { data } = checker.check(content, sent, 'lv', { now })

    expect(sent).to.deep.equal({ kind: 'paid', agreed: true, rows: [{ amount: 1 }] })
    expect(data.rows).not.to.equal(sent.rows)
  })

  it('takes null, an empty text and spaces for a field left empty', () => {
    for (const empty of [null, '', '  \n']) {
      expect(places({ ...good, kind: empty })).to.deep.equal(['/kind required'])
      expect(checker.check(content, { ...good, email: empty, days: null }, 'lv', { now }).data).to.include({
        email: null,
        days: 5,
      })
    }
  })

  it('does not take false and zero for a field left empty', () => {
    expect(checker.check(content, { kind: 'paid', agreed: false }, 'lv', { now }).data.agreed).to.equal(false)
    expect(places({ ...good, days: 0 })).to.deep.equal(['/days minimum'])
  })

  it('refuses fields that the form does not name, and those that it only shows', () => {
    expect(checker.check(content, { ...good, salary: 1, balance: 3 }, 'lv', { now }).errors).to.deep.equal([
      { pointer: '/balance', code: 'read-only', message: 'Izņemiet lauku «Atlikums»: šeit tas ir tikai apskatāms.' },
      { pointer: '/salary', code: 'unknown-field', message: 'Izņemiet lauku «salary»: šajā veidlapā tāda nav.' },
    ])
    expect(places({ ...good, 'a/b~c': 1 })).to.deep.equal(['/a~1b~0c unknown-field'])
    expect(places({ ...good, rows: [{ amount: 1, secret: 2 }] })).to.deep.equal(['/rows/0/secret unknown-field'])
  })

  it('refuses __proto__ as a field', () => {
    expect(places(JSON.parse('{"kind":"paid","agreed":true,"__proto__":{"balance":1}}'))).to.deep.equal([
      '/__proto__ reserved-name',
    ])
  })

  it('tells one error per field, in the order of the form', () => {
    expect(places({ tags: [], days: 99, reason: 'x', kind: 'other' })).to.deep.equal([
      '/kind enum',
      '/reason minLength',
      '/days maximum',
      '/agreed required',
      '/tags minItems',
    ])
  })

  it('asks for a field only under its condition', () => {
    expect(places({ ...good, kind: 'unpaid', email: 'a@b.lv' })).to.deep.equal(['/reason required'])
    expect(places({ ...good, kind: 'unpaid', email: 'a@b.lv', reason: 'a trip' })).to.deep.equal([])
    expect(places(good)).to.deep.equal([])
  })

  it('says which fields would do where one of several is needed', () => {
    const data = { ...good, kind: 'unpaid', reason: 'a trip' }
    expect(places(data)).to.deep.equal(['/email required-one-of'])
    expect(lv(data)).to.deep.equal(['Aizpildiet vismaz vienu no laukiem: «E-pasts», «Tālrunis».'])
    expect(en(data)).to.deep.equal(['Enter at least one of: “E-mail”, “Phone”.'])
  })

  it('judges moments by the clock that it is given', () => {
    expect(places({ ...good, from: now })).to.deep.equal(['/from inFuture'])
    expect(places({ ...good, from: '2026-03-12T07:02:00.001Z' })).to.deep.equal([])
    expect(places({ ...good, askedAt: '2026-03-12T07:02:00.001Z' })).to.deep.equal(['/askedAt notInFuture'])
    expect(places({ ...good, askedAt: '2026-03-12T09:02:00+02:00' })).to.deep.equal([])
    expect(
      checker.check(content, { ...good, from: now }, 'lv', { now: '2026-03-12T07:01:59.999Z' }).errors,
    ).to.deep.equal([])
  })

  it('compares moments of two fields', () => {
    const data = { ...good, from: '2026-04-01T00:00:00Z', askedAt: '2026-03-10T00:00:00Z' }
    expect(places({ ...data, until: '2026-03-10T00:00:00Z' })).to.deep.equal([])
    expect(places({ ...data, until: '2026-03-09T23:59:59Z' })).to.deep.equal(['/askedAt notAfterField'])
    expect(lv({ ...data, until: '2026-03-09T23:59:59Z' })).to.deep.equal([
      'Laukā «Lūgts» ievadiet laiku, kas nav vēlāks par lauku «Līdz».',
    ])
  })

  it('compares what is added up two ways, to the cent', () => {
    expect(places({ ...good, direct: 5.3, days: 5, regular: 0.3 })).to.deep.equal([])
    expect(places({ ...good, direct: 5.3, days: 5, regular: 0.31 })).to.deep.equal(['/regular completesSum'])
    expect(lv({ ...good, direct: 1, days: 1, regular: 7 })).to.deep.equal([
      'Laukā «Regulārās» ievadiet tik, lai kopā ar lauku «Dienas» būtu tikpat, cik kopā ir laukos «Tiešās».',
    ])
  })

  describe('a table whose rows have periods', () => {
    const column = { type: 'string', maxLength: 20 }
    const date = { type: 'string', format: 'date' }
    const schema = {
      type: 'object',
      properties: {
        signed: date,
        review: { ...date, withinMonthsOf: { field: 'signed', months: 12 } },
        parties: {
          type: 'array',
          maxItems: 5,
          noOverlap: { by: ['party', 'kind'], from: 'from', to: 'to' },
          items: { type: 'object', properties: { party: column, kind: column, from: date, to: date } },
        },
      },
    }
    const wrong = (data: Variables, language: 'lv' | 'en' = 'en') =>
      createFormChecker().checkSchema(schema, data, language, { now: '2026-03-12T10:00:00Z' })
    const parties = (...rows: readonly Variables[]) =>
      wrong({ parties: rows }).map(({ pointer, code }) => `${pointer} ${code}`)

    it('refuses what overlaps, at the row and the field', () => {
      const first = { party: 'A', kind: 'x', from: '2026-01-01', to: '2026-03-31' }
      expect(parties(first, { ...first, from: '2026-03-31', to: '2026-06-30' })).to.deep.equal([
        '/parties/1/from noOverlap',
      ])
      expect(parties(first, { party: ' a ', kind: 'x' })).to.deep.equal(['/parties/1/from noOverlap'])
      expect(parties({ party: 'A' }, { party: 'B' }, { party: 'A' })).to.deep.equal(['/parties/2/from noOverlap'])
      expect(parties(first, { ...first, from: '2026-04-01', to: '2026-06-30' })).to.deep.equal([])
      expect(parties(first, { ...first, kind: 'y' })).to.deep.equal([])
    })

    it('compares dates by months', () => {
      expect(wrong({ signed: '2026-01-31', review: '2027-01-31' })).to.deep.equal([])
      expect(wrong({ signed: '2026-01-31', review: '2027-02-01' }, 'lv')).to.deep.equal([
        {
          pointer: '/review',
          code: 'withinMonthsOf',
          message: 'Laukā «review» ievadiet datumu ne vēlāk kā 12 mēnešus pēc lauka «signed».',
        },
      ])
      expect(wrong({ review: '2027-02-01' })).to.deep.equal([])
      expect(wrong({ signed: '2026-13-99', review: '2027-02-01' }).map(({ pointer }) => pointer)).to.deep.equal([
        '/signed',
      ])
    })

    it('takes no rule that cannot be read', () => {
      const rule = (keyword: Variables) => createFormChecker().inspectSchema({ type: 'array', maxItems: 2, ...keyword })
      expect(rule({ noOverlap: { by: ['a'], from: 'b', to: 'c' } })).to.deep.equal([])
      expect(rule({ noOverlap: { by: 'a' } })[0]).to.match(/noOverlap/)
    })
  })

  it('compares a total with the column that it adds up, to the cent', () => {
    const rows: Variables[] = [{ amount: 0.1 }, { amount: 0.2 }, { what: 'telpas', amount: 20 }]
    expect(places({ ...good, total: 7 })).to.deep.equal([])
    expect(places({ ...good, rows: rows.slice(0, 2), total: 0.3 })).to.deep.equal([])
    expect(places({ ...good, rows: rows.slice(0, 2), total: 0.31 })).to.deep.equal(['/total sumOf'])
    expect(lv({ ...good, rows: rows.slice(1), total: 20 })).to.deep.equal([
      'Laukā «Kopā» ievadiet to pašu summu, kas kopā ir tabulā «Izmaksas».',
    ])
    expect(en({ ...good, rows: rows.slice(1), total: 20 })).to.deep.equal(['Enter in “Total” what “Costs” adds up to.'])
  })

  it('writes a sentence with the label and the remedy in Latvian', () => {
    expect(lv({})).to.deep.equal(['Izvēlieties vērtību laukā «Veids».', 'Izvēlieties vērtību laukā «Saskaņots».'])
    expect(lv({ ...good, kind: 'gift' })).to.deep.equal([
      'Laukā «Veids» izvēlieties vienu no vērtībām: «apmaksāts», «neapmaksāts».',
    ])
    expect(lv({ ...good, reason: 'x' })).to.deep.equal([
      'Papildiniet lauku «Iemesls»: mazākais rakstzīmju skaits ir 5, tagad – 1.',
    ])
    expect(lv({ ...good, reason: 'ļ'.repeat(11) })).to.deep.equal([
      'Saīsiniet lauku «Iemesls»: lielākais rakstzīmju skaits ir 10, tagad – 11.',
    ])
    expect(lv({ ...good, reason: 7 })).to.deep.equal(['Laukā «Iemesls» ievadiet tekstu.'])
    expect(lv({ ...good, days: 1.5 })).to.deep.equal(['Laukā «Dienas» ievadiet veselu skaitli, piemēram, 15.'])
    expect(lv({ ...good, days: '5' })).to.deep.equal(['Laukā «Dienas» ievadiet veselu skaitli, piemēram, 15.'])
    expect(lv({ ...good, days: 31 })).to.deep.equal(['Laukā «Dienas» ievadiet skaitli, kas nav lielāks par 30.'])
    expect(lv({ ...good, agreed: 'yes' })).to.deep.equal(['Laukā «Saskaņots» atbildiet ar «jā» vai «nē».'])
    expect(lv({ ...good, email: 'nav' })).to.deep.equal([
      'Laukā «E-pasts» ievadiet e-pasta adresi, piemēram, vards@iestade.lv.',
    ])
    expect(lv({ ...good, until: '2027-01-01T00:00:00Z' })).to.deep.equal([
      'Aizpildiet lauku «No», jo ir aizpildīts lauks «Līdz».',
    ])
    expect(lv({ ...good, from: '1. aprīlī' })).to.deep.equal([
      'Laukā «No» ievadiet datumu un laiku, piemēram, 2026-03-12T09:30:00Z.',
    ])
    expect(lv({ ...good, tags: ['a', 'a'] })).to.deep.equal(['Laukā «Birkas» izņemiet ierakstus, kas atkārtojas.'])
    expect(lv({ ...good, tags: ['c'] })).to.deep.equal([
      'Laukā «Birkas, 1. rinda» izvēlieties vienu no vērtībām: «A», «B».',
    ])
  })

  it('writes it in English', () => {
    expect(en({})).to.deep.equal(['Choose a value for “Kind”.', 'Choose a value for “Agreed”.'])
    expect(en({ ...good, kind: 'gift' })).to.deep.equal(['Choose one of these values for “Kind”: “paid”, “unpaid”.'])
    expect(en({ ...good, reason: 'x' })).to.deep.equal([
      'Write more in “Reason”: the smallest number of characters is 5, now it is 1.',
    ])
    expect(en({ ...good, until: '2027-01-01T00:00:00Z' })).to.deep.equal([
      'Enter “From”, because “Until” is filled in.',
    ])
  })

  it('counts an emoji as one character', () => {
    expect(en({ ...good, reason: '😀'.repeat(10) })).to.deep.equal([])
    expect(en({ ...good, reason: '😀'.repeat(11) })).to.deep.equal([
      'Shorten “Reason”: the largest number of characters is 10, now it is 11.',
    ])
  })

  it('names the row of a table', () => {
    const data = { ...good, rows: [{ amount: 12.5 }, { amount: 1.005 }] }
    expect(places(data)).to.deep.equal(['/rows/1/amount multipleOf'])
    expect(lv(data)).to.deep.equal([
      'Laukā «Izmaksas, 2. rinda, Summa» ievadiet summu ar ne vairāk kā divām zīmēm aiz komata, piemēram, 12,50.',
    ])
    expect(en({ ...good, rows: [{}] })).to.deep.equal(['Enter “Costs, row 1, Amount”.'])
    expect(places({ ...good, rows: [{ amount: 0.07 }, { amount: 1_234_567.89 }] })).to.deep.equal([])
    expect(places({ ...good, rows: [{ amount: 1 }, { amount: 1 }, { amount: 1 }] })).to.deep.equal(['/rows maxItems'])
  })

  it('uses the sentence of the form itself where it has one', () => {
    expect(lv({ ...good, code: 'ab' })).to.deep.equal(['Laukā «Kods» ievadiet divus lielos burtus.'])
    expect(en({ ...good, code: 'ab' })).to.deep.equal(['Check “Code”: it is not written in the form that is needed.'])
  })

  it('tells of a hundred errors at most', () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`x${index}`, index]))
    expect(checker.check(content, many, 'lv', { now }).errors).to.have.length(100)
  })

  it('is not done with a form that has problems', () => {
    expect(() => checker.check('{}', good, 'lv', { now })).to.throw(/Expected a form that passed its inspection/)
  })

  it('keeps forms apart that differ, also when few are kept', () => {
    const small = createFormChecker({ cacheSize: 1 })
    const stricter = JSON.stringify({
      ...form,
      schema: { ...form.schema, required: ['kind', 'agreed', 'days', 'email'] },
    })
    const missing = (text: string): Json => small.check(text, good, 'en', { now }).errors.map((error) => error.pointer)
    expect([missing(content), missing(stricter), missing(content), missing(stricter)]).to.deep.equal([
      [],
      ['/email'],
      [],
      ['/email'],
    ])
  })
})

describe('checking any JSON by a schema', () => {
  it('writes the name of a field where there is no label', () => {
    const schema = {
      type: 'object',
      required: ['question'],
      properties: { question: { type: 'string', maxLength: 10 } },
      additionalProperties: false,
    }
    expect(checker.checkSchema(schema, { other: 1 }, 'lv', { now })).to.deep.equal([
      { pointer: '/question', code: 'required', message: 'Aizpildiet lauku «question».' },
      { pointer: '/other', code: 'unknown-field', message: 'Izņemiet lauku «other»: šajā veidlapā tāda nav.' },
    ])
    expect(checker.checkSchema(schema, 'text', 'en', { now })).to.deep.equal([
      { pointer: '', code: 'type', message: 'Give a set of values in “data”.' },
    ])
  })

  it('does not let a text of spaces pass for an answer', () => {
    const schema = { type: 'object', properties: { question: { type: 'string', notBlank: true, maxLength: 10 } } }
    expect(checker.checkSchema(schema, { question: '  ' }, 'en', { now }).map((error) => error.code)).to.deep.equal([
      'required',
    ])
  })

  it('compares numbers of two fields, in rows of tables too', () => {
    const row = {
      type: 'object',
      properties: { goal: { type: 'integer', notAboveField: 'limit' }, limit: { type: 'integer' } },
    }
    const schema = { type: 'object', properties: { rows: { type: 'array', maxItems: 5, items: row } } }
    const check = (rows: Json) => checker.checkSchema(schema, { rows }, 'en', { now })
    expect(check([{ goal: 60, limit: 60 }, { goal: 60 }])).to.deep.equal([])
    expect(
      check([
        { goal: 60, limit: 60 },
        { goal: 61, limit: 60 },
      ]),
    ).to.deep.equal([
      {
        pointer: '/rows/1/goal',
        code: 'notAboveField',
        message: 'Enter a number in “rows, row 2, goal” that is not above “rows, row 2, limit”.',
      },
    ])
  })

  it('tells two met alternatives from none', () => {
    const schema = {
      type: 'object',
      properties: { a: { type: 'boolean' }, b: { type: 'boolean' } },
      oneOf: [{ required: ['a'] }, { required: ['b'] }],
    }
    expect(checker.checkSchema(schema, {}, 'en', { now }).map((error) => error.code)).to.deep.equal(['required-one-of'])
    expect(checker.checkSchema(schema, { a: true, b: true }, 'en', { now }).map((error) => error.code)).to.deep.equal([
      'oneOf',
    ])
    expect(checker.checkSchema(schema, { a: true }, 'en', { now })).to.deep.equal([])
  })
})
