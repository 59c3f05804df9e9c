import { expect } from 'chai'
import fc from 'fast-check'
import type { Variables } from '../../../engine/model/json.ts'
import type { FormFile, Language } from '../../../forms/check/form-file.ts'
import { decodeForm, type DecodedForm, type DecodeOptions } from '../../../forms/ui/form/decode-form.ts'
import { encodeForm } from '../../../forms/ui/form/encode-form.ts'
import { errorLinks } from '../../../forms/ui/form/error-links.ts'
import type { PostedFile } from '../../../forms/ui/shared/posted.ts'
import { readForms } from '../schemas/read-forms.ts'
import { randomForm } from './random-form.ts'

const forms = new Map(readForms().map(({ file }) => [file.id, file]))
const runs = Number(process.env['RANDOM_RUNS'] ?? 150)
const languages = ['lv', 'en'] as const

function formOf(id: string): FormFile {
  const form = forms.get(id)
  if (!form) throw new Error(`Expected a form "${id}", but there is none.`)
  return form
}

interface Sent {
  readonly files?: readonly PostedFile[]
  readonly options?: Partial<DecodeOptions>
}

const decode = (id: string, fields: string | URLSearchParams, { files = [], options = {} }: Sent = {}): DecodedForm =>
  decodeForm(formOf(id), { fields: new URLSearchParams(fields), files }, { language: 'lv', ...options })

const messages = ({ errors }: DecodedForm): string[] => errors.map(({ pointer, message }) => `${pointer} ${message}`)

describe('a form that was sent', () => {
  it('has the data that it was drawn with, whatever the form', () => {
    fc.assert(
      fc.property(randomForm, fc.constantFrom<Language>(...languages), ({ form, data }, language) => {
        const fields = encodeForm({ form, language }, data)
        const decoded = decodeForm(form, { fields, files: [] }, { language })
        expect(decoded.errors).to.deep.equal([])
        expect(decoded.data).to.deep.equal(data)
        // Drawn again, it says the same.
        const again = decodeForm(form, { fields: decoded.entered, files: [] }, { language })
        expect(again.data).to.deep.equal(data)
      }),
      { numRuns: runs },
    )
  })

  it('ends in an answer, whatever was sent', () => {
    const part = fc.constantFrom('costLines', '0', '1', 'amount', 'day', 'time', 'find', '__proto__', '-1', '9999', '')
    const name = fc.oneof(
      fc.array(part, { maxLength: 6 }).map((parts) => parts.join('/')),
      fc.constantFrom(...[...forms.values()].flatMap((form) => form.ui.order)),
      fc.string(),
      fc.constant('_do'),
    )
    const text = fc.oneof(fc.string(), fc.constantFrom('add:costLines', 'remove:costLines:0', 'find:serviceId', 'true'))
    fc.assert(
      fc.property(fc.constantFrom(...forms.values()), fc.array(fc.tuple(name, text)), (form, pairs) => {
        const fields = new URLSearchParams(pairs)
        const { data, errors, entered } = decodeForm(form, { fields, files: [] }, { language: 'lv' })
        expect(Object.keys(data).filter((one) => !form.ui.order.includes(one))).to.deep.equal([])
        expect(Object.getPrototypeOf(data)).to.equal(Object.prototype)
        for (const error of errors) expect(error.message).to.match(/\.$/)
        expect(errorLinks({ form, language: 'lv' }, errors)).to.have.length(errors.length)
        decodeForm(form, { fields: entered, files: [] }, { language: 'en' })
      }),
      { numRuns: runs },
    )
  })

  it('says what could not be read, and keeps it as it was typed', () => {
    const sent = 'workMinutes=daudz&newExpected/day=31&newExpected/month=2&newExpected/year=2026&newExpected/time=25:00'
    const decoded = decode('application/coordinate', `coordinationNote=+Rīt+&${sent}`)
    expect(decoded.data).to.deep.equal({ coordinationNote: 'Rīt' })
    expect(messages(decoded)).to.deep.equal([
      '/newExpected Laukā «Paredzamais izpildes laiks» ievadiet īstu datumu un laiku, piemēram, 12 3 2026 un 9:05.',
      '/workMinutes Laukā «Patērētais laiks, minūtes» ievadiet veselu skaitli, piemēram, 15.',
    ])
    expect(decoded.entered.get('workMinutes')).to.equal('daudz')
  })

  it('refuses names that the form has not, names of the language, and what is only shown', () => {
    const decoded = decode('application/answer-progress', 'answer=Jā&foo=1&constructor=1&__proto__/x=1&question=Cits')
    expect(decoded.data).to.deep.equal({ answer: 'Jā' })
    expect(decoded.errors.map(({ pointer, code }) => `${pointer} ${code}`)).to.deep.equal([
      '/foo unknown-field',
      '/constructor reserved-name',
      '/__proto__/x reserved-name',
      '/question read-only',
    ])
  })

  it('leaves the fields of the page itself alone', () => {
    expect(decode('client-info/question', '_token=x&_once=y&_do=save&question=Kad?')).to.deep.include({
      data: { question: 'Kad?' },
      errors: [],
      asked: null,
    })
  })

  it('is refused as a whole where it has too many fields', () => {
    const fields = new URLSearchParams(Array.from({ length: 5001 }, (_, index) => [`f${index}`, '1']))
    const { data, errors } = decode('client-info/question', fields)
    expect(data).to.deep.equal({})
    expect(errors.map(({ code }) => code)).to.deep.equal(['too-many-fields'])
  })
})

