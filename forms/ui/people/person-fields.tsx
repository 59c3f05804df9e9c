import { isUnstorable } from '../../../api/safe-json.ts'
import { LANGUAGES, type Language } from '../../check/form-file.ts'
import { errorAt } from '../shared/form-page.tsx'
import type { PageCall } from '../shared/page.ts'
import type { SummaryError } from '../shared/parts/error-summary.tsx'
import { Select } from '../shared/parts/select.tsx'
import { TextInput } from '../shared/parts/text-input.tsx'
import { PEOPLE_TEXTS } from './people-texts.ts'

export interface PersonFieldsProps {
  readonly language: Language
  readonly typed: URLSearchParams
  readonly wrong: readonly SummaryError[]
}

const MOST_NAME = 200

/** Name, e-mail and language of a person. */
export function PersonFields({ language, typed, wrong }: PersonFieldsProps) {
  const texts = PEOPLE_TEXTS[language]
  return (
    <>
      <TextInput
        {...{ language, id: 'name', label: texts.name, value: typed.get('name') ?? '', maxlength: MOST_NAME }}
        error={errorAt(wrong, 'name')}
        autocomplete="off"
      />
      <TextInput
        {...{ language, id: 'email', label: texts.email, hint: texts.emailHint, value: typed.get('email') ?? '' }}
        error={errorAt(wrong, 'email')}
        type="email"
        maxlength={254}
        autocomplete="off"
        optional
      />
      <Select
        {...{ language, id: 'language', label: texts.language, hint: texts.languageHint, none: texts.noLanguage }}
        value={typed.get('language') ?? ''}
        options={LANGUAGES.map((value) => ({ value, text: texts.languages[value] }))}
      />
    </>
  )
}

/** What is wrong with the name before it is tried. */
export function wrongFacts({ language }: PageCall, { name }: { readonly name: string }): readonly SummaryError[] {
  const isName = name !== '' && name.length <= MOST_NAME && !isUnstorable(name)
  return isName ? [] : [{ id: 'name', text: PEOPLE_TEXTS[language].wrong.nameMissing }]
}
