import type { Language } from '../../check/form-file.ts'
import { Button } from '../shared/parts/button.tsx'
import { FormToken } from '../shared/parts/form-token.tsx'
import { COUNTER_TEXTS } from './counter-texts.ts'

export interface NewClientProps {
  readonly language: Language
  readonly forgeryToken: string
  /** What was looked for: it need not be typed again. */
  readonly words: string
}

/** For who is in no register: the form of an application, with what was typed already. It is posted, not in an address. */
export function NewClient({ language, forgeryToken, words }: NewClientProps) {
  const texts = COUNTER_TEXTS[language]
  return (
    <section class="ritums-counter__new" aria-labelledby="new-client">
      <h2 class="govuk-heading-m" id="new-client">
        {texts.newClient}
      </h2>
      <p class="govuk-body">{texts.newClientHint}</p>
      <form method="post" action="/start/application">
        <FormToken token={forgeryToken} />
        {words !== '' && <input type="hidden" name={fieldFor(words)} value={words} />}
        <div class="govuk-button-group">
          <Button kind="secondary" name="_do" value="show">
            {texts.startNew}
          </Button>
          <a class="govuk-link" href="/counter/services">
            {texts.findService}
          </a>
        </div>
      </form>
    </section>
  )
}

const FEWEST_DIGITS = 6
const IDENTIFIER_DIGITS = 11

/** @returns the field of the form where the words belong */
function fieldFor(words: string): string {
  const digits = words.replaceAll(/[\s()+-]/g, '')
  if (!/^\d+$/.test(digits) || digits.length < FEWEST_DIGITS) return 'clientName'
  return digits.length === IDENTIFIER_DIGITS && !words.trim().startsWith('+') ? 'clientId' : 'contactPhone'
}
