/** Everything that the check found, worst first, each with the way to its element. */
import type { DefinitionPreview } from '../../../engine/model/definition-diff.ts'
import type { Problem } from '../../../engine/model/errors.ts'
import type { Language } from '../../check/form-file.ts'
import { elementName } from '../shared/names.ts'
import { DataTable } from '../shared/parts/data-table.tsx'
import { OWNER_TEXTS } from './owner-texts.ts'
import { ProblemText } from './problem-text.tsx'
import { SeverityTag } from './severity-tag.tsx'

export interface ProblemsListProps {
  readonly language: Language
  readonly problems: readonly Problem[]
  readonly definitions: readonly DefinitionPreview[]
}

const ORDER: readonly Problem['severity'][] = ['error', 'warning', 'note']

export function ProblemsList({ language, problems, definitions }: ProblemsListProps) {
  const texts = OWNER_TEXTS[language]
  if (problems.length === 0) return <p class="govuk-body">{texts.foundNone}</p>
  const rows = ORDER.flatMap((severity) => problems.filter((problem) => problem.severity === severity)).map(
    (problem, index) => ({ ...problem, index }),
  )
  const nameOf = ({ elementId, resource }: Problem): string => {
    if (elementId === null) return texts.wholeFile
    const known = definitions.find(({ resourceName }) => resourceName === resource)?.elements[elementId]
    return known ? elementName(known, language, elementId) : elementId
  }
  return (
    <DataTable
      caption={texts.foundTitle}
      captionHidden
      rows={rows}
      keyOf={({ index }) => String(index)}
      columns={[
        {
          key: 'severity',
          text: texts.severity,
          cell: ({ severity }) => <SeverityTag language={language} severity={severity} />,
        },
        {
          key: 'where',
          text: texts.where,
          names: true,
          cell: (problem) => (
            <span {...(problem.elementId === null ? {} : { 'data-element-id': problem.elementId })}>
              {nameOf(problem)}
              <span class="ritums-secondary">
                {[problem.elementId, problem.resource, ...(problem.line === null ? [] : [texts.line(problem.line)])]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
          ),
        },
        {
          key: 'what',
          text: texts.what,
          cell: ({ code, message, elementId }) => (
            <>
              <ProblemText language={language} code={code} message={message} />
              {elementId !== null && <ShowInDiagram language={language} elementId={elementId} />}
            </>
          ),
        },
      ]}
    />
  )
}

/** For who sees the picture; it does nothing where no script runs, so it is not there. */
export function ShowInDiagram({ language, elementId }: { readonly language: Language; readonly elementId: string }) {
  const texts = OWNER_TEXTS[language]
  return (
    <button
      class="govuk-button govuk-button--secondary ritums-button--small ritums-needs-script"
      type="button"
      data-show-element={elementId}
    >
      {texts.showInDiagram}
      <span class="govuk-visually-hidden"> {elementId}</span>
    </button>
  )
}
