/** Every form of the typical edition in a browser: everybody can read it at any width, and fill it in with and without scripts. */
import axe from 'axe-core'
import { expect } from 'chai'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { findChromium } from '../../api/support/chromium.ts'
import { readForms } from '../schemas/read-forms.ts'
import { openFormsApp, type FormsApp } from './forms-app.tsx'

/** Contrast is a matter of the look, which has a test of its own; to measure it takes longer than everything else together. */
const RULES = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  rules: { 'color-contrast': { enabled: false } },
  resultTypes: ['violations'],
}
/** px; two of three parts of a page. */
const BESIDE_A_CASE = 692

describe('the forms in a browser', () => {
  let browser: Browser
  let app: FormsApp
  before(async function () {
    const executablePath = findChromium()
    if (executablePath === null) return this.skip()
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
    app = await openFormsApp()
  })
  after(async () => {
    await browser?.close()
    await app?.close()
  })

  const open = async (path: string, options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
    const page = await context.newPage()
    await page.goto(`${app.url}${path}`)
    return page
  }

  it('can be read by everybody, filled in and with every mistake, wide and narrow', async function () {
    this.timeout(400_000)
    const context = await browser.newContext()
    await context.addInitScript(axe.source)
    const complaints: string[] = []
    const forms = readForms().map(({ file }, index) => `${file.id}?lang=${index % 3 === 0 ? 'en' : 'lv'}&state=full`)
    const work = async (): Promise<void> => {
      const page = await context.newPage()
      page.on('console', (message) => complaints.push(`${page.url()} ${message.text()}`))
      page.on('pageerror', (error) => complaints.push(`${page.url()} ${String(error)}`))
      for (let path = forms.pop(); path !== undefined; path = forms.pop()) {
        const closely = forms.length % 2 === 0 ? 1280 : 320
        await page.goto(`${app.url}/${path}`)
        // Beside the panel of a case a task has less room than its screen.
        await page.setViewportSize({ width: 1280, height: 900 })
        const running = await page.evaluate<readonly string[]>(`(() => {
          document.querySelector('main').style.width = '${BESIDE_A_CASE}px'
          const found = [...document.querySelectorAll('table')]
            .filter((table) => table.getBoundingClientRect().right > table.parentElement.getBoundingClientRect().right + 1)
            .map((table) => table.caption.textContent)
          document.querySelector('main').style.removeProperty('width')
          return found
        })()`)
        complaints.push(...running.map((table) => `${path}: ${table} runs into what stands beside it`))
        // Parts that a choice brings out are looked at, too.
        await page.evaluate('document.querySelectorAll("[data-show-when]").forEach((part) => { part.hidden = false })')
        const at = (width: number): string => `${path} ${width} px`
        for (const width of [1280, 320]) {
          await page.setViewportSize({ width, height: 900 })
          const wide = await page.evaluate<boolean>(
            'document.documentElement.scrollWidth > document.documentElement.clientWidth',
          )
          if (wide) complaints.push(`${at(width)}: has to be scrolled sideways`)
          // Each form is looked at closely once, by turns wide and narrow; they are made of the same controls.
          if (width !== closely) continue
          const found = await page.evaluate<readonly string[]>(
            `axe.run(document, ${JSON.stringify(RULES)}).then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))`,
          )
          complaints.push(...found.map((one) => `${at(width)}: ${one}`))
        }
      }
    }
    await Promise.all([work(), work()])
    await context.close()
    expect(complaints).to.deep.equal([])
  })

  it('lead from a mistake to its field, also into a row', async () => {
    const page = await open('/delivery-generic/deliver?lang=lv')
    await page.getByLabel('izpildīts').check()
    await page.getByRole('button', { name: 'Pievienot rindu' }).click()
    expect(await page.evaluate('document.activeElement.id')).to.equal('f-costLines-0')
    await page.getByLabel('Izmaksu postenis').fill('Papīrs')
    await page.getByLabel('Summa, EUR').fill('daudz')
    await page.getByRole('button', { name: 'Pabeigt' }).click()
    await page.getByRole('link', { name: /Summa, EUR/ }).click()
    expect(await page.evaluate('document.activeElement.name')).to.equal('costLines/0/amount')
    expect(await page.getByLabel('Summa, EUR').inputValue()).to.equal('daudz')
    await page.context().close()
  })

  it('are filled in without scripts: rows, parts that belong to a choice, records that are looked for', async () => {
    const page = await open('/application/classify?lang=lv', { javaScriptEnabled: false })
    // At first everything is there; then what fits.
    expect(await page.getByLabel('Jautājums klientam').isVisible()).to.equal(true)
    await page.getByLabel('pieņemams', { exact: true }).check()
    await page.getByLabel('Patērētais laiks, minūtes').fill('15')
    await page.getByRole('button', { name: 'Rādīt laukus, kas atbilst izvēlei' }).click()
    expect(await page.getByLabel('Jautājums klientam').isVisible()).to.equal(false)
    expect(await page.getByLabel('Patērētais laiks, minūtes').inputValue()).to.equal('15')
    // The Enter key in a search looks for the words; it does not send the form.
    const service = page.getByRole('group', { name: /^Pakalpojums/ })
    await service.getByLabel('Meklēt pēc nosaukuma vai numura').fill('dzīv')
    await service.getByLabel('Meklēt pēc nosaukuma vai numura').press('Enter')
    expect(await service.getByRole('radio').count()).to.equal(2)
    await service.getByLabel('Dzīvojamās telpas īre').check()
    await page.getByLabel('Pieteikuma veids').selectOption('service_request')
    await page.getByLabel('Kategorija').selectOption('rec-2')
    await page.getByLabel('ierobežota').check()
    await page.getByLabel('zema').check()
    await page.getByRole('group', { name: 'Risināms 1. līmenī' }).getByLabel('Nē').check()
    await page.getByRole('button', { name: 'Pabeigt' }).click()
    expect(await page.locator('h1').innerText()).to.equal('Pieņemts')
    expect(app.accepted()).to.deep.include({ serviceId: 'rec-3', category: 'rec-2', workMinutes: 15, question: null })
    await page.context().close()
  })

  it('show what belongs to a choice at once, say so, and find records while one types', async () => {
    const page = await open('/application/classify?lang=en')
    const question = page.getByLabel('Question to client')
    expect(await question.isVisible()).to.equal(false)
    await page.getByLabel('incomplete', { exact: true }).check()
    expect(await question.isVisible()).to.equal(true)
    await page.getByText('More fields are shown: Question to client.').waitFor({ state: 'attached' })
    await question.fill('Which address?')
    await page.getByLabel('admissible', { exact: true }).check()
    await page.getByLabel('incomplete', { exact: true }).check()
    expect(await question.inputValue()).to.equal('Which address?')

    const box = page.getByRole('group', { name: /^Service/ }).getByRole('combobox')
    await box.fill('dzīv')
    const list = page.getByRole('listbox', { name: 'Search by name or number' })
    await list.getByRole('option', { name: /Dzīvesvietas/ }).waitFor()
    await box.press('ArrowDown')
    await box.press('ArrowDown')
    expect(await list.getByRole('option', { selected: true }).innerText()).to.match(/telpas/)
    await box.press('Enter')
    expect(await page.getByRole('radio', { name: 'Dzīvojamās telpas īre' }).isChecked()).to.equal(true)
    await page.getByText('Chosen: Dzīvojamās telpas īre.').waitFor({ state: 'attached' })
    await page.context().close()
  })

  it('keep a draft while one types, say when, and say when that failed', async () => {
    app.drafts.length = 0
    app.failDrafts = 1
    const page = await open('/client-info/question?lang=lv')
    const question = page.getByRole('textbox', { name: 'Jautājums' })
    await question.fill('Kura adrese?')
    await question.blur()
    await page.getByText('Melnrakstu neizdevās saglabāt.').waitFor()
    await question.fill('Kura iela?')
    await question.blur()
    await page.getByText('Melnraksts saglabāts plkst. 09.02').waitFor()
    expect(app.drafts.map((draft) => draft.get('question'))).to.deep.equal(['Kura adrese?', 'Kura iela?'])
    await page.context().close()
  })
})
