/**
 * Somebody who uses the pages without JavaScript: opens an address, follows links, fills fields in by their labels, presses
 * buttons. What they send is what a browser would send of the form that the page has; nothing is posted that is not there.
 */
import { parse, type HTMLElement } from 'node-html-parser'
import { MULTIPART, multipart, type Part } from '../../../api/support/multipart.ts'
import { send, type Answer } from '../../../api/support/send.ts'

export class Visitor {
  private readonly origin: () => string
  private readonly cookies = new Map<string, string>()
  private readonly language: string
  private page: HTMLElement = parse('')
  /** Values that were filled in, by the element. */
  private filled = new Map<HTMLElement, string | readonly string[] | boolean>()
  /** Files that were chosen for the form that is sent next. */
  private chosen: readonly Part[] = []
  answer: Answer | null = null
  /** Path and query of the page that is open. */
  address = ''

  constructor(origin: string | (() => string), language: 'lv' | 'en' = 'en') {
    this.origin = typeof origin === 'string' ? () => origin : origin
    this.language = language
  }

  get status(): number {
    return this.answer?.status ?? 0
  }

  get title(): string {
    return this.page.querySelector('title')?.text.trim() ?? ''
  }

  get heading(): string {
    return textOf(this.page.querySelector('h1'))
  }

  /** All that `main` says. */
  get text(): string {
    return textOf(this.page.querySelector('main'))
  }

  get html(): string {
    return this.answer?.text ?? ''
  }

  /** What is told to be wrong, in the order of the summary. */
  get errors(): readonly string[] {
    return this.page.querySelectorAll('.govuk-error-summary li').map(textOf)
  }

  find(selector: string): readonly HTMLElement[] {
    return this.page.querySelectorAll(selector)
  }

  async open(address: string): Promise<this> {
    return this.go('GET', address)
  }

  /** Follows the link with this text. */
  async follow(text: string): Promise<this> {
    const link = this.page
      .querySelectorAll('a')
      .find((one) => textOf(one) === text || textOf(one).startsWith(`${text} (`))
    if (!link) throw new Error(`Expected a link "${text}", but "${this.heading}" has: ${this.list('a')}.`)
    return this.open(link.getAttribute('href') ?? '')
  }

  /** Fills in a field by its label: a text, a choice by its words, true or false for a box. */
  fill(label: string, value: string | boolean): this {
    const control = this.control(label)
    this.filled.set(control, value)
    if (control.getAttribute('type') === 'radio') {
      for (const other of this.form(control).querySelectorAll('input[type=radio]'))
        if (other !== control && other.getAttribute('name') === control.getAttribute('name'))
          this.filled.set(other, false)
    }
    return this
  }

  /** Chooses a file for a field. */
  attach(label: string, name: string, content: string): this {
    const field = this.control(label).getAttribute('name') ?? ''
    this.chosen = [...this.chosen, { field, file: { name, content } }]
    return this
  }

  /** Chooses one of the options of a question: radios or boxes under its legend. */
  choose(legend: string, ...options: readonly string[]): this {
    const group = this.page.querySelectorAll('fieldset').find((one) => nameOf(one.querySelector('legend')) === legend)
    if (!group) throw new Error(`Expected a question "${legend}", but there are: ${this.list('legend')}.`)
    for (const option of options) {
      const name = group.querySelectorAll('label').find((one) => nameOf(one) === option)
      const control = name && group.querySelector(`[id="${name.getAttribute('for')}"]`)
      if (!control)
        throw new Error(
          `Expected "${legend}" to offer "${option}", but it offers ${group.querySelectorAll('label').map(nameOf).join(', ')}.`,
        )
      if (control.getAttribute('type') === 'radio')
        for (const other of group.querySelectorAll('input[type=radio]')) this.filled.set(other, false)
      this.filled.set(control, true)
    }
    return this
  }

  /** Fills in the three parts of a day, under its legend. @param day e.g. `30. 6. 2027` */
  fillDay(legend: string, day: string): this {
    const group = this.page.querySelectorAll('fieldset').find((one) => nameOf(one.querySelector('legend')) === legend)
    if (!group) throw new Error(`Expected a day "${legend}", but there are: ${this.list('legend')}.`)
    const parts = day.split(' ')
    for (const [index, control] of group.querySelectorAll('input').entries())
      this.filled.set(control, parts[index] ?? '')
    return this
  }

  /** Presses a button, by its text. */
  async press(text: string): Promise<this> {
    const button = this.page.querySelectorAll('button').find((one) => textOf(one) === text)
    if (!button) throw new Error(`Expected a button "${text}", but "${this.heading}" has: ${this.list('button')}.`)
    const form = this.form(button)
    const entries = this.entriesOf(form)
    if (button.getAttribute('name'))
      entries.append(button.getAttribute('name') ?? '', button.getAttribute('value') ?? '')
    const action = button.getAttribute('formaction') ?? form.getAttribute('action') ?? this.address
    if ((form.getAttribute('method') ?? 'get').toLowerCase() === 'get')
      return this.open(`${action.split(/[?#]/)[0]}?${entries}`)
    return this.go('POST', action, entries)
  }

