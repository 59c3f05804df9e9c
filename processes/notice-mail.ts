/** The e-mail that tells a person of their work: what happened, or all of several things in one. */
import type { Instant, Variables } from '../engine/model/json.ts'
import { carriageOf } from './notification-carriage.ts'
import { renderTemplate, type Language, type Template } from './templates.ts'

/** One thing that happened, as far as its sentence needs it. */
export interface NoticeFacts {
  readonly kind: 'new-work' | 'assigned' | 'due-soon' | 'overdue' | 'answered'
  readonly taskName: { readonly lv: string; readonly en: string } | null
  readonly number: string | null
  readonly subject: string | null
  readonly dueAt: Instant | null
  /** Where to go on. */
  readonly address: string | null
}

export interface NoticeMail {
  readonly data: Variables
  readonly status: string
  /** Connectors that carry it. */
  readonly outbox: readonly string[]
}

export type ComposeNoticeMail = (to: {
  readonly recipient: string
  readonly language: Language
  readonly notices: readonly NoticeFacts[]
  /** Of the list of all of them. */
  readonly address: string | null
}) => NoticeMail

const DIGEST = 'notice_digest'
/** More lines than that nobody reads in an e-mail. */
const MOST_LINES = 100

/** @param connectors names of what carries notifications */
export function createNoticeMail(templates: readonly Template[], connectors: ReadonlySet<string>): ComposeNoticeMail {
  const byEvent = new Map(templates.map((template) => [template.event, template]))
  const render = (event: string, language: Language, values: Variables) => {
    const template = byEvent.get(event)
    if (!template) throw new Error(`Expected a template "${event}", but there is none.`)
    return renderTemplate(template, language, values)
  }
  const alone = (language: Language, { kind, ...facts }: NoticeFacts) => render(eventOf(kind), language, { ...facts })

  return ({ recipient, language, notices, address }) => {
    const [only, ...others] = notices
    if (!only) throw new Error('Expected something to tell of, but there is nothing.')
    const lines = notices.slice(0, MOST_LINES).map((one) => {
      const about = [one.number, one.subject].filter((part) => part !== null).join(', ')
      return `– ${alone(language, one).subject}${about === '' ? '' : ` (${about})`}`
    })
    const isOne = others.length === 0
    const event = isOne ? eventOf(only.kind) : DIGEST
    const texts = isOne
      ? alone(language, only)
      : render(DIGEST, language, { count: notices.length, lines: lines.join('\n'), address })
    const { status, outboxOf } = carriageOf({ connectors }, 'email', recipient)
    return {
      data: { event, channel: 'email', language, recipient, ...texts },
      status,
      outbox: outboxOf('').map(({ connector }) => connector),
    }
  }
}

const eventOf = (kind: NoticeFacts['kind']): string => `notice_${kind.replace('-', '_')}`