describe('numbers and moments as people type them', () => {
  const amount = (text: string, language: Language = 'lv') => {
    const { data, errors } = decode('request/accept', new URLSearchParams({ feeAmount: text }), {
      options: { language },
    })
    return errors.length > 0 ? 'refused' : data['feeAmount']
  }

  it('take a decimal comma or point, and spaces between thousands', () => {
    expect(amount('1 234,50')).to.equal(1234.5)
    expect(amount('1\u00a0234.5')).to.equal(1234.5)
    expect(amount('−3')).to.equal(-3)
    expect(amount('1,234.50', 'en')).to.equal(1234.5)
    expect(amount('12,50', 'en')).to.equal(12.5)
    for (const text of ['12,5,0', '1.2.3', 'x', '12 EUR', '1e999', '--1', '9'.repeat(50)])
      expect(amount(text), text).to.equal('refused')
  })

  it('do not guess where readers differ', () => {
    // A thousand to one reader, a little more than one to another.
    expect(amount('1,234', 'en')).to.equal('refused')
    expect(amount('1,234', 'lv')).to.equal(1.234)
  })

  it('are shown as the language writes them', () => {
    const shown = (language: Language) =>
      encodeForm({ form: formOf('request/accept'), language }, { feeAmount: 1234.5 }).get('feeAmount')
    expect(shown('lv')).to.equal('1234,50')
    expect(shown('en')).to.equal('1234.50')
  })

  const moment = (day: string, month: string, year: string, time: string, exact = ''): Variables =>
    decode(
      'application/coordinate',
      new URLSearchParams({
        'newExpected/day': day,
        'newExpected/month': month,
        'newExpected/year': year,
        'newExpected/time': time,
        ...(exact === '' ? {} : { 'newExpected/exact': exact }),
      }),
    ).data

  it('are moments in Latvia, in winter and in summer', () => {
    expect(moment('12', '3', '2026', '9:05')).to.deep.equal({ newExpected: '2026-03-12T07:05:00.000Z' })
    expect(moment('12.', '07.', '2026.', '9.05')).to.deep.equal({ newExpected: '2026-07-12T06:05:00.000Z' })
    expect(moment('29', '2', '2025', '9:05')).to.deep.equal({})
    expect(moment('12', '3', '26', '9:05')).to.deep.equal({})
  })

  it('keep the second and the hour of an autumn night that nobody changed', () => {
    for (const exact of ['2026-10-25T00:30:13.250Z', '2026-10-25T01:30:13.250Z']) {
      expect(moment('25', '10', '2026', '3:30', exact)).to.deep.equal({ newExpected: exact })
    }
    expect(moment('25', '10', '2026', '3:31', '2026-10-25T01:30:13.250Z')).to.deep.equal({
      newExpected: '2026-10-25T00:31:00.000Z',
    })
  })
})

describe('buttons within a form', () => {
  const lines = 'costLines=0&costLines=1&costLines/0/item=Papīrs&costLines/1/item=Tinte&costLines/1/amount=x'

  it('add a row and keep what is there, also an empty row and what cannot be read', () => {
    const { asked, errors, entered } = decode('delivery-generic/deliver', `${lines}&costLines=2&_do=add:costLines`)
    expect(asked).to.deep.equal({ kind: 'add-row', field: 'costLines' })
    expect(errors).to.deep.equal([])
    expect(entered.getAll('costLines')).to.deep.equal(['0', '1', '2', '3'])
    expect(entered.get('costLines/1/amount')).to.equal('x')
  })

  it('add no more rows than the list may have', () => {
    const { entered } = decode(
      'delivery-generic/deliver',
      `${Array.from({ length: 100 }, (_, row) => `costLines=${row}`).join('&')}&_do=add:costLines`,
    )
    expect(entered.getAll('costLines')).to.have.length(100)
  })

  it('remove a row and number the others anew', () => {
    const { entered } = decode('delivery-generic/deliver', `${lines}&_do=remove:costLines:0`)
    expect(entered.getAll('costLines')).to.deep.equal(['0'])
    expect(entered.get('costLines/0/item')).to.equal('Tinte')
    expect(entered.has('costLines/1/item')).to.equal(false)
  })

  it('look for records; words without a choice look for them, too, so that nothing is sent by mistake', () => {
    const find = { kind: 'find', field: 'finalCategory', register: 'category', words: 'ātr' }
    const words = 'finalCategory/find=+ātr+'
    expect(decode('application/close', `${words}&_do=find:finalCategory`).asked).to.deep.equal(find)
    expect(decode('application/close', `${words}&closureCode=fulfilled`).asked).to.deep.equal(find)
    expect(decode('application/close', `${words}&finalCategory=c1`).asked).to.equal(null)
    // What was looked for already is not looked for again.
    expect(decode('application/close', `${words}&finalCategory/found=ātr`).asked).to.equal(null)
    expect(decode('application/close', `finalCategory/find=&_do=find:finalCategory`).asked).to.deep.equal({
      ...find,
      words: '',
    })
  })

  it('are nothing where no such field is', () => {
    for (const action of [
      'add:nothing',
      'remove:costLines:77',
      'remove:costLines:x',
      'find:costLines',
      'find:',
      'jump',
    ])
      expect(decode('delivery-generic/deliver', `${lines}&_do=${action}`).data, action).to.have.property('costLines')
  })
})

