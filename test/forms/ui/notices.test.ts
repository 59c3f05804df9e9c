import { expect } from 'chai'
import { openServer, INSTITUTION, PASSWORD, type Caller, type TestServer } from '../../api/support/open-api.ts'
import { Visitor } from './support/visitor.ts'

describe('notices on pages', () => {
  let server: TestServer
  let starter: Caller
  beforeEach(async () => {
    server = await openServer()
    await server.person('kac', ['KAC'])
    await server.person('exe', ['EXE'])
    starter = await server.system('process.start')
    await tell()
  })
  afterEach(() => server.close())

  const tell = async (): Promise<void> => {
    server.passTime(0.01)
    await server.house.telling.run(INSTITUTION)
  }
  const start = async (times = 1): Promise<void> => {
    for (let one = 0; one < times; one += 1) await starter.post('/api/process-definitions/key/leave/start', {})
    await tell()
  }
  const login = (name: string, language: 'lv' | 'en' = 'en') => new Visitor(server.url, language).logIn(name, PASSWORD)
  const inMenu = (visitor: Visitor): string =>
    visitor
      .find('a[data-notices]')
      .map((one) => one.structuredText.replace(/\s+/g, ' ').trim())
      .join()
  const isCounted = (visitor: Visitor): boolean => visitor.find('[data-notices-number][hidden]').length === 0

  it('are counted in the menu, lead to the task, and are read one by one or all at once', async () => {
    await start(2)
    const visitor = await login('kac', 'lv')
    expect(inMenu(visitor)).to.equal('Paziņojumi (2 nelasīti)')
    await visitor.open('/me/notices')
    expect(visitor.heading).to.equal('Paziņojumi')
    expect(visitor.text.match(/Nelasīts Jauns uzdevums jūsu grupai: Apstiprināt/g)).to.have.length(2)

    await visitor.press('Atzīmēt kā lasītu: Jauns uzdevums jūsu grupai: Apstiprināt')
    expect(visitor.text).to.include('Paziņojums ir atzīmēts kā lasīts.')
    expect(visitor.text.match(/Nelasīts /g)).to.have.length(1)
    expect(inMenu(visitor)).to.equal('Paziņojumi (1 nelasīti)')
    await visitor.press('Atzīmēt visus kā lasītus')
    expect(visitor.text).to.include('Visi paziņojumi ir atzīmēti kā lasīti.').and.not.to.include('Nelasīts ')
    expect(isCounted(visitor)).to.equal(false)

    await visitor.follow('Jauns uzdevums jūsu grupai: Apstiprināt')
    expect(visitor.heading).to.equal('Apstiprināt')
  })

  it('are one’s own', async () => {
    await start()
    const visitor = await login('exe')
    await visitor.open('/me/notices')
    expect(visitor.text).to.include('You have no notices.')
    expect(isCounted(visitor)).to.equal(false)

    const { items } = await server.house.workplace.notices.list({ institutionId: INSTITUTION, login: 'kac', limit: 1 })
    await server.house.workplace.notices.markRead({ institutionId: INSTITUTION, login: 'exe', id: items[0]?.id ?? '' })
    expect(await server.house.workplace.notices.countUnread({ institutionId: INSTITUTION, login: 'kac' })).to.equal(1)
  })

  it('come page by page, the latest first', async () => {
    await start(26)
    const visitor = await login('kac')
    await visitor.open('/me/notices')
    expect(visitor.find('.ritums-my-notices__one')).to.have.length(25)
    await visitor.follow('Next page')
    expect(visitor.find('.ritums-my-notices__one')).to.have.length(1)
    await visitor.press('Mark as read: New task for your group: Apstiprināt')
    expect(visitor.address).to.match(/^\/me\/notices\?after=[^&]+&done=read$/)
  })
})
