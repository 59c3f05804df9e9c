/** One's own settings and absence, the way from the start page, and the first steps of an institution; without scripts. */
import { expect } from 'chai'
import { readDemo } from '../../../api/demo/seed-demo.ts'
import { projectRoot } from '../../../api/project-root.ts'
import { openServer, PASSWORD as OTHER_PASSWORD } from '../../api/support/open-api.ts'
import { ServedHouse } from '../../support/served-house.ts'
import { Visitor } from './support/visitor.ts'

const { password: PASSWORD } = readDemo(projectRoot())
const AT = '2027-04-12T10:00:00+03:00'

describe('one’s own settings', () => {
  let house: ServedHouse
  let visitor: Visitor
  beforeEach(async () => {
    house = await ServedHouse.open(AT, { restarts: false })
    visitor = new Visitor(() => house.address)
    await visitor.logIn('kac', PASSWORD)
  })
  afterEach(() => house.close())

  const someone = (login: string): Promise<Visitor> => new Visitor(() => house.address).logIn(login, PASSWORD)

  it('leads from the start page to work, and others to what is for clients', async () => {
    await visitor.open('/')
    expect(visitor.address).to.equal('/tasks')
    const client = await new Visitor(() => house.address).open('/')
    const links = client.find('main a').map((link) => link.getAttribute('href'))
    expect(links).to.include.members(['/login', '/services', '/report', '/track'])
  })

  it('keeps the language, the address and what one wants to be told', async () => {
    await visitor.open('/me')
    visitor.fill('E-mail address', 'liga')
    await visitor.press('Save the address')
    expect(visitor.errors).to.deep.equal(['Enter one e-mail address, for example name.surname@institution.lv.'])
    visitor.fill('E-mail address', 'liga@iestade.example')
    await visitor.press('Save the address')
    expect(visitor.text).to.include('The e-mail address has been saved.')
    visitor.fill('My role has a new task: By e-mail', true).fill('My task is late: On the page', false)
    await visitor.press('Save the notifications')
    const box = (id: string): boolean => visitor.find(`#notice-${id}`)[0]?.hasAttribute('checked') ?? false
    expect([box('new-work-email'), box('overdue-page'), box('overdue-email')]).to.deep.equal([true, false, true])
    visitor.choose('In which language to show the pages', 'Latviešu')
    await visitor.press('Save the language')
    expect(visitor.heading).to.equal('Mani iestatījumi')
    await visitor.open('/tasks')
    expect(visitor.heading).to.equal('Uzdevumi')
    const { language, email } = (await house.get('admin', '/api/people/kac')) as unknown as Record<string, unknown>
    expect({ language, email }).to.deep.equal({ language: 'lv', email: 'liga@iestade.example' })
  })

  it('takes the script of the shortcuts off every page, and puts it back', async () => {
    const hasScript = async (): Promise<boolean> => {
      await visitor.open('/tasks')
      return visitor.find('script').some((script) => script.getAttribute('src')?.includes('shortcuts'))
    }
    expect(await hasScript()).to.equal(true)
    await visitor.open('/me')
    visitor.fill('Use keyboard shortcuts', false)
    await visitor.press('Save the choice of shortcuts')
    expect(await hasScript()).to.equal(false)
    await visitor.open('/me')
    visitor.fill('Use keyboard shortcuts', true)
    await visitor.press('Save the choice of shortcuts')
    expect(await hasScript()).to.equal(true)
  })

  it('changes the password of who knows it, and shows and ends other sessions', async () => {
    const elsewhere = await someone('kac')
    await visitor.open('/me')
    expect(visitor.text).to.include('Elsewhere')
    await visitor.press('Log out everywhere else')
    expect(visitor.text).to.include('All other sessions have ended.').and.to.include('You are logged in only here.')
    expect((await elsewhere.open('/tasks')).heading).to.equal('Log in')

    await visitor.press('Change the password')
    expect(visitor.errors).to.deep.equal([
      'Enter your present password.',
      'The new password needs at least 12 characters.',
    ])
    visitor.fill('Present password', 'something else').fill('New password', 'pareizs zirgs skava')
    await visitor.press('Change the password')
    expect(visitor.errors).to.deep.equal(['Both new passwords must be the same.'])
    visitor.fill('Present password', 'something else').fill('New password', 'pareizs zirgs skava')
    visitor.fill('New password again', 'pareizs zirgs skava')
    await visitor.press('Change the password')
    expect(visitor.errors).to.deep.equal(['The present password is wrong.'])
    visitor.fill('Present password', PASSWORD).fill('New password', 'pareizs zirgs skava')
    visitor.fill('New password again', 'pareizs zirgs skava')
    await visitor.press('Change the password')
    expect(visitor.text).to.include('The password has been changed.')
    expect((await visitor.logIn('kac', 'pareizs zirgs skava')).heading).to.equal('Tasks')
  })

  it('announces an absence, which the substitute and who manages people see, and ends it', async () => {
    await visitor.open('/me/absence')
    await visitor.press('Enter')
    expect(visitor.errors).to.have.length(3)
    visitor.fill('Substitute', 'Edgars Siliņš').fillDay('First day of the absence', '10. 4. 2027')
    visitor.fillDay('Last day of the absence', '11. 4. 2027').fill('Reason', 'atvaļinājums')
    await visitor.press('Enter')
    expect(visitor.errors).to.deep.equal(['This day is over already. Enter a day that has not ended yet.'])
    visitor.fillDay('Last day of the absence', '18. 4. 2027')
    await visitor.press('Enter')
    expect(visitor.text).to.include('The absence has been entered.').and.to.include('10/04/2027 – 18/04/2027')
    expect(visitor.text).to.include('Entered by Līga Kalniņa').and.to.include('atvaļinājums')
    visitor.fill('Substitute', 'Edgars Siliņš').fillDay('First day of the absence', '18. 4. 2027')
    visitor.fillDay('Last day of the absence', '20. 4. 2027')
    await visitor.press('Enter')
    expect(visitor.errors.join()).to.match(/^There is an absence for this work in that time already/)

    const substitute = await someone('kac2')
    await substitute.open('/me/absence')
    expect(substitute.text).to.include('Līga Kalniņa: all of it')
    substitute.fill('Substitute', 'Līga Kalniņa').fillDay('First day of the absence', '13. 4. 2027')
    substitute.fillDay('Last day of the absence', '14. 4. 2027')
    await substitute.press('Enter')
    expect(substitute.errors.join()).to.match(/^The substitute is away in that time/)

    const admin = await someone('admin')
    await admin.open('/people/absences')
    expect(admin.text).to.match(/Who stands in for whom now.*Līga Kalniņa.*Edgars Siliņš/)
    await visitor.open('/me')
    expect(visitor.text).to.include('You are away until 18/04/2027. Edgars Siliņš stands in for you.')

    // Nobody ends what is somebody else's.
    const form = visitor.find('form')[0]?.getAttribute('action')
    expect(form).to.equal('/logout')
    await visitor.open('/me/absence')
    const action = visitor.find('form[action$="/end"]')[0]?.getAttribute('action') ?? ''
    await substitute.open('/me/absence')
    substitute.find('main form')[0]?.setAttribute('action', action)
    await substitute.press('Enter')
    expect(substitute.status).to.equal(404)
    await admin.press('End the absence: Līga Kalniņa')
    expect(admin.text).to.include('The absence has ended.').and.to.include('Nobody is away now.')
    await visitor.open('/me/absence')
    expect(visitor.text).to.include('Ended early').and.to.include('Ended by Sanita Dreimane')
  })

  it('lets who manages people announce the absence of somebody who cannot, for some roles', async () => {
    const admin = await someone('admin')
    await (await house.person('admin')).post('/api/people/kac/roles', { role: 'EXE' })
    await admin.open('/people/kac/absences/new')
    admin.fill('Substitute', 'Inese Ozola').fillDay('First day of the absence', '13. 4. 2027')
    admin
      .fillDay('Last day of the absence', '14. 4. 2027')
      .choose('Which work the substitute does', 'Only that of the roles ticked')
    await admin.press('Enter')
    expect(admin.errors).to.deep.equal(['Tick at least one role.'])
    admin.choose('Roles that are stood in for', 'Service executor (back office)')
    await admin.press('Enter')
    expect(admin.address).to.equal('/people/kac?done=absence-entered')
    expect(admin.text).to.include('Inese Ozola').and.to.include('To come').and.to.include('Entered by Sanita Dreimane')
  })
})

