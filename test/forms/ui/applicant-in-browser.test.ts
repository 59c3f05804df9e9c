/** The way of those without an account in a browser: everybody can go it, wide and narrow, in both languages; pages that need no way are in the sweep of all. */
import axe from 'axe-core'
import { expect } from 'chai'
import { chromium, type Browser, type Page } from 'playwright-core'
import { findChromium } from '../../api/support/chromium.ts'
import { ServedHouse } from '../../support/served-house.ts'
import { keepPicture } from './support/pictures.ts'

/** Later than any real clock, so that the browser keeps the cookies. */
const MONDAY = '2027-04-12T10:00:00+03:00'
const RULES = {
  // Contrast is a matter of the look, which has a test of its own.
  rules: { 'color-contrast': { enabled: false } },
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
}

const WORDS = {
  lv: {
    about: 'Par ko vajadzīgas ziņas',
    period: 'Laika posms',
    what: 'Aprakstiet, kas jums vajadzīgs',
    person: 'privātpersona',
    organisation: 'iestāde',
    represents: 'Jūsu vārds un uzvārds',
    name: 'Vārds un uzvārds vai nosaukums',
    code: 'Personas kods vai reģistrācijas numurs',
    byMail: 'pa e-pastu',
    goOn: 'Turpināt',
    send: 'Nosūtīt',
    showNumber: 'Parādīt numuru',
    number: 'Pieteikuma numurs',
    accessCode: 'Piekļuves kods',
    open: 'Skatīt',
    reply: 'Jūsu atbilde',
    score: '5 – ļoti labi',
    end: 'Beigt',
    withdraw: 'Atsaukt pieteikumu',
  },
  en: {
    about: 'What the facts are about',
    period: 'Period',
    what: 'Describe what you need',
    person: 'a private person',
    organisation: 'an institution',
    represents: 'Your first name and surname',
    name: 'Name',
    code: 'Personal code or registration number',
    byMail: 'by e-mail',
    goOn: 'Continue',
    send: 'Send',
    showNumber: 'Show the number',
    number: 'Application number',
    accessCode: 'Access code',
    open: 'Show',
    reply: 'Your answer',
    score: '5 – very good',
    end: 'Finish',
    withdraw: 'Withdraw the application',
  },
} as const

