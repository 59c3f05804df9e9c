/** The page behind the one-time link: the first administrator names themselves. */
import { Layout } from './layout.tsx'
import { TEXTS, type Language } from './texts.ts'

/** Names of the fields, in the order in which the page asks. */
export const SETUP_FIELDS = ['login', 'name', 'password', 'passwordAgain'] as const
export type SetupField = (typeof SETUP_FIELDS)[number]

export type SetupErrors = Readonly<Partial<Record<SetupField, string>>>

export interface SetupPageProps {
  readonly language: Language
  readonly token: string
  /** What was entered; passwords are never sent back. */
  readonly values: { readonly login: string; readonly name: string }
  readonly errors: SetupErrors
}

const KIND = {
  login: { type: 'text', autocomplete: 'username' },
  name: { type: 'text', autocomplete: 'name' },
  password: { type: 'password', autocomplete: 'new-password' },
  passwordAgain: { type: 'password', autocomplete: 'new-password' },
} as const

export function SetupPage({ language, token, values, errors }: SetupPageProps) {
  const texts = TEXTS[language]
  const wrong = SETUP_FIELDS.flatMap((field) => (errors[field] === undefined ? [] : [[field, errors[field]] as const]))
  const title = wrong.length === 0 ? texts.setupTitle : `${texts.errorPrefix}: ${texts.setupTitle}`
  const hints: Partial<Record<SetupField, string>> = { login: texts.loginHint, password: texts.passwordHint }
  return (
    <Layout language={language} title={title} address={`/setup?token=${encodeURIComponent(token)}`}>
      <h1>{texts.setupTitle}</h1>
      {wrong.length > 0 && (
        <div class="summary" role="alert" aria-labelledby="errors">
          <h2 id="errors">{texts.errorsTitle}</h2>
          <ul>
            {wrong.map(([field, message]) => (
              <li key={field}>
                <a href={`#${field}`}>{message}</a>
              </li>
            ))}
          </ul>
        </div>
      )}
      <p>{texts.setupIntro}</p>
      <form method="post" action={`/setup?lang=${language}`} novalidate>
        <input type="hidden" name="token" value={token} />
        {SETUP_FIELDS.map((field) => (
          <Field
            key={field}
            field={field}
            label={texts[field]}
            hint={hints[field]}
            error={errors[field]}
            value={field === 'login' || field === 'name' ? values[field] : ''}
          />
        ))}
        <button type="submit">{texts.create}</button>
      </form>
    </Layout>
  )
}

interface FieldProps {
  readonly field: SetupField
  readonly label: string
  readonly hint: string | undefined
  readonly error: string | undefined
  readonly value: string
}

function Field({ field, label, hint, error, value }: FieldProps) {
  const described = [
    ...(hint === undefined ? [] : [`${field}-hint`]),
    ...(error === undefined ? [] : [`${field}-error`]),
  ]
  return (
    <div class="field">
      <label for={field}>{label}</label>
      {hint !== undefined && (
        <span class="hint" id={`${field}-hint`}>
          {hint}
        </span>
      )}
      {error !== undefined && (
        <span class="wrong" id={`${field}-error`}>
          {error}
        </span>
      )}
      <input
        id={field}
        name={field}
        required
        value={value}
        {...KIND[field]}
        {...(error === undefined ? {} : { 'aria-invalid': 'true' as const })}
        {...(described.length === 0 ? {} : { 'aria-describedby': described.join(' ') })}
      />
    </div>
  )
}

/** What is behind a link that was used or is too old. */
export function SetupClosedPage({ language }: { readonly language: Language }) {
  const texts = TEXTS[language]
  return (
    <Layout language={language} title={texts.setupClosedTitle} address="/setup">
      <h1>{texts.setupClosedTitle}</h1>
      <p>{texts.setupClosed}</p>
    </Layout>
  )
}