describe('the first steps of an institution', () => {
  it('say what is missing until it is there, and are pointed out until somebody has had enough', async () => {
    const server = await openServer()
    try {
      await server.person('chief', ['ADMIN'])
      const admin = await new Visitor(server.url).logIn('chief', OTHER_PASSWORD)
      expect(admin.address, 'an administrator begins here').to.equal('/setup/guide')
      expect(admin.text).to.include('The register has no record of the institution yet.')
      expect(admin.text).to.include('Nobody holds any of the roles: Process manager')
      await admin.press('Create the institution’s record')
      expect(admin.text).to.include('Not given: e-mail, telephone, calendar.')
      await server.person('owner', ['PM'])
      await admin.open('/setup/guide')
      expect(admin.text).to.not.include('Nobody holds any of the roles')
      await admin.open('/people')
      expect(admin.text).to.match(/Preparing the institution: \d steps are left/)
      await admin.follow('Open the first steps')
      await admin.press('Do not remind me any more')
      await admin.open('/')
      expect(admin.address).to.equal('/tasks')
      await admin.open('/people')
      expect(admin.text).to.not.include('Preparing the institution')
      await admin.follow('First steps of the institution')
      expect(admin.heading).to.equal('First steps')
    } finally {
      await server.close()
    }
  })
})
