/** People without an account, without JavaScript: they find a service, apply, and see how far it is. */
import { expect } from 'chai'
import type { Variables } from '../../../engine/model/json.ts'
import { MULTIPART, multipart } from '../../api/support/multipart.ts'
import { send } from '../../api/support/send.ts'
import { ServedHouse, type Facts } from '../../support/served-house.ts'
import { Visitor } from './support/visitor.ts'

const MONDAY = '2026-04-13T10:00:00+03:00'
const CODE = /ritums-code-to-keep">([0-9A-Z-]{19})</

/** APP_U01 as a clerk fills it in. */
const classified = (changes: Variables = {}): Variables => ({
  kind: 'service_request',
  serviceId: 'service-s-021',
  category: 'category-information',
  impact: 'limited',
  urgency: 'low',
  admissibility: 'ok',
  l1Solvable: true,
  supportType: 'information',
  ...changes,
})

describe('people without an account', function () {
  this.timeout(60_000)
  let house: ServedHouse
  let visitor: Visitor
  beforeEach(async () => {
    house = await ServedHouse.open(MONDAY, { restarts: false })
    visitor = new Visitor(house.url, 'lv')
  })
  afterEach(() => house.close())

  const fillIn = async (by = visitor, name = 'Anna Bērziņa'): Promise<void> => {
    await by.open('/services/service-s-021')
    await by.open(by.find('main a.govuk-button')[0]?.getAttribute('href') ?? '')
    by.fill('Par ko vajadzīgas ziņas', 'Darba stāžs rūpnīcā VEF').fill('Laika posms', '1985–1990')
    by.fill('Aprakstiet, kas jums vajadzīgs', `Lūdzu izziņu par darba stāžu: ${name}.`)
    by.choose('Kas iesniedz pieteikumu?', 'privātpersona')
    by.fill('Vārds un uzvārds vai nosaukums', name)
    by.fill('Personas kods vai reģistrācijas numurs', '320001-00011')
    by.fill('E-pasts', 'anna@epasts.example')
    by.choose('Kā jūs informēt?', 'pa e-pastu')
    await by.press('Turpināt')
  }
  interface Sent {
    readonly id: string
    readonly number: string
    readonly code: string
  }
  const applications = (): Promise<readonly Facts[]> => house.records('pm', 'application', { subject: 'Arhīva izziņa' })
  const apply = async (by = visitor, name?: string): Promise<Sent> => {
    await fillIn(by, name)
    await by.press('Nosūtīt')
    const code = CODE.exec(by.html)?.[1] ?? ''
    await house.step()
    await by.press('Parādīt numuru')
    const number = /P-2026-\d{6}/.exec(by.text)?.[0] ?? ''
    const sent = (await applications()).find((one) => one['number'] === number)
    return { id: sent?.id ?? '', number, code }
  }
  const track = async ({ number, code }: { number: string; code: string }, by = visitor): Promise<void> => {
    await by.open('/track')
    by.fill('Pieteikuma numurs', number).fill('Piekļuves kods', code)
    await by.press('Skatīt')
  }

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
    expect(visitor.text).to.include('5 darba dienu laikā').and.include('7,50 EUR, pēc saņemšanas')
    expect(visitor.text, 'who manages it stays inside').not.to.match(/liepina|Liepiņa|work-group/)
    expect(visitor.answer?.headers['x-robots-tag']).to.equal('noindex, nofollow')
    await visitor.open('/services/service-s-042')
    expect(visitor.find('main a.govuk-button'), 'not one to apply for online').to.deep.equal([])
    await visitor.open('/apply/service-s-042')
    expect(visitor.status).to.equal(404)
  })

  it('apply once, whatever they press, and get a number and a code', async () => {
    await visitor.open('/apply/service-s-021')
    await visitor.press('Turpināt')
    expect(visitor.status).to.equal(422)
    expect(visitor.errors).to.include('Aizpildiet lauku «Par ko vajadzīgas ziņas».')
    expect(visitor.errors).to.include('Aizpildiet lauku «Personas kods vai reģistrācijas numurs».')
    await fillIn()
    expect(visitor.errors).to.deep.equal([])
    expect(visitor.heading).to.include('Pārbaudiet un nosūtiet')
    expect(visitor.text).to.include('Darba stāžs rūpnīcā VEF').and.include('320001-00011')
    await visitor.press('Labot')
    visitor.fill('Laika posms', '1986–1990')
    await visitor.press('Turpināt')
    const formKey = visitor.find('main input[name=_once]')[0]?.getAttribute('value') ?? ''

    const [first, second] = await visitor.pressTwice('Nosūtīt')
    expect(CODE.exec(first.text)?.[1]).to.be.a('string').and.equal(CODE.exec(second.text)?.[1])
    await house.step()
    await visitor.press('Parādīt numuru')
    expect(visitor.text)
      .to.match(/P-2026-\d{6}/)
      .and.include('10 darba dienu laikā')
    const [application, ...others] = await applications()
    expect(others).to.deep.equal([])
    expect(application?.['data']).to.deep.include({
      channel: 'portal',
      kind: 'service_request',
      clientIdentifier: '320001-00011',
      requestData: { about: 'Darba stāžs rūpnīcā VEF', period: '1986–1990' },
    })

    // Back to the form that was sent, something changed, and sent again.
    await fillIn(visitor, 'Berta Kalniņa')
    visitor.find('main input[name=_once]')[0]?.setAttribute('value', formKey)
    await visitor.press('Nosūtīt')
    expect(visitor.status).to.equal(409)
    expect(visitor.heading).to.equal('Šis pieteikums jau ir nosūtīts')
    await house.step()
    expect(await applications()).to.have.length(1)
  })

  it('keep what they wrote when the service goes meanwhile', async () => {
    await fillIn()
    const sm = await house.person('sm')
    const { version } = await house.get('sm', '/api/registers/service/records/service-s-021')
    const gone = await sm.call('PATCH', '/api/registers/service/records/service-s-021', {
      body: { status: 'retired', expectedVersion: version },
    })
    expect(gone.status, gone.text).to.equal(200)
    await visitor.press('Nosūtīt')
    expect(visitor.status).to.equal(409)
    expect(visitor.text).to.include('Lūdzu izziņu par darba stāžu: Anna Bērziņa.')
    expect(visitor.text).to.include('Pakalpojumam vairs nevar pieteikties')
  })

  it('report what does not work, and ask without a personal code', async () => {
    await visitor.open('/report?kind=information&service=service-s-014')
    visitor.fill('Īsumā – kas noticis vai par ko ir runa?', 'Vai strādājat sestdienās?')
    visitor.fill('Pastāstiet sīkāk', 'Gribu atnākt sestdien no rīta.')
    visitor.choose('Kas iesniedz pieteikumu?', 'privātpersona').fill('Vārds un uzvārds vai nosaukums', 'Anna')
    visitor.fill('Tālrunis', '+371 20000011').choose('Kā jūs informēt?', 'pa tālruni')
    await visitor.press('Turpināt')
    expect(visitor.text).to.include('uzdot jautājumu').and.include('Dzīvesvietas deklarēšana')
    await visitor.press('Labot')
    visitor.choose('Ko vēlaties darīt?', 'ziņot, ka kaut kas nedarbojas')
    await visitor.press('Turpināt')
    expect(visitor.errors, 'an incident needs one').to.deep.equal([
      'Aizpildiet lauku «Personas kods vai reģistrācijas numurs».',
    ])
    visitor.fill('Personas kods vai reģistrācijas numurs', '320001-00011')
    await visitor.press('Turpināt')
    await visitor.press('Nosūtīt')
    expect(visitor.html).to.match(CODE)
    await house.step()
    const [told] = await house.records('pm', 'application', { subject: 'Vai strādājat sestdienās?' })
    expect(told?.['data']).to.include({ kind: 'incident', serviceId: 'service-s-014' })
  })

  it('see nothing without number and code, and are not told which of them is wrong', async () => {
    const anna = await apply()
    const berta = await apply(new Visitor(house.url, 'lv'), 'Berta Kalniņa')
    const said: string[] = []
    for (const pair of [
      { number: 'P-2026-999999', code: anna.code },
      { number: anna.number, code: berta.code },
      { number: anna.number, code: '0000-0000-0000-0000' },
      { number: anna.number, code: 'nav' },
    ]) {
      await track(pair)
      said.push(`${visitor.status} ${visitor.errors.join()}`)
    }
    expect(new Set(said)).to.deep.equal(
      new Set(['422 Numurs vai kods nav pareizs. Pārbaudiet abus un mēģiniet vēlreiz.']),
    )
    expect(JSON.stringify(await house.get('kac', `/api/process-instances/${anna.id}`))).not.to.include(anna.code)

    await track({ number: anna.number.toLowerCase(), code: anna.code.toLowerCase().replaceAll('-', ' ') })
    expect(visitor.address, 'no secret in it').to.equal('/track')
    expect(visitor.text).to.include(anna.number).and.not.include(berta.number)
    expect(visitor.text).to.include('Saņemts')
    expect(visitor.text, 'the letter to her').to.include(`Jūsu pieteikums ${anna.number} ir saņemts`)
    for (const path of [`/cases/${berta.id}`, '/tasks', `/files/${berta.id}`, `/track/${berta.id}`]) {
      await visitor.open(path)
      expect(visitor.text, path).not.to.include('Berta')
    }
    await visitor.open('/track')
    await visitor.press('Beigt')
    expect(visitor.text).to.include('Jūs beidzāt skatīt pieteikumu.')
    await visitor.open('/track')
    expect(visitor.text).not.to.include(anna.number)
  })

  it('have to wait after too many wrong codes', async () => {
    for (let attempt = 0; attempt < 10; attempt += 1) await track({ number: 'P-2026-000001', code: '0' })
    expect(visitor.status).to.equal(422)
    await track({ number: 'P-2026-000001', code: '0' })
    expect(visitor.status).to.equal(429)
    expect(visitor.errors).to.deep.equal(['Pārāk daudz neveiksmīgu mēģinājumu. Mēģiniet vēlreiz vēlāk.'])
  })

  it('answer a question, once, also when their time was over meanwhile', async () => {
    const anna = await apply()
    await track(anna)
    await visitor.open('/track/reply')
    expect(visitor.address, 'nobody asks yet').to.equal('/track')
    await house.complete('kac', 'APP_U01', anna.id, classified({ admissibility: 'incomplete', question: 'Kurš gads?' }))
    await visitor.open('/track')
    expect(visitor.text).to.include('Gaida jūsu atbildi').and.include('Kurš gads?')
    await visitor.follow('Atbildēt')
    await visitor.press('Nosūtīt')
    expect(visitor.errors).to.deep.equal(['Aizpildiet lauku «Jūsu atbilde».'])

    visitor.fill('Jūsu atbilde', 'No 1986. gada rudens.')
    await house.at('2026-04-13T10:31:00+03:00')
    await visitor.press('Nosūtīt')
    expect(visitor.status).to.equal(401)
    expect(visitor.heading).to.equal('Ievadiet kodu vēlreiz')
    visitor.fill('Pieteikuma numurs', anna.number).fill('Piekļuves kods', anna.code)
    await visitor.press('Skatīt')
    expect(visitor.heading).to.equal('Varat turpināt')
    await visitor.pressTwice('Nosūtīt rakstīto')
    expect(visitor.address).to.equal('/track?done=reply')
    expect(visitor.text).to.include('Paldies, jūsu atbilde ir saņemta.')

    await house.step()
    const { variables } = await house.get('kac', `/api/process-instances/${anna.id}`)
    expect(variables).to.include({ clientReply: 'No 1986. gada rudens.' })
    await visitor.open('/track/reply')
    expect(visitor.address).to.equal('/track')
  })

  it('object to the result, confirm it, and read their letters only', async () => {
    const anna = await apply()
    const solve = async (): Promise<void> => {
      await house.complete('kac', 'APP_U01', anna.id, classified())
      await house.complete('kac', 'APP_P01_U1', anna.id, { answer: 'Izziņa sagatavota.', l1Solved: true })
      const handed = { resultSummary: 'Izziņa nosūtīta.', deliveryChannel: 'portal', confirmedOnSpot: false }
      await house.complete('kac', 'APP_U04', anna.id, handed)
    }
    await solve()
    await track(anna)
    expect(visitor.text).to.include('Izziņa nosūtīta.').and.include('Izpildīts')
    await visitor.follow('Viss kārtībā')
    const late = visitor.find('form')[0]?.outerHTML ?? ''
    expect(late).to.include('_tracking')
    await visitor.open('/track')
    await visitor.follow('Iebilst')
    visitor.fill('Kas nav kārtībā?', 'Trūkst 1986. gada.')
    await visitor.press('Nosūtīt')
    expect(visitor.text).to.include('Jūsu iebildums ir saņemts')
    await house.step()
    await visitor.open('/track/confirm')
    expect(visitor.address, 'nothing to confirm now').to.equal('/track')
    expect(visitor.text).to.include('Tiek izskatīts')

    await solve()
    await visitor.open('/track')
    await visitor.follow('Viss kārtībā')
    await visitor.press('Nosūtīt')
    await house.step()
    await visitor.open('/track')
    expect(visitor.find('[aria-current=step]').map((one) => one.text)[0]).to.match(/Izpildīts|Slēgts/)
    const letters = await house.records('pm', 'notification', { applicationId: anna.id })
    const toStaff = letters.filter(({ data }: Facts) => (data as Variables)['role'])
    for (const { data } of toStaff) expect(visitor.text).not.to.include(String((data as Variables)['subject']))
    const toAnna = letters.length - toStaff.length
    expect(visitor.find('.ritums-messages__item')).to.have.length(toAnna)
  })

  it('bring files, but none that is too large, and none of somebody else', async () => {
    const applyFor = '/apply/service-s-021'
    await fillIn()
    const typed = visitor
      .find('main input[type=hidden]')
      .map((one) => [one.getAttribute('name') ?? '', one.getAttribute('value') ?? ''] as const)
    const post = (files: readonly { name: string; content: Buffer }[], more: readonly (readonly [string, string])[]) =>
      send(`${house.url()}${applyFor}`, {
        method: 'POST',
        headers: { ...MULTIPART, 'Accept-Language': 'lv' },
        body: multipart([
          ...[...typed, ...more].map(([field, value]) => ({ field, value })),
          ...files.map((file) => ({ field: 'attachments', file })),
        ]),
      })
    const large = await post([{ name: 'liela.pdf', content: Buffer.alloc(20_971_521, '%PDF-1.4\n') }], [])
    expect(large.status).to.equal(422)
    expect(large.text, 'what was typed is kept').to.include('Lūdzu izziņu par darba stāžu: Anna Bērziņa.')
    expect(large.text).to.include('liela.pdf').and.include('Datnes, kas netika pieņemtas, pievienojiet vēlreiz.')

    // Somebody attaches a file to their application; nobody else can name it in theirs.
    const small = await post([{ name: 'maza.pdf', content: Buffer.from('%PDF-1.4\n%%EOF') }], [])
    const id = /name="attachments\/0\/id" value="([^"]+)"/.exec(small.text)?.[1] ?? ''
    expect(small.text).to.include('maza.pdf').and.not.include(`/files/${id}`)
    const file = [
      ['attachments', '0'],
      ['attachments/0/id', id],
      ['attachments/0/name', 'maza.pdf'],
    ] as const
    expect(CODE.test((await post([], [...file, ['_step', 'send']])).text)).to.equal(true)
    await house.step()
    const sent = await applications()
    expect(sent.map(({ data }) => (data as Variables)['attachments'])).to.deep.equal([
      [{ id, name: 'maza.pdf', mediaType: 'application/pdf', size: 14 }],
    ])
    const other = new Map(typed).set('_once', '00000000-1111-4222-8333-444444444444')
    typed.splice(0, typed.length, ...other)
    const theft = await post([], [...file, ['_step', 'send']])
    expect(theft.status).to.equal(422)
    await house.step()
    expect(await applications()).to.have.length(1)
  })

  it('ask how it goes, while somebody works on it', async () => {
    const anna = await apply()
    await track(anna)
    expect(visitor.text).not.to.include('Jautāt, kā veicas')
    await house.complete('kac', 'APP_U01', anna.id, classified({ l1Solvable: false, supportType: null }))
    await visitor.open('/track')
    expect(visitor.text).to.include('Darbā').and.include('Paredzētais termiņš:')
    await visitor.follow('Jautāt, kā veicas')
    visitor.fill('Jūsu jautājums', 'Vai būs līdz piektdienai?')
    const form = visitor.find('input[name=_tracking]')[0]
    form?.setAttribute('value', 'forged')
    await visitor.press('Nosūtīt')
    expect(visitor.status).to.equal(409)
    expect(visitor.errors).to.deep.equal(['Veidlapa ir novecojusi. Pārbaudiet rakstīto un nosūtiet vēlreiz.'])
    await visitor.press('Nosūtīt')
    expect(visitor.text).to.include('Jūsu jautājums ir nosūtīts.')
    await house.step()
    const [task] = (await house.tasks('kac', anna.id)).filter((one) => one['elementId'] === 'APP_U05')
    const { variables } = await house.get('kac', `/api/tasks/${task?.id}`)
    expect(variables).to.include({ question: 'Vai būs līdz piektdienai?' })
  })

  it('withdraw, and are told when what they write is no longer awaited', async () => {
    const anna = await apply()
    await track(anna)
    const other = new Visitor(house.url, 'lv')
    await track(anna, other)
    await other.follow('Atsaukt pieteikumu')
    await visitor.follow('Atsaukt pieteikumu')
    visitor.fill('Kāpēc atsaucat?', 'Vairs nevajag.')
    await visitor.press('Atsaukt pieteikumu')
    expect(visitor.text).to.include('Atsaukums ir saņemts.')
    await house.step()
    await visitor.open('/track')
    expect(visitor.text).to.include('Atsaukts').and.not.include('Ko vēl varat darīt')

    other.fill('Kāpēc atsaucat?', 'Arī es vairs negribu.')
    await other.press('Atsaukt pieteikumu')
    expect(other.status).to.equal(409)
    expect(other.text).to.include('Tas vairs nav iespējams').and.include('Arī es vairs negribu.')
  })
})
