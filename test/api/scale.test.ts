/** Figures over institutions: one tells its own, a lead takes in those of others and sees what they come to. */
import { expect } from 'chai'
import type { ScaleFigure, ScaleReport } from '../../processes/scale/report.ts'
import { openServer, type Caller, type TestServer } from './support/open-api.ts'

const PERIOD = '2026-02'
const CSV = { 'Content-Type': 'text/csv' }

const INSTITUTIONS = [
  { id: 'ministry', regNo: '1', kind: 'ministry' },
  { id: 'town', regNo: '4', kind: 'municipality' },
  { id: 'institution', regNo: '2', kind: 'institution', sectorId: 'ministry' },
  // Through its parent it is of the same sector.
  { id: 'branch', regNo: '3', kind: 'institution', parentId: 'institution', municipalityId: 'town' },
  { id: 'office', regNo: '5', kind: 'institution', parentId: 'town', hasServices: false },
]

const SPREADS = [
  { indicator: 'request.lead-time', minutes: 1440, n: 2 },
  { indicator: 'request.lead-time', minutes: 14_400, n: 1 },
]

const figure = (indicator: string, n: number, more: Partial<ScaleFigure> = {}): ScaleFigure => ({
  indicator,
  side: 'of',
  by: 'all',
  part: '',
  n,
  total: n,
  per: n,
  ...more,
})

/** A report as an institution with one service writes it. */
function reportOf(regNo: string, figures: readonly ScaleFigure[], more: Partial<ScaleReport> = {}) {
  return {
    format: 'ritums-scale-report',
    version: 1,
    regNo,
    period: PERIOD,
    madeAt: '2026-03-01T08:00:00Z',
    maturity: { operational: 2, formal: 3, strict: 1 },
    services: [{ code: 'A-1', virsisId: 'V-1', name: { lv: 'Izziņa' } }],
    figures,
    spreads: [],
    ...more,
  }
}

