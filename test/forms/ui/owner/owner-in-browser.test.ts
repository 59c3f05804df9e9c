/** The states of the process owners’ pages in a browser, and what people do there; the pages themselves are in the sweep of all. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import axe from 'axe-core'
import { expect } from 'chai'
import { chromium, type Browser, type Page } from 'playwright-core'
import { readDemo } from '../../../../api/demo/seed-demo.ts'
import { projectRoot } from '../../../../api/project-root.ts'
import { findChromium } from '../../../api/support/chromium.ts'
import { ServedHouse } from '../../../support/served-house.ts'
import { keepPicture } from '../support/pictures.ts'

const { password } = readDemo(projectRoot())
const WIDTHS = [1280, 320]
const CLOSELY = { lv: 1280, en: 320 } as const

/** Renamed, with another term, and without the message that an event sends. */
const ADAPTED = readFileSync(join(projectRoot(), 'processes', 'application.bpmn'), 'utf8')
  .replace('id="APP_U02" name="Atteikt vai pārsūtīt"', 'id="APP_U02" name="Atteikt pieteikumu"')
  .replace('camunda:dueDate="=workingDays(1)"', 'camunda:dueDate="=workingDays(3)"')
const BROKEN = ADAPTED.replace(/(id="APP_M04_event") messageRef="[^"]*"/, '$1')

describe('the process owners’ pages in a browser', function () {
  this.timeout(60_000)
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

  const open = async (language: string): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    await page.goto(`${house.address}/login?lang=${language}`)
    await page.fill('#user', 'pm')
    await page.fill('#password', password)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/tasks**')
    return page
  }

  /** At both widths whether it must be scrolled sideways; each language at one of them closely: what axe finds (what is drawn in a picture is said beside it, and takes axe long). */
  const look = async (page: Page, name: string, language: 'lv' | 'en'): Promise<void> => {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 })
      const wide = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')
      expect(wide, `${name}-${language}-${width} has to be scrolled sideways`).to.equal(false)
      if (width !== CLOSELY[language]) continue
      const picture = `owner-${name}-${language}-${width}`
      await keepPicture(page, picture)
      await page.evaluate(axe.source)
      const found = await page.evaluate<{ id: string; nodes: { target: string[] }[] }[]>(
        'axe.run({ exclude: [".ritums-diagram__picture svg > *"] }, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then(({ violations }) => violations)',
      )
      const told = found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`)
      expect(told, picture).to.deep.equal([])
    }
    await page.setViewportSize({ width: 1280, height: 900 })
  }

  const upload = async (page: Page, content: string): Promise<void> => {
    await page.goto(`${house.address}/processes/new`)
    const file = { name: 'application.bpmn', mimeType: 'application/xml', buffer: Buffer.from(content) }
    await page.setInputFiles('input[type=file]', file)
    await page.locator('main form button').click()
    await page.waitForURL('**/review**')
    await drawn(page)
  }
  const drawn = (page: Page) => page.waitForSelector('.ritums-diagram__picture svg .djs-element')

  for (const language of ['lv', 'en'] as const)
    it(`can be read by everybody: ${language}`, async () => {
      const page = await open(language)
      await page.goto(`${house.address}/processes/new`)
      await page.locator('main form button').click()
      await look(page, 'new', language)
      await upload(page, BROKEN)
      await look(page, 'refused', language)
      await upload(page, ADAPTED)
      await page.locator('main form button[type=submit]').last().click()
      await look(page, 'review', language)
      const { id } = await house.get('pm', '/api/process-definitions/key/survey-response')
      await page.goto(`${house.address}/processes/survey-response/versions/${id}/rehearsal`)
      await page.locator('main form button').click()
      await page.waitForSelector('main .ritums-notice')
      await look(page, 'rehearsal', language)
      await page.close()
    })

  it('lead from the list into the diagram and back, also by keyboard', async () => {
    const page = await open('en')
    await page.goto(`${house.address}/processes/application`)
    await drawn(page)
    expect(await page.locator('.ritums-badge').allTextContents()).to.deep.equal(['2'])
    const link = page.getByRole('link', { name: 'Classify the application', exact: true })
    await link.focus()
    await page.keyboard.press('Enter')
    expect(await page.locator('.djs-element.ritums-mark--shown').getAttribute('data-element-id')).to.equal('APP_U01')
    expect(page.url()).not.to.include('#')

    await page.locator('.djs-element[data-element-id="APP_U01"]').click()
    expect(await page.evaluate('document.activeElement.dataset.elementId')).to.equal('APP_U01')
    await page.close()
  })

  it('mark in the diagram what is wrong and what is new', async () => {
    const page = await open('en')
    await upload(page, BROKEN)
    const kinds = await page.locator('.ritums-badge').allTextContents()
    expect(kinds).to.include('Error').and.to.include('Changed')
    await page.getByRole('button', { name: 'Show in the diagram APP_M04' }).click()
    expect(await page.locator('.djs-element.ritums-mark--shown').getAttribute('data-element-id')).to.equal('APP_M04')
    await page.close()
  })
})
