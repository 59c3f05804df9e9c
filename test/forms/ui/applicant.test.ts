/** People without an account, without JavaScript: they find a service, apply, and see how far it is. */
import { expect } from 'chai'
import { ServedHouse } from '../../support/served-house.ts'
import { Visitor } from './support/visitor.ts'

const MONDAY = '2026-04-13T10:00:00+03:00'

describe('people without an account', function () {
  this.timeout(60_000)
  let house: ServedHouse
  let visitor: Visitor
  before(async () => {
    house = await ServedHouse.open(MONDAY, { restarts: false })
  })
  after(() => house.close())
  beforeEach(() => {
    visitor = new Visitor(house.url, 'lv')
  })

  it('find a service by words as they bend, by life situation and by need', async () => {
    await visitor.open('/services')
    expect(visitor.text).to.include('5 pakalpojumi')
    visitor.fill('Ko meklējat?', 'ARHĪVA izziņas')
    await visitor.press('Atlasīt')
    expect(visitor.find('.ritums-services__item h3').map((one) => one.text.trim())).to.deep.equal(['Arhīva izziņa'])
    await visitor.follow('Notīrīt atlasi')
    visitor.fill('Dzīves situācija', 'Dzīvesvietas maiņa')
    await visitor.press('Atlasīt')
    expect(visitor.text).to.include('1 pakalpojums').and.include('Dzīvesvietas deklarēšana')
    await visitor.open('/services')
    visitor.fill('Vajadzība', 'Saņemt atļauju ielu tirdzniecībai')
    await visitor.press('Atlasīt')
    await visitor.follow('Atļauja ielu tirdzniecībai')
    expect(visitor.text).to.include('5 darba dienu laikā').and.include('7,50 EUR')
    expect(visitor.answer?.headers['x-robots-tag']).to.equal('noindex, nofollow')
  })

  const fillIn = async (): Promise<void> => {
    await visitor.open('/services/service-s-021')
    await visitor.open(visitor.find('main a.govuk-button')[0]?.getAttribute('href') ?? '')
    visitor.fill('Par ko vajadzīgas ziņas', 'Darba stāžs rūpnīcā VEF').fill('Laika posms', '1985–1990')
    visitor.fill('Aprakstiet, kas jums vajadzīgs', 'Lūdzu izziņu par savu darba stāžu pensijai.')
    visitor.choose('Kas iesniedz pieteikumu?', 'privātpersona')
    visitor.fill('Vārds un uzvārds vai nosaukums', 'Anna Bērziņa')
    visitor.fill('Personas kods vai reģistrācijas numurs', '320001-00011')
    visitor.fill('E-pasts', 'anna@epasts.example')
    visitor.choose('Kā jūs informēt?', 'pa e-pastu')
    await visitor.press('Turpināt')
  }

  it('apply, look through what they wrote, and get a number and a code once', async () => {
    await fillIn()
    expect(visitor.errors).to.deep.equal([])
    expect(visitor.heading).to.include('Pārbaudiet un nosūtiet')
    expect(visitor.text).to.include('Darba stāžs rūpnīcā VEF').and.include('320001-00011')
    const [first, second] = await visitor.pressTwice('Nosūtīt')
    const codeIn = (html: string) => /ritums-code-to-keep">([0-9A-Z-]{19})</.exec(html)?.[1]
    expect(codeIn(first.text)).to.be.a('string').and.equal(codeIn(second.text))
    await house.step()
    await visitor.press('Parādīt numuru')
    expect(visitor.text).to.match(/P-2026-\d{6}/)
    const applications = await house.records('pm', 'application', { subject: 'Arhīva izziņa' })
    expect(applications).to.have.length(1)
    expect(applications[0]?.['data']).to.deep.include({ channel: 'portal', kind: 'service_request' })
  })
})
