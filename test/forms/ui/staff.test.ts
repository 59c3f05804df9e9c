import { expect } from 'chai'
import { readDemo } from '../../../api/demo/seed-demo.ts'
import { projectRoot } from '../../../api/project-root.ts'
import { ServedHouse } from '../../support/served-house.ts'
import { Visitor } from './support/visitor.ts'

const { password } = readDemo(projectRoot())

describe('the inbox and a task on pages, without JavaScript', () => {
  let house: ServedHouse
  const login = async (name: string, language: 'lv' | 'en' = 'en') =>
    new Visitor(() => house.address, language).logIn(name, password)

  beforeEach(async () => {
    house = await ServedHouse.open('2027-04-12T10:00:00+03:00', { restarts: false })
  })
  afterEach(() => house.close())

  /** Opens the task about the declaration of residence and takes it. */
  const takeClassify = async (visitor: Visitor): Promise<string> => {
    await visitor.open('/tasks?list=groups&q=deklar')
    await visitor.follow('Classify the application')
    await visitor.press('Take the task')
    return visitor.address.split('?')[0] ?? ''
  }

  const classify = (visitor: Visitor): void => {
    visitor.choose('Impact', 'limited').choose('Urgency', 'low').choose('Admissibility', 'admissible')
    visitor.choose('Solvable at level 1', 'No').fill('Category', 'Residence')
  }

  it('says what is due, of which case, and finds it by words', async () => {
    const visitor = await login('kac')
    expect(visitor.address).to.equal('/tasks')
    expect(visitor.text).to.include('There are no tasks in this list.')
    await visitor.follow('My groups')
    expect(visitor.text).to.include('P-2027-000002').and.to.include('Juris Piemērs').and.to.include('working time left')

    visitor.fill('Search', 'centrs')
    await visitor.press('Filter')
    expect(visitor.address).to.equal('/tasks?list=groups&q=centrs&process=&service=&priority=&status=&sort=due')
    expect(visitor.text).to.include('P-2027-000001').and.not.to.include('P-2027-000002')
    visitor.fill('Search', 'nothing of the kind')
    await visitor.press('Filter')
    expect(visitor.text).to.include('No task matches the filter.')
  })

  it('puts the earliest due first, and another order when asked', async () => {
    const visitor = await login('kac', 'lv')
    await visitor.open('/tasks?list=groups')
    const numbers = () => visitor.find('.ritums-number').map((one) => one.text)
    expect(numbers()).to.deep.equal(['P-2027-000002', 'P-2027-000001'])
    await visitor.open('/tasks?list=groups&sort=oldest')
    const oldest = numbers()
    await visitor.open('/tasks?list=groups&sort=newest')
    expect(numbers()).to.have.members(oldest).and.to.deep.equal(oldest.toReversed())
  })

  it('takes, releases and assigns several at once, and says what could not be done', async () => {
    const visitor = await login('kac')
    await visitor.open('/tasks?list=groups')
    await visitor.press('Take')
    expect(visitor.errors).to.deep.equal(['Select at least one task.'])

    const boxes = visitor.find('input[name=task]')
    for (const box of boxes) box.setAttribute('checked', '')
    await visitor.press('Take')
    expect(visitor.text).to.include('2 tasks taken.')
    await visitor.open('/tasks')
    expect(visitor.text).to.include('P-2027-000001').and.to.include('P-2027-000002')

    const other = await login('kac2')
    await other.open('/tasks?list=groups')
    expect(other.text).to.include('There are no tasks in this list.')
    for (const box of visitor.find('input[name=task]')) box.setAttribute('checked', '')
    await visitor.press('Release to the group')
    expect(visitor.text).to.include('2 tasks released to the group.')
  })

  it('keeps a view under a name, shares it with a group, and removes it', async () => {
    const visitor = await login('kac')
    await visitor.open('/tasks?list=groups&q=centrs')
    await visitor.press('Save')
    expect(visitor.errors).to.deep.equal(['Enter a name for the view.'])
    visitor.fill('Name of the view', 'Opening hours')
    visitor.fill('Who sees it', 'Client attendant (front office)')
    await visitor.press('Save')
    expect(visitor.text).to.include('The view is saved.').and.to.include('Opening hours (1)')

    const colleague = await login('kac2')
    await colleague.follow('Opening hours')
    expect(colleague.text).to.include('P-2027-000001').and.not.to.include('P-2027-000002')
    expect(colleague.text).not.to.include('Remove the view')
    await visitor.press('Remove the view “Opening hours”')
    expect(visitor.text).to.include('The view is removed.')
    await colleague.open('/tasks')
    expect(colleague.text).not.to.include('Opening hours')
  })

  it('leads through a task: what is wrong at each field, then what happens next', async () => {
    const visitor = await login('kac')
    await takeClassify(visitor)
    expect(visitor.text).to.include('You have taken the task.').and.to.include('You hold this task.')
    await visitor.press('Complete the task')
    expect(visitor.status).to.equal(422)
    expect(visitor.title).to.match(/^Error: Classify the application/)
    expect(visitor.errors).to.include('Choose a value for “Impact”.')

    classify(visitor)
    await visitor.press('Complete the task')
    expect(visitor.heading, visitor.errors.join(' ')).to.equal('Task completed')
    expect(visitor.text).to.include('What happens next')
    await visitor.open('/tasks?list=done')
    expect(visitor.text).to.include('Classify the application')
  })

  it('takes a double click for one, and Back and once more for nothing', async () => {
    const visitor = await login('kac')
    await takeClassify(visitor)
    classify(visitor)
    const [first, second] = await visitor.pressTwice('Complete the task')
    expect([first.status, second.status]).to.deep.equal([200, 200])
    expect(visitor.heading).to.equal('Task completed')
  })

  it('keeps a draft, shows when it was saved, and forgets it when told', async () => {
    const visitor = await login('kac')
    const address = await takeClassify(visitor)
    visitor.choose('Impact', 'significant').fill('Comment', 'Waits for the answer of the registry')
    await visitor.press('Save the draft')
    expect(visitor.text).to.include('The draft is saved.')

    const again = await login('kac')
    await again.open(address)
    expect(again.find('textarea[name=comment]')[0]?.text.trim()).to.equal('Waits for the answer of the registry')
    expect(again.text).to.match(/saved at 10:00/)
    await again.press('Discard the draft')
    expect(again.find('textarea[name=comment]')[0]?.text.trim()).to.equal('')
  })

  it('keeps what was typed when somebody else completed the task, and says who', async () => {
    const visitor = await login('kac')
    const address = await takeClassify(visitor)
    classify(visitor)
    visitor.fill('Comment', 'My hour of work')

    const done = await (
      await house.person('admin')
    ).post(`/api/tasks/${address.split('/').at(-1) ?? ''}/complete`, {
      data: {
        kind: 'service_request',
        serviceId: 'service-s-014',
        category: 'category-residence',
        impact: 'limited',
        urgency: 'low',
        admissibility: 'ok',
        l1Solvable: false,
      },
    })
    expect(done.status, done.text).to.equal(200)
    await visitor.press('Complete the task')
    expect(visitor.status).to.equal(409)
    expect(visitor.text)
      .to.include('My hour of work')
      .and.to.match(/completed the task/)
  })

  it('keeps what was typed when the session ends, through the login', async () => {
    const visitor = await login('kac')
    await takeClassify(visitor)
    classify(visitor)
    await visitor.forgetSession().press('Complete the task')
    expect(visitor.status).to.equal(401)
    expect(visitor.heading).to.equal('Your session has ended')
    visitor.fill('Login name', 'kac').fill('Password', password)
    await visitor.press('Log in')
    await visitor.press('Send what I typed')
    expect(visitor.heading, visitor.errors.join(' ')).to.equal('Task completed')
  })

  it('passes a task on: to a colleague, delegated, to another group, to a manager, postponed', async () => {
    const visitor = await login('kac')
    const address = await takeClassify(visitor)
    await visitor.press('Delegate')
    expect(visitor.errors).to.deep.equal(['Choose a person.'])
    visitor.fill('Delegate to', 'Edgars Siliņš')
    await visitor.press('Delegate')
    expect(visitor.text).to.include('The task is delegated.')

    const colleague = await login('kac2')
    await colleague.open(address)
    expect(colleague.text).to.include('Līga Kalniņa delegated this task to you.')
    await colleague.press('Give back to who delegated it')
    await visitor.open(address)
    expect(visitor.text).to.include('You hold this task.')

    visitor.fill('Day', '20').fill('Month', '4').fill('Year', '2027')
    await visitor.press('Postpone')
    expect(visitor.text).to.include('The task is postponed.').and.to.include('Postponed until 20/04/2027')
    await visitor.open('/tasks')
    expect(visitor.text).to.include('There are no tasks in this list.')
    await visitor.open('/tasks?waiting=1')
    expect(visitor.text).to.include('P-2027-000002')

    await visitor.open(address)
    visitor.fill('Reason', 'complications')
    await visitor.press('Escalate')
    expect(visitor.text).to.include('A manager was asked to decide.')
    visitor.fill('Group', 'Service executor (back office)')
    await visitor.press('Hand over')
    expect(visitor.text).to.include('The task has been handed to another group.')
  })

  it('shows comments, why the task is yours, and the case beside it in words', async () => {
    const visitor = await login('kac', 'lv')
    await visitor.open('/tasks?list=groups&q=deklar')
    await visitor.follow('Klasificēt pieteikumu')
    expect(visitor.text).to.include('Uzdevumu neviens vēl nav pārņēmis.')
    expect(visitor.text).to.include('Uzdevumu var darīt loma «Klientu apkalpotājs (KAC)», un tā jums ir.')
    expect(visitor.text).to.include('Juris Piemērs').and.to.include('Dzīvesvietas deklarēšana')
    visitor.fill('Jauns komentārs', 'Klients zvanīs rīt.\n<script>alert(1)</script>')
    await visitor.press('Pievienot komentāru')
    expect(visitor.text).to.include('Komentārs ir pievienots.').and.to.include('Klients zvanīs rīt.')
    expect(visitor.html).to.include('&lt;script>alert(1)')
  })

  it('keeps a file with the draft, then in the case, and believes no file of others', async () => {
    const visitor = await login('kac')
    const address = await takeClassify(visitor)
    visitor.attach('Attachments', 'plāns.pdf', '%PDF-1.7')
    await visitor.press('Save the draft')
    const [field] = visitor.find('input[name="attachments/0/id"]')
    const id = field?.getAttribute('value') ?? ''
    const facts = async () => (await house.person('kac')).get(`/api/files/${id}`)
    expect((await facts()).json).to.include({ name: 'plāns.pdf', processInstanceId: null })

    classify(visitor)
    field?.setAttribute('value', '00000000-0000-4000-8000-000000000000')
    await visitor.press('Complete the task')
    expect(visitor.errors).to.deep.equal(['Add the file in “Attachments” again: “plāns.pdf” cannot be found any more.'])

    await visitor.open(address)
    classify(visitor)
    await visitor.press('Complete the task')
    expect(visitor.heading, visitor.errors.join(' ')).to.equal('Task completed')
    expect((await facts()).json).to.include({ context: `task:${address.split('/').at(-1)}` })
    expect((await facts()).json['processInstanceId']).to.be.a('string')
  })

  it('lets a colleague do the work of who is away, in their name', async () => {
    const visitor = await login('kac')
    const address = await takeClassify(visitor)
    const from = '2027-04-12T00:00:00+03:00'
    const until = '2027-04-20T00:00:00+03:00'
    await (await house.person('kac')).post('/api/absences', { substitute: 'kac2', from, until })

    const colleague = await login('kac2', 'lv')
    await colleague.follow('Aizvietoju')
    expect(colleague.address).to.equal('/tasks?list=for')
    expect(colleague.text).to.include('Šo cilvēku darbu jūs darāt viņu prombūtnē: Līga Kalniņa.')
    await colleague.follow('Klasificēt pieteikumu')
    expect(colleague.text).to.include('Uzdevums ir pie: Līga Kalniņa.')
    await colleague.press('Pārņemt kolēģa vārdā: Līga Kalniņa')
    expect(colleague.text).to.include('Jūs rīkojaties kolēģa vārdā: Līga Kalniņa.')

    colleague.choose('Ietekme', 'ierobežota').choose('Steidzamība', 'zema').choose('Pieņemamība', 'pieņemams')
    colleague.choose('Risināms 1. līmenī', 'Nē').fill('Kategorija', 'Dzīvesvieta')
    await colleague.press('Pabeigt uzdevumu')
    expect(colleague.heading, colleague.errors.join(' ')).to.equal('Uzdevums pabeigts')
    await visitor.open(address)
    expect(visitor.text).to.include('Edgars Siliņš completed the task').and.to.include('On behalf of Līga Kalniņa.')
  })

  it('does not know tasks of others', async () => {
    const visitor = await login('kac')
    const address = await takeClassify(visitor)
    const stranger = await login('fin')
    await stranger.open(address)
    expect(stranger.status).to.equal(404)
    expect(stranger.heading).to.equal('What you look for cannot be found')
  })
})
