/** The room of indicators as its readers use it, and the same figures over the API; without a script. */
import { expect } from 'chai'
import { readDemo } from '../../../../api/demo/seed-demo.ts'
import { projectRoot } from '../../../../api/project-root.ts'
import { ServedHouse } from '../../../support/served-house.ts'
import { Visitor } from '../support/visitor.ts'
import { fillMeasures } from './measuring-data.ts'

const { password } = readDemo(projectRoot())

describe('the room of indicators', function () {
  this.timeout(120_000)
  let house: ServedHouse
  before(async () => {
    house = await ServedHouse.open('2027-04-12T10:00:00+03:00', { restarts: false })
    await fillMeasures(house)
    const admin = await house.person('admin')
    const scope = { kind: 'service', id: 'service-s-001' }
    const given = await admin.post('/api/people/kac/roles', { role: 'SM', scope })
    expect(given.status, given.text).to.be.oneOf([200, 201])
  })
  after(() => house.close())

  const visitor = async (login: string): Promise<Visitor> => {
    const one = new Visitor(house.url)
    await one.open('/login')
    await one.fill('Login name', login).fill('Password', password).press('Log in')
    return one
  }

  it('shows each reader what they answer for', async () => {
    const opm = await visitor('opm')
    await opm.open('/measures?period=2027-03')
    expect(opm.text).to.include('Incident management').and.to.include('Volumes by kind')
    expect(opm.text).to.include('2 of 2 meet their target')

    const holder = await visitor('kac')
    await holder.open('/measures')
    expect(holder.find('main a[href*="/measures/services/"]')).to.have.lengthOf(1)
    expect((await holder.open('/measures/services/service-s-001?period=2027-03')).status).to.equal(200)
    expect(holder.text).to.include('Mean time to restore (MTTR)').and.to.include('4 h')
    expect((await holder.open('/measures/services/service-s-014')).status).to.equal(404)
    expect((await holder.open('/measures/processes/incident')).status).to.equal(404)

    expect((await (await visitor('sup')).open('/measures')).status).to.equal(403)
  })

  it('shows a process with values, targets and trends, narrowed by its address', async () => {
    const pm = await visitor('pm')
    await pm.open('/measures/processes/incident?period=2027-03')
    expect(pm.heading).to.equal('Incident management')
    expect(pm.text).to.include('4.5 h')
    expect(pm.find('svg[role=img]').map((svg) => svg.getAttribute('aria-label'))).to.include(
      'From 9.5\u00a0h to 4.5\u00a0h',
    )
    await pm.open('/measures/processes/incident?period=2027-03&service=service-s-014')
    expect(pm.text).to.include('5 h')
    await pm.open('/measures/processes/incident?period=2027-Q1')
    expect(pm.text).to.include('5.5 h')
    await pm.open('/measures/processes/incident?period=2025-01')
    expect(pm.text).to.include('no data in the period').and.to.include('nothing to divide by')
    expect(pm.html).to.not.include('NaN')
  })

  it('shows an indicator by period, service and kind, each figure of the picture in a table', async () => {
    const pm = await visitor('pm')
    await pm.open('/measures/indicators/incident.mttr?period=2027-03')
    expect(pm.text).to.include('4.5 h')
    expect(pm.text).to.include('October 2026').and.to.include('9.5 h')
    const captions = pm.find('caption').map((one) => one.text.trim())
    expect(captions).to.include.members(['By service', 'By priority'])
    expect((await pm.open('/measures/indicators/nothing')).status).to.equal(404)
  })

  it('has the values of a period written down and reviewed by the process manager, once', async () => {
    const pm = await visitor('pm')
    await pm.open('/measures/processes/incident?period=2027-04')
    expect(pm.text).to.include('Values can be written down when the period is over.')
    await pm.open('/measures/processes/incident?period=2027-03')
    await pm.press('Compute and write down')
    expect(pm.text).to.include('The values are computed and written down.').and.to.include('Not reviewed')
    await pm.fill('Remarks', 'x'.repeat(4001)).press('Mark as reviewed')
    expect(pm.status).to.equal(422)
    expect(pm.errors).to.deep.equal(['Shorten the remarks: they may have at most 4,000 characters.'])
    await pm.fill('Remarks', 'Ātrāk nekā ziemā.').press('Mark as reviewed')
    expect(pm.text).to.include('The values are marked as reviewed.').and.to.not.include('Not reviewed')

    const kept = await house.records('opm', 'indicator-value', { period: '2027-03' })
    const mttr = kept.find(({ data }) => (data as { indicatorId: string }).indicatorId === 'indicator-incident-mttr')
    expect(mttr?.['data']).to.include({
      value: 4.5,
      cases: 2,
      reviewed: true,
      reviewedBy: 'pm',
      remarks: 'Ātrāk nekā ziemā.',
    })
    await pm.press('Compute again')
    expect(pm.text).to.not.include('Not reviewed')
  })

  it('makes reports, and says of what it has no data', async () => {
    const mgmt = await visitor('mgmt')
    await mgmt.open('/measures?period=2027-03')
    await mgmt.follow('Volumes by kind')
    expect(mgmt.heading).to.equal('Volumes by kind')
    expect(mgmt.text).to.match(/information\W+Applications\W*2|information 2|information/i)
    for (const key of ['costs', 'service-levels', 'capacity', 'satisfaction']) {
      await mgmt.open(`/measures/reports/${key}?period=2027-03`)
      expect(mgmt.status, key).to.equal(200)
    }
    await mgmt.open('/measures/reports/costs?period=2027-03')
    expect(mgmt.text).to.include('180.00 EUR')
  })

  it('gives the same over the API, as JSON and as CSV', async () => {
    const pm = await house.person('pm')
    const found = await pm.get('/api/measures?indicator=incident.mttr&period=2027-03&periods=2')
    expect(found.json.items).to.deep.equal([
      {
        indicator: 'incident.mttr',
        period: '2027-02',
        part: '',
        value: 5.5,
        reason: null,
        cases: 2,
        unit: 'hours',
        target: 8,
        met: true,
      },
      {
        indicator: 'incident.mttr',
        period: '2027-03',
        part: '',
        value: 4.5,
        reason: null,
        cases: 2,
        unit: 'hours',
        target: 8,
        met: true,
      },
    ])
    const parts = await pm.get('/api/measures?indicator=incident.in-term&period=2027-Q1&by=service')
    expect(parts.json.items.map((one: Record<string, unknown>) => [one['part'], one['value']])).to.deep.equal([
      ['service-s-001', 100],
      ['service-s-014', 66.6667],
    ])
    const csv = await pm.get('/api/measures/export?indicator=incident.mttr&period=2027-03')
    expect(csv.headers['content-type']).to.equal('text/csv; charset=utf-8')
    expect(csv.text.replace('\uFEFF', '').split('\r\n')).to.deep.equal([
      '"indicator","name","process","period","part","value","unit","target","met","cases","reason"',
      '"incident.mttr","Vidējais atjaunošanas laiks (MTTR)","incident","2027-03","","4.5","hours","8","true","2",',
      '',
    ])
    const none = await pm.get('/api/measures?indicator=incident.mttr&period=2025-01')
    expect(none.json.items[0]).to.include({ value: null, reason: 'no-data' })
    expect((await pm.get('/api/measures?period=2027-13')).status).to.equal(400)
    const holder = await house.person('kac')
    expect((await holder.get('/api/measures?indicator=incident.mttr')).status).to.equal(404)
    expect((await holder.get('/api/measures/reports/volumes')).status).to.equal(403)
    const own = await holder.get('/api/measures?indicator=incident.mttr&period=2027-03&serviceId=service-s-001')
    expect(own.json.items[0]).to.include({ value: 4 })
  })

  it('lists indicators, records and reviews over the API, for those who may', async () => {
    const opm = await house.person('opm')
    const { items } = (await opm.get('/api/indicators?processKey=request')).json
    expect(items.find((one: Record<string, unknown>) => one['key'] === 'request.in-term')).to.include({
      core: true,
      target: 95,
      computed: true,
    })
    const recorded = await opm.post('/api/indicator-values/record', { processKey: 'request', period: '2027-02' })
    expect(recorded.json).to.deep.include({ recorded: items.length, missing: [] })
    const review = await opm.post('/api/indicator-values/review', { processKey: 'request', period: '2027-02' })
    expect(review.json).to.deep.equal({ reviewed: items.length })
    const written = await opm.get('/api/indicator-values?processKey=request&period=2027-02')
    expect(written.json.items.every((one: Record<string, unknown>) => one['reviewed'] === true)).to.equal(true)
    expect((await opm.get('/api/measures/reports/volumes?period=2027-03')).json.sections).to.have.lengthOf(5)
    expect((await opm.get('/api/measures/reports/nothing')).status).to.equal(404)
    const sheet = await opm.get('/api/measures/reports/volumes/export?period=2027-03')
    expect(sheet.text).to.include('"incident.volume"')
    await house.step()
    expect((await opm.get('/api/measures/standing')).json).to.deep.equal({ due: 0, isWalking: false })
    expect((await opm.post('/api/measures/recount')).json).to.deep.equal({ isWalking: true })
    await house.step()
    expect((await opm.get('/api/measures?indicator=incident.mttr&period=2027-03')).json.items[0]).to.include({
      value: 4.5,
    })

    const holder = await house.person('kac')
    const asked = { processKey: 'request', period: '2027-02' }
    for (const path of ['/api/indicator-values/record', '/api/indicator-values/review'])
      expect((await holder.post(path, asked)).status).to.equal(403)
    expect((await (await house.person('pm')).post('/api/measures/recount')).status).to.equal(403)
  })
})
