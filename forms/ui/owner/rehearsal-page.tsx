/** A version played through in two engines, before it is put in force or after. Nothing of it is stored. */
import type { DefinitionOutline } from '../../../engine/model/definition-outline.ts'
import { NotFound, RehearsalBusy } from '../../../engine/model/errors.ts'
import type { Rehearsal } from '../../../engine/rehearsal/rehearsal.ts'
import type { Language } from '../../check/form-file.ts'
import { elementName } from '../shared/names.ts'
import type { PageCall, PageReply, PageRoute } from '../shared/page.ts'
import { Button } from '../shared/parts/button.tsx'
import { DataTable } from '../shared/parts/data-table.tsx'
import { ErrorSummary } from '../shared/parts/error-summary.tsx'
import { FormToken } from '../shared/parts/form-token.tsx'
import { Notice } from '../shared/parts/notice.tsx'
import { versionsOf } from './in-force.ts'
import { OWNER_TEXTS } from './owner-texts.ts'
import { processAddress, stepLink } from './process-address.ts'
import { editionOf } from './versions-table.tsx'

export const showRehearsal: PageRoute['handle'] = (call) => rehearsalPage(call, null, null)

/** Answers with the result at once: there is no other place where it would be kept. */
export const postRehearsal: PageRoute['handle'] = async (call) => {
  const { ports, institutionId, params, gone } = call
  const definitionId = params['definitionId'] ?? ''
  try {
    const work = () => ports.engine.rehearseDefinition({ institutionId, definitionId, gone })
    return await rehearsalPage(call, await call.aside(work), null)
  } catch (error) {
    if (error instanceof RehearsalBusy) return rehearsalPage(call, null, OWNER_TEXTS[call.language].rehearsalBusy)
    throw error
  }
}

async function rehearsalPage(call: PageCall, result: Rehearsal | null, wrong: string | null): Promise<PageReply> {
  const { language, params, address, forgeryToken, ports, institutionId } = call
  const texts = OWNER_TEXTS[language]
  const id = params['definitionId'] ?? ''
  const version = (await versionsOf(call, params['key'] ?? '')).find((one) => one.id === id)
  if (!version) throw new NotFound('process definition', id)
  const title = texts.rehearsalTitle(editionOf(version, texts))
  const outline = await ports.names.outline(institutionId, id)
  return {
    status: wrong === null ? 200 : 409,
    page: {
      title,
      room: 'processes',
      failed: wrong !== null,
      back: { href: `${processAddress(version.processKey)}#versions`, text: texts.versions },
      body: (
        <>
          {wrong !== null && <ErrorSummary language={language} errors={[{ text: wrong }]} />}
          <h1 class="govuk-heading-l">{title}</h1>
          <p class="govuk-body">{texts.rehearsalText}</p>
          <form method="post" action={address}>
            <FormToken token={forgeryToken} />
            <Button>{result === null ? texts.rehearsalButton : texts.rehearsalAgain}</Button>
          </form>
          {result !== null && (
            <Result
              language={language}
              result={result}
              outline={outline}
              base={processAddress(version.processKey, version.id)}
            />
          )}
        </>
      ),
    },
  }
}

interface ResultProps {
  readonly language: Language
  readonly result: Rehearsal
  readonly outline: DefinitionOutline
  /** Address of the page that lists the steps. */
  readonly base: string
}

function Result({ language, result, outline, base }: ResultProps) {
  const texts = OWNER_TEXTS[language]
  const { findings, comparison, paths, isClean, budget } = result
  const nameOf = (id: string): string => {
    const element = outline.elements.find((one) => one.id === id)
    return element ? elementName(element, language, texts.kinds[element.kind]) : id
  }
  const rows = [
    ...findings.map(({ elementId, kind }) => ({ elementId, text: texts.findingKinds[kind] })),
    ...comparison.differences.map(({ elementId, path }) => ({ elementId, text: texts.differs(path) })),
  ].map((row, index) => ({ ...row, index }))
  const ends = Object.entries(texts.pathEnds).flatMap(([kind, text]) => {
    const count = paths.filter(({ end }) => end.kind === kind).length
    return count === 0 ? [] : [{ kind, text, count }]
  })
  return (
    <>
      <Notice
        language={language}
        kind={isClean ? 'success' : 'warning'}
        text={isClean ? texts.rehearsalClean : texts.rehearsalFound}
        focus
      />
      <p class="govuk-body">{texts.rehearsalNote}</p>
      {rows.length > 0 && (
        <DataTable
          caption={texts.foundTitle}
          rows={rows}
          keyOf={({ index }) => String(index)}
          columns={[
            {
              key: 'where',
              text: texts.where,
              names: true,
              cell: ({ elementId }) => (
                <a class="govuk-link" href={`${base}${stepLink(elementId)}`}>
                  {nameOf(elementId)}
                </a>
              ),
            },
            { key: 'what', text: texts.what, cell: ({ text }) => text },
          ]}
        />
      )}
      <h2 class="govuk-heading-m">{texts.paths}</h2>
      <ul class="govuk-list govuk-list--bullet">
        {ends.map(({ kind, text, count }) => (
          <li key={kind}>
            {count} – {text}
          </li>
        ))}
      </ul>
      <p class="govuk-body">{texts.comparedCount(comparison.compared.length, comparison.notCompared.length)}</p>
      {budget.exhausted && <p class="govuk-body">{texts.exhausted}</p>}
    </>
  )
}
