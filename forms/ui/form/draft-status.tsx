import type { Instant } from '../../../engine/model/json.ts'
import type { Language } from '../../check/form-file.ts'
import { clock } from '../shared/format.ts'
import { CONTROL_TEXTS } from '../controls/texts.ts'

export interface DraftStatusProps {
  readonly language: Language
  /** When what stands in the form was saved; null where it was not. */
  readonly savedAt: Instant | null
}

/** When the draft was saved; `forms/ui/islands/parts/keep-draft.ts` says it anew. Belongs into the form with `data-draft-address`. */
export function DraftStatus({ language, savedAt }: DraftStatusProps) {
  const { draftSaved, draftFailed } = CONTROL_TEXTS[language]
  return (
    <p
      class="govuk-body-s ritums-draft-status"
      role="status"
      data-draft-status
      data-saved={draftSaved('{time}')}
      data-failed={draftFailed}
    >
      {savedAt === null ? '' : draftSaved(clock(savedAt, language))}
    </p>
  )
}
