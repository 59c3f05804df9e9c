import { expect } from 'chai'
import fc from 'fast-check'
import { renderToString } from 'preact-render-to-string'
import type { Json, Variables } from '../../../engine/model/json.ts'
import {
  LANGUAGES,
  type FieldTexts,
  type FormFile,
  type Language,
  type Widget,
} from '../../../forms/check/form-file.ts'
import { createFormChecker } from '../../../forms/checker.ts'
import type { ReferenceChoices } from '../../../forms/ui/controls/control.ts'
import { decodeForm } from '../../../forms/ui/form/decode-form.ts'
import { encodeForm } from '../../../forms/ui/form/encode-form.ts'
import { errorLinks } from '../../../forms/ui/form/error-links.ts'
import { formOfData } from '../../../forms/ui/form/form-of-data.ts'
import { FormFields, type FormFieldsProps } from '../../../forms/ui/form/form-fields.tsx'
import { neededReferences } from '../../../forms/ui/form/needed-references.ts'
import { isShown, shownValues } from '../../../forms/ui/form/shown-fields.ts'
import { readForms } from '../schemas/read-forms.ts'
import { sampleOf } from './sample-data.ts'

const now = '2026-03-12T07:02:00.000Z'
const choices: ReferenceChoices = {
  lists: { category: [{ id: 'c1', label: 'Ātrdarbība', note: 'K-1' }] },
  labels: { service: { s1: 'Dzīvesvietas deklarēšana' } },
}

interface FormParts {
  readonly schema?: { readonly [keyword: string]: Json }
  readonly required?: readonly string[]
  readonly readOnly?: boolean
  readonly widget?: Widget
  readonly texts?: Partial<FieldTexts>
}

/** A form with one field, `one`. */
function formWith({ schema = {}, required = [], readOnly = false, widget, texts = {} }: FormParts): FormFile {
  const fields = (language: Language) => ({
    one: { label: language === 'lv' ? 'Lauks' : 'Field', hint: language === 'lv' ? 'Padoms' : 'Advice', ...texts },
  })
  return {
    id: 'test/one',
    schema: { type: 'object', properties: { one: schema }, required },
    ui: { order: ['one'], ...(widget ? { widgets: { one: widget } } : {}), ...(readOnly ? { readOnly: ['one'] } : {}) },
    i18n: { lv: { title: 'Veidlapa', fields: fields('lv') }, en: { title: 'Form', fields: fields('en') } },
  }
}

const draw = (form: FormFile, value?: Json, more: Partial<FormFieldsProps> = {}): string =>
  renderToString(
    <FormFields
      form={form}
      language="lv"
      values={value === undefined ? {} : { one: value }}
      choices={choices}
      {...more}
    />,
  )

const text = { type: 'string', maxLength: 100 }
const coded: FormParts = {
  schema: { type: 'string', enum: ['a', 'b'] },
  texts: { options: { a: 'pirmais', b: 'otrais' } },
}

