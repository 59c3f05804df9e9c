/** A procedure on paper; on a screen it is in the sweep of all, with the other pages of the whole. */
import { expect } from 'chai'
import { chromium, type Browser } from 'playwright-core'
import { readDemo } from '../../../../api/demo/seed-demo.ts'
import { projectRoot } from '../../../../api/project-root.ts'
import { findChromium } from '../../../api/support/chromium.ts'
import { ServedHouse } from '../../../support/served-house.ts'

const { password } = readDemo(projectRoot())

describe('the pages of the whole in a browser', function () {
  this.timeout(240_000)
  let house: ServedHouse
  let browser: Browser
  before(async function () {
    const executablePath = findChromium()
    if (executablePath === null) return this.skip()
    house = await ServedHouse.open('2027-04-12T10:00:00+03:00', { restarts: false })
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  })
  after(async () => {
    await browser?.close()
    await house?.close()
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
    await page.close()
  })
})
