import { expect } from 'chai'
import { readDemo } from '../../../../api/demo/seed-demo.ts'
import { projectRoot } from '../../../../api/project-root.ts'
import { interactionsOf } from '../../../../forms/ui/landscape/interactions.ts'
import { BOX, layoutMap } from '../../../../forms/ui/landscape/map-layout.ts'
import { EMBEDDED } from '../../../../engine/index.ts'
import { bpmn } from '../../../support/bpmn.ts'
import { openEngine } from '../../../support/open-engine.ts'
import { ServedHouse } from '../../../support/served-house.ts'
import { Visitor } from '../support/visitor.ts'

const { password } = readDemo(projectRoot())
const NEWS = { roots: '<message id="m" name="news"/><message id="n" name="reply"/>' }

describe('how processes act on one another', () => {
  it('is read from who sends and who waits, with what was sent', async () => {
    const asker = bpmn(
      '<startEvent id="s"/><sendTask id="a" messageRef="m"/><receiveTask id="b" messageRef="n"/><callActivity id="c" calledElement="q"/><endEvent id="e"/>',
      's > a > b > c > e',
      NEWS,
    )
    const answerer = bpmn(
      '<startEvent id="s"><messageEventDefinition messageRef="m"/></startEvent><sendTask id="a" messageRef="n"/><endEvent id="e"/>',
      's > a > e',
      { ...NEWS, key: 'q' },
    )
    const house = await openEngine({
      files: [
        { name: 'p.bpmn', content: asker },
        { name: 'q.bpmn', content: answerer },
      ],
    })
    const { institutionId } = EMBEDDED
    const inForce = await house.engine.listInForce({ institutionId, holderId: '' })
    const outlines = await Promise.all(
      inForce.map(({ definition }) =>
        house.engine.getDefinitionOutline({ institutionId, definitionId: definition.id }),
      ),
    )
    await house.close()
    expect(interactionsOf(outlines, [{ name: 'news', from: 'p', count: 3 }])).to.deep.equal([
      { from: 'p', to: 'q', messages: [{ name: 'news', sent: 3 }], calls: 1 },
      { from: 'q', to: 'p', messages: [{ name: 'reply', sent: 0 }], calls: 0 },
    ])
  })

  it('is drawn without one box over another, and with a line for each interaction between boxes', () => {
    const nodes = Array.from({ length: 13 }, (_, index) => ({
      processKey: `p${index}`,
      group: index < 7 ? 'support' : 'planning',
    }))
    const interactions = [
      { from: 'p0', to: 'p1', messages: [], calls: 1 },
      { from: 'p0', to: 'p9', messages: [], calls: 1 },
      { from: 'p0', to: 'not-drawn', messages: [], calls: 1 },
    ]
    const { boxes, lines, width, height, bands } = layoutMap(['support', 'planning', 'further'], nodes, interactions)
    expect(boxes).to.have.length(13)
    expect(bands.map(({ group }) => group)).to.deep.equal(['support', 'planning'])
    expect(lines.map(({ interaction }) => interaction.to)).to.deep.equal(['p1', 'p9'])
    const overlapping = boxes.filter((one) =>
      boxes.some((other) => one !== other && Math.abs(one.x - other.x) < BOX.width && Math.abs(one.y - other.y) < 72),
    )
    expect(overlapping).to.deep.equal([])
    expect(boxes.every(({ x, y }) => x >= 0 && x + BOX.width <= width && y + BOX.height <= height)).to.equal(true)
  })
})

