/** Landscape, maturity, responsibilities and a procedure in a browser: for everybody to use, at any width, in both languages. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import axe from 'axe-core'
import { expect } from 'chai'
import { chromium, type Browser, type Page } from 'playwright-core'
import { readDemo } from '../../../../api/demo/seed-demo.ts'
import { projectRoot } from '../../../../api/project-root.ts'
import { findChromium } from '../../../api/support/chromium.ts'
import { ServedHouse } from '../../../support/served-house.ts'

const { password } = readDemo(projectRoot())
const PICTURES = join(projectRoot(), 'test-artefacts', 'pages')
const WIDTHS = [1280, 320]

describe('the pages of the whole in a browser', function () {
  this.timeout(240_000)
  let house: ServedHouse
  let browser: Browser
  before(async function () {
    const executablePath = findChromium()
    if (executablePath === null) return this.skip()
    mkdirSync(PICTURES, { recursive: true })
    house = await ServedHouse.open('2027-04-12T10:00:00+03:00', { restarts: false })
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  })
  after(async () => {
    await browser?.close()
    await house?.close()
  })

  const look = async (page: Page, name: string, language: string): Promise<void> => {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 })
      const picture = `whole-${name}-${language}-${width}.png`
      await page.screenshot({ path: join(PICTURES, picture), fullPage: true })
      await page.evaluate(axe.source)
      const found = await page.evaluate<{ id: string; nodes: { target: string[] }[] }[]>(
        'axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then(({ violations }) => violations)',
      )
      const told = found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`)
      expect(told, picture).to.deep.equal([])
      const wide = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')
      expect(wide, `${picture} has to be scrolled sideways`).to.equal(false)
    }
    await page.setViewportSize({ width: 1280, height: 900 })
  }

  const PAGES = [
    ['landscape', '/processes/landscape'],
    ['maturity', '/processes/maturity'],
    ['responsibilities', '/processes/responsibilities'],
    ['appoint', '/processes/responsibilities/managers/incident'],
    ['matrix', '/processes/responsibilities/matrix'],
    ['task', '/processes/responsibilities/matrix/PU2-8'],
    ['procedure', '/processes/client-info/procedure'],
  ] as const

  for (const language of ['lv', 'en'])
    it(`can be read by everybody: ${language}`, async () => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
      await page.goto(`${house.address}/login?lang=${language}`)
      await page.fill('#user', 'opm')
      await page.fill('#password', password)
      await page.keyboard.press('Enter')
      await page.waitForURL('**/tasks**')
      for (const [name, address] of PAGES) {
        const answer = await page.goto(`${house.address}${address}`)
        expect(answer?.status(), address).to.equal(200)
        await look(page, name, language)
      }
      await page.close()
    })

  it('print a procedure without what is for the screen alone', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    await page.goto(`${house.address}/login?lang=lv`)
    await page.fill('#user', 'opm')
    await page.fill('#password', password)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/tasks**')
    await page.goto(`${house.address}/processes/incident/procedure`)
    expect(await page.getByRole('button', { name: 'Drukāt' }).isVisible()).to.equal(true)
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByText('Drukāt').isVisible()).to.equal(false)
    expect(await page.locator('.govuk-service-navigation').first().isVisible()).to.equal(false)
    expect(await page.getByRole('heading', { level: 1 }).isVisible()).to.equal(true)
    await page.pdf({ path: join(PICTURES, 'procedure-incident-lv.pdf'), format: 'A4' })
    await page.close()
  })
})
