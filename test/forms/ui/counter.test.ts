import { expect } from 'chai'
import type { Json } from '../../../engine/model/json.ts'
import { readDemo } from '../../../api/demo/seed-demo.ts'
import { projectRoot } from '../../../api/project-root.ts'
import { ServedHouse } from '../../support/served-house.ts'
import { Visitor } from './support/visitor.ts'

const { password } = readDemo(projectRoot())

describe('serving clients at the counter, without JavaScript', () => {
  let house: ServedHouse
  const login = async (name: string, language: 'lv' | 'en' = 'en') =>
    new Visitor(() => house.address, language).logIn(name, password)

  beforeEach(async () => {
    house = await ServedHouse.open('2027-04-12T10:00:00+03:00', { restarts: false })
    await house.step()
  })
  afterEach(() => house.close())

  const FIND = 'Personal code, registration number, name, telephone or case number'
  const find = async (visitor: Visitor, words: string): Promise<void> => {
    await visitor.open('/counter')
    visitor.fill(FIND, words)
    await visitor.press('Search')
  }

  /** Begins an application about the declaration of residence for the client of the demonstration. */
  const fillIn = async (visitor: Visitor): Promise<void> => {
    await find(visitor, '320000-00001')
    visitor.fill('Name, code or keyword', 'moving')
    await visitor.press('Filter')
    visitor.choose('How the client reached us', 'By telephone')
    await visitor.press('Continue')
    visitor.fill('Description', 'Moved to another street and wants to declare it.')
  }

  const applications = () => house.records('kac', 'application', {})
  /** Of the client of the demonstration, by telephone: his other one was made at the desk. */
  const begun = () => house.records('kac', 'application', { clientName: 'Juris Piemērs', channel: 'phone' })

  it('finds a client by code, name, telephone and case number; nothing of it stands in an address', async () => {
    const visitor = await login('kac')
    await find(visitor, 'x')
    expect(visitor.status).to.equal(422)
    expect(visitor.errors).to.deep.equal(['Enter at least three characters.'])
    await find(visitor, 'Piemērs')
    expect(visitor.address).to.equal('/counter')
    expect(visitor.text).to.include('Juris Piemērs').and.to.include('320000-00001')
    // The client of the other application gave no code: she is in no register, her case is found.
    await find(visitor, '2000 0001')
    expect(visitor.text).to.include('Anna Paraudziņa').and.to.include('P-2027-000001')
    await find(visitor, 'P-2027-000002')
    expect(visitor.text).to.include('Juris Piemērs')
    await find(visitor, '32000000001')
    expect(visitor.heading).to.equal('Juris Piemērs')
    expect(visitor.address).to.match(/^\/counter\/clients\/[\w-]+$/)
    expect(visitor.text).to.include('P-2027-000002').and.to.include('registered')
    await find(visitor, 'Nobody')
    expect(visitor.text).to.include('No client was found')
  })

  it('leaves a trace of what was read, and shows nobody what they may not read', async () => {
    const visitor = await login('kac')
    await find(visitor, '32000000001')
    const id = visitor.address.split('/').at(-1)
    const reads = await house.get('pm', `/api/record-reads?register=client&recordId=${id}&by=kac`)
    expect(reads.items.map((read) => read['operation'])).to.include.members(['get', 'list'])
    expect(reads.items[0]).to.include({ purpose: 'Klienta apkalpošana' })

    // The process manager may begin applications, and may not look clients up.
    const manager = await login('pm')
    await manager.open('/counter')
    expect(manager.text).to.include('You may not read the register of clients.')
    await manager.open(visitor.address)
    expect(manager.status).to.equal(404)
    const executor = await login('exe')
    await executor.open('/counter')
    expect(executor.status).to.equal(403)
  })

  it('begins one case with the form of the service, however often it is sent', async () => {
    const visitor = await login('kac')
    await fillIn(visitor)
    expect(visitor.find('#f-clientName')[0]?.getAttribute('value')).to.equal('Juris Piemērs')
    expect(visitor.find('#f-subject')[0]?.getAttribute('value')).to.equal('Declaration of residence')
    visitor.fill('Address code', '12')
    await visitor.press('Start the case')
    expect(visitor.status).to.equal(422)
    expect(visitor.errors, 'what was begun must be whole').to.have.length(3)
    visitor.fill('Address code', '101234567').choose('Basis of residence', 'rental agreement')
    for (const [part, value] of Object.entries({ day: '1', month: '4', year: '2027' }))
      visitor.find(`[name="requestData/movedAt/${part}"]`)[0]?.setAttribute('value', value)

    const [first, second] = await visitor.pressTwice('Start the case')
    expect([first.status, second.status]).to.deep.equal([200, 200])
    await house.step()
    expect(await begun(), 'a double click makes one case').to.have.length(1)
    expect((await begun())[0]?.['data']).to.deep.include({
      channel: 'phone',
      clientName: 'Juris Piemērs',
      serviceId: 'service-s-014',
      requestData: { addressCode: '101234567', basis: 'tenant', movedAt: '2027-04-01' },
    })

    await visitor.open(visitor.address)
    expect(visitor.heading).to.equal('The case has been started')
    expect(visitor.text).to.include('P-2027-000003').and.to.include('Classify the application')
    expect(visitor.text).to.include('3 working days').and.to.include('due today')
    await visitor.press('Take it now')
    expect(visitor.address).to.match(/^\/tasks\/[\w.-]+\?done=claimed$/)
    expect(visitor.text).to.include('You have taken the task.')
  })

  it('says so when one goes back and sends something else', async () => {
    const visitor = await login('kac')
    const once = () => visitor.find('#start-form input[name=_once]')[0]
    await fillIn(visitor)
    const [form, key] = [visitor.address, once()?.getAttribute('value') ?? '']
    await visitor.press('Start the case')
    expect(visitor.heading).to.equal('The case has been started')
    await visitor.open(form)
    once()?.setAttribute('value', key)
    visitor.fill('Description', 'Something else altogether.')
    await visitor.press('Start the case')
    expect(visitor.status).to.equal(409)
    expect(visitor.text).to.include('Something else altogether.')
    expect(visitor.html).to.include('This form was sent already with other content.')
    await house.step()
    expect(await begun()).to.have.length(1)
  })

  it('registers an application without the data of its service, and asks for the form of another', async () => {
    const visitor = await login('kac')
    await fillIn(visitor)
    visitor.fill('Service', 'Archive statement')
    await visitor.press('Start the case')
    expect(visitor.status).to.equal(200)
    expect(visitor.text).to.include('The form of the chosen service stands below.')
    expect(visitor.text).to.include('What the facts are about').and.not.to.include('Address code')
    await visitor.press('Start the case')
    expect(visitor.heading).to.equal('The case has been started')
    await house.step()
    expect((await begun())[0]?.['data'])
      .to.include({ serviceId: 'service-s-021' })
      .and.not.have.property('requestData')
  })

  it('begins a case for somebody in no register with what was typed, and keeps nothing for the next', async () => {
    const visitor = await login('kac', 'lv')
    await visitor.open('/counter')
    visitor.fill('Personas kods, reģistrācijas numurs, vārds, tālrunis vai lietas numurs', 'Zenta Jaunā')
    await visitor.press('Meklēt')
    expect(visitor.text).to.include('Neviens klients nav atrasts')
    await visitor.press('Sākt lietu jaunam klientam')
    expect(visitor.address).to.equal('/start/application')
    expect(visitor.errors).to.deep.equal([])
    expect(visitor.find('#f-clientName')[0]?.getAttribute('value')).to.equal('Zenta Jaunā')
    await visitor.press('Saglabāt melnrakstu')
    expect(visitor.text).to.include('Melnraksts ir saglabāts.')
    expect(visitor.html).to.include('Zenta Jaunā')

    await visitor.open('/counter')
    visitor.fill('Personas kods, reģistrācijas numurs, vārds, tālrunis vai lietas numurs', '32000000001')
    await visitor.press('Meklēt')
    await visitor.press('Turpināt')
    expect(visitor.text, 'it is another client').to.include('Jums ir nenosūtīts šīs veidlapas melnraksts')
    expect(visitor.html).not.to.include('Zenta Jaunā')
    await visitor.follow('Atpakaļ')
    await visitor.press('Nākamais klients')
    expect(visitor.text).to.include('Ekrāns ir notīrīts.')
    await visitor.open('/start/application')
    expect(visitor.html).not.to.include('Zenta Jaunā')
  })

  describe('enters what the client says', () => {
    /** The application about the opening hours, at the question to its client. */
    const ask = async (changes: Readonly<Record<string, Json | undefined>> = {}): Promise<string> => {
      const [first] = await house.records('kac', 'application', { subject: 'Kad ir atvērts klientu centrs' })
      const id = first?.id ?? ''
      await house.complete(
        'kac',
        'APP_U01',
        { processInstanceId: id },
        {
          kind: 'information',
          category: 'category-information',
          impact: 'limited',
          urgency: 'low',
          l1Solvable: true,
          supportType: 'information',
          admissibility: 'incomplete',
          question: 'Par kuru centru jūs jautājat?',
          ...changes,
        },
      )
      return id
    }

    it('as the answer to a question, with how it was said and by whom', async () => {
      const id = await ask()
      const visitor = await login('kac2')
      await visitor.open(`/counter/reply/${id}`)
      expect(visitor.text).to.include('Par kuru centru jūs jautājat?')
      await visitor.follow('Enter the client’s answer')
      await visitor.press('Enter')
      expect(visitor.status).to.equal(422)
      expect(visitor.errors).to.have.length(2)
      visitor.fill('The client’s answer', 'Par centru Brīvības ielā.').choose('How the client said it', 'By telephone')
      const answer = visitor.address
      await visitor.press('Enter')
      expect(visitor.text).to.include('The client’s answer is entered.')
      await house.step()
      const { variables } = await house.instance('kac', id)
      expect(variables).to.include({
        clientOutcome: 'replied',
        clientReply: 'Par centru Brīvības ielā. (By telephone: Anna Paraudziņa.)',
      })
      await visitor.open(answer)
      expect(visitor.status, 'nobody waits for it any more').to.equal(409)
    })

    it('but not twice: what was typed when the case has gone on is kept', async () => {
      const id = await ask()
      const [one, two] = [await login('kac'), await login('kac2')]
      for (const visitor of [one, two]) {
        await visitor.open(`/counter/reply/${id}`)
        await visitor.follow('Enter the client’s answer')
        visitor
          .fill('The client’s answer', 'Tas ir centrs upes krastā.')
          .choose('How the client said it', 'At the desk')
      }
      await one.press('Enter')
      await house.step()
      await two.press('Enter')
      expect(two.status).to.equal(409)
      expect(two.text).to.include('Tas ir centrs upes krastā.').and.to.include('no longer waits')
    })

    it('as an objection to the result, or as agreement with a score', async () => {
      const id = await ask({ admissibility: 'ok', question: undefined })
      await house.complete(
        'kac',
        'APP_P01_U1',
        { rootInstanceId: id },
        { answer: 'Sestdienās slēgts.', l1Solved: true },
      )
      const done = { resultSummary: 'Skaidrots.', deliveryChannel: 'email', confirmedOnSpot: false }
      await house.complete('kac', 'APP_U04', { rootInstanceId: id }, done)
      const visitor = await login('kac2')
      await visitor.open(`/counter/reply/${id}`)
      expect(visitor.text).to.include('resolved').and.to.include('The client disputes the result')
      await visitor.follow('The client confirms the result')
      visitor.fill('Score from 1 (bad) to 5 (very good)', '6').choose('How the client said it', 'At the desk')
      await visitor.press('Enter')
      expect(visitor.status).to.equal(422)
      visitor.fill('Score from 1 (bad) to 5 (very good)', '5').fill('Who said it', 'Pēteris Paraudziņš (dēls)')
      await visitor.press('Enter')
      expect(visitor.text).to.include('It is entered that the client confirms the result.')
      await house.step()
      const { variables } = await house.instance('kac', id)
      expect(variables).to.include({
        satisfactionScore: 5,
        confirmationNote: '(At the desk: Pēteris Paraudziņš (dēls).)',
      })
    })

    it('as a question about how it is getting on, which becomes a task', async () => {
      const id = await ask({
        kind: 'service_request',
        serviceId: 'service-s-001',
        admissibility: 'ok',
        question: undefined,
        l1Solvable: false,
        supportType: undefined,
      })
      const visitor = await login('kac')
      await visitor.open(`/counter/reply/${id}`)
      await visitor.follow('The client asks how it is getting on')
      visitor.fill('What the client asks', 'Kad būs gatavs?').choose('How the client said it', 'By telephone')
      await visitor.press('Enter')
      await house.step()
      const tasks = await house.tasks('kac', { rootInstanceId: id })
      expect(tasks.map((task) => task['elementId'])).to.include('APP_U05')
    })

    it('as a withdrawal of the application', async () => {
      const [first] = await applications()
      const visitor = await login('kac', 'lv')
      await visitor.open(`/counter/reply/${first?.id}`)
      await visitor.follow('Klients atsauc pieteikumu')
      visitor.choose('Kā klients to pateica', 'Klātienē')
      await visitor.press('Ierakstīt')
      expect(visitor.text).to.include('Pieteikuma atsaukums ir ierakstīts.')
      await house.step()
      expect(await house.record('kac', 'application', first?.id ?? '')).to.include({ status: 'withdrawn' })
    })
  })

  it('finds a service by its name, a word, a situation in life and a need', async () => {
    const visitor = await login('kac')
    const found = async (query: string): Promise<readonly string[]> => {
      await visitor.open(`/counter/services?${query}`)
      return visitor.find('input[name=service]').flatMap((one) => one.getAttribute('value') || [])
    }
    expect(await found('')).to.have.length(5)
    expect(await found('find=archive')).to.deep.equal(['service-s-021'])
    expect(await found('find=pārcel')).to.deep.equal(['service-s-014'])
    expect(await found('find=jauno+dzivesvietu'), 'words of a need').to.deep.equal(['service-s-014'])
    expect(await found('situation=life-situation-business')).to.deep.equal(['service-s-030'])
    await visitor.open('/counter/services')
    visitor.fill('Need', 'Get a statement from the archive')
    await visitor.press('Filter')
    expect(visitor.text).to.include('Archive statement').and.not.to.include('Declaration of residence S-014')
    await visitor.press('Continue')
    expect(visitor.text).to.include('What the facts are about')
  })

  it('tells the incident process of a disruption that staff notice', async () => {
    const visitor = await login('kac')
    await visitor.open('/counter/disruption')
    await visitor.press('Report')
    expect(visitor.status).to.equal(422)
    visitor.fill('What does not work', 'The e-service does not open').fill('How it shows', 'A white page.')
    visitor.fill('Service', 'Declaration of residence')
    await visitor.press('Report')
    expect(visitor.heading).to.equal('The case has been started')
    await house.step()
    const [incident] = await house.records('exe', 'incident', { title: 'The e-service does not open' })
    expect(incident?.['data']).to.include({ source: 'staff', serviceId: 'service-s-014' })
  })

  it('begins any case that one may begin, each at its own start, and keeps drafts apart', async () => {
    const manager = await login('rm')
    await manager.open('/start')
    await manager.follow('Configuration management')
    expect(manager.text).to.include('Choose how to start')
    const [planned, manual] = manager.find('main .ritums-choices a').map((link) => link.getAttribute('href') ?? '')
    await manager.open(planned ?? '')
    await manager.press('Save the draft')
    expect(manager.text).to.include('The draft is saved.')
    await manager.open(manual ?? '')
    expect(manager.text).not.to.include('Discard the draft')

    const clerk = await login('kac')
    await clerk.open('/start')
    expect(clerk.find('main .ritums-choices a').map((link) => link.getAttribute('href'))).to.have.members([
      '/start/application',
      '/start/change',
      '/start/improvement',
    ])
    await clerk.open('/start/problem')
    expect(clerk.status).to.equal(404)
  })
})
