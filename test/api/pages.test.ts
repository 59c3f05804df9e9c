import axe from 'axe-core'
import { expect } from 'chai'
import { chromium, type Browser, type Page } from 'playwright-core'
import { findChromium } from './support/chromium.ts'
import { openServer, PASSWORD, type TestServer } from './support/open-api.ts'

describe('the entrance pages in a browser', () => {
  let server: TestServer
  let browser: Browser
  let page: Page
  let token: string
  before(async function () {
    const executablePath = findChromium()
    if (executablePath === null) return this.skip()
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  })
  after(() => browser?.close())
  beforeEach(async () => {
    server = await openServer()
    token = /\/setup\?token=([\w-]{43})$/m.exec(server.printed.join('\n'))?.[1] ?? ''
    page = await browser.newPage({ viewport: { width: 320, height: 640 }, bypassCSP: false })
  })
  afterEach(async () => {
    await page.close()
    await server.close()
  })

  /** What axe finds against WCAG 2.2 AA, and whether anything has to be scrolled sideways. */
  const problems = async (): Promise<string[]> => {
    // The page forbids scripts that are not its own; the checker comes by the debugger, which is not bound by that.
    await page.evaluate(axe.source)
    const found = await page.evaluate<{ id: string }[]>(
      'axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then(({ violations }) => violations)',
    )
    const wide = await page.evaluate<boolean>(
      'document.documentElement.scrollWidth > document.documentElement.clientWidth',
    )
    return [...found.map(({ id }) => id), ...(wide ? ['wider than 320 px'] : [])]
  }

  for (const lang of ['lv', 'en']) {
    it(`can be read by everybody at 320 px, in ${lang}`, async () => {
      for (const path of [`/?lang=${lang}`, `/setup?lang=${lang}&token=${token}`, `/setup?lang=${lang}`]) {
        await page.goto(`${server.url}${path}`)
        expect(await problems(), path).to.deep.equal([])
        expect(await page.getAttribute('html', 'lang')).to.equal(lang)
      }
    })
  }

  it('say how to reach the API, and what to see to in the language of the reader', async () => {
    await page.goto(`${server.url}/?lang=lv`)
    const text = await page.locator('main').innerText()
    expect(text).to.include(`${server.url}/api/session`)
    if (text.includes('Node.js')) expect(text).to.match(/drošības (labojumus|nepilnības)/)
  })

  it('lead by keyboard from mistakes to the field, and to an administrator', async () => {
    await page.goto(`${server.url}/setup?lang=en&token=${token}`)
    await page.getByLabel('Login name').fill('Anna')
    await page.getByLabel('Full name').fill('Anna Kalniņa')
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByLabel('Password again').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
    expect(await page.title()).to.equal('Error: The first administrator – Ritums')
    expect(await problems()).to.deep.equal([])

    // Where the page opens: at the summary, so that one Tab further is what is wrong.
    expect(await page.evaluate('document.activeElement.className')).to.equal('govuk-error-summary')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.id')).to.equal('login')
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type('anna')
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByLabel('Password again').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByRole('status').waitFor()

    expect(page.url()).to.equal(`${server.url}/?setup=done&lang=en`)
    expect((await server.nobody.post('/api/session', { user: 'anna', password: PASSWORD })).status).to.equal(200)
  })

  it('keep the link’s token when the language changes', async () => {
    await page.goto(`${server.url}/setup?lang=lv&token=${token}`)
    await page.getByRole('link', { name: 'English' }).click()

    expect(await page.getByRole('heading', { level: 1 }).textContent()).to.equal('The first administrator')
    expect(await page.inputValue('input[name=token]')).to.equal(token)
  })
})
