/** What people do in the room of cases in a real browser; how its pages look is in the sweep of all. */
import axe from 'axe-core'
import { expect } from 'chai'
import { chromium, type Browser, type Page } from 'playwright-core'
import { readDemo } from '../../../../api/demo/seed-demo.ts'
import { projectRoot } from '../../../../api/project-root.ts'
import { findChromium } from '../../../api/support/chromium.ts'
import { ServedHouse } from '../../../support/served-house.ts'
import { keepPicture } from '../support/pictures.ts'
import { MORNING, tellCase, type ToldCase } from './told-case.ts'

const { password } = readDemo(projectRoot())
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

describe('the room of cases in a browser', function () {
  this.timeout(120_000)
  let browser: Browser
  let house: ServedHouse
  let told: ToldCase
  before(async function () {
    const executablePath = findChromium()
    if (executablePath === null) return this.skip()
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
    house = await ServedHouse.open(MORNING, { restarts: false })
    told = await tellCase(house)
  })
  after(async () => {
    await browser?.close()
    await house?.close()
  })

  const isWide = (page: Page): Promise<boolean> =>
    page.evaluate<boolean>('document.documentElement.scrollWidth > document.documentElement.clientWidth')

  const problems = async (page: Page): Promise<readonly string[]> => {
    await page.evaluate(axe.source)
    const found = await page.evaluate<{ id: string; nodes: { target: string[] }[] }[]>(
      `axe.run(document, { runOnly: ${JSON.stringify(RULES)} }).then(({ violations }) => violations)`,
    )
    return [
      ...found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`),
      ...((await isWide(page)) ? ['has to be scrolled sideways'] : []),
    ]
  }

  /** An operator, who sees everything that there is. */
  const visit = async (language: 'lv' | 'en', width: number, look: (page: Page) => Promise<void>): Promise<void> => {
    const context = await browser.newContext({ viewport: { width, height: 900 } })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(String(error)))
    await page.goto(`${house.url()}/login?to=%2Fcases&lang=${language}`)
    await page.fill('#user', 'pm')
    await page.fill('#password', password)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/cases')
    await look(page)
    await context.close()
    expect(complaints).to.deep.equal([])
  }

  for (const [language, width] of [
    ['lv', 320],
    ['en', 1280],
  ] as const)
    it(`says that nothing was found (${language}, ${width})`, async () => {
      await visit(language, width, async (page) => {
        await page.goto(`${house.url()}/cases?q=nav-nekā`)
        expect(await problems(page)).to.deep.equal([])
        await keepPicture(page, `cases-list-empty-${language}-${width}`)
      })
    })

  it('draws the diagram when one asks, with where the case is and the mark of bpmn.io', async () => {
    await visit('en', 1280, async (page) => {
      await page.goto(`${house.url()}/cases/${told.application}?view=diagram`)
      expect(await page.locator('.ritums-case-diagram').count()).to.equal(0)
      const button = page.getByRole('button', { name: 'Show the diagram' })
      await button.focus()
      await page.keyboard.press('Enter')
      await page.locator('.ritums-here .djs-visual').first().waitFor()
      expect(await page.locator('.ritums-here-count').allTextContents()).to.deep.equal(['1'])
      expect(await page.locator('[data-element-id=APP_U01].ritums-done').count()).to.equal(1)
      expect(await page.locator('.bjs-powered-by').isVisible()).to.equal(true)
      await page.getByRole('button', { name: 'Hide the diagram' }).click()
      expect(await page.locator('.ritums-case-diagram').isVisible()).to.equal(false)
    })
  })

  it('is walked through by keyboard in the order in which it is read', async () => {
    await visit('en', 1280, async (page) => {
      await page.goto(`${house.url()}/cases/${told.application}`)
      const stops: string[] = []
      await page.locator('#content').focus()
      for (let at = 0; at < 12; at++) {
        await page.keyboard.press('Tab')
        stops.push(await page.evaluate<string>('document.activeElement.textContent.trim()'))
      }
      expect(stops).to.deep.equal([
        'All cases',
        'Now',
        'What happened',
        'Diagram',
        'Records and files',
        'Messages',
        'Costs',
        'Investigate and diagnose',
        'What else may happen',
        'Suspend the case',
        'Cancel the case',
        'Hierarchical escalation E-2027-00002',
      ])
    })
  })
})
