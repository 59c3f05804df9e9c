/** The room of a lead institution as its readers use it; without a script. */
import { expect } from 'chai'
import { readDemo } from '../../../../api/demo/seed-demo.ts'
import { projectRoot } from '../../../../api/project-root.ts'
import { ServedHouse } from '../../../support/served-house.ts'
import { fillMeasures } from '../measuring/measuring-data.ts'
import { Visitor } from '../support/visitor.ts'
import { ARCHIVE, PERIOD, tellScale } from './scale-data.ts'

const { password } = readDemo(projectRoot())

describe('the room of scales', function () {
  this.timeout(120_000)
  let house: ServedHouse
  let lead: Visitor
  before(async () => {
    house = await ServedHouse.open('2027-04-12T10:00:00+03:00', { restarts: false })
    await fillMeasures(house)
    await tellScale(house)
    lead = await visitor('mgmt')
  })
  after(() => house.close())

  const visitor = (login: string): Promise<Visitor> => new Visitor(house.url).logIn(login, password)

  it('shows each institution and all together, and who has not handed in', async () => {
    // The last month that is over is what it begins with.
    await lead.open('/scale')

    expect(lead.heading).to.equal('Figures by scale')
    expect(lead.text).to.include('March 2027').and.to.include('2 of 3 institutions have handed in their figures.')
    expect(lead.text).to.include('Not handed in').and.to.include('Municipality of Paraugs')
    // 4 of our own and 40 of the archive; 2 of 2 and 49 of 98 in term.
    const rows = lead.find('caption').map(({ text }) => text.trim())
    expect(rows).to.include.members([
      'Volumes',
      'Deadlines kept',
      'Costs',
      'Applications by kind',
      'Basket of services',
    ])
    const total = (caption: string): string =>
      lead
        .find('table')
        .find((table) => table.querySelector('caption')?.text.trim() === caption)
        ?.querySelector('tbody tr')?.text ?? ''
    expect(total('Volumes')).to.include('44').and.to.include('(2 of 3)')
    expect(total('Deadlines kept')).to.include('51\u00a0%')
    expect(total('Costs')).to.include('1,430.50')
    expect(lead.html).to.not.include('NaN').and.to.not.include('undefined')
  })

  it('narrows to a scale and to a service of the basket, and says what is not told of it', async () => {
    await lead.open(`/scale?period=${PERIOD}&scale=municipality:institution-parauga-novads`)
    expect(lead.text).to.include('1 of 2 institutions').and.to.not.include('Example State Archive')
    await lead.open(`/scale?period=${PERIOD}`)
    await lead.follow('Statement of the archive')
    expect(lead.text).to.include('not provided').and.to.include('not told by service')
    expect((await lead.open('/scale?scale=sector:nobody')).status).to.equal(404)
    await lead.open('/scale?period=2027')
    expect(lead.text).to.include('The period is not over')
  })

  it('takes in a file, and says row by row what is wrong with another', async () => {
    await lead.open('/scale/report')
    await lead.press('Hand in')
    expect([lead.status, lead.errors]).to.deep.equal([422, ['Choose a file.']])

    const [total, ...parts] = ARCHIVE.figures
    const wrong = { ...ARCHIVE, madeAt: '2027-04-06T08:00:00Z', figures: [{ ...total, n: 41 }, ...parts] }
    await lead.attach('CSV or JSON file', 'arhivs.json', JSON.stringify(wrong)).press('Hand in')
    expect([lead.status, lead.errors]).to.deep.equal([422, ['The file was not taken. Mistakes: 2.']])
    expect(lead.text).to.include('figures.n').and.to.include('The total is 41, but the services add up to 40.')

    await lead.attach('CSV or JSON file', 'arhivs.json', JSON.stringify(ARCHIVE)).press('Hand in')
    expect(lead.heading).to.equal('Figures by scale')
    expect(lead.text).to.include('The same figures were handed in before. Nothing has changed.')
  })

  it('hands in its own figures by the same door', async () => {
    await lead.open('/scale/report?period=2027-02')
    await lead.press('Hand in our own figures')
    expect(lead.text).to.include('The figures are taken in.').and.to.include('February 2027')
    await lead.open('/scale/report?period=2027-04')
    await lead.press('Hand in our own figures')
    expect([lead.status, lead.errors]).to.deep.equal([422, ['The period is not over. Choose an earlier one.']])
  })

  it('is closed to others, who get their file for the lead among their indicators', async () => {
    const opm = await visitor('opm')
    expect((await opm.open('/scale')).status).to.equal(403)
    await opm.open(`/measures?period=${PERIOD}`)
    expect(opm.find('a[href*="/api/scale/report"]')).to.have.lengthOf(2)
    await opm.open('/measures')
    expect(opm.text).to.include('can be downloaded when the period is over')
  })
})
