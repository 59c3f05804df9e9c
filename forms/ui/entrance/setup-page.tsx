/** The page behind the one-time link: the first administrator names themselves. */
import { Button } from '../shared/parts/button.tsx'
import { ErrorSummary } from '../shared/parts/error-summary.tsx'
import { Field, fieldProps } from '../shared/parts/field.tsx'
import { EntranceShell, type EntranceFrame } from './entrance-shell.tsx'
import { TEXTS } from './texts.ts'

/** Names of the fields, in the order in which the page asks. */
export const SETUP_FIELDS = ['login', 'name', 'password', 'passwordAgain'] as const
export type SetupField = (typeof SETUP_FIELDS)[number]

export type SetupErrors = Readonly<Partial<Record<SetupField, string>>>

export interface SetupPageProps {
  readonly frame: EntranceFrame
  readonly token: string
  /** What was entered; passwords are never sent back. */
  readonly values: { readonly login: string; readonly name: string }
  readonly errors: SetupErrors
}

const KIND = {
  login: { type: 'text', autocomplete: 'username', spellcheck: false, autocapitalize: 'none' },
  name: { type: 'text', autocomplete: 'name' },
  password: { type: 'password', autocomplete: 'new-password' },
  passwordAgain: { type: 'password', autocomplete: 'new-password' },
} as const

export function SetupPage({ frame, token, values, errors }: SetupPageProps) {
  const { language } = frame
  const texts = TEXTS[language]
  const wrong = SETUP_FIELDS.flatMap((id) => (errors[id] === undefined ? [] : [{ id, text: errors[id] }]))
  const hints: Partial<Record<SetupField, string>> = { login: texts.loginHint, password: texts.passwordHint }
  const address = `/setup?token=${encodeURIComponent(token)}`
  return (
    <EntranceShell frame={frame} title={texts.setupTitle} address={address} failed={wrong.length > 0}>
      <ErrorSummary language={language} errors={wrong} />
      <h1 class="govuk-heading-l">{texts.setupTitle}</h1>
      <p class="govuk-body">{texts.setupIntro}</p>
      <form method="post" action={`/setup?lang=${language}`} novalidate>
        <input type="hidden" name="token" value={token} />
        {SETUP_FIELDS.map((id) => {
          const said = { hint: hints[id], error: errors[id] }
          return (
            <Field key={id} language={language} id={id} label={texts[id]} {...said}>
              <input
                {...fieldProps(id, said)}
                class={`govuk-input${said.error === undefined ? '' : ' govuk-input--error'}`}
                name={id}
                required
                value={id === 'login' || id === 'name' ? values[id] : ''}
                {...KIND[id]}
              />
            </Field>
          )
        })}
        <Button>{texts.create}</Button>
      </form>
    </EntranceShell>
  )
}

/** What is behind a link that was used or is too old. */
export function SetupClosedPage({ frame }: { readonly frame: EntranceFrame }) {
  const texts = TEXTS[frame.language]
  return (
    <EntranceShell frame={frame} title={texts.setupClosedTitle} address="/setup">
      <h1 class="govuk-heading-l">{texts.setupClosedTitle}</h1>
      <p class="govuk-body">{texts.setupClosed}</p>
    </EntranceShell>
  )
}
