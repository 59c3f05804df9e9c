import { expect } from 'chai'
import { chromium, type Browser } from 'playwright-core'
import { findChromium } from '../../api/support/chromium.ts'
import { INSTITUTION, openServer, PASSWORD, type TestServer } from '../../api/support/open-api.ts'
import { Person } from './support/person.ts'

describe('notices in a browser', function () {
  this.timeout(60_000)
  let browser: Browser
  let server: TestServer
  before(async function () {
    const executablePath = findChromium()
    if (executablePath === null) return this.skip()
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
    server = await openServer()
    // A session ends by the browser's clock, which must not be ahead of the server's.
    server.passTime(24 * 365 * 2)
    await server.person('kac', ['KAC'])
    const starter = await server.system('process.start')
    await server.house.telling.run(INSTITUTION)
    server.passTime(0.01)
    await starter.post('/api/process-definitions/key/leave/start', {})
    server.passTime(0.01)
    await server.house.telling.run(INSTITUTION)
  })
  after(async () => {
    await browser?.close()
    await server?.close()
  })

  for (const [language, width, heading] of [
    ['lv', 1280, 'Paziņojumi'],
    ['en', 320, 'Notices'],
  ] as const) {
    it(`can be read by everybody, counted in the menu of every page: ${language}, ${width} px`, async () => {
      const person = await Person.atScreen(browser, () => server.url, { language, name: `notices-${language}`, width })
      await person.logIn('kac', PASSWORD)
      expect(await person.page.locator('a[data-notices]').innerText()).to.match(/1/)
      await person.open('/me/notices')
      expect(await person.heading).to.equal(heading)
      await person.leave()
    })
  }
})
