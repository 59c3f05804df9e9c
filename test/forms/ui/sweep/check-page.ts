/** All that is asked of every page, for everybody to use it: each check answers with complaints. */
import { readFileSync } from 'node:fs'
import axe from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'

export const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What is drawn in a diagram is said beside it in words, and takes long. */
const DRAWN = '.djs-container svg > *'

/** Puts into each page of the context what the checks need. */
export async function prepareChecks(context: BrowserContext): Promise<void> {
  await context.addInitScript(axe.source)
  await context.addInitScript(readFileSync(new URL('in-page.js', import.meta.url), 'utf8'))
}

type Complaints = readonly string[]

/** What axe finds. */
export async function judge(page: Page): Promise<Complaints> {
  const options = JSON.stringify({ runOnly: RULES, resultTypes: ['violations'] })
  const found = await page.evaluate<{ id: string; nodes: { target: string[]; html: string }[] }[]>(
    `axe.run({ exclude: [${JSON.stringify(DRAWN)}] }, ${options}).then(({ violations }) => violations)`,
  )
  return found.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ target, html }) => `${target.join(' ')} ${html.slice(0, 120)}`).join('; ')}`,
  )
}

/** Whether all is reached with the Tab key, in the order in which it is read, and looks as if it had the focus. */
export async function tabThrough(page: Page): Promise<Complaints> {
  const times = await page.evaluate<number>('sweep.beginTabs()')
  for (let time = 0; time < times; time += 1) await page.keyboard.press('Tab')
  return page.evaluate<Complaints>('sweep.endTabs()')
}

/** Whether it fits: nothing has to be scrolled sideways. */
export async function fit(page: Page, width: number): Promise<Complaints> {
  await page.setViewportSize({ width, height: 900 })
  return page.evaluate<Complaints>('sweep.tooWide()')
}

/** A window of 1280 px at 200 % is one of 640; there the letters are once more made twice as large. */
export async function fitLargeLetters(page: Page): Promise<Complaints> {
  await page.setViewportSize({ width: 640, height: 900 })
  const zoomed = await page.evaluate<Complaints>('sweep.tooWide()')
  await page.evaluate('void (document.documentElement.style.fontSize = "200%")')
  const large = await page.evaluate<Complaints>('[...sweep.tooWide(), ...sweep.cutOff()]')
  await page.evaluate('void document.documentElement.style.removeProperty("font-size")')
  return [...zoomed, ...large]
}

/** With colours that the reader has chosen: light letters on a dark ground. */
export async function forceColours(page: Page): Promise<Complaints> {
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' })
  const found = await page.evaluate<Complaints>('sweep.forcedColours()')
  await page.emulateMedia({ forcedColors: null, colorScheme: null })
  return found
}
