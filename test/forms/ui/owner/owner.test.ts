import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import type { HTMLElement } from 'node-html-parser'
import { readDemo } from '../../../../api/demo/seed-demo.ts'
import { projectRoot } from '../../../../api/project-root.ts'
import { ServedHouse } from '../../../support/served-house.ts'
import { Visitor } from '../support/visitor.ts'

const { password } = readDemo(projectRoot())
const APPLICATION = readFileSync(join(projectRoot(), 'processes', 'application.bpmn'), 'utf8')

/** Its owner has lost the message that an event sends. */
const WITHOUT_MESSAGE = APPLICATION.replace(/(id="APP_M04_event") messageRef="[^"]*"/, '$1')

/** Its owner has renamed a task, changed when it is due, and had an element sent another way. */
const ADAPTED = APPLICATION.replace(
  'id="APP_U02" name="Atteikt vai pārsūtīt"',
  'id="APP_U02" name="Atteikt pieteikumu"',
)
  .replace('camunda:dueDate="=workingDays(1)"', 'camunda:dueDate="=workingDays(3)"')
  .replace('value="Refuse or forward"', 'value="Refuse the application"')

/** A row of a table as it is read: each cell by itself. */
const wordsOf = (row: HTMLElement): string =>
  row
    .querySelectorAll('td, th')
    .map((cell) => {
      const label = cell.querySelector('.ritums-table__label')?.text ?? ''
      return cell.structuredText.replaceAll(/\s+/g, ' ').trim().slice(label.length)
    })
    .join(' | ')