describe('a control', () => {
  it('has a label, a hint, a mistake and the value', () => {
    const html = draw(formWith({ schema: text, required: ['one'] }), 'Vērtība "1"', {
      errors: [{ pointer: '/one', code: 'x', message: 'Labojiet.' }],
    })
    expect(html).to.include('<label class="govuk-label" for="f-one">Lauks</label>')
    expect(html).to.match(/<input class="govuk-input govuk-input--error" type="text"[^>]* id="f-one"/)
    expect(html).to.include(
      'aria-invalid="true" aria-describedby="f-one-hint f-one-error" name="one" aria-required="true"',
    )
    expect(html).to.include('value="Vērtība &quot;1&quot;"')
    expect(html).to.match(/id="f-one-error"><span class="govuk-visually-hidden">Kļūda: <\/span>Labojiet\./)
  })

  it('says which fields need not be filled in, in both languages', () => {
    const form = formWith({ schema: text })
    expect(draw(form)).to.include('(nav obligāti)')
    expect(draw(form, undefined, { language: 'en' })).to.include('(optional)')
    expect(draw(formWith({ schema: text, required: ['one'] }))).not.to.include('(nav obligāti)')
  })

  it('shows what was typed rather than what the case knows', () => {
    const form = formWith({ schema: { type: 'number' } })
    const html = draw(form, 7, { entered: new URLSearchParams({ one: 'septiņi' }) })
    expect(html).to.include('value="septiņi"')
    expect(html).not.to.include('value="7"')
    // A field that was emptied stays empty.
    expect(draw(form, 7, { entered: new URLSearchParams() })).not.to.include('value="7"')
  })

  it('is of the kind that the form asks for, where it can hold such values', () => {
    expect(draw(formWith({ schema: text, widget: 'textarea' }))).to.include('<textarea class="govuk-textarea')
    expect(draw(formWith({ schema: text, widget: 'table' }))).to.include('type="text"')
    expect(draw(formWith({ schema: { type: 'array', items: { type: 'string' } }, widget: 'yes-no' }))).to.include(
      '<textarea',
    )
  })

  it('counts characters where there is little room for them', () => {
    expect(draw(formWith({ schema: { type: 'string', maxLength: 500 } }))).to.include('Ne vairāk kā 500 rakstzīm')
    expect(draw(formWith({ schema: { type: 'string', maxLength: 8000 } }))).not.to.include('rakstzīm')
  })

  it('is a text with the right keys for e-mail, telephone, numbers and money', () => {
    expect(draw(formWith({ schema: { type: 'string', format: 'email' } }))).to.include('type="email"')
    expect(draw(formWith({ schema: { type: 'string', format: 'phone' } }))).to.include('type="tel"')
    expect(draw(formWith({ schema: { type: 'integer' } }), 5)).to.match(/value="5"[^>]*inputmode="numeric"/)
    const money = formWith({ schema: { type: 'number', multipleOf: 0.01 } })
    expect(draw(money, 1234.5)).to.match(/value="1234,50"[^>]*inputmode="decimal"/)
    expect(draw(money, 1234.5, { language: 'en' })).to.include('value="1234.50"')
    expect(draw(money, 0.125), 'what is refused is not rounded').to.include('value="0,125"')
  })

  it('is radio buttons, whose first one mistakes lead to; what is not required can be left open', () => {
    const html = draw(formWith(coded), 'b')
    expect(html).to.match(/<fieldset class="govuk-fieldset"[^>]*><legend class="govuk-fieldset__legend">Lauks/)
    expect(html).to.include('id="f-one" name="one" value="a"')
    expect(html).to.match(/id="f-one-2" name="one" value="b" checked/)
    expect(html).to.include('Nav norādīts')
    expect(draw(formWith({ ...coded, required: ['one'] }))).not.to.include('Nav norādīts')
  })

  it('is yes and no without a suggestion', () => {
    const form = formWith({ schema: { type: 'boolean' }, required: ['one'] })
    expect(draw(form)).to.include('Jā</label>').and.not.to.include('checked')
    expect(draw(form, false, { language: 'en' })).to.match(/value="false" checked[^>]*>.*No<\/label>/)
  })

  it('is a box that says that it was there', () => {
    const form = formWith({ schema: { type: 'boolean' }, widget: 'checkbox' })
    expect(draw(form, true)).to.match(
      /type="hidden" name="one" value="false".*type="checkbox" name="one" value="true" checked/,
    )
  })

  it('is a list that opens, and keeps what is no longer offered', () => {
    const form = formWith({ ...coded, widget: 'select', required: ['one'] })
    expect(draw(form, 'a')).to.match(/<option value>Izvēlieties<\/option><option value="a" selected>pirmais/)
    expect(draw(form, 'zudis')).to.match(/<option value="zudis" selected>/)
  })

  it('is boxes for several choices', () => {
    const schema = { type: 'array', maxItems: 5, items: { type: 'string', enum: ['a', 'b'] } }
    const html = draw(formWith({ ...coded, schema }), ['b'])
    expect(html).to.match(/type="checkbox" id="f-one-2" name="one" value="b" checked/)
    expect(html).to.include('otrais')
  })

  it('is a day in three fields, and a moment in four, in the time of Latvia', () => {
    const day = draw(formWith({ schema: { type: 'string', format: 'date' } }), '2026-03-12')
    expect(day).to.match(
      /id="f-one" name="one\/day" value="12".*name="one\/month" value="03".*name="one\/year" value="2026"/,
    )
    expect(day).to.include('Mēnesis')
    const moment = draw(formWith({ schema: { type: 'string', format: 'date-time' } }), now, { language: 'en' })
    expect(moment).to.match(/name="one\/time" value="9:02"/)
    expect(moment).to.include(`type="hidden" name="one/exact" value="${now}"`)
  })

  it('is a list of a small register, and words to look for in a large one', () => {
    const small = formWith({ schema: { type: 'string', maxLength: 100, 'x-ref': 'category' } })
    expect(draw(small, 'c1')).to.include('>Ātrdarbība (K-1)</option>')
    const large = formWith({ schema: { type: 'string', maxLength: 100, 'x-ref': 'service' } })
    expect(draw(large, 's1')).to.match(
      /type="radio" id="f-one-choice" name="one" value="s1" checked.*Dzīvesvietas deklarēšana/,
    )
    expect(draw(large))
      .to.match(/id="f-one"|name="one\/find"/)
      .and.to.include('name="_do" value="find:one"')
    const asked = { kind: 'find', field: 'one', register: 'service', words: 'arh' } as const
    const entered = new URLSearchParams({ 'one/find': 'arh' })
    const found = { ...choices, found: { one: [{ id: 's2', label: 'Arhīva izziņa' }] } }
    expect(draw(large, undefined, { entered, asked, choices: found })).to.match(/autofocus[^>]*>.*Arhīva izziņa/)
    expect(draw(large, undefined, { entered, asked, choices: { ...choices, found: { one: [] } } })).to.include(
      'Nekas nav atrasts.',
    )
  })

  it('is boxes for several records, those that are chosen with a tick', () => {
    const schema = { type: 'array', maxItems: 9, 'x-ref': 'service', items: { type: 'string', maxLength: 100 } }
    expect(draw(formWith({ schema }), ['s1'])).to.match(
      /type="checkbox" id="f-one-choice" name="one" value="s1" checked/,
    )
  })

  it('is files with a way to each, and a tick to take it out', () => {
    const items = { type: 'object', properties: { id: text, name: text, mediaType: text, size: { type: 'integer' } } }
    const html = draw(formWith({ schema: { type: 'array', maxItems: 9, items }, widget: 'files' }), [
      { id: 'F 1', name: 'a.pdf', size: 1_234_000 },
    ])
    expect(html).to.include('type="file"').and.to.include('multiple')
    expect(html).to.include('<a class="govuk-link" href="/files/F%201">a.pdf</a> 1,2 MB')
    expect(html).to.include('name="one/0/remove"').and.to.include('Noņemt «a.pdf»')
  })

  it('is rows, with buttons that lead back to them', () => {
    const items = {
      type: 'object',
      properties: { what: text, when: { type: 'string', format: 'date' } },
      required: ['what'],
    }
    const table = { schema: { type: 'array', maxItems: 2, items } }
    const html = draw(formWith(table), [{ what: 'A' }], { action: '/tasks/1?x=1' })
    expect(html).to.match(
      /<fieldset class="govuk-fieldset ritums-row" id="f-one-0" tabindex="-1"><legend[^>]*>1\. rinda/,
    )
    expect(html).to.include('name="one/0/what"').and.to.include('id="f-one-0-when" name="one/0/when/day"')
    expect(html).to.include('value="remove:one:0" formnovalidate formaction="/tasks/1?x=1#f-one"')
    expect(html).to.include('value="add:one" formnovalidate formaction="/tasks/1?x=1#f-one-1" id="f-one"')
    // Full: no further row can be added, and mistakes of the whole still lead here.
    expect(draw(formWith(table), [{}, {}]))
      .to.include('<span id="f-one" tabindex="-1"></span>')
      .and.not.to.include('add:one')
    // Who has to fill in a row finds one.
    expect(draw(formWith({ ...table, required: ['one'] }))).to.include('1. rinda')
    expect(draw(formWith(table))).to.include('Rindu vēl nav.')
  })

  it('is named values where nobody has described their shape', () => {
    const html = draw(formWith({ schema: { type: 'object', maxProperties: 5 } }), { iela: 'Brīvības', numuri: [1, 2] })
    expect(html).to.include('name="one/0/name" value="iela"').and.to.include('name="one/0/value" value="Brīvības"')
    expect(html).to.include('name="one/1/value" value="[1,2]"').and.to.include('name="one/1/json" value="true"')
  })
})

