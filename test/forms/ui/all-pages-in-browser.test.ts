/**
 * Every page there is, in a browser, as somebody who may see it, in an institution in the middle of its work: in both
 * languages, wide, narrow, enlarged, by keyboard and with colours of the reader's own. A page that the sweep does not
 * visit fails it. What a page says and does is tested in its room.
 */
import { expect } from 'chai'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { readDemo } from '../../../api/demo/seed-demo.ts'
import { projectRoot } from '../../../api/project-root.ts'
import { PAGES } from '../../../forms/ui/pages.ts'
import { findChromium } from '../../api/support/chromium.ts'
import { ServedHouse } from '../../support/served-house.ts'
import { MORNING } from './cases/told-case.ts'
import { keepPicture } from './support/pictures.ts'
import { fit, fitLargeLetters, forceColours, judge, prepareChecks, tabThrough } from './sweep/check-page.ts'
import { tellInstitution, type ToldInstitution } from './sweep/told-institution.ts'
import { ASTRAY, NO_PAGES, visitsOf, type Visit } from './sweep/visits.ts'

const { password } = readDemo(projectRoot())
const LANGUAGES = ['lv', 'en'] as const
type Language = (typeof LANGUAGES)[number]
/** Both widths are looked at in both languages; closely, each language at one of them: pages are made of the same parts. */
const CLOSELY: Readonly<Record<Language, number>> = { lv: 1280, en: 320 }

const READ = PAGES.filter(({ method }) => method === 'GET').map(({ path }) => path)

/** What a path of a route stands for. */
const PATTERNS = READ.map((path) => ({ path, pattern: new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`) }))
const routeOf = (address: string): string | undefined =>
  PATTERNS.find(({ pattern }) => pattern.test(new URL(address).pathname))?.path

describe('all pages in a browser', function () {
  this.timeout(120_000)
  let browser: Browser
  let house: ServedHouse
  let told: ToldInstitution
  const open = new Map<string, Promise<Page>>()
  before(async function () {
    const executablePath = findChromium()
    if (executablePath === null) return this.skip()
    house = await ServedHouse.open(MORNING, { restarts: false })
    told = await tellInstitution(house)
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  })
  after(async () => {
    await browser?.close()
    await house?.close()
  })

  const complaints: string[] = []

  /** The window of somebody, which stays open. */
  const windowOf = (who: string, language: Language): Promise<Page> => {
    const key = `${who} ${language}`
    const known = open.get(key) ?? enter(who, language)
    open.set(key, known)
    return known
  }

  const enter = async (who: string, language: Language): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
    await context.addCookies([{ name: 'ritums_language', value: language, url: house.address }])
    await prepareChecks(context)
    if (who !== 'visitor' && who !== 'applicant') await logIn(context, who)
    const page = await context.newPage()
    if (who === 'applicant') {
      await page.goto(`${house.address}/track`)
      await page.fill('[name=number]', told.tracking.number)
      await page.fill('[name=code]', told.tracking.code)
      await page.locator('main form button').click()
      await page.waitForURL('**/track')
    }
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(String(error)))
    return page
  }

  const logIn = async ({ request }: BrowserContext, user: string): Promise<void> => {
    const answer = await request.post(`${house.address}/api/session`, { data: { user, password } })
    expect(answer.status(), `${user} logs in`).to.equal(200)
  }

  /** Opens the page as its reader would. */
  const go = async ({ as, at, press, drawn, status = 200 }: Visit, language: Language): Promise<Page> => {
    const page = await windowOf(as, language)
    await page.setViewportSize({ width: 1280, height: 900 })
    const answer = await page.goto(`${house.address}${at}`)
    expect(answer?.status(), at).to.equal(status)
    if (press !== undefined) await page.locator(press).click()
    if (drawn !== undefined) await page.waitForSelector(drawn)
    expect(await page.getAttribute('html', 'lang')).to.equal(language)
    return page
  }

  /** All that is to be said against the page. */
  const lookAt = async (visit: Visit, language: Language, name: string): Promise<readonly string[]> => {
    complaints.length = 0
    const page = await go(visit, language)
    const found: string[] = []
    for (const width of [1280, 320]) {
      const say = (wrong: readonly string[]): unknown => found.push(...wrong.map((one) => `${width} px: ${one}`))
      say(await fit(page, width))
      if (width !== CLOSELY[language]) continue
      await keepPicture(page, `all-${name}-${language}-${width}`)
      if (visit.long && language !== 'en') continue
      say(await judge(page))
      say(await tabThrough(page))
    }
    found.push(...(await fitLargeLetters(page)).map((one) => `enlarged: ${one}`))
    found.push(...(await forceColours(page)).map((one) => `forced colours: ${one}`))
    // A refusal is a page with its status.
    return [...found, ...complaints.filter((line) => visit.status === undefined || !line.includes('status of'))]
  }

  const pictureOf = (path: string, state: string | undefined): string =>
    [path.replaceAll(/\W+/g, '-').replaceAll(/^-|-$/g, '') || 'start', ...(state === undefined ? [] : [state])].join(
      '-',
    )

  for (const path of READ.filter((one) => !NO_PAGES.has(one)))
    for (const language of LANGUAGES)
      it(`${path} is for everybody to read and use (${language})`, async () => {
        const visits = visitsOf(told)[path] ?? []
        expect(visits.length, 'visits of this page').to.be.greaterThan(0)
        for (const visit of visits) {
          expect(await lookAt(visit, language, pictureOf(path, visit.state)), visit.at).to.deep.equal([])
          const route = routeOf((await windowOf(visit.as, language)).url())
          if (path !== '/') expect(route, 'the page that came').to.equal(path)
        }
      })

  for (const language of LANGUAGES)
    it(`so is what is said to who went astray (${language})`, async () => {
      for (const visit of ASTRAY)
        expect(await lookAt(visit, language, pictureOf('/astray', visit.state)), visit.at).to.deep.equal([])
    })

  for (const path of NO_PAGES)
    it(`${path} answers the scripts of pages, or is saved`, async () => {
      expect(READ, 'a route').to.include(path)
      const [{ as, at } = { as: '', at: '' }] = visitsOf(told)[path] ?? []
      const page = await windowOf(as, 'lv')
      await page.goto(`${house.address}/help/shortcuts`)
      const seen = await page.evaluate<{ status: number; type: string }>(
        `fetch(${JSON.stringify(at)}).then(({ status, headers, body }) => {
          void body.cancel()
          return { status, type: headers.get('content-type') }
        })`,
      )
      expect(routeOf(`${house.address}${at}`)).to.equal(path)
      expect(seen.status).to.equal(200)
      expect(seen.type).not.to.include('text/html')
    })
})
