/** The room of people as the administrator uses it, without scripts, over the real typical edition. */
import { expect } from 'chai'
import { readDemo } from '../../../api/demo/seed-demo.ts'
import { projectRoot } from '../../../api/project-root.ts'
import { callerAt } from '../../api/support/open-api.ts'
import { ServedHouse, type Facts } from '../../support/served-house.ts'
import { Visitor } from './support/visitor.ts'

const { password: PASSWORD } = readDemo(projectRoot())
const AT = '2027-04-12T10:00:00+03:00'

describe('the room of people', () => {
  let house: ServedHouse
  let admin: Visitor
  beforeEach(async () => {
    house = await ServedHouse.open(AT, { restarts: false })
    admin = new Visitor(() => house.address)
    await admin.logIn('admin', PASSWORD)
  })
  afterEach(() => house.close())

  const groupsOf = (record: Facts | undefined): readonly string[] =>
    (record?.['data'] as { groupIds?: readonly string[] } | undefined)?.groupIds ?? []
  const names = (visitor: Visitor): readonly string[] => visitor.find('tbody th a').map((link) => link.text.trim())

  it('finds people by name without diacritics, by role and by state', async () => {
    await admin.open('/people')
    expect(names(admin)).to.have.length(17)
    admin.fill('Search', 'liga kaln')
    await admin.press('Filter')
    expect(names(admin)).to.deep.equal(['Līga Kalniņa'])
    await admin.open('/people?role=EXE')
    expect(names(admin)).to.deep.equal(['Andris Bērzs', 'Inese Ozola'])
    await admin.open('/people?role=EXE&q=berzs&state=disabled')
    expect(admin.text).to.include('Nobody matches the filter')
    await admin.follow('Clear the filter')
    expect(names(admin)).to.have.length(17)
  })

  it('is nobody’s who may not manage people', async () => {
    const attendant = await new Visitor(() => house.address).logIn('kac', PASSWORD)
    for (const address of ['/people', '/people/admin', '/people/keys', '/people/roles', '/setup/guide']) {
      await attendant.open(address)
      expect(attendant.status, address).to.equal(403)
    }
  })

  it('adds a person with a password that is shown once, and they log in with it', async () => {
    await admin.open('/people/new')
    await admin.press('Create the account')
    expect(admin.status).to.equal(422)
    expect(admin.errors).to.deep.equal(['Enter a login name.', 'Enter the full name.'])
    admin.fill('Login name', 'kac').fill('Full name', 'Jana Kļava').fill('E-mail', 'jana')
    await admin.press('Create the account')
    expect(admin.errors.join(' ')).to.match(/Enter one e-mail address|There is such a login name already/)
    admin.fill('Login name', 'groups').fill('E-mail', 'jana.klava@iestade.example')
    await admin.press('Create the account')
    expect(admin.errors).to.deep.equal(['The system uses this word. Choose another login name.'])
    admin.fill('Login name', 'jana')
    const [first, second] = await admin.pressTwice('Create the account')
    const shown = /<code[^>]*>([^<]+)<\/code>/.exec(first.text)?.[1] ?? ''
    expect(shown).to.match(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/)
    expect(second.status, 'the same form once more').to.equal(200)
    expect(second.text).to.not.include(shown)
    expect(admin.text).to.include('This form was sent before')

    const jana = await new Visitor(() => house.address).logIn('jana', shown)
    expect(jana.heading, 'a person without roles has no tasks').to.not.equal('Log in')
    await admin.open('/people/jana')
    expect(admin.text).to.include('jana.klava@iestade.example').and.to.include('The person has no role')
  })

  it('gives a role for one service and a time, and takes it away', async () => {
    await admin.open('/people/exe/roles/new')
    admin.fill('Role', 'Service manager (holder)').choose('Where', 'For one service')
    await admin.press('Give the role')
    expect(admin.errors).to.deep.equal(['Choose a service.'])
    admin.fill('Service', 'Declaration of residence').fillDay('From which day', '31. 2. 2027')
    await admin.press('Give the role')
    expect(admin.errors).to.deep.equal(['Enter day, month and year, for example 12 3 2026.'])
    admin.fillDay('From which day', '  ').fillDay('Until which day (inclusive)', '30. 6. 2027')
    await admin.press('Give the role')
    expect(admin.address).to.equal('/people/exe?done=role-given')
    expect(admin.text).to.include('The role has been given.')
    const { roles } = (await house.get('admin', '/api/people/exe')) as unknown as {
      roles: readonly { role: string; scope: object; validTo: string }[]
    }
    expect(roles.find(({ role }) => role === 'SM')).to.deep.include({
      scope: { kind: 'service', id: 'service-s-014' },
      // The whole last day counts.
      validTo: '2027-06-30T21:00:00.000Z',
    })
    expect(admin.text).to.include('until 30/06/2027')
    await admin.open('/people/exe/roles/new')
    admin.fill('Role', 'Service manager (holder)').choose('Where', 'For one service')
    admin.fill('Service', 'Declaration of residence')
    await admin.press('Give the role')
    expect(admin.errors).to.deep.equal(['The person holds this role there already.'])

    await admin.open('/people/exe')
    const [take] = admin
      .find('a')
      .filter((link) => link.text.includes('Take away') && link.text.includes('Service manager'))
    await admin.open(take?.getAttribute('href') ?? '')
    await admin.press('Take the role away')
    expect(admin.address).to.equal('/people/exe?done=role-taken')
    expect(admin.text).to.not.include('Service manager')
  })

  it('closes and opens an account, but not that of the last administrator', async () => {
    await admin.open('/people/kac/state')
    expect(admin.text).to.include('The person can no longer log in').and.to.include('no unfinished tasks')
    await admin.press('Close the account')
    expect(admin.text).to.include('The account is closed.').and.to.include('Account is closed')
    const attendant = await new Visitor(() => house.address).logIn('kac', PASSWORD)
    expect(attendant.errors).to.have.length(1)
    await admin.open('/people/kac/state')
    await admin.press('Open the account')
    expect((await attendant.logIn('kac', PASSWORD)).heading).to.equal('Tasks')

    await admin.open('/people/admin/state')
    await admin.press('Close the account')
    expect(admin.status).to.equal(422)
    expect(admin.errors.join()).to.match(/^This is the last administrator\. Give somebody else/)
    await admin.open('/people/admin')
    const [take] = admin.find('a').filter((link) => link.text.includes('Take away'))
    await admin.open(take?.getAttribute('href') ?? '')
    await admin.press('Take the role away')
    expect(admin.errors.join()).to.match(/^This is the last administrator/)
  })

  it('edits details and sets a typed password, which ends the sessions of that person', async () => {
    const attendant = await new Visitor(() => house.address).logIn('kac', PASSWORD)
    await admin.open('/people/kac/edit')
    admin.fill('Full name', '')
    await admin.press('Save')
    expect(admin.errors).to.deep.equal(['Enter the full name.'])
    admin.fill('Full name', 'Līga Kalniņa-Ozola').fill('E-mail', 'liga').fill('Language', 'Latvian')
    await admin.press('Save')
    expect(admin.errors).to.deep.equal(['Enter one e-mail address, for example name.surname@institution.lv.'])
    admin.fill('E-mail', 'liga@iestade.example')
    await admin.press('Save')
    expect(admin.heading).to.equal('Līga Kalniņa-Ozola')

    await admin.open('/people/kac/password')
    admin.choose('First password', 'I will type one').fill('Password', 'short')
    await admin.press('Set the new password')
    expect(admin.errors).to.deep.equal(['The password needs at least 12 characters.'])
    admin.fill('Password', 'pareizs zirgs skava')
    await admin.press('Set the new password')
    expect(admin.address).to.equal('/people/kac?done=saved')
    await attendant.open('/tasks')
    expect(attendant.heading).to.equal('Log in')
    expect((await attendant.logIn('kac', 'pareizs zirgs skava')).heading).to.equal('Uzdevumi')
  })

  it('writes competences into the register of staff, and makes the record where there is none', async () => {
    await admin.open('/people/new')
    admin.fill('Login name', 'jana').fill('Full name', 'Jana Kļava')
    await admin.press('Create the account')
    await admin.open('/people/jana')
    await admin.press('Create the record')
    expect(admin.text).to.include('The record has been created.')
    await admin.open('/people/jana/competences')
    admin.fill('Competences', 'Zemes reģistrs\n\n Būvniecība \nZemes reģistrs')
    const other = await new Visitor(() => house.address).logIn('admin', PASSWORD)
    await other.open('/people/jana/competences')
    await admin.press('Save')
    expect(admin.text).to.include('Zemes reģistrs, Būvniecība').and.to.include('Version 2')
    // Somebody who began before that is told, keeps what they typed, and decides.
    other.fill('Competences', 'Arhīvs')
    await other.press('Save')
    expect(other.status).to.equal(409)
    expect(other.errors.join()).to.match(/^Somebody else changed the record/)
    await other.press('Save')
    expect(other.text).to.include('Arhīvs').and.to.not.include('Būvniecība')
    const [record] = await house.records('admin', 'person', { userId: 'jana' })
    expect(record?.['data']).to.deep.include({ name: 'Jana Kļava', competences: ['Arhīvs'] })
  })

  it('puts people into a work group and takes them out', async () => {
    await admin.open('/people/groups')
    await admin.follow('Front office')
    await admin.press('Add')
    expect(admin.errors).to.deep.equal(['Choose the person to add to the group.'])
    admin.fill('Add to the group', 'Sanita Dreimane')
    await admin.press('Add')
    expect(admin.text).to.include('The person is now in the group.').and.to.include('Sanita Dreimane')
    const [record] = await house.records('admin', 'person', { userId: 'admin' })
    const before = groupsOf(record)
    expect(before).to.include('work-group-front-office')
    await admin.press('Remove from the group: Sanita Dreimane')
    expect(admin.text).to.include('The person is no longer in the group.')
    const after = groupsOf(await house.record('admin', 'person', record?.id ?? ''))
    expect(after).to.deep.equal(before.filter((id) => id !== 'work-group-front-office'))
  })

  it('says what roles allow and which that are needed nobody holds', async () => {
    await admin.open('/people/roles')
    expect(admin.text).to.include('Start the process').and.to.include('See and do the tasks of one’s own roles')
    expect(admin.text).to.not.include('These roles are needed')
    await admin.open('/people/rm')
    const [take] = admin.find('a').filter((link) => link.text.includes('Take away'))
    await admin.open(take?.getAttribute('href') ?? '')
    await admin.press('Take the role away')
    await admin.open('/people/roles')
    expect(admin.text).to.match(/These roles are needed, but nobody holds them.*Resource manager/)
  })

  it('makes a key that works, shows it once, and revokes it', async () => {
    await admin.open('/people/keys/new')
    await admin.press('Make the key')
    expect(admin.errors).to.deep.equal([
      'Enter a name of at most 200 characters.',
      'Tick at least one thing that the key allows.',
    ])
    admin.fill('Name', 'Portāls').choose('Start certain processes only', 'Start the process “Application management”')
    admin.fill('Only these kinds of work for other systems', 'print, scan')
    const [made, again] = await admin.pressTwice('Make the key')
    const key = /rt_[0-9a-f]{16}_[\w-]{43}/.exec(made.text)?.[0] ?? ''
    expect(key).to.not.equal('')
    expect(again.text).to.not.include(key)
    const system = callerAt(() => house.address, { Authorization: `Bearer ${key}` })
    const who = (await system.get('/api/session')).json
    expect((who as unknown as { grants: readonly string[] }).grants).to.have.members([
      'process.start:application',
      'external-task.work:print',
      'external-task.work:scan',
    ])
    await admin.open('/people/keys')
    expect(admin.text).to.include('Portāls').and.to.include('Fetch and do the work “scan”').and.to.include('11/04/2028')
    await admin.follow('Revoke the key “Portāls”')
    expect(admin.heading).to.equal('Revoke the key “Portāls”?')
    await admin.press('Revoke the key')
    expect(admin.text).to.include('The key has been revoked.').and.to.include('Revoked')
    expect((await system.get('/api/session')).status).to.equal(401)
  })

  it('speaks Latvian', async () => {
    const visitor = await new Visitor(() => house.address, 'lv').logIn('admin', PASSWORD)
    for (const [address, heading] of [
      ['/people', 'Cilvēki'],
      ['/people/new', 'Pievienot cilvēku'],
      ['/people/kac', 'Līga Kalniņa'],
      ['/people/kac/roles/new', 'Piešķirt lomu: Līga Kalniņa'],
      ['/people/groups', 'Darba grupas'],
      ['/people/roles', 'Lomas'],
      ['/people/keys/new', 'Izveidot API atslēgu'],
      ['/people/absences', 'Prombūtnes'],
      ['/setup/guide', 'Pirmie soļi'],
      ['/me', 'Mani iestatījumi'],
      ['/me/absence', 'Mana prombūtne'],
    ] as const) {
      await visitor.open(address)
      expect(visitor.heading, address).to.equal(heading)
    }
  })
})
