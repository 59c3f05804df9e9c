import type { Problem } from '../../../engine/model/errors.ts'
import type { Language } from '../../check/form-file.ts'
import { Tag, type TagColour } from '../shared/parts/tag.tsx'
import { OWNER_TEXTS } from './owner-texts.ts'

const COLOURS: Readonly<Record<Problem['severity'], TagColour>> = { error: 'red', warning: 'orange', note: 'grey' }

/** How much it matters, as a word. */
export function SeverityTag({
  language,
  severity,
}: {
  readonly language: Language
  readonly severity: Problem['severity']
}) {
  return <Tag colour={COLOURS[severity]}>{OWNER_TEXTS[language].severities[severity]}</Tag>
}
