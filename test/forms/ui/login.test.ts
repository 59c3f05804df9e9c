import { expect } from 'chai'
import { openServer, PASSWORD, type TestServer } from '../../api/support/open-api.ts'
import { Visitor } from './support/visitor.ts'

describe('logging in on a page', () => {
  let server: TestServer
  let visitor: Visitor
  beforeEach(async () => {
    server = await openServer()
    await server.person('kac', ['KAC'])
    visitor = new Visitor(server.url)
  })
  afterEach(() => server.close())

  it('leads to where one wanted to go, and says what is wrong', async () => {
    await visitor.open('/tasks?sort=newest')
    expect(visitor.address).to.equal('/login?to=%2Ftasks%3Fsort%3Dnewest')
    await visitor.press('Log in')
    expect(visitor.status).to.equal(422)
    expect(visitor.errors).to.deep.equal(['Enter your login name.', 'Enter your password.'])
    expect(visitor.title).to.equal('Error: Log in – Ritums')

    visitor.fill('Login name', 'KAC').fill('Password', 'something else')
    await visitor.press('Log in')
    expect(visitor.errors).to.deep.equal(['The login name or the password is wrong. Check both and try again.'])

    visitor.fill('Password', PASSWORD)
    await visitor.press('Log in')
    expect(visitor.address).to.equal('/tasks?sort=newest')
  })

  it('leads nowhere outside of our pages', async () => {
    for (const to of [
      'https://elsewhere.example',
      '//elsewhere.example',
      '/\\elsewhere.example',
      'javascript:alert(1)',
    ]) {
      await visitor.open(`/login?to=${encodeURIComponent(to)}`)
      expect(visitor.find('input[name=to]')[0]?.getAttribute('value'), to).to.equal('/')
    }
  })

  it('ends with the session that the browser had', async () => {
    await visitor.logIn('kac', PASSWORD)
    await visitor.open('/help/shortcuts')
    await visitor.press('Log out')
    expect(visitor.address).to.equal('/login?done=logged-out')
    expect(visitor.text).to.include('You have logged out.')
    await visitor.open('/tasks')
    expect(visitor.heading).to.equal('Log in')
  })

  it('refuses a form that another session was given, and keeps what was typed', async () => {
    await visitor.logIn('kac', PASSWORD)
    await visitor.open('/help/shortcuts')
    const other = new Visitor(server.url)
    await other.logIn('kac', PASSWORD)
    await other.open('/help/shortcuts')
    const foreign = other.find('input[name=_token]')[0]?.getAttribute('value') ?? ''
    visitor.find('input[name=_token]')[0]?.setAttribute('value', foreign)
    await visitor.press('Log out')
    expect(visitor.status).to.equal(403)
    expect(visitor.heading).to.equal('The form is no longer valid')
    await visitor.press('Send again')
    expect(visitor.address).to.equal('/login?done=logged-out')
  })

  it('speaks the language that was chosen last', async () => {
    await visitor.open('/login?lang=lv')
    expect(visitor.heading).to.equal('Pieteikšanās')
    await visitor.open('/accessibility')
    expect(visitor.heading).to.equal('Piekļūstamības paziņojums')
    await visitor.follow('English')
    expect(visitor.heading).to.equal('Accessibility statement')
  })
})
