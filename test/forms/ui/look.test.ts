/** The look, held to what it promises: everybody can read and use it, at any width, in both languages, with a strict CSP. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import axe from 'axe-core'
import { expect } from 'chai'
import Koa from 'koa'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { securityHeaders } from '../../../api/middleware/security-headers.ts'
import { documentOf } from '../../../forms/ui/entrance/document.ts'
import { assetUrl, serveAssets } from '../../../forms/ui/shared/assets.ts'
import { withLanguage } from '../../../forms/ui/shared/with-language.ts'
import { findChromium } from '../../api/support/chromium.ts'
import { send } from '../../api/support/send.ts'
import { specimen } from './specimen.tsx'

let server: Server
let url: string
before(async () => {
  const app = new Koa()
  app.use(securityHeaders(false))
  app.use(serveAssets)
  app.use((context) => {
    if (context.path !== '/specimen') return
    const { lang, failed, wide } = context.query
    const language = lang === 'en' ? 'en' : 'lv'
    const props = { language, failed: failed === 'yes', wide: wide === 'yes', address: context.url } as const
    context.type = 'text/html'
    context.body = documentOf(specimen(props))
  })
  const handle = app.callback()
  server = createServer((request, response) => void handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
after(() => new Promise((resolve) => server.close(resolve)))

describe('the look in a browser', () => {
  let browser: Browser
  before(async function () {
    const executablePath = findChromium()
    if (executablePath === null) return this.skip()
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  })
  after(() => browser?.close())

  /** Opens the page, does something there, and says what the browser complained of. */
  const visit = async (
    path: string,
    options: BrowserContextOptions,
    look: (page: Page) => Promise<void>,
  ): Promise<void> => {
    const context = await browser.newContext(options)
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('response', (response) => {
      if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`)
    })
    await page.goto(`${url}${path}`)
    await look(page)
    await context.close()
    expect(complaints, path).to.deep.equal([])
  }

  const at = (width: number): BrowserContextOptions => ({ viewport: { width, height: 800 } })
  const isWide = (page: Page): Promise<boolean> =>
    page.evaluate<boolean>('document.documentElement.scrollWidth > document.documentElement.clientWidth')
  const focused = (page: Page): Promise<string> =>
    page.evaluate<string>('(document.activeElement.id || document.activeElement.textContent).trim()')

  const problems = async (page: Page): Promise<string[]> => {
    await page.evaluate(axe.source)
    const found = await page.evaluate<{ id: string; nodes: { target: string[] }[] }[]>(
      'axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then(({ violations }) => violations)',
    )
    return [
      ...found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`),
      ...((await isWide(page)) ? ['has to be scrolled sideways'] : []),
    ]
  }

  for (const lang of ['lv', 'en'])
    for (const failed of ['no', 'yes'])
      for (const width of [1280, 320])
        // Colours that the reader has chosen have no language.
        for (const forcedColors of lang === 'lv' ? (['none', 'active'] as const) : (['none'] as const))
          it(`can be read by everybody: ${lang}, mistakes: ${failed}, ${width} px, forced colours: ${forcedColors}`, () =>
            visit(`/specimen?lang=${lang}&failed=${failed}`, { ...at(width), forcedColors }, async (page) => {
              expect(await problems(page)).to.deep.equal([])
            }))

  for (const width of [640, 641, 768, 769, 900])
    it(`fits ${width} px, where its parts change their form`, () =>
      visit('/specimen', at(width), async (page) => {
        expect(await isWide(page)).to.equal(false)
      }))

  it('uses the whole window for tables where a page asks for that', () =>
    visit('/specimen?wide=yes', at(1600), async (page) => {
      const width = (await page.locator('main').boundingBox())?.width ?? 0
      expect(width).to.be.greaterThan(1500)
      expect(await problems(page)).to.deep.equal([])
    }))

  it('leads by keyboard past the frame, and in it from whose page it is to the rooms', () =>
    visit('/specimen?failed=yes', { ...at(1280), javaScriptEnabled: false }, async (page) => {
      const order: string[] = []
      for (let step = 0; step < 8; step += 1) {
        await page.keyboard.press('Tab')
        order.push((await focused(page)).replaceAll(/\s+/g, ' '))
      }
      expect(order).to.deep.equal([
        'Pāriet uz saturu',
        'Saulkrastu novada pašvaldība Ritums',
        'Latviešu',
        'English',
        'Anna Kalniņa-Ozoliņa: mani iestatījumi',
        'Iziet',
        'Mani uzdevumi 12',
        'Lietas',
      ])
      await page.getByRole('link', { name: 'Pāriet uz saturu' }).focus()
      await page.keyboard.press('Enter')
      expect(await focused(page)).to.equal('content')
    }))

  it('begins at what is wrong, and leads from there to the control', () =>
    visit('/specimen?failed=yes', at(1280), async (page) => {
      expect(await page.title()).to.equal('Kļūda: Paraugs – Mani uzdevumi – Ritums')
      expect(await page.evaluate('document.activeElement.dataset.module')).to.equal('govuk-error-summary')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      expect(await focused(page)).to.equal('f-subject')
      const subject = page.getByRole('textbox', { name: 'Par ko' })
      expect(await subject.getAttribute('aria-describedby')).to.equal('f-subject-hint f-subject-error')
      expect(await subject.getAttribute('aria-invalid')).to.equal('true')
    }))

  it('begins at what was done', () =>
    visit('/specimen?lang=en', at(1280), async (page) => {
      expect(await page.title()).to.equal('Specimen – My tasks – Ritums')
      expect(await focused(page)).to.match(/^Done\s*The task is completed\./)
    }))

  it('folds the rooms on a narrow screen, and shows them all where no script runs', async () => {
    await visit('/specimen', at(320), async (page) => {
      const counter = page.getByRole('link', { name: 'Klientu apkalpošana' })
      expect(await counter.isVisible()).to.equal(false)
      const menu = page.getByRole('button', { name: 'Izvēlne' })
      expect(await menu.getAttribute('aria-expanded')).to.equal('false')
      await menu.press('Enter')
      expect(await menu.getAttribute('aria-expanded')).to.equal('true')
      expect(await counter.isVisible()).to.equal(true)
      expect(await problems(page)).to.deep.equal([])
    })
    await visit('/specimen', { ...at(320), javaScriptEnabled: false }, async (page) => {
      expect(await page.getByRole('link', { name: 'Klientu apkalpošana' }).isVisible()).to.equal(true)
      expect(await page.getByRole('button', { name: 'Izvēlne' }).count()).to.equal(0)
    })
  })

  it('stays a table for screen readers when rows become cards, and every cell says what it is', () =>
    visit('/specimen', at(320), async (page) => {
      const table = page.getByRole('table', { name: 'Uzdevumi' })
      expect(await table.getByRole('columnheader').count()).to.equal(6)
      const row = table.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'PT-2026-00418' }) })
      expect(await row.innerText()).to.match(/Termiņš\s+2026-12-04\s+Stundas\s+12/)
      expect(await row.getByRole('cell', { name: '2026-12-04', exact: true }).count()).to.equal(1)
    }))

  it('says in the language of the page how much more can be written', async () => {
    for (const [lang, most, left, over] of [
      ['lv', 'Ne vairāk kā 210 rakstzīmju.', 'Vēl var ievadīt 201 rakstzīmi.', 'Ir 2 rakstzīmes par daudz.'],
      ['en', 'At most 210 characters.', '201 more characters can be entered.', 'There are 2 characters too many.'],
    ] as const) {
      await visit(`/specimen?lang=${lang}`, { ...at(1280), javaScriptEnabled: false }, async (page) => {
        expect(await page.locator('#f-reason-info').innerText()).to.equal(most)
      })
      await visit(`/specimen?lang=${lang}`, at(1280), async (page) => {
        const seen = page.locator('.govuk-character-count__status')
        await page.locator('#f-reason').pressSequentially('Steidzami')
        await page.getByText(left).first().waitFor()
        await page.locator('#f-reason').fill('a'.repeat(212))
        await page.locator('#f-reason').press('Shift')
        await page.getByText(over).first().waitFor()
        expect(await seen.count()).to.equal(1)
      })
    }
  })

  it('lets every control be hit: at least 24 px each way', () =>
    visit('/specimen', at(320), async (page) => {
      await page.getByRole('button', { name: 'Izvēlne' }).click()
      const small: string[] = []
      for (const control of await page.locator('header a, header button, main button, main nav a, footer a').all()) {
        const box = await control.boundingBox()
        if (box && box.height > 1 && (box.height < 24 || box.width < 24)) small.push(await control.innerText())
      }
      expect(small).to.deep.equal([])
    }))

  it('prints the content alone', () =>
    visit('/specimen', at(1280), async (page) => {
      await page.emulateMedia({ media: 'print' })
      expect(await page.getByRole('navigation').filter({ visible: true }).count()).to.equal(0)
      expect(await page.getByRole('heading', { level: 1 }).isVisible()).to.equal(true)
      expect(await page.getByText('Saulkrastu novada pašvaldība').isVisible()).to.equal(true)
    }))
})

