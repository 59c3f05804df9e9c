/** The procedures and instructions on the page of a process; its owner attaches, moves and removes them here. */
import { mayDeploy } from '../../../api/policies/definitions.ts'
import { isValidOn, type ProcessDocument } from '../../../api/process-documents/process-document.ts'
import { nameOf } from '../owner/steps-table.tsx'
import type { LoadedProcess } from '../owner/load-process.ts'
import { processAddress, stepLink } from '../owner/process-address.ts'
import type { PageCall } from '../shared/page.ts'
import { ButtonLink } from '../shared/parts/button.tsx'
import { DataTable, type Column } from '../shared/parts/data-table.tsx'
import { Notice } from '../shared/parts/notice.tsx'
import { Tag } from '../shared/parts/tag.tsx'
import { dayOf } from '../shared/typed-day.ts'
import { DocumentLink } from './document-list.tsx'
import { DOCUMENTS_TEXTS } from './documents-texts.ts'

export const DOCUMENTS_ID = 'documents'

export interface DocumentsSectionProps {
  readonly call: PageCall
  readonly loaded: LoadedProcess
  /** All that are attached. */
  readonly documents: readonly ProcessDocument[]
}

export function DocumentsSection({ call, loaded, documents }: DocumentsSectionProps) {
  const { language, caller, ports } = call
  const texts = DOCUMENTS_TEXTS[language]
  const { processKey, steps } = loaded
  const today = dayOf(ports.clock.now())
  const stepOf = ({ elementId }: ProcessDocument) => steps.find(({ element }) => element.id === elementId)
  const isLost = (document: ProcessDocument): boolean => document.elementId !== null && !stepOf(document)
  const isOwner = mayDeploy(caller, processKey)
  // Others are shown what they work by.
  const shown = isOwner ? documents : documents.filter((one) => isValidOn(one, today) && !isLost(one))
  const lost = shown.filter(isLost).length
  const columns: readonly Column<ProcessDocument>[] = [
    {
      key: 'document',
      text: texts.document,
      names: true,
      cell: (document) => (
        <>
          <DocumentLink language={language} document={document} />
          {!isValidOn(document, today) && (
            <Tag colour="grey">{document.validFrom > today ? texts.notYet : texts.over}</Tag>
          )}
        </>
      ),
    },
    {
      key: 'where',
      text: texts.where,
      cell: (document) => {
        const step = stepOf(document)
        if (step)
          return (
            <a class="govuk-link" href={stepLink(step.element.id)}>
              {texts.step(step.number, nameOf(step, language))}
            </a>
          )
        if (document.elementId === null) return texts.wholeProcess
        return (
          <>
            {document.elementName ?? document.elementId} <Tag colour="orange">{texts.isLost}</Tag>
          </>
        )
      },
    },
    ...(isOwner
      ? [
          {
            key: 'actions',
            text: texts.actions,
            hidden: true,
            cell: (document: ProcessDocument) => <Ways language={language} document={document} />,
          },
        ]
      : []),
  ]
  return (
    <>
      <h2 class="govuk-heading-m" id={DOCUMENTS_ID}>
        {texts.title}
      </h2>
      {lost > 0 && <Notice language={language} kind="warning" text={texts.lost(lost)} />}
      {shown.length === 0 ? (
        <p class="govuk-body">{texts.none}</p>
      ) : (
        <DataTable caption={texts.title} captionHidden rows={shown} keyOf={({ id }) => id} columns={columns} />
      )}
      {isOwner && (
        <p class="govuk-body">
          <ButtonLink kind="secondary" href={`${documentsAddress(processKey)}/new`}>
            {texts.attach}
          </ButtonLink>
        </p>
      )}
    </>
  )
}

function Ways({ language, document }: { readonly language: PageCall['language']; readonly document: ProcessDocument }) {
  const texts = DOCUMENTS_TEXTS[language]
  const address = documentAddress(document)
  return (
    <>
      {[
        { href: address, text: texts.change },
        { href: `${address}/remove`, text: texts.remove },
      ].map(({ href, text }) => (
        <a key={href} class="govuk-link ritums-owner__line ritums-documents__way" href={href}>
          {text}
          <span class="govuk-visually-hidden">: {document.title}</span>
        </a>
      ))}
    </>
  )
}

export function documentsAddress(processKey: string): string {
  return `${processAddress(processKey)}/documents`
}

export function documentAddress({ processKey, id }: Pick<ProcessDocument, 'processKey' | 'id'>): string {
  return `${documentsAddress(processKey)}/${encodeURIComponent(id)}`
}