describe('the process owners’ pages, without JavaScript', () => {
  let house: ServedHouse
  const login = async (name: string, language: 'lv' | 'en' = 'en') =>
    new Visitor(() => house.address, language).logIn(name, password)

  before(async () => {
    house = await ServedHouse.open('2027-04-12T10:00:00+03:00', { restarts: false })
  })
  after(() => house.close())

  const upload = async (visitor: Visitor, content: string, name = 'application.bpmn'): Promise<void> => {
    await visitor.open('/processes/new')
    const [files, check] = visitor.html.includes('<html lang="lv"') ? ['Datnes', 'Pārbaudīt'] : ['Files', 'Check']
    visitor.attach(files, name, content)
    await visitor.press(check)
  }
  const inForce = () => house.get('pm', '/api/process-definitions/key/application')
  const rows = (visitor: Visitor, words: string) =>
    visitor
      .find('.ritums-table__body tr')
      .map(wordsOf)
      .filter((text) => text.includes(words))

  it('say what is in force, who manages it, how many cases are open and what does not fit', async () => {
    const visitor = await login('pm')
    await visitor.open('/processes')
    const [row = ''] = rows(visitor, 'Application management')
    expect(row).to.match(
      /^Application management \| 11\.0\.0 \| Typical \| 12\/04\/2027 \| Process manager \| 2 \| No findings$/,
    )
    await visitor.follow('Application management')
    expect(visitor.heading).to.equal('Application management')
    expect(visitor.text).to.include('The only contact point between recipients and executors')

    await visitor.open('/processes?lang=lv')
    expect(rows(visitor, 'Pieteikumu pārvaldība')[0]).to.include('Procesa vadītājs')
  })

  it('tell the steps in their order with who does them, when, and how many cases wait', async () => {
    const visitor = await login('pm')
    await visitor.open('/processes/application')
    const [task = ''] = rows(visitor, 'Classify the applicationTask')
    expect(task).to.include('application/classify').and.to.include('Client attendant').and.to.include('2 cases')
    expect(task).not.to.include('late')
    const order = visitor.find('#steps tr').map(wordsOf)
    const place = (name: string) => order.findIndex((words) => words.includes(` | ${name}`))
    expect(place('Register the application')).to.be.greaterThan(0).and.lessThan(place('Classify the application'))
    expect(place('Classify the application')).to.be.lessThan(place('Close the application'))
  })

  it('tell who is missing and what is wrong between the processes, each with a way to the step', async () => {
    const visitor = await login('opm', 'lv')
    await visitor.open('/processes/integrity?process=configuration')
    expect(visitor.text).not.to.include('Ko darīt:')
    const admin = await house.person('admin')
    const { roles } = await house.get('admin', '/api/people/rm')
    for (const { id } of roles as readonly { readonly id: string }[])
      expect((await admin.call('DELETE', `/api/people/rm/roles/${id}`)).status).to.equal(200)
    await visitor.open('/processes/integrity?process=configuration')
    expect(visitor.text).to.match(/Ko darīt:/)
    const links = visitor.find('main .ritums-table a').map((one) => one.getAttribute('href') ?? '')
    expect(links).not.to.deep.equal([])
    expect(links.every((href) => href.startsWith('/processes/configuration'))).to.equal(true)
  })

  it('name the element and the remedy where an upload has lost a message, and keep nothing of it', async () => {
    const before = await inForce()
    for (const language of ['lv', 'en'] as const) {
      const visitor = await login('pm', language)
      await upload(visitor, WITHOUT_MESSAGE)
      expect(visitor.address).to.match(/^\/processes\/new\/review\?file=/)
      const [row = ''] = rows(visitor, 'APP_M04')
      if (language === 'lv') {
        expect(visitor.text).to.include('Šo procesu izvietot nevar').and.to.include('Nekas nav saglabāts')
        expect(row).to.include('Kļūda').and.to.include('Reģistrēt izmaiņu pieprasījumu')
        expect(row).to.include('Ko darīt: Pievienojiet to datnē messages.json')
      } else
        expect(row)
          .to.include('Error')
          .and.to.match(/Register change request/)
      expect(visitor.find('button').map((one) => one.text.trim())).not.to.include(
        language === 'lv' ? 'Izvietot' : 'Deploy',
      )
    }
    expect(await inForce()).to.deep.equal(before)
    const versions = await house.get('pm', '/api/process-definitions/key/application/versions')
    expect(versions.items).to.have.length(1)
  })

  it('compare an upload, deploy it with a note, put it in force, start by it, and roll back', async () => {
    await house.at('2027-04-12T10:05:00+03:00')
    const visitor = await login('pm')
    await upload(visitor, ADAPTED)
    const [renamed = ''] = rows(visitor, 'APP_U02')
    expect(renamed).to.include('Changed').and.to.include('name: was Atteikt vai pārsūtīt, will be Atteikt pieteikumu')
    expect(renamed).to.include('deadline: was =workingDays(1), will be =workingDays(3)')
    expect(rows(visitor, 'APP_U01')).to.deep.equal([])

    await visitor.press('Deploy')
    expect(visitor.status).to.equal(422)
    expect(visitor.errors).to.deep.equal(['Write why.', 'Choose when to put the version in force.'])
    visitor
      .fill('Why', 'Three days suffice <script>alert(1)</script>')
      .choose('When to put it in force', 'Later, by hand')
    await visitor.press('Deploy')
    expect(visitor.address).to.equal('/processes/application?done=deployed')
    expect(visitor.text).to.include('Three days suffice <script>alert(1)</script>')
    expect(visitor.html).not.to.include('<script>alert')
    expect((await inForce())['owner']).to.deep.equal({ institutionId: '', holderId: '' })

    await visitor.follow('Put in force Own version 1')
    await visitor.press('Put this version in force')
    expect(visitor.errors).to.deep.equal(['Write why.', 'Confirm that you have looked at the changes.'])
    visitor.fill('Why', 'Agreed').fill('I have looked at the changes', true)
    await visitor.press('Put this version in force')
    expect(visitor.address).to.equal('/processes/application?done=activated')
    const own = await inForce()
    expect(own['owner']).to.deep.equal({ institutionId: 'institution', holderId: '' })

    const kac = await house.person('kac')
    const started = await kac.post('/api/process-definitions/key/application/start', {
      variables: {
        channel: 'phone',
        clientKind: 'natural_person',
        clientId: '320001-00011',
        clientName: 'Anna Bērziņa',
        contactPhone: '+37120000011',
        preferredChannel: 'phone',
        subject: 'Darba laiks',
        description: 'Kad strādājat?',
      },
    })
    expect(started.status, started.text).to.equal(201)
    expect(started.json['processDefinitionId'] ?? started.json['definitionId']).to.equal(own.id)

    await visitor.open('/processes/application')
    await visitor.follow('Stop taking new cases')
    expect(visitor.text).to.include('go on on their version').and.to.include('the degree may fall')
    const late = await login('pm')
    await late.open('/processes/application/intake')
    visitor.fill('Why', 'Too much work').fill('I have looked at the changes', true)
    await visitor.press('Stop')
    expect(visitor.text).to.include('No new cases are taken.').and.to.include('Suspended')
    expect((await inForce())['suspended']).to.equal(true)
    late.fill('Why', 'Too much work').fill('I have looked at the changes', true)
    await late.press('Stop')
    expect(late.text, 'pressed twice').to.include('No new cases are taken.')
    expect((await inForce())['suspended'], 'pressed twice').to.equal(true)
    await visitor.follow('Take new cases again')
    visitor.fill('Why', 'Done').fill('I have looked at the changes', true)
    await visitor.press('Take new cases')
    expect((await inForce())['suspended']).to.equal(false)

    await visitor.follow('Return to the typical process')
    visitor.fill('Why', 'Not yet').fill('I have looked at the changes', true)
    await visitor.press('Return to the typical process')
    expect(visitor.text).to.include('The typical process is in force again.')
    const decided = visitor.find('table').at(-1)?.querySelectorAll('tbody tr').map(wordsOf)
    expect(decided?.map((text) => text.split(' | ')[1])).to.deep.equal([
      'Withdrawn',
      'Allowed again',
      'Suspended',
      'Put in force',
      'Deployed',
      'Put in force',
      'Deployed',
    ])
    expect(decided?.[0]).to.include('Rūta Eglīte').and.to.include('Not yet')
  })

  it('withdraw a typical version that was adopted, and nothing where none was', async () => {
    const { id } = await house.get('pm', '/api/process-definitions/key/problem')
    const adopted = await (await house.person('pm')).post(`/api/process-definitions/${id}/activate`, {})
    expect(adopted.status, adopted.text).to.equal(200)
    const visitor = await login('pm')
    await visitor.open('/processes/problem')
    expect(visitor.text).to.not.include('Stop taking new cases')
    await visitor.follow('Withdraw the adopted version')
    expect(visitor.text).to.match(/These send messages to this process: [^.]*Incident management/)
    visitor.fill('Why', 'Not ours yet').fill('I have looked at the changes', true)
    await visitor.press('Withdraw the adoption')
    expect(visitor.text).to.include('The adopted version was withdrawn.').and.to.include('Not ours yet')
    for (const page of ['typical', 'intake']) {
      await visitor.open(`/processes/problem/${page}`)
      expect(visitor.status).to.equal(404)
    }
  })

  it('rehearse a version on request', async () => {
    const visitor = await login('pm')
    const { id } = await house.get('pm', '/api/process-definitions/key/survey-response')
    await visitor.open(`/processes/survey-response/versions/${id}/rehearsal`)
    await visitor.press('Begin the rehearsal')
    expect(visitor.text)
      .to.include('Ways that were walked')
      .and.to.match(/\d+ steps were compared/)
  })

  it('take nothing else, and say so', async () => {
    const visitor = await login('pm')
    await visitor.open('/processes/new')
    await visitor.press('Check')
    expect(visitor.errors).to.deep.equal(['Choose at least one file.'])
    await upload(visitor, '%PDF-1.7', '<img src=x onerror=alert(1)>.pdf')
    expect(visitor.status).to.equal(422)
    expect(visitor.errors[0]).to.match(/is no part of a process/)
    expect(visitor.html).not.to.include('<img src=x')
    await upload(visitor, '<a xmlns="x"><script>alert(1)</script></a>')
    expect(visitor.text).to.include('This process cannot be deployed')
    expect(visitor.html).not.to.include('<script>alert')
  })

  it('are for those who may: others read, and nobody sees another’s upload', async () => {
    const pm = await login('pm')
    await upload(pm, ADAPTED)
    const review = pm.address
    const opm = await login('opm')
    await opm.open(review)
    expect(opm.status).to.equal(404)
    const id = new URLSearchParams(review.split('?')[1]).get('file') ?? ''
    await pm.open(`/processes/new/diagrams/${id}`)
    expect(pm.answer?.headers).to.deep.include({
      'content-type': 'application/xml; charset=utf-8',
      'content-disposition': 'attachment',
    })

    const kac = await login('kac')
    await kac.open('/processes/application')
    expect(kac.status).to.equal(200)
    expect(kac.text).to.include('Start a case').and.not.to.include('Upload an adapted process')
    expect(kac.text).not.to.include('Put in force Typical')
    for (const address of ['/processes/new', review, '/processes/application/typical'])
      expect((await kac.open(address)).status, address).to.equal(403)
    expect((await pm.open('/processes/nothing-of-the-kind')).status).to.equal(404)
  })

  it('tell how much is late', async () => {
    await house.at('2027-04-30T10:00:00+03:00')
    const visitor = await login('pm')
    await visitor.open('/processes/application?by=lane')
    expect(rows(visitor, 'Classify the applicationTask')[0]).to.include('2 late')
    const lanes = visitor.find('#steps caption').map((one) => one.text)
    expect(lanes).to.include('Client attendant (front office)')
  })
})