describe('what is only read', () => {
  const read = (parts: FormParts, value: Json, more: Partial<FormFieldsProps> = {}): string =>
    draw(formWith({ ...parts, readOnly: true }), value, more).replaceAll(/<(?!a |time|li)[^>]*>/g, '')

  it('is words instead of codes, ids and notations', () => {
    expect(read(coded, 'b')).to.include('otrais')
    expect(read({ schema: { type: 'boolean' } }, false, { language: 'en' })).to.include('No')
    expect(read({ schema: { type: 'string', 'x-ref': 'service' } }, 's1')).to.include('Dzīvesvietas deklarēšana')
    expect(read({ schema: { type: 'number', multipleOf: 0.01 } }, 12.5)).to.include('12,50 EUR')
    expect(read({ schema: { type: 'string', format: 'date-time' } }, now)).to.include(
      `<time datetime="${now}">12.03.2026. plkst. 09.02`,
    )
    expect(read({ schema: { type: 'string', format: 'date' } }, '2026-03-12', { language: 'en' })).to.include(
      '>12/03/2026',
    )
  })

  it('is lists and facts of data of any shape', () => {
    const data = { movedAt: '2026-03-12', owner: { fullName: 'Anna', codes: [1, 2] }, empty: null }
    const html = read({ schema: { type: 'object', maxProperties: 9 } }, data)
    expect(html).to.include('Moved at').and.to.include('12.03.2026.').and.to.include('Full nameAnna')
    expect(html).to.include('<li>1').and.not.to.include('Empty').and.not.to.include('[object')
  })

  it('is left out where the case knows nothing of it', () => {
    for (const nothing of [null, '', [], {}, [{ a: null }]])
      expect(read({ schema: {} }, nothing), JSON.stringify(nothing)).not.to.include('Lauks')
  })

  it('cannot be filled in', () => {
    const html = draw(formWith({ schema: text, readOnly: true }), 'x')
    expect(html).not.to.include('name="one"')
  })
})