describe('rows', () => {
  it('without a word are left out, and mistakes name the row that is seen', () => {
    const decoded = decode(
      'delivery-generic/deliver',
      'costLines=0&costLines=1&costLines=2&costLines/0/item=&costLines/0/nature=&costLines/1/item=A&costLines/2/amount=x',
    )
    expect(decoded.data).to.deep.equal({ costLines: [{ item: 'A' }, {}] })
    expect(decoded.errors.map(({ pointer }) => pointer)).to.deep.equal(['/costLines/1/amount'])
    expect(decoded.entered.get('costLines/1/amount')).to.equal('x')
    expect(errorLinks({ form: formOf('delivery-generic/deliver'), language: 'lv' }, decoded.errors)).to.deep.equal([
      { text: decoded.errors[0]?.message, id: 'f-costLines-1-amount' },
    ])
  })

  it('that nobody announced are refused', () => {
    const { data, errors } = decode('delivery-generic/deliver', 'costLines=5&costLines/5/item=A&costLines/0/item=B')
    expect(data).to.deep.equal({ costLines: [{ item: 'A' }] })
    expect(errors.map(({ code }) => code)).to.deep.equal(['unknown-field'])
  })
})

describe('fields with a condition', () => {
  it('count only while they are shown', () => {
    const sent = (admissibility: string) =>
      decode(
        'application/classify',
        `admissibility=${admissibility}&question=Kura?&l1Solvable=false&supportType=information`,
      )
    expect(sent('incomplete').data).to.deep.equal({ admissibility: 'incomplete', question: 'Kura?', l1Solvable: false })
    expect(sent('ok').data).to.deep.equal({ admissibility: 'ok', l1Solvable: false })
    expect(sent('ok').errors).to.deep.equal([])
  })

  it('are not shown by a field that is not shown itself', () => {
    const decoded = decode('problem/investigate', 'rootCauseFound=true&nextStep=supplier&supplierQuestion=Kad?')
    expect(decoded.data).to.deep.equal({ rootCauseFound: true })
  })
})

describe('files of a form', () => {
  const uploaded: PostedFile = { field: 'attachments', name: 'b.pdf', mediaType: 'application/pdf', size: 5, id: 'F2' }
  const stored = 'attachments=0&attachments/0/id=F1&attachments/0/name=a.pdf&attachments/0/size=3'

  it('are those that stay and those that came', () => {
    const { data, entered } = decode('application/answer-progress', stored, {
      files: [uploaded],
    })
    expect(data['attachments']).to.deep.equal([
      { id: 'F1', name: 'a.pdf', size: 3 },
      { id: 'F2', name: 'b.pdf', mediaType: 'application/pdf', size: 5 },
    ])
    expect(entered.getAll('attachments')).to.deep.equal(['0', '1'])
  })

  it('can be taken out', () => {
    expect(
      decode('supplier-request/answer', 'answerFiles=0&answerFiles/0/id=F1&answerFiles/0/remove=true').data,
    ).to.deep.equal({})
  })

  it('are what the file store says they are', () => {
    const known = { id: 'F1', name: 'īsts.pdf', mediaType: 'application/pdf', size: 9 }
    const file = (id: string) => (id === 'F1' ? known : undefined)
    const sent = (id: string) =>
      decode('supplier-request/answer', `answerFiles=0&answerFiles/0/id=${id}&answerFiles/0/name=x.exe`, {
        options: { file },
      })
    expect(sent('F1').data).to.deep.equal({ answerFiles: [known] })
    expect(sent('F9').data).to.deep.equal({})
    expect(sent('F9').errors.map(({ code }) => code)).to.deep.equal(['file'])
  })

  it('are refused one by one, with the reason', () => {
    for (const problem of ['too-large', 'wrong-kind', 'infected', 'not-scanned', 'too-many'] as const) {
      const decoded = decode('supplier-request/answer', 'answer=Jā', {
        files: [
          { ...uploaded, field: 'answerFiles', id: '', problem },
          { ...uploaded, field: 'answerFiles' },
        ],
      })
      expect(decoded.data['answerFiles'], problem).to.have.length(1)
      expect(messages(decoded)[0], problem).to.match(/^\/answerFiles .*«b\.pdf».*\.$/)
    }
  })
})