describe('what browsers load', () => {
  const styles = () => `${url}${assetUrl('ritums.css')}`
  const ask = (encoding: string) => send(styles(), { headers: { 'Accept-Encoding': encoding } })

  it('may be kept for ever, and comes compressed as far as the browser can', async () => {
    for (const [accepted, encoding] of [
      ['gzip, deflate, br', 'br'],
      ['gzip', 'gzip'],
      ['identity', undefined],
    ] as const) {
      const { status, headers } = await ask(accepted)
      expect([status, headers['content-encoding'], headers.vary]).to.deep.equal([200, encoding, 'Accept-Encoding'])
      expect(headers['cache-control']).to.equal('public, max-age=31536000, immutable')
      expect(headers['content-type']).to.equal('text/css; charset=utf-8')
    }
  })

  it('says nothing of its makers’ crown or fonts, and brings nothing from elsewhere', async () => {
    const { text } = await ask('identity')
    expect(text)
      .to.include('.govuk-button')
      .and.not.match(/GDS Transport|crown|crest|@font-face|url\(/)
  })

  it('is what was built and nothing else', async () => {
    for (const path of [
      '/assets/',
      '/assets/manifest.json',
      '/assets/ritums.css',
      '/assets/..%2fmanifest.json',
      '/assets/__proto__',
    ])
      expect((await send(`${url}${path}`)).status, path).to.equal(404)
    expect(() => assetUrl('nothing.js')).to.throw('Expected an asset of this name, but there is none: nothing.js')
  })
})

describe('a link to the other language', () => {
  it('keeps the rest of the address', () => {
    expect(withLanguage('/', 'en')).to.equal('/?lang=en')
    expect(withLanguage('/tasks?sort=due&q=a%26b', 'lv')).to.equal('/tasks?sort=due&q=a%26b&lang=lv')
    expect(withLanguage('/tasks?lang=lv&tag=x&tag=y#list', 'en')).to.equal('/tasks?tag=x&tag=y&lang=en#list')
  })
})