describe('the form of a service within an application', () => {
  const requiredData: Json = {
    type: 'object',
    properties: {
      addressCode: { type: 'string', maxLength: 9, title: { lv: 'Adreses kods', en: 'Address code' } },
      movedAt: { type: 'string', format: 'date', title: 'Dzīvo kopš' },
    },
    required: ['addressCode'],
  }
  const requestForm = formOfData('service/residence', requiredData)
  const file = readForms().find((form) => form.file.id === 'application/received')?.file as FormFile

  it('has the titles that the service gives its data', () => {
    const html = renderToString(<FormFields form={file} language="en" values={{}} requestForm={requestForm} />)
    expect(html).to.include('for="f-requestData-addressCode">Address code</label>')
    expect(html).to.include('Dzīvo kopš<span class="ritums-optional">')
    expect(html).to.include('name="requestData/movedAt/day"')
  })

  it('is read as its schema says, and mistakes lead to its fields', () => {
    const fields = new URLSearchParams({ 'requestData/addressCode': '100', 'requestData/movedAt/day': '40' })
    const { data, errors } = decodeForm(file, { fields, files: [] }, { language: 'en', requestForm })
    expect(data).to.deep.equal({ requestData: { addressCode: '100' } })
    const view = { form: file, language: 'en', requestForm } as const
    expect(errorLinks(view, errors)).to.deep.equal([
      { text: 'Enter a real date in “Dzīvo kopš”, for example 12 3 2026.', id: 'f-requestData-movedAt' },
    ])
  })

  it('is nothing where the service describes nothing', () => {
    const nothing: readonly Json[] = [null, 'x', {}, { properties: {} }]
    for (const schema of nothing) expect(formOfData('x', schema)).to.equal(null)
  })
})

