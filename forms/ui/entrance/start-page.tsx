/** The start page: what this is, whether it runs, what to try. */
import { ButtonLink } from '../shared/parts/button.tsx'
import { Notice } from '../shared/parts/notice.tsx'
import { Tag } from '../shared/parts/tag.tsx'
import { EntranceShell, type EntranceFrame } from './entrance-shell.tsx'
import { TEXTS } from './texts.ts'

export interface StartPageProps {
  readonly frame: EntranceFrame
  readonly healthy: boolean
  /** What the operator should see to. */
  readonly notes: readonly string[]
  /** The first administrator was created a moment ago. */
  readonly setupDone: boolean
  /** Address by which this page was reached, for what can be copied from it. */
  readonly address: string
}

export function StartPage({ frame, healthy, notes, setupDone, address }: StartPageProps) {
  const { language } = frame
  const texts = TEXTS[language]
  const login = `curl -c cookies -H 'Content-Type: application/json' \\
  -d '{"user":"kac","password":"…"}' ${address}/api/session
curl -b cookies ${address}/api/tasks`
  return (
    <EntranceShell frame={frame} title={texts.startTitle} address="/">
      {setupDone && <Notice language={language} kind="success" text={texts.setupDone} focus />}
      <h1 class="govuk-heading-xl">{texts.startTitle}</h1>
      <p class="govuk-body">{texts.whatItIs}</p>
      {frame.demo && <p class="govuk-body">{texts.demo}</p>}
      <ButtonLink href="/login">{texts.logIn}</ButtonLink>
      <h2 class="govuk-heading-m">{texts.forClients}</h2>
      <ul class="govuk-list">
        {texts.ways.map(({ href, text }) => (
          <li key={href}>
            <a class="govuk-link" href={href}>
              {text}
            </a>
          </li>
        ))}
      </ul>
      <p class="govuk-body">
        <Tag colour={healthy ? 'green' : 'red'}>{healthy ? texts.well : texts.unwell}</Tag>{' '}
        {healthy ? texts.running : texts.failing}
      </p>
      {notes.length > 0 && (
        <Notice language={language} kind="warning">
          <ul class="govuk-list govuk-list--bullet">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Notice>
      )}
      <h2 class="govuk-heading-m">{texts.tryTitle}</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>
          <a class="govuk-link" href="/api/health">
            {texts.tryHealth}
          </a>
        </li>
        <li>
          <a class="govuk-link" href="/api/openapi.json">
            {texts.tryOpenApi}
          </a>
        </li>
      </ul>
      <p class="govuk-body">{texts.tryLogin}</p>
      <pre class="ritums-code">
        <code>{login}</code>
      </pre>
    </EntranceShell>
  )
}