describe('the landscape and procedures, without JavaScript', () => {
  let house: ServedHouse
  before(async () => {
    house = await ServedHouse.open('2027-04-12T10:00:00+03:00', { restarts: false })
  })
  after(() => house.close())

  it('show every process in its group, with version, work and traffic, and green for services', async () => {
    const { id } = await house.get('pm', '/api/process-definitions/key/application')
    const activated = await (await house.person('pm')).post(`/api/process-definitions/${id}/activate`, {})
    expect(activated.status).to.equal(200)
    const visitor = await new Visitor(() => house.address).logIn('pm', password)
    await visitor.open('/processes/landscape')
    expect(visitor.status).to.equal(200)
    const rows = visitor.find('section .ritums-table__body tr').map((row) => row.structuredText.replaceAll(/\s+/g, ' '))
    expect(rows.find((row) => row.includes('Application management'))).to.include('typical, adopted')
    expect(rows.find((row) => row.includes('Incident management'))).to.not.include('adopted')
    expect(visitor.find('#group-support')).to.have.length(1)
    expect(visitor.find('#group-service')).to.have.length(1)
    expect(visitor.find('.ritums-map a').length).to.be.greaterThan(5)
    expect(visitor.find('.ritums-map__item--service').length).to.be.greaterThan(1)
    const [sent] = visitor.find('details').filter((part) => part.text.includes('Application management'))
    expect(sent?.structuredText ?? visitor.text).to.include('Request passed on for fulfilment (0)')
    expect(visitor.text).to.include('executor, client attendant')

    await visitor.open('/processes/request')
    expect(visitor.find('[data-element-id="REQ_C01"] .ritums-service-specific')).to.have.length(1)
    expect(visitor.html).to.include('&quot;REQ_C01&quot;:{&quot;kind&quot;:&quot;service&quot;}')
  })

  it('make a document of the diagram: steps with roles, fields, terms and conditions in words, in both languages', async () => {
    const visitor = await new Visitor(() => house.address).logIn('kac', password)
    await visitor.open('/processes/incident')
    await visitor.follow('Procedure document')
    expect(visitor.heading).to.equal('Procedure: Incident management')
    const { text } = visitor
    expect(text).to.include('PU2-21').and.to.include('Overall process manager').and.to.include('Valdis Priede')
    expect(text).to.include('Interruptions last longer than they need to')
    expect(text).to.include('Sends').and.to.include('Problem raised').and.to.include('Problem management')
    expect(text).to.match(/if Way of resolution: supplier/)
    await visitor.open('/processes/change/procedure?lang=lv')
    expect(visitor.heading).to.equal('Procedūra: Izmaiņu pārvaldība')
    expect(visitor.text).to.include('Pieņemt lēmumu').and.to.include('ja Lēmums: pārstrādāt')
    expect(visitor.text).to.match(/Termiņš: ja (?:Izmaiņu v|V)eids: steidzama – \d+ \p{L}+; citādi \d+ darba/u)
    await visitor.open('/processes/nothing/procedure')
    expect(visitor.status).to.equal(404)
  })

  it('lead to the words of the method, which everybody finds in both languages, by search and by address', async () => {
    const terms = (visitor: Visitor) => visitor.find('main dl a').map((one) => one.text.trim())
    const kac = await new Visitor(() => house.address).logIn('kac', password)
    for (const address of ['/processes/landscape', '/processes/incident/procedure']) {
      await kac.open(address)
      await kac.follow('What these words mean')
      expect(kac.address, address).to.equal('/glossary')
    }
    // Nobody is logged in; no diacritics are typed.
    const visitor = new Visitor(() => house.address, 'lv')
    await visitor.open('/services')
    await visitor.follow('Terminu vārdnīca')
    const all = terms(visitor)
    expect(all).to.deep.equal(all.toSorted((one, other) => one.localeCompare(other, 'lv')))
    const { terms: known } = await house.get('kac', '/api/glossary')
    expect(known).to.have.length(all.length)
    await visitor.fill('Meklēt terminos un skaidrojumos', 'turetajs pakalp').press('Atlasīt')
    expect(terms(visitor)).to.include('pakalpojuma turētājs').and.have.length.lessThan(8)
    expect(visitor.text).to.include('neatņemams pienākums').and.include('Avots: S004 §2.1; S003')
    expect(visitor.find('#service-holder a[href="#service-holder"]')).to.have.length(1)
    await visitor.open('/glossary?lang=en&q=service+holder')
    expect(terms(visitor)).to.include('service holder')
    await visitor.open(`/glossary?q=${encodeURIComponent('<script>'.repeat(40))}`)
    expect([visitor.status, visitor.html.includes('<script>')]).to.deep.equal([200, false])
    expect(visitor.text).to.include('Nothing fits what you look for')
  })
})
