import type { ComponentChildren } from 'preact'
import type { Language } from '../../../check/form-file.ts'
import { SHARED_TEXTS } from '../texts.ts'

export interface CharacterCountProps {
  readonly language: Language
  /** Of the text area inside, which has the class `govuk-js-character-count` and is described by `<id>-info`. */
  readonly id: string
  readonly maxLength: number
  readonly children: ComponentChildren
}

/** Says how long a text may be; where scripts run, how much of that is left. */
export function CharacterCount({ language, id, maxLength, children }: CharacterCountProps) {
  const texts = SHARED_TEXTS[language]
  return (
    <div
      class="govuk-character-count"
      data-module="govuk-character-count"
      data-maxlength={String(maxLength)}
      {...forms('characters-under-limit', texts.charactersLeft)}
      {...{ 'data-i18n.characters-at-limit': texts.noCharactersLeft }}
      {...forms('characters-over-limit', texts.charactersOver)}
    >
      {children}
      <div class="govuk-hint govuk-character-count__message" id={`${id}-info`}>
        {texts.atMost(maxLength)}
      </div>
    </div>
  )
}

/** One attribute per plural form of the language. */
function forms(name: string, texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(texts).map(([form, text]) => [`data-i18n.${name}.${form}`, text]))
}
