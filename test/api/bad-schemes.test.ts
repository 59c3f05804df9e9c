/** What an owner may get wrong in schemes and their data: each is told with its place and the remedy, and nothing of it is kept. */
import { expect } from 'chai'
import { projectRoot } from '../../api/project-root.ts'
import { readTypicalBundle } from '../../api/typical-bundle.ts'
import { openServer, type Caller, type TestServer } from './support/open-api.ts'

const TYPICAL_FILES = readTypicalBundle(projectRoot())
const file = (name: string): string => TYPICAL_FILES.find((one) => one.name === name)?.content ?? ''

/** The scheme of requests whose owner took out the element that tells the front office of the result. */
function withoutResult(): string {
  return file('request.bpmn')
    .replace(/ *<bpmn:intermediateThrowEvent id="REQ_M09"[\s\S]*?<\/bpmn:intermediateThrowEvent>\n/, '')
    .replace(/ *<bpmn:messageFlow [^>]*"REQ_M09"[^>]*?(\/>|>[\s\S]*?<\/bpmn:messageFlow>)\n/g, '')
    .replace(/ *<bpmn:sequenceFlow id="REQ_M09__REQ_E09"[^>]*\/>\n/, '')
    .replace(/ *<bpmn:(flowNodeRef|incoming|outgoing)>REQ_M09(__REQ_E09)?<\/bpmn:\1>\n/g, '')
    .replace(
      / *<bpmndi:BPMN(Shape|Edge) [^>]*bpmnElement="[^"]*REQ_M09(__REQ_E09|__to__[^"]*)?"[^>]*>[\s\S]*?<\/bpmndi:BPMN\1>\n/g,
      (found) => (/bpmnElement="REQ_(G10|M08)__REQ_M09"/.test(found) ? found : ''),
    )
    .replaceAll('targetRef="REQ_M09"', 'targetRef="REQ_E09"')
    .replace(
      /(<bpmn:endEvent id="REQ_E09"[\s\S]*?)(\n *<\/bpmn:endEvent>)/,
      (_, start: string, end: string) =>
        `${start}\n<bpmn:incoming>REQ_G10__REQ_M09</bpmn:incoming>\n<bpmn:incoming>REQ_M08__REQ_M09</bpmn:incoming>${end}`,
    )
}

/** The fee of an archive statement without its rule for 21 to 100 pages. */
const withGap = (): string =>
  file('decisions/archive-fee.dmn').replace(/ *<rule id="archive-fee-medium">[\s\S]*?<\/rule>\n/, '')

describe('schemes and data that do not fit', function () {
  this.timeout(60_000)
  let server: TestServer
  let opm: Caller
  let spm: Caller
  before(async () => {
    server = await openServer({}, TYPICAL_FILES)
    opm = await server.person('opm', ['OPM'])
    spm = await server.person('spm', ['SPM'])
  })
  after(() => server.close())

  const stored = async () => ({
    deployments: (await opm.get('/api/deployments')).json.items.length,
    request: (await opm.get('/api/process-definitions/key/request')).json.id,
    versions: (await opm.get('/api/process-definitions/key/request/versions')).json.items.length,
    sla: (await spm.get('/api/registers/sla/records')).json.items,
    calendars: (await spm.get('/api/registers/calendar/records')).json.items,
  })
  type Stored = Awaited<ReturnType<typeof stored>>
  let atFirst: Stored
  beforeEach(async () => {
    atFirst = await stored()
  })
  afterEach(async () => {
    expect(await stored(), 'nothing half done').to.deep.equal(atFirst)
  })

  it('warn of a message that another scheme waits for, by its element, and say what to put back', async () => {
    const checked = await opm.post('/api/deployments/check', {
      resources: [{ name: 'request.bpmn', content: withoutResult() }],
    })
    const { problems } = checked.json
    expect(problems.filter(({ severity }) => severity === 'error')).to.deep.equal([])
    const [lost] = problems.filter(({ code }) => code === 'answer-missing')
    expect(lost).to.include({ severity: 'warning', resource: 'request.bpmn', elementId: 'REQ_E01' })
    expect(lost?.message).to.match(
      /never sends "work\.completed", which APP_R01 “Koordinēt darbu līdz izpildei” of "application" waits for\. Put the element that answers back\.$/,
    )
    const whole = await opm.post('/api/deployments/check', {
      resources: [{ name: 'request.bpmn', content: `${file('request.bpmn')}\n` }],
    })
    expect(whole.json.problems.map(({ code }) => code)).to.not.include('answer-missing')
  })

  it('are refused with the missing case where a rule table has a gap, and the diagram beside it is not kept either', async () => {
    const answer = await opm.post('/api/deployments', {
      name: 'Ar caurumu',
      activate: true,
      resources: [
        { name: 'request.bpmn', content: withoutResult() },
        { name: 'decisions/archive-fee.dmn', content: withGap() },
      ],
    })
    expect([answer.status, answer.json.code]).to.deep.equal([422, 'deployment-rejected'])
    const [gap] = answer.json.problems.filter(({ severity }) => severity === 'error')
    expect(gap).to.include({ code: 'rules-gap', resource: 'decisions/archive-fee.dmn', elementId: 'archive-fee' })
    expect(gap?.message).to.match(/^Decision "archive-fee" has no rule for pages = \d+; add one, give its outputs a/)
  })

  it('are refused at the field where a record refers to nothing', async () => {
    const data = {
      name: 'Līmenis',
      parties: [{ party: 'Parauga iestāde', kind: 'holder' }],
      kind: 'sla',
      serviceId: 'service-none',
      agreementVersion: 1,
      validFrom: '2026-01-01',
      targets: [],
    }
    const lv = await spm.post('/api/registers/sla/records', { data }, { 'Accept-Language': 'lv' })
    const en = await spm.post('/api/registers/sla/records', { data }, { 'Accept-Language': 'en' })

    expect([lv.status, lv.json.code]).to.deep.equal([422, 'data-rejected'])
    expect(lv.json.errors).to.deep.equal([
      {
        pointer: '/serviceId',
        code: 'reference',
        message:
          'Reģistrā “Pakalpojums” nav ieraksta ar identifikatoru “service-none”. Norādiet esošu ierakstu vai vispirms izveidojiet to.',
      },
    ])
    expect(en.json.errors.map(({ pointer }) => pointer)).to.deep.equal(['/serviceId'])
    expect(en.json.errors[0]?.message).to.not.equal(lv.json.errors[0]?.message)
  })

  describe('name records that are not there', () => {
    const lv = { 'Accept-Language': 'lv' }
    const en = { 'Accept-Language': 'en' }
    const placesOf = ({ status, json }: Awaited<ReturnType<Caller['post']>>) => [
      status,
      json.code,
      json.errors.map(({ pointer, code }) => `${pointer} ${code}`),
    ]
    let pm: Caller
    before(async () => {
      pm = await server.person('pm', ['PM', 'OPM', 'SM', 'FIN', 'MGMT'])
    })

    it('is refused at the field of a start form, also within lists and rows', async () => {
      const start = '/api/process-definitions/key/capacity/start'
      const demand = [{ serviceId: 'service-nor-this', perMonth: 5 }]
      const variables = { serviceIds: ['service-none'], horizonMonths: 12, reason: 'Jauns pakalpojums', demand }
      const answer = await pm.post(start, { startEventId: 'CAP_E01', variables }, en)
      expect(placesOf(answer)).to.deep.equal([
        422,
        'form-rejected',
        ['/serviceIds/0 reference', '/demand/0/serviceId reference'],
      ])
      expect(answer.json.errors[0]?.message).to.equal(
        'Expected an existing record of register “Service”, but there is none with id “service-none”. Choose one that is there, or create it first.',
      )
      expect((await pm.get('/api/process-instances?processKey=capacity')).json.items).to.deep.equal([])
    })

    it('is refused in a message at its field, and a detected incident must name a service or an item', async () => {
      const payload = { title: 'Nedarbojas', symptoms: 'Kļūda', occurredAt: '2026-03-02T07:00:00Z', source: 'staff' }
      const send = (more: object) =>
        pm.post('/api/messages', { messageName: 'incident.detected', payload: { ...payload, ...more } }, lv)
      expect(placesOf(await send({}))).to.deep.equal([422, 'data-rejected', ['/serviceId required-one-of']])
      expect(placesOf(await send({ serviceId: null, ciId: null }))).to.deep.equal([
        422,
        'data-rejected',
        ['/serviceId required-one-of'],
      ])
      expect(placesOf(await send({ ciId: 'SRV-none' }))).to.deep.equal([422, 'data-rejected', ['/ciId reference']])
      expect((await pm.get('/api/process-instances?processKey=incident')).json.items).to.deep.equal([])
    })
  })

  it('are refused at the hours that overlap', async () => {
    const data = {
      name: { lv: 'Filiāle', en: 'Branch' },
      timezone: 'Europe/Riga',
      holidays: [],
      week: {
        tue: [
          ['08:30', '13:00'],
          ['12:30', '17:00'],
        ],
      },
    }
    const answer = await spm.post('/api/registers/calendar/records', { data }, { 'Accept-Language': 'en' })

    expect([answer.status, answer.json.code]).to.deep.equal([422, 'data-rejected'])
    expect(answer.json.errors).to.deep.equal([
      {
        pointer: '/week/tue/1',
        code: 'overlap',
        message: 'The hours 12:30–17:00 overlap with 08:30–13:00. Put the spans in order so that none overlaps.',
      },
    ])
  })
})