  /** Sends the same form of the page again, as a double click or Back does. */
  async pressTwice(text: string): Promise<readonly [Answer, Answer]> {
    const before = { page: this.page, address: this.address, filled: new Map(this.filled) }
    const first = (await this.press(text)).answer
    this.page = before.page
    this.address = before.address
    this.filled = before.filled
    const second = (await this.press(text)).answer
    if (!first || !second) throw new Error('Expected two answers, but there are not.')
    return [first, second]
  }

  async logIn(login: string, password: string): Promise<this> {
    await this.open('/login')
    this.fill(this.language === 'lv' ? 'Lietotājvārds' : 'Login name', login)
    this.fill(this.language === 'lv' ? 'Parole' : 'Password', password)
    return this.press(this.language === 'lv' ? 'Pieteikties' : 'Log in')
  }

  /** As if the session had ended while the page was open. */
  forgetSession(): this {
    for (const name of this.cookies.keys()) if (name.includes('session')) this.cookies.delete(name)
    return this
  }

  private async go(method: 'GET' | 'POST', address: string, entries?: URLSearchParams): Promise<this> {
    const url = new URL(address, `${this.origin()}${this.address || '/'}`)
    const files = entries ? this.chosen : []
    if (entries) this.chosen = []
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await send(`${this.origin()}${url.pathname}${url.search}`, {
      method,
      headers: {
        Accept: 'text/html',
        'Accept-Language': this.language,
        ...(cookie === '' ? {} : { Cookie: cookie }),
        ...(entries ? { 'Sec-Fetch-Site': 'same-origin' } : {}),
        ...(!entries ? {} : files.length > 0 ? MULTIPART : { 'Content-Type': 'application/x-www-form-urlencoded' }),
      },
      ...(!entries
        ? {}
        : files.length > 0
          ? { body: multipart([...[...entries].map(([field, value]) => ({ field, value })), ...files]) }
          : { body: entries.toString() }),
    })
    for (const line of answer.headers['set-cookie'] ?? []) this.keep(line)
    const { location } = answer.headers
    if (answer.status >= 300 && answer.status < 400 && location !== undefined) return this.go('GET', location)
    this.answer = answer
    this.address = `${url.pathname}${url.search}`
    this.page = parse(answer.text)
    this.filled = new Map()
    return this
  }

  private keep(line: string): void {
    const [pair = ''] = line.split(';')
    const [name = '', value = ''] = pair.split('=')
    if (value === '' || /max-age=0/i.test(line)) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }

  private control(label: string): HTMLElement {
    const found = this.page.querySelectorAll('label').find((one) => nameOf(one) === label)
    const control = found && this.page.querySelector(`[id="${found.getAttribute('for')}"]`)
    if (!control) throw new Error(`Expected a field "${label}", but "${this.heading}" has: ${this.list('label')}.`)
    return control
  }

  private form(of: HTMLElement): HTMLElement {
    const named = of.getAttribute('form')
    const form = named ? this.page.querySelector(`form[id="${named}"]`) : of.closest('form')
    if (!form) throw new Error(`Expected ${of.outerHTML.slice(0, 100)} in a form, but it is in none.`)
    return form
  }

  private entriesOf(form: HTMLElement): URLSearchParams {
    const entries = new URLSearchParams()
    const id = form.getAttribute('id')
    const outside = id ? this.page.querySelectorAll(`[form="${id}"]`) : []
    for (const control of [...form.querySelectorAll('input, select, textarea'), ...outside]) {
      const name = control.getAttribute('name')
      if (!name || control.hasAttribute('disabled') || control.rawTagName === 'button') continue
      if (control.closest('fieldset[disabled]')) continue
      const value = this.valueOf(control)
      if (value !== null) entries.append(name, value)
    }
    return entries
  }

  /** Null: not sent. */
  private valueOf(control: HTMLElement): string | null {
    const filled = this.filled.get(control)
    const type = control.getAttribute('type') ?? ''
    if (type === 'checkbox' || type === 'radio') {
      const checked = typeof filled === 'boolean' ? filled : control.hasAttribute('checked')
      return checked ? (control.getAttribute('value') ?? 'on') : null
    }
    if (type === 'file') return null
    if (control.rawTagName.toLowerCase() === 'select') {
      const options = control.querySelectorAll('option')
      const wanted = typeof filled === 'string' ? options.find((one) => textOf(one) === filled) : undefined
      if (typeof filled === 'string' && !wanted)
        throw new Error(`Expected an option "${filled}", but there are ${options.map(textOf).join(', ')}.`)
      const chosen = wanted ?? options.find((one) => one.hasAttribute('selected')) ?? options[0]
      return chosen ? (chosen.getAttribute('value') ?? textOf(chosen)) : null
    }
    if (typeof filled === 'string') return filled
    if (control.rawTagName.toLowerCase() === 'textarea') return control.text
    return control.getAttribute('value') ?? ''
  }

  private list(selector: string): string {
    return this.page.querySelectorAll(selector).map(nameOf).join(' | ') || 'nothing'
  }
}

/** The words of an element as they are read. */
function textOf(element: HTMLElement | null | undefined): string {
  return element?.structuredText.replace(/\s+/g, ' ').trim() ?? ''
}

/** A label without what is said of every optional field. */
function nameOf(element: HTMLElement | null | undefined): string {
  return textOf(element).replace(/ \((nav obligāti|optional)\)$/, '')
}
