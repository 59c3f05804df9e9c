/** The room of registers in a browser: its states read by everybody, and what people do there. */
import axe from 'axe-core'
import { expect } from 'chai'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { readDemo } from '../../../../api/demo/seed-demo.ts'
import { projectRoot } from '../../../../api/project-root.ts'
import { findChromium } from '../../../api/support/chromium.ts'
import { send } from '../../../api/support/send.ts'
import { ServedHouse } from '../../../support/served-house.ts'
import { keepPicture } from '../support/pictures.ts'

const RULES = '["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]'

/** States of pages, by the name of their pictures; the pages themselves are in the sweep of all. */
const STATES: Readonly<Record<string, string>> = {
  'none-found': '/registers?q=nekas',
  'list-casework': '/registers/incident?q=a',
  'list-imported': '/registers/configuration-item?done=imported&created=2&updated=1&unchanged=0',
  saved: '/registers/service/service-s-014?done=saved',
}

describe('the room of registers in a browser', () => {
  let browser: Browser
  let house: ServedHouse
  let session: { readonly name: string; readonly value: string }
  before(async function () {
    const executablePath = findChromium()
    if (executablePath === null) return this.skip()
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
    house = await ServedHouse.open('2026-04-13T10:00:00+03:00', { restarts: false })
    // The clock of the house is not that of the browser, which would forget the session at once: it is given without its end.
    const user = { user: 'rm', password: readDemo(projectRoot()).password }
    const answer = await send(`${house.url()}/api/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(user),
    })
    const [name = '', value = ''] = (answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '').split('=')
    session = { name, value }
  })
  after(async () => {
    await browser?.close()
    await house?.close()
  })

  const problems = async (page: Page): Promise<readonly string[]> => {
    await page.evaluate(axe.source)
    const found = await page.evaluate<{ id: string; nodes: { target: string[] }[] }[]>(
      `axe.run(document, { runOnly: ${RULES} }).then(({ violations }) => violations)`,
    )
    const wide = await page.evaluate<boolean>(
      'document.documentElement.scrollWidth > document.documentElement.clientWidth',
    )
    return [
      ...found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`),
      ...(wide ? ['has to be scrolled sideways'] : []),
    ]
  }

  /** Somebody at a browser, whose complaints count as problems. */
  const enter = async (lang: 'lv' | 'en', width: number) => {
    const context = await browser.newContext({ viewport: { width, height: 900 } })
    await context.addCookies([
      { name: session.name, value: session.value, url: house.url() },
      { name: 'ritums_language', value: lang, url: house.url() },
    ])
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(`${message.text()} ${message.location().url}`))
    page.on('pageerror', (error) => complaints.push(String(error)))
    return { context, page, complaints }
  }

  const picture = (page: Page, name: string, lang: string, width: number): Promise<void> =>
    keepPicture(page, `registers-${name}-${lang}-${width}`)

  for (const [lang, width] of [
    ['lv', 1280],
    ['en', 320],
  ] as const)
    it(`can be read by everybody: ${lang}, ${width} px`, async () => {
      const { context, page, complaints } = await enter(lang, width)
      const wrong: string[] = []
      for (const [name, address] of Object.entries(STATES)) {
        await page.goto(`${house.url()}${address}`)
        expect(await page.getAttribute('html', 'lang')).to.equal(lang)
        expect(await page.title()).not.to.include('Log in')
        wrong.push(...(await problems(page)).map((problem) => `${name}: ${problem}`))
        await picture(page, name, lang, width)
      }
      expect([...wrong, ...complaints]).to.deep.equal([])
      await context.close()
    })

  const using = async (work: (page: Page, context: BrowserContext) => Promise<void>): Promise<void> => {
    const { context, page, complaints } = await enter('en', 1280)
    await work(page, context)
    await context.close()
    // A refusal is a page with its status.
    expect(complaints.filter((line) => !/status of (409|422)/.test(line))).to.deep.equal([])
  }

  it('leads by the keyboard from the tabs through the graph to an item', () =>
    using(async (page) => {
      await page.goto(`${house.url()}/registers/configuration-item/IS-0007/relations`)
      await page.focus('.ritums-tabs a[aria-current]')
      const order: string[] = []
      for (let at = 0; at < 5; at += 1) {
        await page.keyboard.press('Tab')
        order.push(
          await page.evaluate<string>(
            '(document.activeElement.getAttribute("aria-label") || document.activeElement.textContent).trim()',
          ),
        )
      }
      expect(order.slice(0, 4)).to.deep.equal([
        'Impact',
        'Where it is used',
        'History',
        'Relations of Dzīvesvietas deklarēšanas e-pakalpojums',
      ])
      expect(order[4]).to.match(/^[A-Z]+-\d{4} /)
      await page.keyboard.press('Enter')
      await page.waitForURL(/\/relations$/)
      expect(order[4]).to.include(await page.textContent('h1'))
    }))

  it('checks a file, names what is wrong by row and column, and loads it when it is right', () =>
    using(async (page) => {
      const file = (text: string) => ({ name: 'vienības.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
      await page.goto(`${house.url()}/registers/configuration-item/import`)
      await page.getByRole('button', { name: 'Check the file' }).click()
      expect(await page.textContent('.govuk-error-summary')).to.include('Choose a file.')
      await page.setInputFiles('#file', file('ciNumber,name,type\nTER-1,Terminal,spaceship\n,Other,equipment\n'))
      await page.getByRole('button', { name: 'Check the file' }).click()
      expect(await page.textContent('.govuk-error-summary')).to.include('The file has mistakes')
      const cells = await page.locator('tbody tr').allInnerTexts()
      expect(
        cells.some((row) => /^2\s+Type of item \(type\)/.test(row)),
        cells.join(' | '),
      ).to.equal(true)
      expect(await problems(page)).to.deep.equal([])
      await picture(page, 'import-wrong', 'en', 1280)

      await page.setInputFiles('#file', file('ciNumber,name,type\nTER-1,Terminal,equipment\n'))
      await page.getByRole('button', { name: 'Check the file' }).click()
      expect(await page.textContent('main')).to.include('New records: 1.')
      expect(await house.records('rm', 'configuration-item', { ciNumber: 'TER-1' })).to.deep.equal([])
      await picture(page, 'import-checked', 'en', 1280)
      await page.getByRole('button', { name: 'Load it' }).click()
      await page.waitForURL(/done=imported/)
      expect(await page.textContent('main')).to.include('The file was loaded. New records: 1.')
      expect(await house.records('rm', 'configuration-item', { ciNumber: 'TER-1' })).to.have.length(1)
    }))

  it('shows what is wrong, and a conflict, so that everybody can mend it', () =>
    using(async (page, context) => {
      await page.goto(`${house.url()}/registers/configuration-item/new`)
      await page.getByRole('button', { name: 'Create the record' }).click()
      expect(await problems(page)).to.deep.equal([])
      await picture(page, 'new-wrong', 'en', 1280)

      const address = `${house.url()}/registers/configuration-item/SRV-0040/edit`
      await page.goto(address)
      await page.fill('#f-location', 'Attic')
      const other = await context.newPage()
      await other.goto(address)
      await other.fill('#f-name', 'Another name')
      await other.getByRole('button', { name: 'Save' }).click()
      await other.waitForURL(/done=saved/)
      await page.getByRole('button', { name: 'Save' }).click()
      expect(await page.textContent('.govuk-error-summary')).to.include('The record has changed meanwhile.')
      expect(await page.inputValue('#f-location')).to.equal('Attic')
      expect(await page.inputValue('#f-name')).to.equal('Another name')
      expect(await problems(page)).to.deep.equal([])
      await picture(page, 'conflict', 'en', 1280)
    }))
})
