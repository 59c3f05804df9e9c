import { expect } from 'chai'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import type { Json, Variables } from '../../../../engine/model/json.ts'
import { columnsOf } from '../../../../engine/records/exchange/columns.ts'
import type { Format } from '../../../../engine/records/exchange/import-row.ts'
import { readFile } from '../../../../engine/records/exchange/read-file.ts'
import { recordWriter } from '../../../../engine/records/exchange/write-records.ts'
import type { Register } from '../../../../engine/records/register.ts'
import { loadProcessData } from '../../../../processes/load-process-data.ts'
import { folder } from '../../../processes/handlers/open-case.ts'

const text = { type: 'string' }
const register: Register = {
  register: 'thing',
  name: { lv: 'Lieta', en: 'Thing' },
  number: 'L-{YYYY}-{000}',
  title: 'name',
  search: [],
  unique: [],
  access: { read: ['*'], write: [] },
  reference: true,
  schema: {
    type: 'object',
    properties: {
      name: { type: 'object', properties: { lv: text, en: text }, required: ['lv'] },
      note: text,
      id: text,
      fee: { type: 'number' },
      vital: { type: 'boolean' },
      words: { type: 'array', items: text },
      days: { type: 'array', items: { type: 'integer' } },
      rows: { type: 'array', items: { type: 'object' } },
      anything: {},
      both: { type: 'object', properties: { lv: text, en: text } },
    },
  },
}

const stamps = { createdAt: '', createdBy: null, updatedAt: '', updatedBy: null, institutionId: 'i', register: 'thing' }
const written = (format: Format, records: readonly { id: string; status: string | null; data: Variables }[]) => {
  const writer = recordWriter(register, format)
  const pages = records.map((record) => writer.page([{ ...stamps, number: 'L-1', version: 2, ...record }]))
  return writer.start() + pages.join('') + writer.end()
}
const read = (content: string | Buffer, format: Format = 'csv') =>
  readFile(register, format, Buffer.from(content), 'en')
const problemsIn = (content: string | Buffer, format: Format = 'csv') =>
  read(content, format).problems.map(({ row, field, code }) => [row, field, code])
/** What a record has; where a file says that there is no value, the record has none. */
const present = (data: Variables) => Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null))

/** Texts that spreadsheets, CSV and our own guards are touchy about. */
const touchy = fc.oneof(
  fc.string({ unit: 'grapheme' }).filter((one) => !one.includes('\0')),
  fc
    .array(
      fc.constantFrom('=', '+', '-', '@', "'", '"', ',', ';', '|', '\n', '\r', '\t', ' ', '[', '1', 'ā', '\uFEFF'),
      {
        maxLength: 6,
      },
    )
    .map((parts) => parts.join('')),
)
// JSON has no negative zero.
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => (one === 0 ? 0 : one))
const json = fc
  .jsonValue({ noUnicodeString: false })
  .map((value) => JSON.parse(JSON.stringify(value)) as Json)
  .filter((value) => value !== null && !JSON.stringify(value).includes('\\u0000'))
const bilingual = fc.record({ lv: touchy, en: touchy }, { requiredKeys: ['lv'] })
const someData = fc.record(
  {
    name: bilingual,
    note: touchy,
    id: touchy,
    fee: number,
    vital: fc.boolean(),
    words: fc.array(touchy, { maxLength: 4 }),
    days: fc.array(fc.integer(), { maxLength: 4 }),
    rows: fc.array(fc.dictionary(fc.constantFrom('a', 'b'), json), { maxLength: 3 }),
    anything: json,
    both: fc.record({ lv: touchy, en: touchy }, { requiredKeys: [] }),
  },
  { requiredKeys: ['name'] },
)
const someRecord = fc.record({
  id: touchy.filter((id) => /^[^\p{Cc}]{1,200}$/u.test(id)),
  status: fc.option(fc.constantFrom('active', '=draft')),
  data: someData,
})

