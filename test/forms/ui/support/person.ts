/**
 * A person at a screen: a real browser, one window, the labels and buttons of the pages and nothing else. Every page that
 * they see is checked with axe.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import axe from 'axe-core'
import { expect } from 'chai'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { encodeForm } from '../../../../forms/ui/form/encode-form.ts'
import type { FormFile, Language } from '../../../../forms/check/form-file.ts'
import type { Variables } from '../../../../engine/model/json.ts'
import { projectRoot } from '../../../../api/project-root.ts'
import { keepPicture } from './pictures.ts'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What people read on the buttons and links that a person uses, in each language. */
const WORDS = {
  lv: {
    login: 'Lietotājvārds',
    password: 'Parole',
    enter: 'Pieteikties',
    take: 'Pārņemt uzdevumu',
    complete: 'Pabeigt uzdevumu',
    done: 'Uzdevums pabeigts',
    find: 'Meklēt',
    addRow: 'Pievienot rindu',
  },
  en: {
    login: 'Login name',
    password: 'Password',
    enter: 'Log in',
    take: 'Take the task',
    complete: 'Complete the task',
    done: 'Task completed',
    find: 'Find',
    addRow: 'Add a row',
  },
} as const

/** Pages that were checked in this run. */
const LOOKED_AT = new Set<string>()

export class Person {
  readonly page: Page
  private readonly context: BrowserContext
  private readonly origin: () => string
  private readonly language: Language
  /** Part of the names of this person's pictures. */
  private readonly name: string
  private pictures = 0
  /** Whom they log in as; again when the session has ended meanwhile. */
  private known: { readonly login: string; readonly password: string } | null = null

  private constructor(context: BrowserContext, page: Page, origin: () => string, language: Language, name: string) {
    this.context = context
    this.page = page
    this.origin = origin
    this.language = language
    this.name = name
  }

  static async atScreen(
    browser: Browser,
    origin: () => string,
    { language, name, width = 1280 }: { language: Language; name: string; width?: number },
  ): Promise<Person> {
    const locale = language === 'lv' ? 'lv-LV' : 'en-GB'
    const context = await browser.newContext({ viewport: { width, height: 900 }, locale })
    const page = await context.newPage()
    page.on('pageerror', (error) => expect.fail(`A script of ${page.url()} failed: ${String(error)}`))
    return new Person(context, page, origin, language, name)
  }

  async leave(): Promise<void> {
    await this.context.close()
  }

  get words() {
    return WORDS[this.language]
  }

  async open(address: string): Promise<void> {
    await this.page.goto(`${this.origin()}${address}`)
    await this.look()
  }

  async logIn(login: string, password: string): Promise<void> {
    this.known = { login, password }
    await this.open('/login')
    await this.page.getByLabel(this.words.login).fill(login)
    await this.page.getByLabel(this.words.password).fill(password)
    await this.press(this.words.enter)
  }

  /** Presses a button and looks at the page that comes. */
  async press(text: string, within: Page | Locator = this.page): Promise<void> {
    await Promise.all([
      this.page.waitForEvent('framenavigated'),
      within.getByRole('button', { name: text, exact: true }).first().click(),
    ])
    await this.page.waitForLoadState()
    await this.look()
  }

  async follow(text: string | RegExp): Promise<void> {
    await Promise.all([
      this.page.waitForEvent('framenavigated'),
      this.page.getByRole('link', { name: text }).first().click(),
    ])
    await this.page.waitForLoadState()
    await this.look()
  }

  get heading(): Promise<string> {
    return this.page.getByRole('heading', { level: 1 }).innerText()
  }

  get text(): Promise<string> {
    return this.page.locator('main').innerText()
  }

  /** Finds a task by its name and words of its case, takes it, fills its form in and completes it. */
  async doTask(task: string, words: string, form: FormFile, data: Variables): Promise<void> {
    await this.open(`/tasks?list=groups&q=${encodeURIComponent(words)}`)
    if (this.known && new URL(this.page.url()).pathname === '/login') {
      await this.logIn(this.known.login, this.known.password)
      await this.open(`/tasks?list=groups&q=${encodeURIComponent(words)}`)
    }
    const listed = this.page.getByRole('link', { name: task, exact: true })
    if ((await listed.count()) === 0) await this.open(`/tasks?q=${encodeURIComponent(words)}`)
    await this.follow(task)
    const take = this.page.getByRole('button', { name: this.words.take, exact: true })
    if ((await take.count()) > 0) await this.press(this.words.take)
    await this.fill(form, data)
    await this.press(this.words.complete)
    const errors = await this.page.locator('.govuk-error-summary li').allInnerTexts()
    expect(await this.heading, `${task}: ${errors.join(' ')}`).to.equal(this.words.done)
  }

