/** Documents as people open them: the title, and beside it what they get. */
import type { ProcessDocument } from '../../../api/process-documents/process-document.ts'
import type { Language } from '../../check/form-file.ts'
import { fileSize } from '../controls/file-size.ts'
import { day } from '../shared/format.ts'
import { DOCUMENTS_TEXTS } from './documents-texts.ts'

interface OfDocument {
  readonly language: Language
  readonly document: ProcessDocument
}

export function DocumentList({
  language,
  documents,
}: {
  readonly language: Language
  readonly documents: readonly ProcessDocument[]
}) {
  if (documents.length === 0) return null
  return (
    <ul class="govuk-list ritums-documents">
      {documents.map((document) => (
        <li key={document.id}>
          <DocumentLink language={language} document={document} />
        </li>
      ))}
    </ul>
  )
}

export function DocumentLink({ language, document }: OfDocument) {
  const { title, file, link } = document
  const href = file === null ? (link ?? '') : `/files/${encodeURIComponent(file.id)}`
  return (
    <>
      <a class="govuk-link" href={href} lang={document.language} hreflang={document.language}>
        {title}
      </a>
      <span class="ritums-secondary">{factsOf(language, document).join(', ')}</span>
    </>
  )
}

/** E.g. `PDF`, `120 kB`, `in Latvian`, `edition 3.1`, `valid from 01/01/2027`. */
function factsOf(language: Language, { file, link, ...document }: ProcessDocument): readonly string[] {
  const texts = DOCUMENTS_TEXTS[language]
  const [, ending = ''] = /\.([^.]+)$/.exec(file?.name ?? '') ?? []
  const what =
    file === null ? [texts.linkTo(hostOf(link ?? ''))] : [ending.toUpperCase(), fileSize(file.size, language)]
  const from = texts.from(told(document.validFrom, language))
  return [
    ...what.filter((one) => one !== ''),
    texts.languages[document.language],
    texts.edition(document.edition),
    document.validTo === null ? from : `${from} ${texts.until(told(document.validTo, language))}`,
  ]
}

function told(on: string, language: Language): string {
  return day(`${on}T12:00:00Z`, language)
}

function hostOf(link: string): string {
  return URL.canParse(link) ? new URL(link).host : link
}
