import type { Language } from '../../check/form-file.ts'
import { Button } from '../shared/parts/button.tsx'
import { Field, fieldProps } from '../shared/parts/field.tsx'
import { LOGIN_TEXTS } from './login-texts.ts'

export interface LoginErrors {
  readonly user?: string | undefined
  readonly password?: string | undefined
}

export interface LoginFieldsProps {
  readonly language: Language
  readonly login: string
  readonly errors: LoginErrors
}

/** Name, password and the button; also on the page of a session that ended. */
export function LoginFields({ language, login, errors }: LoginFieldsProps) {
  const texts = LOGIN_TEXTS[language]
  return (
    <>
      <Field language={language} id="user" label={texts.login} error={errors.user}>
        <input
          class="govuk-input govuk-input--width-20"
          name="user"
          value={login}
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          {...fieldProps('user', { error: errors.user })}
        />
      </Field>
      <Field language={language} id="password" label={texts.password} error={errors.password}>
        <input
          class="govuk-input govuk-input--width-20"
          type="password"
          name="password"
          autocomplete="current-password"
          {...fieldProps('password', { error: errors.password })}
        />
      </Field>
      <Button>{texts.enter}</Button>
    </>
  )
}
