/** The room of cases, used by people without scripts on the typical edition. */
import { expect } from 'chai'
import { readDemo } from '../../../../api/demo/seed-demo.ts'
import { projectRoot } from '../../../../api/project-root.ts'
import { ServedHouse, type Facts } from '../../../support/served-house.ts'
import { send } from '../../../api/support/send.ts'
import { Visitor } from '../support/visitor.ts'
import { MORNING, tellCase, type ToldCase } from './told-case.ts'

const { password } = readDemo(projectRoot())

/** One step that another system does. */
const PARCEL = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="t">
  <process id="parcel" name="Sūtījums" isExecutable="true" camunda:historyTimeToLive="P1D">
    <startEvent id="start" />
    <sequenceFlow id="f1" sourceRef="start" targetRef="send" />
    <serviceTask id="send" name="Nosūtīt" camunda:type="external" camunda:topic="parcel" />
    <sequenceFlow id="f2" sourceRef="send" targetRef="end" />
    <endEvent id="end" />
  </process>
</definitions>`

describe('the room of cases', () => {
  let house: ServedHouse
  let told: ToldCase
  before(async () => {
    house = await ServedHouse.open(MORNING, { restarts: false })
    told = await tellCase(house)
  })
  after(() => house.close())

  const visitor = (login: string, language: 'lv' | 'en' = 'en'): Promise<Visitor> =>
    new Visitor(house.url, language).logIn(login, password)
  const rows = (page: Visitor, table = 'tbody'): readonly string[] =>
    page.find(`${table} th`).map((cell) => cell.structuredText.replace(/\s+/g, ' ').trim())
  const sentences = (page: Visitor): readonly string[] =>
    page.find('.ritums-timeline__what').map((line) => line.structuredText.trim())
  const address = (view: string): string => `/cases/${told.application}?view=${view}`

  it('finds cases by number, client and words, and keeps the search in the address', async () => {
    const page = await (await visitor('kac')).open('/cases')
    expect(page.heading).to.equal('Cases')
    page.fill('Search', `berzina ${told.number}`).fill('Process', 'Application management')
    await page.press('Filter')
    expect(page.address).to.match(/q=berzina/)
    expect(rows(page).map((row) => row.split(' ').slice(-3).join(' '))).to.have.length(1)
    expect(page.text).to.include('Anna Bērziņa')
    await page.follow(told.number)
    expect(page.heading).to.include('Nevar deklarēt dzīvesvietu')

    await page.open('/cases?q=nobodycalledso')
    expect(page.text).to.include('Nothing was found.')
    await page.open('/cases?state=ended&status=closed')
    expect(page.text).to.include('Nothing was found.')
    await page.open('/cases?process=incident')
    page.fill('Status', 'accepted')
    await page.press('Filter')
    expect(rows(page)).to.have.length(1)
    expect(page.text).not.to.include('support at level 1')
    const lv = await (await visitor('kac', 'lv')).open('/cases?priority=P1&state=running')
    expect(lv.heading).to.equal('Lietas')
    expect(rows(lv)).to.have.length(2)
  })

  it('shows only what one may know of', async () => {
    const page = await (await visitor('fin')).open('/cases')
    expect(page.text).not.to.include(told.number).and.not.to.include('Anna Bērziņa')
    await page.open(`/cases/${told.application}`)
    expect(page.status).to.equal(404)
    await page.open(`/cases/${told.application}/diagram`)
    expect(page.status).to.equal(404)
    // Who decides about an escalation of it has a task there.
    await page.open(`/cases/${told.application}/cancel`)
    expect(page.status).to.equal(403)
  })

  it('says why a case waits, for whom, and what came of it', async () => {
    const page = await (await visitor('kac', 'lv')).open(`/cases/${told.application}`)
    expect(rows(page)).to.include('UzdevumsIzmeklēt un diagnosticētIncidentu pārvaldība')
    expect(page.text).to.include('Neviens nav uzņēmies. Var: Pakalpojuma izpildītājs')
    expect(page.text).to.include('Gaida ziņu no saistītās lietas: «Koordinēt darbu līdz izpildei».')
    expect(page.text).to.include('Incidentu pārvaldība N-2027-')
    expect(page.text).to.include('Gaidīta atbilde: «Informācijas precizēšana ar klientu»')
    expect(page.text).not.to.include('Lietas uzraudzība')
  })

  it('leads from a called part to its place in the case', async () => {
    const { calledInstances } = await house.instance('pm', told.application)
    const [called = ''] = calledInstances as readonly string[]
    const page = await visitor('kac')
    await page.open(`/cases/${called}`)
    expect(page.address.split('#')[0]).to.equal(`/cases/${told.application}`)
    expect(page.find(`[id="i-${called}"]`)).to.have.length(1)
  })

  it('tells what happened in the case and in what came of it, page by page, each once', async () => {
    const page = await visitor('pm', 'lv')
    await page.open(`${address('timeline')}&order=oldest`)
    const first = sentences(page)
    expect(first[0]).to.equal('Sākts process «Pieteikumu pārvaldība».')
    expect(page.text).to.include('Līga Kalniņa')
    const all = [...first]
    while (page.find('a[rel=next]').length > 0) {
      await page.open(page.find('a[rel=next]')[0]?.getAttribute('href') ?? '')
      all.push(...sentences(page))
    }
    const items = await house.get('pm', `/api/process-instances/${told.application}/history?limit=200&withCalled=true`)
    const completed = items.items.filter((one) => (one as Facts)['type'] === 'task-completed').length
    expect(all.filter((one) => one === 'Izpildīts uzdevums «Klasificēt pieteikumu».')).to.have.length(2)
    expect(completed).to.equal(2)
    // The application's record, and that of the incident which came of it.
    expect(all.filter((one) => one.startsWith('Ieraksta statuss: «reģistrēts» → «klasificēts»'))).to.have.length(1)
    expect(all.filter((one) => one === 'Ieraksta statuss: «klasificēts» → «gaida klientu».')).to.have.length(1)
    expect(all).to.include.members([
      'Termiņš apturēts: gaida atbildi.',
      'Atbilde saņemta, termiņš atkal rit.',
      'Saņemta ziņa «Klients atbildēja».',
      'Nosūtīta ziņa «Nodot incidentu izpildītājam».',
      'Sākts process «Incidentu pārvaldība».',
      'Lēmums pēc tabulas «Prioritāte».',
      'Izpildīts uzdevums «Pieņemt incidentu, noskaidrot informāciju».',
    ])
    expect(all.join('\n')).not.to.match(/\b[a-z]+-[a-z]+\b.*notikums|undefined|\[object/)

    await page.open(address('timeline'))
    const newest = sentences(page)
    expect(newest.at(0)).to.equal(all.at(-1))
    expect(newest.join('\n')).not.to.include('Sākts solis')
    await page.follow('Rādīt arī tehniskos notikumus')
    expect(sentences(page).join('\n')).to.include('Sākts solis')
    const lines = [...sentences(page)]
    while (page.find('a[rel=next]').length > 0) {
      await page.open(page.find('a[rel=next]')[0]?.getAttribute('href') ?? '')
      lines.push(...sentences(page))
    }
    expect(lines.join('\n')).to.match(/Mainīti ieraksta dati: .+\./)
  })

  it('names both who did the work and who was away', async () => {
    const personnel = await house.system('Personāls', 'identity.manage')
    const [from, until] = ['2027-04-12T00:00:00+03:00', '2027-04-19T00:00:00+03:00']
    const body = { login: 'exe', substitute: 'kac', from, until }
    expect((await personnel.post('/api/absences', body)).status).to.equal(201)
    const { items } = await house.get('kac', `/api/tasks?onBehalfOf=exe&processInstanceId=${told.incident}`)
    const claim = `/api/tasks/${String(items[0]?.['id'])}/claim`
    const answer = await (await house.person('kac')).post(claim, { onBehalfOf: 'exe' })
    expect(answer.status, answer.text).to.equal(200)
    const page = await visitor('pm', 'en')
    await page.open(address('timeline'))
    expect(page.text).to.match(/\(in place of [A-ZĀ-Ž]/)
  })

  it('shows what was entered, which rule decided and what was written to the client', async () => {
    const page = await visitor('pm')
    await page.open(`${address('timeline')}&order=oldest`)
    expect(page.text).to.include('What was entered')
    expect(page.text).to.include('Kāda kļūda ir redzama?')
    expect(page.find('.ritums-quote').map((quote) => quote.text)).to.include('HTTP 503.')
    expect(page.text).to.include('Decided by the table “Priority”.')
    expect(page.text).to.include(
      `A notification “Jūsu pieteikums ${told.number} ir saņemts” was prepared. Channel: e-mail.`,
    )
    const reads = await house.get('admin', '/api/record-reads?register=notification')
    expect(reads.items[0]).to.include({ by: 'pm', operation: 'case' })
  })

  it('shows the diagram as a list with where the case is, and gives it to be drawn', async () => {
    const page = await (await visitor('exe')).open(address('diagram'))
    const state = (step: string): string | undefined =>
      page
        .find('tbody tr')
        .find((row) => row.querySelector('th')?.structuredText.includes(step))
        ?.querySelector('td:last-child strong')?.text
    expect(state('Coordinate until executed')).to.equal('here now')
    expect(state('Classify the application')).to.equal('done')
    expect(state('Close the application')).to.equal('not yet')
    const place = page.find('[data-diagram]')[0]?.getAttribute('data-diagram') ?? ''
    await page.open(place)
    const data = JSON.parse(page.html) as { xml: string; done: string[]; here: { id: string; count: number }[] }
    expect(data.xml).to.include('BPMNDiagram')
    expect(data.done).to.include('APP_U01')
    expect(data.here.map(({ count }) => count)).to.include(1)
    await page.open(`/cases/${told.application}/diagram?of=${told.incident}`)
    expect(page.status).to.equal(404)
  })

  it('shows records, messages, notifications and costs', async () => {
    const page = await visitor('pm')
    await page.open(address('records'))
    expect(rows(page).some((row) => /N-2027-\d+ Nevar deklarēt/.test(row))).to.equal(true)
    expect(page.find(`a[href="/registers/application/${told.application}"]`)).to.have.length(1)
    await page.open(address('messages'))
    expect(rows(page)).to.include('MessageClient replied')
    expect(page.text).to.include('anna.berzina@epasts.example')
    await page.open(address('costs'))
    expect(page.text).to.include('15')
    // Who may not read costs is not offered them.
    const kac = await (await visitor('kac')).open(address('costs'))
    expect(kac.find('nav[aria-label="Views of the case"] a').map((link) => link.text)).not.to.include('Costs')
    await page.open(`/cases/${told.application}?print=1`)
    for (const words of ['Why the case waits', 'What happened', 'Notifications', 'Costs'])
      expect(page.text).to.include(words)
    expect(page.find('.ritums-tabs')).to.have.length(0)
  })

  it('gives a file to who brought it and who may see its case, and to nobody else', async () => {
    const content = '%PDF-1.4\n%file\n'
    const boundary = 'parts'
    const body = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="izziņa.pdf"\r\nContent-Type: application/pdf\r\n\r\n${content}\r\n--${boundary}--\r\n`
    const cookie = (
      await send(`${house.url()}/api/session`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ user: 'fin', password }),
      })
    ).headers['set-cookie']?.[0]?.split(';')[0]
    const brought = await send(`${house.url()}/api/files`, {
      method: 'POST',
      headers: {
        Cookie: cookie ?? '',
        'Content-Type': `multipart/form-data; boundary=${boundary}`,
        'Sec-Fetch-Site': 'same-origin',
      },
      body,
    })
    expect(brought.status, brought.text).to.equal(201)
    const id = String(brought.json.items[0]?.id)
    const page = await (await visitor('fin')).open(`/files/${id}`)
    expect(page.status).to.equal(200)
    expect(page.html).to.include('%file')
    expect(page.answer?.headers['content-disposition']).to.equal("attachment; filename*=UTF-8''izzi%C5%86a.pdf")
    await (await visitor('kac')).open(`/files/${id}`).then((other) => expect(other.status).to.equal(404))
  })

  it('shows an operator a step that failed, and tries it again', async () => {
    const pm = await house.person('pm')
    const made = await pm.post('/api/deployments', {
      name: 'parcel',
      resources: [{ name: 'parcel.bpmn', content: PARCEL }],
      activate: true,
    })
    expect(made.status, made.text).to.equal(201)
    const id = await house.begin('pm', 'parcel', {})
    const worker = await house.system('Sūtījumi', 'external-task.work:parcel')
    const topics = [{ topicName: 'parcel', lockDuration: 60_000 }]
    const fetched = await worker.post('/api/external-tasks/fetch-and-lock', { workerId: 'w', maxTasks: 1, topics })
    const failure = { workerId: 'w', errorMessage: 'Nav savienojuma.', retries: 0 }
    const failed = await worker.post(`/api/external-tasks/${fetched.json.items[0]?.id}/failure`, failure)
    expect(failed.status, failed.text).to.equal(204)

    const page = await (await visitor('pm', 'lv')).open(`/cases/${id}`)
    expect(page.text).to.include('Solis «Nosūtīt» nav izdevies tehniskas kļūmes dēļ.')
    expect(page.text).to.include('Nav savienojuma.')
    await page.press('Mēģināt vēlreiz Nosūtīt')
    expect(page.text).to.include('Solis tiek mēģināts vēlreiz.')
    expect(page.text).to.include('Gaida citu sistēmu: «Nosūtīt».')
    expect(page.text).not.to.include('Nav savienojuma.')
    const again = await worker.post('/api/external-tasks/fetch-and-lock', { workerId: 'w', maxTasks: 1, topics })
    expect(again.json.items).to.have.length(1)
    await page.open(`/cases/${id}?view=timeline`)
    expect(sentences(page)).to.include('Tehniska kļūme solī «Nosūtīt».')
  })

  it('lets an operator suspend, continue and cancel it with a reason', async () => {
    const page = await (await visitor('pm')).open(`/cases/${told.application}`)
    await page.follow('Suspend the case')
    await page.press('Suspend the case')
    expect(page.text).to.include('The case is suspended.')
    expect(await house.instance('pm', told.application)).to.include({ state: 'suspended' })
    expect(page.text).to.include('“Application management” is suspended.')
    await page.follow('Let the case go on')
    await page.press('Let the case go on')
    expect(await house.instance('pm', told.application)).to.include({ state: 'active' })

    await page.follow('Cancel the case')
    await page.press('Cancel the case')
    expect(page.status).to.equal(422)
    expect(page.errors).to.deep.equal(['Enter the reason.'])
    page.fill('Reason', 'Iesniegts divreiz.')
    await page.press('Cancel the case')
    expect(page.text).to.include('The case is cancelled.')
    expect(await house.instance('pm', told.application)).to.include({ state: 'cancelled' })
    await page.open(address('timeline'))
    expect(sentences(page).join('\n')).to.include('Reason: Iesniegts divreiz.')
    await page.open(`/cases/${told.application}/cancel`)
    page.fill('Reason', 'Vēlreiz.')
    await page.press('Cancel the case')
    expect(page.status).to.equal(409)
  })

  it('names a service that has only just been described', async () => {
    const page = await (await visitor('kac', 'lv')).open('/cases')
    const spm = await house.person('spm')
    const [like] = await house.records('spm', 'service', { code: 'S-014' })
    const data = { ...(like?.['data'] as object), code: 'S-914', name: { lv: 'Digitālā bibliotēka' } }
    const made = await spm.post('/api/registers/service/records', { data, status: 'draft' })
    expect(made.status, made.text).to.equal(201)
    const application = await house.begin('kac', 'application', {
      clientKind: 'natural_person',
      clientId: '320001-00011',
      contactPhone: '+37120000011',
      preferredChannel: 'phone',
      serviceId: made.json.id,
      subject: 'Grāmatu pagarināšana',
      description: 'Nevar pagarināt.',
      channel: 'phone',
      receivedAt: house.instant,
      clientName: 'Juris Piemērs',
    })
    await page.open(`/cases/${application}`)
    expect(page.text).to.include('Digitālā bibliotēka').and.not.to.include(made.json.id)
  })
})