describe('the pages of those without an account in a browser', function () {
  this.timeout(180_000)
  let browser: Browser
  let house: ServedHouse
  before(async function () {
    const executablePath = findChromium()
    if (executablePath === null) return this.skip()
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
    house = await ServedHouse.open(MONDAY, { restarts: false })
    const pm = await house.person('admin')
    const { version } = await house.get('pm', '/api/registers/institution/records/institution')
    const body = { data: { settings: { surveySampleRate: 1 } }, expectedVersion: version }
    const changed = await pm.call('PATCH', '/api/registers/institution/records/institution', { body })
    expect(changed.status, changed.text).to.equal(200)
  })
  after(async () => {
    await browser?.close()
    await house?.close()
  })

  it('from the catalogue to the rating, in both languages, wide and narrow', async () => {
    // Two at a time: each has an application of its own.
    await Promise.all((['lv', 'en'] as const).map((language) => walk(language)))
  })

  const walk = async (language: 'lv' | 'en'): Promise<void> => {
    const words = WORDS[language]
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
    await context.addInitScript(axe.source)
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(`${page.url()} ${message.text()}`))
    page.on('pageerror', (error) => complaints.push(`${page.url()} ${String(error)}`))
    const look = (name: string) => lookAt(page, `applicant-${name}-${language}`, complaints)
    const go = (path: string) => page.goto(`${house.address}${path}`)
    const press = (name: string) => page.locator('main').getByRole('button', { name, exact: true }).click()

    await go(`/services?lang=${language}`)
    await go('/services?q=nekas')
    await look('services-nothing')
    await go('/services/nav')
    await look('service-gone')

    complaints.splice(0, complaints.length, ...complaints.filter((one) => !one.includes('404')))
    await go('/apply/service-s-021')
    expect(await page.getByLabel(words.represents).isVisible(), 'asked of an organisation only').to.equal(false)
    await page.getByLabel(words.organisation, { exact: true }).check()
    expect(await page.getByLabel(words.represents).isVisible()).to.equal(true)
    await press(words.goOn)
    await look('apply-errors')
    expect(await tabStops(page), 'the summary first, then the form in its order').to.satisfy(inOrder)
    await page.getByLabel(words.about).fill('VEF')
    await page.getByLabel(words.period).fill('1985–1990')
    await page.getByLabel(words.what).fill('Izziņa par darba stāžu.')
    await page.getByLabel(words.person, { exact: true }).check()
    await page.getByLabel(words.name, { exact: true }).fill('Anna Bērziņa')
    await page.getByLabel(words.code).fill('320001-00011')
    await page.locator('input[type=email]').fill('anna@epasts.example')
    await page.getByLabel(words.byMail, { exact: true }).check()
    await page.locator('input[type=file]').setInputFiles({
      name: 'darba grāmatiņa.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.4\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n'),
    })
    await press(words.goOn)
    await look('check')
    expect(await page.locator('main').innerText()).to.include('darba grāmatiņa.pdf')
    await press(words.send)
    await look('receipt-soon')
    await house.step()
    await press(words.showNumber)
    await look('receipt')
    const number = /P-2027-\d{6}/.exec(await page.locator('main').innerText())?.[0] ?? ''
    const code = await page.locator('.ritums-code-to-keep').innerText()
    const [record] = (await house.records('pm', 'application', { clientName: 'Anna Bērziņa' })).filter(
      (one) => one['number'] === number,
    )
    const id = record?.id ?? ''

    await go('/track')
    await press(words.open)
    await look('track-login-errors')
    await page.getByLabel(words.number).fill(number)
    await page.getByLabel(words.accessCode).fill(code)
    await press(words.open)
    await look('track')
    const question = { admissibility: 'incomplete', question: 'Kurā gadā sākāt strādāt?' }
    await house.complete('kac', 'APP_U01', id, { ...CLASSIFIED, ...question })
    await go('/track')
    await go('/track/reply')
    await page.getByLabel(words.reply).fill('1985. gadā.')
    await press(words.send)
    await look('track-replied')
    await house.step()

    await house.complete('kac', 'APP_U01', id, CLASSIFIED)
    await house.complete('kac', 'APP_P01_U1', id, { answer: 'Sagatavots.', l1Solved: true })
    const result = { resultSummary: 'Izziņa nosūtīta uz e-pastu.', deliveryChannel: 'portal', confirmedOnSpot: false }
    await house.complete('kac', 'APP_U04', id, result)
    await go('/track')
    await look('track-result')
    await go('/track/dispute')
    await look('dispute')
    await go('/track/confirm')
    await look('confirm')
    await press(words.send)
    await house.step()
    const [close] = (await house.tasks('kac', id)).filter((one) => one['elementId'] === 'APP_U08')
    if (close)
      await house.complete('kac', 'APP_U08', id, { closureCode: 'fulfilled', finalCategory: 'category-information' })
    await go('/track')
    await look('track-closed')
    await go('/track/rate')
    await look('rate')
    await page.getByLabel(words.score).check()
    await press(words.send)
    await house.step()
    const [survey] = await house.records('pm', 'survey', { applicationId: id })
    expect(survey?.['data']).to.include({ score: 5 })
    await go('/track/rate')
    expect(new URL(page.url()).pathname, 'asked once').to.equal('/track')
    await press(words.end)
    await look('track-ended')
    await context.close()
    expect(complaints.filter((one) => !/status of 4(22|04)/.test(one))).to.deep.equal([])
  }
})

const CLASSIFIED = {
  kind: 'service_request',
  serviceId: 'service-s-021',
  category: 'category-information',
  impact: 'limited',
  urgency: 'low',
  admissibility: 'ok',
  l1Solvable: true,
  supportType: 'information',
} as const

/** Nothing to scroll sideways, nothing that axe minds. */
async function lookAt(page: Page, name: string, complaints: string[]): Promise<void> {
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 900 })
    const wide = await page.evaluate<boolean>(
      'document.documentElement.scrollWidth > document.documentElement.clientWidth',
    )
    if (wide) complaints.push(`${name} at ${width} px: has to be scrolled sideways`)
    // Each language is looked at closely at one width: the pages are made of the same parts.
    if ((width === 320) !== name.endsWith('-en')) continue
    await keepPicture(page, `${name}-${width}`)
    const found = await page.evaluate<readonly string[]>(
      `axe.run(document, ${JSON.stringify(RULES)}).then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))`,
    )
    complaints.push(...found.map((one) => `${name} at ${width} px: ${one}`))
  }
}

/** Where the Tab key goes on the page, as offsets from its top, beginning with what has the focus. */
async function tabStops(page: Page): Promise<readonly number[]> {
  const stops: number[] = []
  for (let stop = 0; stop < 25; stop += 1) {
    await page.keyboard.press('Tab')
    stops.push(
      await page.evaluate<number>(
        'document.activeElement.closest("main") ? document.activeElement.getBoundingClientRect().top + scrollY : -1',
      ),
    )
  }
  return stops.filter((top) => top >= 0)
}

function inOrder(stops: readonly number[]): boolean {
  return stops.length > 10 && stops.every((top, place) => place === 0 || top >= (stops[place - 1] ?? 0) - 60)
}