describe('the forms of the typical edition on a page', () => {
  const checker = createFormChecker()
  for (const { file, content } of readForms()) {
    it(`${file.id} is drawn whole and read back`, () => {
      const sample = sampleOf(file)
      for (const language of LANGUAGES) {
        const html = renderToString(<FormFields form={file} language={language} values={sample} choices={choices} />)
        expect(html).not.to.match(/undefined|\bNaN\b|\[object|>null</)
        for (const name of file.ui.order) expect(html, name).to.include(file.i18n[language].fields[name]?.label)
        expect(html).not.to.match(/ style=/)
        const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
        expect(ids.length, 'ids are there once').to.equal(new Set(ids).size)

        const asked = Object.fromEntries(
          Object.entries(sample).filter(
            ([name]) => !(file.ui.readOnly ?? []).includes(name) && isShown(file, name, sample),
          ),
        )
        const fields = encodeForm({ form: file, language }, sample)
        const { data, errors } = decodeForm(file, { fields, files: [] }, { language })
        expect(errors).to.deep.equal([])
        expect(data).to.deep.equal(asked)

        // Every mistake of an empty form leads to a control that is there.
        const empty = renderToString(<FormFields form={file} language={language} values={{}} choices={choices} />)
        const view = { form: file, language }
        for (const { id, text: message } of errorLinks(view, checker.check(content, {}, language, { now }).errors))
          expect(empty, message).to.include(` id="${id}"`)
      }
    })

    it(`${file.id} shows what it then requires`, () => {
      // Whatever is chosen: a field that the checker misses is one that the page asks for.
      const conditions = Object.values(file.ui.showWhen ?? {}).flatMap((others) => Object.keys(others))
      for (const values of combinations([...new Set(conditions)], file)) {
        const sent = shownValues(file, values)
        for (const { pointer } of checker.check(content, sent, 'lv', { now }).errors) {
          const name = pointer.split('/')[1] ?? ''
          expect(isShown(file, name, sent), `${name} with ${JSON.stringify(sent)}`).to.equal(true)
        }
      }
    })
  }

  it('are drawn whatever a case or a draft has in the place of their values', () => {
    const forms = readForms().map(({ file }) => file)
    fc.assert(
      fc.property(fc.constantFrom(...forms), fc.jsonValue({ maxDepth: 3 }), (file, value) => {
        const values = Object.fromEntries(file.ui.order.map((name) => [name, value as Json]))
        expect(renderToString(<FormFields form={file} language="lv" values={values} />)).not.to.include('undefined')
        expect([...neededReferences({ form: file, language: 'lv' }, values).values()]).to.be.an('array')
      }),
      { numRuns: 100 },
    )
  })

  it('say what has to be looked up before they are drawn', () => {
    const file = readForms().find((form) => form.file.id === 'problem/choose-candidates')?.file as FormFile
    const needed = neededReferences(
      { form: file, language: 'lv' },
      { candidates: [{ serviceId: 's1' }, { serviceId: 's2', ciId: '' }] },
    )
    expect([...needed].map(([register, ids]) => [register, [...ids]])).to.deep.equal([
      ['service', ['s1', 's2']],
      ['configuration-item', []],
      ['category', []],
    ])
  })
})

/** Every combination of the values of these fields, each also without a value. */
function combinations(names: readonly string[], file: FormFile): readonly Variables[] {
  return names.reduce<readonly Variables[]>(
    (found, name) => {
      const schema = file.schema.properties[name] ?? {}
      const values = Array.isArray(schema.enum) ? schema.enum : [true, false]
      return found.flatMap((one) => [one, ...values.map((value) => ({ ...one, [name]: value as Json }))])
    },
    [{}],
  )
}