describe('figures over institutions', function () {
  this.timeout(60_000)
  let server: TestServer
  let admin: Caller
  let state: Caller

  before(async () => {
    server = await openServer()
    admin = await server.person('admin', ['ADMIN'])
    state = await server.person('state', ['STL'])
    const create = async (register: string, data: object, id?: string): Promise<void> => {
      const body = { data, ...(id === undefined ? {} : { id }) }
      const made = await admin.post(`/api/registers/${register}/records`, body)
      expect(made.status, made.text).to.equal(201)
    }
    for (const { id, ...data } of INSTITUTIONS) await create('institution', { name: { lv: id }, ...data }, id)
    for (const [id, more] of [
      ['s-1', { virsisId: 'V-1' }],
      ['s-2', {}],
    ] as const)
      await create('service', { code: id, name: { lv: id }, kind: 'public_individual', ...more }, id)
    for (const [index, serviceId] of ['s-1', 's-1', 's-2'].entries()) {
      await create('application', {
        channel: 'phone',
        kind: index === 0 ? 'information' : 'service_request',
        receivedAt: `${PERIOD}-05T08:00:00Z`,
        subject: 'Izziņa',
        serviceId,
      })
      await create('incident', {
        title: 'Nestrādā',
        serviceId,
        priority: 'P3',
        occurredAt: `${PERIOD}-05T06:00:00Z`,
        restoredAt: `${PERIOD}-05T0${7 + index}:00:00Z`,
        resolveDue: `${PERIOD}-05T08:30:00Z`,
      })
    }
    await create('cost-entry', {
      date: `${PERIOD}-05`,
      amount: 100.25,
      serviceId: 's-1',
      processKey: 'incident',
      nature: 'direct',
      frequency: 'one_off',
      source: 'line',
    })
    await server.house.engine.settle()
  })
  after(() => server.close())

  const handIn = (caller: Caller, report: object) => caller.post('/api/scale/reports', report)
  const own = async (): Promise<ScaleReport> => {
    const made = await admin.get(`/api/scale/report?period=${PERIOD}`)
    expect(made.status, made.text).to.equal(200)
    return made.json as unknown as ScaleReport
  }
  const view = async (caller: Caller, scale: string, more = '') => {
    const answer = await caller.get(`/api/scale?scale=${scale}&period=${PERIOD}${more}`)
    expect(answer.status, answer.text).to.equal(200)
    return answer.json as unknown as ViewAnswer
  }
  const totalOf = ({ indicators }: ViewAnswer, key: string) => {
    const found = indicators.find(({ indicator }) => indicator === key)
    return found && { value: found.value, told: found.told }
  }
  const stored = async (): Promise<number> =>
    (await state.get('/api/registers/scale-report/records?limit=200')).json.items.length
  const problemsOf = (answer: { readonly json: object }) =>
    (answer.json as { readonly report: { readonly problems: readonly Problem[] } }).report.problems.map(
      ({ row, field, code }) => [row, field, code],
    )

  it('are made of sums, whose parts are what their totals say', async () => {
    const { regNo, services, figures, maturity } = await own()

    expect([regNo, services.map(({ code }) => code)]).to.deep.equal(['2', ['s-1', 's-2']])
    expect(maturity).to.include({ operational: 1, strict: 1 })
    const of = (key: string) =>
      figures
        .filter(({ indicator }) => indicator === key)
        .map(({ by, part, n, total, per }) => [by, part, n, total, per])
    expect(of('application.volume')).to.deep.equal([
      ['all', '', 3, 3, 3],
      ['service', 's-1', 2, 2, 2],
      ['service', 's-2', 1, 1, 1],
      ['kind', 'information', 1, 1, 1],
      ['kind', 'service_request', 2, 2, 2],
    ])
    expect(of('incident.in-term')).to.deep.equal([
      ['all', '', 3, 2, 3],
      ['service', 's-1', 2, 2, 2],
      ['service', 's-2', 1, 0, 1],
    ])
    expect(of('finance.actual').slice(0, 2)).to.deep.equal([
      ['all', '', 1, 100.25, 1],
      ['service', 's-1', 1, 100.25, 1],
    ])
  })

  it('cannot be made before the period is over, nor without the number by which a lead knows the institution', async () => {
    const early = await admin.get('/api/scale/report?period=2026-03')
    const foreign = await (await server.person('boss', ['ADMIN'], 'other')).get(`/api/scale/report?period=${PERIOD}`)

    expect([early.status, early.json.code]).to.deep.equal([409, 'period-not-over'])
    expect([foreign.status, foreign.json.code]).to.deep.equal([409, 'no-registration-number'])
  })

  it('add up over a sector: shares of sums, medians of all, and who has not told is said', async () => {
    const ownReport = await own()
    expect((await handIn(state, ownReport)).json).to.include({ outcome: 'created', institutionId: 'institution' })
    const branch = reportOf(
      '3',
      [
        figure('application.volume', 7),
        figure('application.volume', 7, { by: 'service', part: 'A-1' }),
        figure('application.volume', 7, { by: 'kind', part: 'information' }),
        figure('incident.in-term', 97, { total: 97 }),
        figure('finance.actual', 2, { total: 50.5 }),
        figure('request.lead-time', 3),
      ],
      { spreads: SPREADS },
    )
    expect((await handIn(state, branch)).json).to.include({ outcome: 'created', institutionId: 'branch' })

    const sector = await view(state, 'sector:ministry')

    expect(
      sector.institutions.map(({ institutionId, madeAt }) => [institutionId, madeAt !== null]),
    ).to.have.deep.members([
      ['ministry', false],
      ['institution', true],
      ['branch', true],
    ])
    expect(totalOf(sector, 'application.volume')).to.deep.equal({ value: 10, told: 2 })
    // 2 of 3 and 97 of 97; the mean of both shares would be 83.33.
    expect(totalOf(sector, 'incident.in-term')).to.deep.equal({ value: 99, told: 2 })
    expect(totalOf(sector, 'finance.actual')).to.deep.equal({ value: 150.75, told: 2 })
    expect(totalOf(sector, 'request.lead-time')).to.deep.equal({ value: 1, told: 2 })
    expect(totalOf(sector, 'sla.satisfaction')).to.deep.equal({ value: null, told: 1 })
    const volumes = sector.indicators.find(({ indicator }) => indicator === 'application.volume')
    expect(volumes?.kinds.map(({ kind, value }) => [kind, value])).to.deep.equal([
      ['information', 8],
      ['service_request', 2],
    ])
    expect(volumes?.institutions.find(({ institutionId }) => institutionId === 'ministry')).to.include({
      value: null,
      reason: 'not-told',
    })
    expect(totalOf(await view(state, 'municipality:town'), 'application.volume')).to.deep.equal({ value: 7, told: 1 })
    // Who has no services is not missed.
    expect((await view(state, 'state')).institutions.map(({ institutionId }) => institutionId)).to.not.include('office')
  })

  it('are told apart by a service of the basket, which VIRSIS makes the same for all', async () => {
    const { basket } = await view(state, 'state')
    expect(basket.map(({ key, institutionIds }) => [key, institutionIds.toSorted()])).to.deep.equal([
      ['virsis/V-1', ['branch', 'institution']],
      ['institution/s-2', ['institution']],
    ])

    const shared = await view(state, 'state', '&service=virsis/V-1')
    expect(totalOf(shared, 'application.volume')).to.deep.equal({ value: 9, told: 2 })
    // The branch told no incidents by service.
    expect(totalOf(shared, 'incident.in-term')).to.deep.equal({ value: 100, told: 1 })
    expect(totalOf(await view(state, 'state', '&service=institution/s-2'), 'incident.in-term')).to.include({ value: 0 })
    expect(totalOf(await view(state, 'state', '&service=none/x'), 'application.volume')).to.include({ value: null })
  })

  it('go out for spreadsheets with institutions, kinds and totals', async () => {
    const { status, text } = await state.get(`/api/scale/export?scale=sector:ministry&period=${PERIOD}`)
    const lines = text.replaceAll('"', '').split('\r\n')

    expect(status).to.equal(200)
    expect(lines[0]).to.include('scale,period,service,regNo,institution,indicator,name,kind,value')
    expect(lines.filter((line) => line.includes('incident.in-term'))).to.have.lengthOf(4)
    expect(lines.some((line) => line.includes(',1,ministry,incident.in-term,') && line.includes('not-told'))).to.equal(
      true,
    )
  })

  it('replace what was told before, keep it in the history, and change nothing when they are the same', async () => {
    const before = await stored()
    const sheet = await admin.get(`/api/scale/report/export?period=${PERIOD}`)
    const raw = sheet.text
    const again = await state.call('POST', '/api/scale/reports?format=csv', { raw, headers: CSV })
    expect(again.json, again.text).to.include({ outcome: 'unchanged', version: 1 })

    const report = await own()
    const fewer = { ...report, figures: report.figures.filter(({ indicator }) => indicator !== 'finance.actual') }
    const replaced = await handIn(state, fewer)
    expect(replaced.json).to.include({ outcome: 'replaced', version: 2 })
    expect(totalOf(await view(state, 'sector:ministry'), 'finance.actual')).to.deep.equal({ value: 50.5, told: 1 })
    const older = await handIn(state, { ...report, madeAt: '2026-03-01T00:00:00Z' })
    expect([older.status, ...problemsOf(older)]).to.deep.equal([422, [null, 'madeAt', 'older']])
    const { recordId } = replaced.json as unknown as { recordId: string }
    const history = await state.get(`/api/registers/scale-report/records/${recordId}/history`)
    expect(history.json.items).to.have.lengthOf(2)
    expect((await handIn(state, { ...(await own()) })).json).to.include({ outcome: 'replaced', version: 3 })
    expect(await stored()).to.equal(before)
  })

  it('are for the lead of each scale alone', async () => {
    const by = { id: 'system', institutionId: 'institution', grants: new Set(['*']) }
    const lead = await server.person('town-lead', [])
    const scope = { kind: 'holder', id: 'town' } as const
    await server.house.identity.people.giveRole({ by, login: 'town-lead', role: { role: 'MUL', scope } })
    const sector = await server.person('sector-lead', ['SEL'])
    const opm = await server.person('opm', ['OPM'])
    const statusOf = async (caller: Caller, scale: string) =>
      (await caller.get(`/api/scale?scale=${scale}&period=${PERIOD}`)).status

    expect(await statusOf(lead, 'municipality:town')).to.equal(200)
    for (const scale of ['state', 'sector:ministry', 'municipality:elsewhere', 'sector:town', 'nowhere'])
      expect(await statusOf(lead, scale), scale).to.equal(404)
    expect([await statusOf(sector, 'sector:ministry'), await statusOf(sector, 'state')]).to.deep.equal([200, 404])
    expect(await statusOf(opm, 'state')).to.equal(403)
    expect((await opm.get(`/api/scale/report?period=${PERIOD}`)).status).to.equal(200)
    expect((await lead.get('/api/registers/scale-report/records')).status).to.equal(404)

    const ofTown = reportOf('4', [])
    expect((await handIn(lead, reportOf('2', []))).status).to.equal(403)
    expect((await handIn(sector, ofTown)).status).to.equal(403)
    expect((await handIn(lead, ofTown)).json).to.include({ outcome: 'created' })
    const key = await server.system('scale.report:4')
    expect((await handIn(key, ofTown)).json).to.include({ outcome: 'unchanged' })
    expect((await handIn(key, reportOf('3', []))).status).to.equal(403)
    expect((await handIn(await server.system('process.read'), ofTown)).status).to.equal(403)
  })

  describe('that are wrong', () => {
    const volume = [
      figure('application.volume', 7),
      figure('application.volume', 6, { by: 'service', part: 'A-1' }),
      figure('application.volume', 7, { by: 'kind', part: 'information' }),
    ]
    const good = (more: object = {}) => ({ ...reportOf('1', [figure('request.volume', 1)]), ...more })
    const bad: readonly (readonly [string, object, readonly (readonly [number | null, string | null, string])[]])[] = [
      [
        'totals that their services do not add up to',
        good({ figures: volume }),
        [
          [1, 'figures.n', 'wrong-total-services'],
          [1, 'figures.total', 'wrong-total-services'],
          [1, 'figures.per', 'wrong-total-services'],
        ],
      ],
      [
        'more kept than there were',
        good({ figures: [figure('incident.in-term', 2, { total: 3 })] }),
        [[1, 'figures.total', 'more-than-all']],
      ],
      [
        'a spread that is not its count',
        good({ figures: [figure('request.lead-time', 2)], spreads: SPREADS }),
        [[1, 'figures.n', 'wrong-spread']],
      ],
      [
        'an indicator that nobody collects, and one twice',
        good({ figures: [figure('problem.age', 1), figure('request.volume', 1), figure('request.volume', 1)] }),
        [
          [1, 'figures.indicator', 'unknown-indicator'],
          [3, 'figures.part', 'doubled-figure'],
        ],
      ],
      [
        'a service that is not in the list',
        good({ figures: [figure('request.volume', 1), figure('request.volume', 1, { by: 'service', part: 'X' })] }),
        [[2, 'figures.part', 'unknown-service']],
      ],
      [
        'a part without a total',
        good({ figures: [figure('request.volume', 1, { by: 'service' })] }),
        [[1, 'figures.by', 'no-total']],
      ],
      ['a negative count', good({ figures: [figure('request.volume', -1)] }), [[1, 'figures.n', 'minimum']]],
      [
        'a service twice',
        good({ services: [...reportOf('1', []).services, ...reportOf('1', []).services] }),
        [[2, 'services.code', 'doubled-service']],
      ],
      ['no figures', { ...good(), figures: undefined }, [[null, 'figures', 'required']]],
      [
        'a level that there is not',
        good({ maturity: { operational: 6, formal: 1, strict: 1 } }),
        [[null, 'maturity.operational', 'maximum']],
      ],
      ['an institution that nobody knows', good({ regNo: '99' }), [[null, 'regNo', 'unknown-institution']]],
      ['no institution', { ...good(), regNo: null }, [[null, 'regNo', 'unknown-institution']]],
      ['no period', good({ period: '2026-13' }), [[null, 'period', 'no-period']]],
      ['a period that is not over', good({ period: '2026' }), [[null, 'period', 'not-over']]],
      ['a time before the period was over', good({ madeAt: '2026-02-20T00:00:00Z' }), [[null, 'madeAt', 'bad-moment']]],
      ['a time to come', good({ madeAt: '2027-01-01T00:00:00Z' }), [[null, 'madeAt', 'bad-moment']]],
      ['a format to come', good({ version: 2 }), [[null, 'format', 'wrong-format']]],
      ['a field that there is not', good({ extra: 1 }), [[null, 'extra', 'unknown-field']]],
      ['figures that are no list', good({ figures: {} }), [[null, 'figures', 'not-a-list']]],
      ['no object', [], [[null, null, 'not-readable']]],
    ]
    for (const [what, report, problems] of bad)
      it(`are told at row and field, and nothing is taken: ${what}`, async () => {
        const before = await stored()
        const answer = await handIn(state, report)
        expect([answer.status, answer.json.code], answer.text).to.deep.equal([422, 'import-rejected'])
        expect(problemsOf(answer)).to.deep.equal(problems)
        expect(await stored()).to.equal(before)
      })

    it('are told in a spreadsheet at its own rows and columns', async () => {
      const lines = [
        'row;format;version;regNo;period;madeAt;code;name.lv;indicator;side;by;part;n;total;per',
        `report;ritums-scale-report;1;1;${PERIOD};2026-03-01T08:00:00Z;;;;;;;;;`,
        ';;;;;;;;;;;;;;',
        'service;;;;;;A-1;Izziņa;;;;;;;',
        'figure;;;;;;;;finance.actual;of;all;;2;10,5;2',
        'figure;;;;;;;;finance.actual;of;service;A-1;2;10,25;2',
      ]
      const bring = (some: readonly string[]) =>
        state.call('POST', '/api/scale/reports?format=csv', { raw: some.join('\r\n'), headers: CSV })

      expect(problemsOf(await bring(lines))).to.deep.equal([[5, 'total', 'wrong-total-services']])
      expect(problemsOf(await bring([...lines, 'sum;;;;;;;;;;;;;;']))).to.deep.equal([[7, 'row', 'unknown-field']])
      expect(problemsOf(await bring([`${lines[0]};x`, ...lines.slice(1)]))).to.deep.equal([[1, 'x', 'unknown-field']])
      expect(problemsOf(await bring([...lines.slice(0, 5), lines[5]?.replace('10,25', 'desmit') ?? '']))).to.deep.equal(
        [[6, 'total', 'type']],
      )
      const mended = await bring([...lines.slice(0, 5), lines[5]?.replace('10,25', '10,5') ?? ''])
      expect(mended.json, mended.text).to.include({ outcome: 'created', institutionId: 'ministry' })
    })

    it('are said in Latvian to who reads it', async () => {
      const answer = await state.post('/api/scale/reports', good({ figures: volume }), { 'Accept-Language': 'lv' })
      const { problems } = (answer.json as unknown as { report: { problems: readonly Problem[] } }).report
      expect(problems[0]?.message).to.equal('Kopā ir 7, bet pa pakalpojumiem sanāk 6. Izlabojiet kopsummu vai daļas.')
    })
  })
})

interface Problem {
  readonly row: number | null
  readonly field: string | null
  readonly code: string
  readonly message: string
}

interface ViewAnswer {
  readonly institutions: readonly { readonly institutionId: string; readonly madeAt: string | null }[]
  readonly indicators: readonly {
    readonly indicator: string
    readonly value: number | null
    readonly told: number
    readonly institutions: readonly {
      readonly institutionId: string
      readonly value: number | null
      readonly reason: string | null
    }[]
    readonly kinds: readonly { readonly kind: string; readonly value: number | null }[]
  }[]
  readonly basket: readonly { readonly key: string; readonly institutionIds: readonly string[] }[]
}