  /** Types and chooses in a form of the page what says these values. */
  async fill(form: FormFile, data: Variables): Promise<void> {
    const typed = encodeForm({ form, language: this.language }, data)
    // From top to bottom, as people do: what is asked may depend on what was answered above.
    for (const field of form.ui.order) {
      if (data[field] === undefined || form.ui.readOnly?.includes(field)) continue
      await this.addRows(field, data[field])
      await this.search(field, typed.getAll(field))
      const names = new Set([...typed.keys()].filter((name) => name === field || name.startsWith(`${field}/`)))
      // What people do not see they do not type.
      for (const name of names) if (!name.endsWith('/exact')) await this.enter(name, typed.getAll(name))
    }
  }

  private controls(name: string): Locator {
    return this.page.locator(
      `#task-form [name="${name}"], form[data-draft-address] [name="${name}"], main form [name="${name}"]`,
    )
  }

  private async enter(name: string, texts: readonly string[]): Promise<void> {
    const controls = this.controls(name)
    const first = controls.first()
    await first.waitFor({ state: 'attached', timeout: 5000 })
    const kind = await first.evaluate((element: HTMLInputElement) =>
      element.tagName === 'INPUT' ? element.type : element.tagName.toLowerCase(),
    )
    if (kind === 'hidden') return
    if (kind === 'radio' || kind === 'checkbox') {
      for (const text of texts) await this.page.locator(`main form [name="${name}"][value="${text}"]`).first().check()
    } else if (kind === 'select') await first.selectOption(texts[0] ?? '')
    else await first.fill(texts[0] ?? '')
  }

  /** Presses "add a row" until the table has as many as the data. */
  private async addRows(name: string, value: unknown): Promise<void> {
    if (!Array.isArray(value) || value.length === 0 || typeof value[0] !== 'object') return
    for (let row = 0; row < value.length; row += 1) {
      if ((await this.page.locator(`main form input[type=hidden][name="${name}"][value="${row}"]`).count()) > 0)
        continue
      const add = this.page.locator(`#f-${name}`)
      await Promise.all([this.page.waitForEvent('framenavigated'), add.click()])
      await this.page.waitForLoadState()
    }
  }

  /** Looks records up that the form does not list. */
  private async search(name: string, ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const find = this.page.locator(`main form [name="${name}/find"]`)
      if ((await find.count()) === 0) return
      if ((await this.page.locator(`main form [name="${name}"][value="${id}"]`).count()) > 0) continue
      await find.pressSequentially(titleOf(id))
      const choice = this.page.locator(`[data-name="${name}"] [role="option"]`).first()
      await choice.waitFor({ timeout: 5000 })
      await choice.click()
    }
  }

  /** What axe finds, and whether anything has to be scrolled sideways. */
  async look(): Promise<void> {
    // The same page of another case is the same page: its title tells it from others.
    const kind = `${this.language} ${await this.page.title()} ${this.page.viewportSize()?.width}`
    if (LOOKED_AT.has(kind)) return
    LOOKED_AT.add(kind)
    await this.page.evaluate(axe.source)
    const found = await this.page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
      `axe.run(document, { runOnly: ${JSON.stringify(RULES)} }).then(({ violations }) => violations)`,
    )
    const told = found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)
    expect(told, this.page.url()).to.deep.equal([])
    const wide = await this.page.evaluate<boolean>(
      'document.documentElement.scrollWidth > document.documentElement.clientWidth',
    )
    expect(wide, `${this.page.url()} is wider than the screen`).to.equal(false)
    this.pictures += 1
    await keepPicture(this.page, `${this.name}-${String(this.pictures).padStart(2, '0')}`)
  }
}

/** What people call a record of the demonstration; its id where that is what they call it. */
function titleOf(id: string): string {
  titles ??= readTitles()
  return titles.get(id) ?? id
}

let titles: ReadonlyMap<string, string> | undefined

function readTitles(): ReadonlyMap<string, string> {
  const folder = join(projectRoot(), 'processes', 'registers', 'seeds')
  return new Map(
    readdirSync(folder).flatMap((file) => {
      const { records } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
        records: readonly { id: string; data: Variables }[]
      }
      return records.flatMap(({ id, data }): [string, string][] => {
        const { name } = data
        return typeof name === 'string' ? [[id, name]] : []
      })
    }),
  )
}