describe('records as files', () => {
  for (const format of ['csv', 'json'] as const) {
    it(`read from ${format} what was written, for every value that a register may hold`, () => {
      fc.assert(
        fc.property(fc.array(someRecord, { minLength: 1, maxLength: 4 }), (records) => {
          const { rows, problems } = read(written(format, records), format)

          expect(problems).to.deep.equal([])
          const back = rows.map(({ id, status, data }) => ({ id, status, data: present(data) }))
          expect(back).to.deep.equal(records.map((record) => ({ ...record, data: present(record.data) })))
        }),
        { numRuns: 300 },
      )
    })
  }

  it('never hold a cell that a spreadsheet takes for a formula', () => {
    fc.assert(
      fc.property(someRecord, (record) => {
        const cells = parse(written('csv', [record]), { bom: true }).flat()
        const isNumber = (cell: string) => Number.isFinite(Number(cell)) && /\d$/.test(cell)
        expect(cells.filter((cell) => /^[=+\-@\t\r\n＝＋－＠]/.test(cell) && !isNumber(cell))).to.deep.equal([])
      }),
      { numRuns: 200 },
    )
    const csv = written('csv', [{ id: 'a', status: null, data: { note: '=1+1', fee: -5, words: ['@x', 'y'] } }])
    expect(csv.split('\r\n')[1]).to.equal(`"a","L-1",,"2",,,"'=1+1",,"-5",,"'@x|y",,,,`)
  })

  it('have the columns of their register, a text in two languages in two, and a mark for spreadsheets', () => {
    const [heading] = written('csv', []).replaceAll('"', '').split('\r\n')

    expect(heading).to.equal(
      '\uFEFFid,number,status,version,name.lv,name.en,note,data.id,fee,vital,words,days,rows,anything,both',
    )
    expect(
      columnsOf(register)
        .map(({ kind }) => kind)
        .join(),
    ).to.equal('text,text,text,text,number,boolean,texts,numbers,json,json,json')
  })

  it('are read as spreadsheets of Latvia save them: semicolons, decimal commas, capital truth, empty rows', () => {
    const csv = 'id;fee;vital;days;note\r\na;14,23;TRUE;1|2;"x;\r\n""y"""\r\n;;;;\r\n\r\nb;-1;false;;\r\n'

    const { rows, problems } = read(csv)

    expect(problems).to.deep.equal([])
    expect(rows.map(({ row, id, data }) => [row, id, data])).to.deep.equal([
      [2, 'a', { note: 'x;\r\n"y"', fee: 14.23, vital: true, days: [1, 2] }],
      [5, 'b', { note: null, fee: -1, vital: false, days: null }],
    ])
  })

  it('leave what is no number or truth value to the schema', () => {
    const [row] = read('id,fee,vital,days\na,12 EUR,maybe,1|x').rows

    expect(row?.data).to.deep.equal({ fee: '12 EUR', vital: 'maybe', days: [1, 'x'] })
  })

  it('are refused with the place and the remedy when they are something else', () => {
    const latin1 = Buffer.from('id,note\na,\xe2', 'latin1')
    const utf16 = Buffer.from('\uFEFFid,note\na,b', 'utf16le')
    const everything = [
      problemsIn(latin1),
      problemsIn(utf16),
      problemsIn('id,note\na,x\0y'),
      problemsIn(''),
      problemsIn('id,note\n\n'),
      problemsIn('id,note\na,"x\n'),
      problemsIn('id,notte,__proto__,note,note\na,,,,'),
      problemsIn('id,name.en\na,x'),
      problemsIn('id,note\na,b,c\nb,c,'),
      problemsIn('id,rows,anything\na,{],"[1,"'),
      problemsIn('id,version\n"a\nb",0\nc,x'),
      problemsIn(`id,note\n${'a,b\n'.repeat(2001)}`),
    ]

    expect(everything).to.deep.equal([
      [[null, null, 'encoding']],
      [[null, null, 'encoding']],
      [[null, null, 'characters']],
      [[null, null, 'empty']],
      [[null, null, 'empty']],
      [[2, null, 'not-csv']],
      [
        [1, 'notte', 'unknown-column'],
        [1, '__proto__', 'unknown-column'],
        [1, 'note', 'doubled-column'],
      ],
      [[1, 'name.en', 'half-column']],
      [[2, null, 'too-many-cells']],
      [
        [2, 'rows', 'bad-cell'],
        [2, 'anything', 'bad-cell'],
      ],
      [
        [2, 'version', 'refused'],
        [2, 'id', 'bad-id'],
        [3, 'version', 'refused'],
      ],
      [[null, null, 'too-many-rows']],
    ])
    const [unknown] = readFile(register, 'csv', Buffer.from('id,notte\na,b'), 'lv').problems
    expect(unknown?.message).to.equal('Reģistram nav kolonnas “notte”.')
    expect(unknown?.remedy).to.match(/^Izņemiet vai pārdēvējiet to\. Kolonnas ir: id, number, .*note/)
  })

  it('are refused as JSON that is no list of records', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    const codes = (content: string) => problemsIn(content, 'json').map((problem) => problem.join(' ').trim())

    expect(codes('{"id":')).to.deep.equal(['not-json'])
    expect(codes('{"data":{}}')).to.deep.equal(['not-json'])
    expect(codes('[]')).to.deep.equal(['empty'])
    expect(codes(`[1, {"id":"a"}, {"data":[]}, {"data":{}, "id":7, "__proto__":{"x":1}}]`)).to.deep.equal([
      '1  not-record',
      '2  not-record',
      '3  not-record',
      '4 __proto__ unknown-column',
      '4 id bad-id',
    ])
    expect(codes(deep)).to.have.length(1)
    expect(codes(JSON.stringify(Array.from({ length: 2001 }, () => ({ data: {} }))))).to.deep.equal(['too-many-rows'])
  })

  it('have a column for every field of every register', () => {
    for (const one of loadProcessData(folder).registers) {
      const names = columnsOf(one).map(({ name }) => name)
      expect(new Set(names).size, one.register).to.equal(names.length)
    }
  })
})
