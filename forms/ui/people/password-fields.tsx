import { randomInt } from 'node:crypto'
import { PASSWORD_LENGTH } from '../../../api/contract/identity.ts'
import type { Language } from '../../check/form-file.ts'
import { errorAt } from '../shared/form-page.tsx'
import { Choices } from '../shared/parts/choices.tsx'
import type { SummaryError } from '../shared/parts/error-summary.tsx'
import { TextInput } from '../shared/parts/text-input.tsx'
import { PEOPLE_TEXTS } from './people-texts.ts'

export interface PasswordFieldsProps {
  readonly language: Language
  readonly typed: URLSearchParams
  readonly wrong: readonly SummaryError[]
}

/** How a password comes to be: made here, or typed by who gives it. */
export function PasswordFields({ language, typed, wrong }: PasswordFieldsProps) {
  const texts = PEOPLE_TEXTS[language]
  return (
    <>
      <Choices
        {...{ language, id: 'passwordKind', label: texts.passwordKind, error: errorAt(wrong, 'passwordKind') }}
        kind="radios"
        items={(['generated', 'typed'] as const).map((value) => ({ value, text: texts.passwordKinds[value] }))}
        chosen={[typed.get('passwordKind') ?? 'generated']}
      />
      <TextInput
        {...{ language, id: 'password', label: texts.password, hint: texts.passwordHint, value: '', optional: true }}
        error={errorAt(wrong, 'password')}
        type="password"
        width={20}
        autocomplete="new-password"
      />
    </>
  )
}

export interface AskedPassword {
  readonly password: string
  /** Made here, so that it has to be shown once. */
  readonly isMade: boolean
  readonly wrong: readonly SummaryError[]
}

/** @returns the password to set, or what is wrong with the one that was typed */
export function askedPassword(typed: URLSearchParams, language: Language): AskedPassword {
  const { wrong } = PEOPLE_TEXTS[language]
  const kind = typed.get('passwordKind')
  if (kind === 'generated') return { password: makePassword(), isMade: true, wrong: [] }
  const password = typed.get('password') ?? ''
  const text =
    kind !== 'typed'
      ? { id: 'passwordKind', text: wrong.passwordKind }
      : password.length < PASSWORD_LENGTH.least
        ? { id: 'password', text: wrong.passwordShort }
        : password.length > PASSWORD_LENGTH.most
          ? { id: 'password', text: wrong.passwordLong }
          : null
  return { password, isMade: false, wrong: text === null ? [] : [text] }
}

/** Without letters and digits that look like others: it is read out and copied by hand. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789'
const GROUPS = 4
const IN_A_GROUP = 5

/** @returns 100 random bits, e.g. `k7m2p-xw9rt-4hqzn-b3uce` */
export function makePassword(): string {
  const group = (): string => Array.from({ length: IN_A_GROUP }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return Array.from({ length: GROUPS }, group).join('-')
}
