import type { DefinitionOutline } from '../../../engine/model/definition-outline.ts'
import type { Language } from '../../check/form-file.ts'
import { SummaryList } from '../shared/parts/summary-list.tsx'
import { OWNER_TEXTS } from './owner-texts.ts'

/** What a process needs beside its diagram. */
export function Uses({
  language,
  outline: { elements },
}: {
  readonly language: Language
  readonly outline: DefinitionOutline
}) {
  const texts = OWNER_TEXTS[language]
  const rows = [
    [texts.forms, elements.flatMap(({ formKey }) => formKey ?? [])],
    [texts.decisions, elements.flatMap(({ decision }) => decision ?? [])],
    [texts.messages, elements.flatMap(({ messages }) => messages)],
  ] as const
  return <SummaryList rows={rows.map(([key, names]) => ({ key, value: <Names names={names} none={texts.none} /> }))} />
}

function Names({ names, none }: { readonly names: readonly string[]; readonly none: string }) {
  const each = [...new Set(names)].sort()
  if (each.length === 0) return <>{none}</>
  return (
    <ul class="govuk-list">
      {each.map((name) => (
        <li key={name}>
          <code class="ritums-owner__code">{name}</code>
        </li>
      ))}
    </ul>
  )
}
