/** The room of registers, used by people without scripts on the typical edition. */
import { expect } from 'chai'
import { readDemo } from '../../../../api/demo/seed-demo.ts'
import { projectRoot } from '../../../../api/project-root.ts'
import { ServedHouse } from '../../../support/served-house.ts'
import { Visitor } from '../support/visitor.ts'

const { password } = readDemo(projectRoot())

describe('the room of registers', () => {
  let house: ServedHouse
  before(async () => {
    house = await ServedHouse.open('2026-04-13T10:00:00+03:00', { restarts: false })
  })
  after(() => house.close())

  const visitor = (login: string, language: 'lv' | 'en' = 'en'): Promise<Visitor> =>
    new Visitor(house.url, language).logIn(login, password)
  const rows = (page: Visitor): readonly string[] =>
    page.find('tbody th a').map((link) => link.structuredText.replace(/\s+/g, ' ').trim())
  const reads = async (query: Record<string, string>): Promise<readonly unknown[]> =>
    (await house.get('admin', `/api/record-reads?${new URLSearchParams(query)}`)).items

  it('shows the registers that one may read, and finds them by what they are for', async () => {
    const page = await visitor('kac')
    await page.open('/registers')
    expect(page.heading).to.equal('Registers')
    expect(rows(page)).to.include.members(['Applications', 'Clients', 'Services'])
    expect(rows(page)).not.to.include('Declared residences')
    page.fill('Find a register', 'ratings by clients')
    await page.press('Filter')
    expect(rows(page)).to.deep.equal(['Surveys'])

    const lv = await (await visitor('kac', 'lv')).open('/registers?q=iestades')
    expect(rows(lv)).to.include('Iestādes')
    await page.open('/registers/residence')
    expect(page.status).to.equal(404)
  })

  it('opens every register, and a record of each, in both languages', async () => {
    for (const language of ['lv', 'en'] as const) {
      const page = await visitor('opm', language)
      await page.open('/registers')
      const addresses = page.find('tbody th a').map((link) => link.getAttribute('href') ?? '')
      expect(addresses.length).to.be.greaterThan(30)
      for (const address of addresses) {
        await page.open(address)
        expect(page.status, address).to.equal(200)
        const first = page.find('tbody th a')[0]?.getAttribute('href')
        if (first === undefined) continue
        await page.open(first)
        expect(page.status, first).to.equal(200)
      }
    }
  })

  it('finds records by words and status, in order, and gives what is found as a file', async () => {
    const page = await (await visitor('sm')).open('/registers/service')
    page.fill('Search', 'arhiva').fill('Order', 'Oldest first')
    await page.press('Filter')
    expect(page.address).to.equal('/registers/service?q=arhiva&status=&order=oldest')
    expect(rows(page)).to.deep.equal(['Archive statement'])
    const csv = page.find('a[download]')[0]?.getAttribute('href') ?? ''
    expect(csv).to.equal('/api/registers/service/export?format=csv&text=arhiva')
    const file = await (await house.person('sm')).get(csv)
    expect(file.text.split('\n').filter((line) => line.includes('S-0'))).to.have.length(1)

    page.fill('Status', 'no longer in force')
    await page.press('Filter')
    expect(page.text).to.include('No record fits the filter')
  })

  it('shows a service with its words, manager, group, agreement and delivery', async () => {
    const page = await (await visitor('exe')).open('/registers/service/service-s-014')
    expect(page.heading).to.equal('Declaration of residence')
    expect(page.text).to.include('Service manager Māris Ozoliņš')
    expect(page.text).to.include('Delivery process Declaration of residence')
    const agreement = page.find('a').find((link) => (link.getAttribute('href') ?? '').startsWith('/registers/sla/'))
    await page.open(agreement?.getAttribute('href') ?? '')
    expect(page.text).to.include('Time to complete')
    // The executor reads services, and does not write them.
    await page.open('/registers/service/service-s-014/edit')
    expect(page.status).to.equal(403)
  })

  it('leaves the trace of who reads personal data, and why where the address says it', async () => {
    const page = await visitor('kac')
    await page.open('/registers/application?purpose=Call+of+a+client')
    const [list] = (await reads({ by: 'kac', register: 'application' })) as { operation: string; purpose: string }[]
    expect(list).to.include({ operation: 'list', purpose: 'Call of a client' })
    await page.follow('Kad ir atvērts klientu centrs')
    const [get] = (await reads({ by: 'kac', register: 'application' })) as { operation: string }[]
    expect(get).to.include({ operation: 'get', purpose: null })
    await page.follow('History')
    const [history] = (await reads({ by: 'kac', register: 'application' })) as { operation: string }[]
    expect(history).to.include({ operation: 'history' })
  })

  it('leads from the main record of a case to the case, and says that its process moves it', async () => {
    const page = await (await visitor('kac')).open('/registers/application')
    expect(page.text).to.include('Cases make and change the records of this register.')
    expect(page.find('a').map((link) => link.getAttribute('href'))).not.to.include('/registers/application/new')
    await page.follow('Kad ir atvērts klientu centrs')
    const links = page.find('a[href^="/cases/"]')
    expect(links).to.have.length(1)
    const id = (links[0]?.getAttribute('href') ?? '').split('/').at(-1) ?? ''
    expect((await house.instance('kac', id))['processKey']).to.equal('application')
    for (const path of ['new', 'import']) {
      await page.open(`/registers/application/${path}`)
      expect(page.status, path).to.equal(403)
    }
  })

  it('creates a record with what was typed, and says what is wrong field by field', async () => {
    const page = await (await visitor('rm')).open('/registers/configuration-item')
    await page.follow('New record')
    page.fill('Name', 'Queue display').fill('Type of item', 'equipment')
    await page.press('Create the record')
    expect(page.status).to.equal(422)
    expect(page.errors).to.deep.equal(['Enter “Item number”.'])
    page.fill('Item number', 'IS-0007')
    await page.press('Create the record')
    expect(page.errors).to.deep.equal([
      'There is a record with this value already: Item number. Choose another, or edit that record.',
    ])
    expect(page.find('a[href="/registers/configuration-item/IS-0007"]')).to.have.length(1)
    page.fill('Item number', 'TER-0001').fill('Status', 'planned')
    const [first, second] = await page.pressTwice('Create the record')
    expect([first.status, second.status]).to.deep.equal([200, 200])
    expect(page.text).to.include('The record was created.')
    const made = await house.records('rm', 'configuration-item', { ciNumber: 'TER-0001' })
    expect(made).to.have.length(1)
    expect(made[0]).to.deep.include({
      status: 'planned',
      data: { ciNumber: 'TER-0001', name: 'Queue display', type: 'equipment' },
    })
  })

  it('changes only what was changed, and tells it in the history', async () => {
    const page = await (await visitor('rm')).open('/registers/configuration-item/SRV-0031')
    const before = await house.record('rm', 'configuration-item', 'SRV-0031')
    await page.follow('Edit')
    await page.press('Save')
    expect(page.text).to.include('Nothing had been changed')
    await page.follow('Edit')
    page.fill('Location', 'Room 12').fill('Status', 'maintenance')
    await page.press('Save')
    expect(page.text).to.include('The changes were saved.')
    const after = await house.record('rm', 'configuration-item', 'SRV-0031')
    expect(after['data']).to.deep.equal({ ...(before['data'] as object), location: 'Room 12' })
    expect(after['status']).to.equal('maintenance')
    await page.follow('History')
    expect(page.text).to.include('Oskars Balodis')
    expect(page.text).to.match(/Location .*Room 12/)
    expect(page.text).to.include('in use → maintenance')
    await page.follow('Show the record as it was (Version 1)')
    expect(page.text).to.include('version 1').and.not.include('Room 12')
  })

  it('keeps what was typed when somebody else was quicker, and undoes nothing of theirs', async () => {
    const slow = await (await visitor('rm')).open('/registers/configuration-item/NET-0003/edit')
    const quick = await (await visitor('rpm')).open('/registers/configuration-item/NET-0003/edit')
    quick.fill('Location', 'Cellar')
    await quick.press('Save')
    expect(quick.status).to.equal(200)

    slow.fill('Name', 'Switch of the data centre')
    await slow.press('Save')
    expect(slow.status).to.equal(409)
    expect(slow.text).to.include('Somebody else changed the record while you were editing').and.include('Aija Kļaviņa')
    expect(slow.text).to.match(/Location .*Cellar/)
    expect(slow.find('[id="f-name"]')[0]?.getAttribute('value')).to.equal('Switch of the data centre')
    await slow.press('Save')
    expect(slow.text).to.include('The changes were saved.')
    expect((await house.record('rm', 'configuration-item', 'NET-0003'))['data']).to.include({
      name: 'Switch of the data centre',
      location: 'Cellar',
    })
  })

  it('relates records by references, also in a list and in rows that are added', async () => {
    const page = await (await visitor('sm')).open('/registers/sla/new')
    page
      .fill('Name', 'Archive: quick answers')
      .fill('Service', 'Archive statement')
      .choose('Kind of agreement', 'Service level agreement')
    await page.press('Add a row: Targets')
    page.fill('Parameter', 'Time to react').fill('Value', '60').fill('Unit', 'Working minutes')
    await page.press('Create the record')
    expect(page.errors).to.deep.equal([])
    expect(page.heading).to.equal('Archive: quick answers')
    // Files of a record come from cases; editing it leaves them.
    const [made] = await house.records('sm', 'sla', { name: 'Archive: quick answers' })
    const signedDocs = [{ id: 'signed-1', name: 'agreement.pdf', mediaType: 'application/pdf', size: 10 }]
    const path = `/api/registers/sla/records/${String(made?.id)}`
    await (await house.person('sm')).call('PATCH', path, { body: { data: { signedDocs } } })
    await page.follow('Edit')
    page.fill('Reporting', 'Each month')
    await page.press('Save')
    expect((await house.record('sm', 'sla', String(made?.id)))['data']).to.deep.include({
      signedDocs,
      reports: 'Each month',
    })
    await page.follow('Archive statement')
    await page.follow('Where it is used')
    expect(rows(page)).to.include('Archive: quick answers')
  })

  it('draws what an item is related to, says the same as a list, and what it hits', async () => {
    const page = await (await visitor('rm')).open('/registers/configuration-item/DB-0012/relations')
    const drawn = page.find('svg a').map((link) => link.getAttribute('href') ?? '')
    const listed = page.find('section ul a').map((link) => link.getAttribute('href') ?? '')
    expect(drawn.length).to.be.greaterThan(3)
    expect(drawn.toSorted()).to.deep.equal(listed.toSorted())
    expect(drawn).to.include('/registers/configuration-item/IS-0007/relations')
    expect(page.html).not.to.match(/<[^>]+ style=/)
    await page.follow('Impact')
    expect(page.text).to.include('Services hit: 2, of which vital: 1.')
    expect(rows(page)).to.deep.equal(['Declaration of residence', 'Archive statement'])
    await page.open('/registers/service/service-s-014/relations')
    expect(page.status).to.equal(404)
  })

  it('answers a search for a reference with at most twenty records, to who may read them', async () => {
    const found = JSON.parse((await (await visitor('kac')).open('/lookup/person?q=ozolin')).html) as {
      choices: { id: string; label: string }[]
    }
    expect(found.choices.map(({ label }) => label)).to.deep.equal(['Māris Ozoliņš'])
    const all = JSON.parse((await (await visitor('kac')).open('/lookup/person?q=')).html) as { choices: unknown[] }
    expect(all.choices).to.have.length(20)
    expect((await (await visitor('sup')).open('/lookup/person?q=a')).status).to.equal(404)
  })
})
