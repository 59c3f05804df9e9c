/** The form of a document, new or changed: what it is, where it belongs, the file or the link. */
import type { FileView } from '../../../api/files/file-store.ts'
import { PROCESS_DOCUMENT, type ProcessDocument } from '../../../api/process-documents/process-document.ts'
import { DataRejected } from '../../../engine/model/errors.ts'
import { fileSize } from '../controls/file-size.ts'
import type { LoadedProcess } from '../owner/load-process.ts'
import { processAddress } from '../owner/process-address.ts'
import { nameOf } from '../owner/steps-table.tsx'
import { errorAt, formPage } from '../shared/form-page.tsx'
import type { PageCall, PageReply } from '../shared/page.ts'
import { Choices } from '../shared/parts/choices.tsx'
import { DayInput } from '../shared/parts/day-input.tsx'
import type { SummaryError } from '../shared/parts/error-summary.tsx'
import { FileInput } from '../shared/parts/file-input.tsx'
import { Notice } from '../shared/parts/notice.tsx'
import { Select } from '../shared/parts/select.tsx'
import { TextInput } from '../shared/parts/text-input.tsx'
import { DocumentList } from './document-list.tsx'
import { DOCUMENTS_ID, documentAddress, documentsAddress } from './documents-section.tsx'
import { DOCUMENTS_TEXTS } from './documents-texts.ts'
import { FIELDS } from './typed-document.ts'

const LANGUAGES = ['lv', 'en'] as const

export interface DocumentForm {
  readonly loaded: LoadedProcess
  /** The document that is changed; null for a new one. */
  readonly document: ProcessDocument | null
  readonly typed: URLSearchParams
  /** The file that was chosen with an earlier try. */
  readonly file: FileView | null
  readonly wrong: readonly SummaryError[]
  /** Default 200, or 422 where something is wrong. */
  readonly status?: number
}

export function documentForm(call: PageCall, form: DocumentForm): PageReply {
  const { language, ports } = call
  const texts = DOCUMENTS_TEXTS[language]
  const { loaded, document, typed, file, wrong, status } = form
  const { kinds, settings } = ports.files
  const at = (id: string) => ({ language, id, error: errorAt(wrong, id) })
  const value = (id: string): string => typed.get(id) ?? ''
  const hints = [
    ...(file === null ? [] : [texts.fileKept(file.name)]),
    ...(document === null ? [] : [texts.fileStays]),
    texts.fileHint(kinds.extensions.join(', '), fileSize(settings.maxFileBytes, language)),
  ]
  return formPage(call, {
    room: 'processes',
    title: document === null ? texts.attachTitle(loaded.name) : texts.changeTitle(document.title),
    back: { href: `${processAddress(loaded.processKey)}#${DOCUMENTS_ID}`, text: texts.back },
    intro: <Intro {...form} language={language} />,
    action: document === null ? `${documentsAddress(loaded.processKey)}/new` : documentAddress(document),
    button: document === null ? texts.attachButton : texts.changeButton,
    wrong,
    ...(status === undefined ? {} : { status }),
    takesFiles: true,
    fields: (
      <>
        <TextInput {...at(FIELDS.title)} label={texts.titleLabel} value={value(FIELDS.title)} maxlength={300} />
        <Select
          {...at(FIELDS.elementId)}
          label={texts.whereLabel}
          value={value(FIELDS.elementId)}
          none={texts.wholeProcess}
          options={places(form, language)}
        />
        <FileInput
          {...at(FIELDS.file)}
          {...{ name: FIELDS.file, label: texts.fileLabel, hint: hints.join(' '), optional: true }}
          accept={kinds.extensions}
        />
        {file !== null && <input type="hidden" name={FIELDS.kept} value={file.id} />}
        <TextInput
          {...at(FIELDS.link)}
          {...{ label: texts.linkLabel, hint: texts.linkHint, optional: true, isCode: true, maxlength: 2000 }}
          value={value(FIELDS.link)}
        />
        <Choices
          {...at(FIELDS.language)}
          {...{ label: texts.languageLabel, kind: 'radios', chosen: [value(FIELDS.language)] }}
          items={LANGUAGES.map((code) => ({ value: code, text: texts.languageNames[code] }))}
        />
        <TextInput
          {...at(FIELDS.edition)}
          {...{ label: texts.editionLabel, hint: texts.editionHint, width: 20, maxlength: 100 }}
          value={value(FIELDS.edition)}
        />
        <DayInput {...at(FIELDS.validFrom)} {...{ label: texts.validFrom, typed }} />
        <DayInput
          {...at(FIELDS.validTo)}
          {...{ label: texts.validTo, hint: texts.validToHint, optional: true, typed }}
        />
        {document !== null && <input type="hidden" name={FIELDS.version} value={value(FIELDS.version)} />}
      </>
    ),
  })
}

function Intro({ language, loaded, document }: DocumentForm & { readonly language: PageCall['language'] }) {
  const texts = DOCUMENTS_TEXTS[language]
  return (
    <>
      {document !== null && isLost(document, loaded) && (
        <Notice language={language} kind="warning" text={texts.lostIntro(document.elementName ?? '')} />
      )}
      {document === null ? (
        <p class="govuk-body">{texts.intro}</p>
      ) : (
        <>
          <p class="govuk-body">{texts.now}:</p>
          <DocumentList language={language} documents={[document]} />
          <p class="govuk-body">
            <a class="govuk-link" href={`/registers/${PROCESS_DOCUMENT}/${encodeURIComponent(document.id)}/history`}>
              {texts.history}
            </a>
          </p>
        </>
      )}
    </>
  )
}

/** Steps with a name, in their order; and the one that the document is at though the diagram has it no longer. */
function places({ loaded, document }: DocumentForm, language: PageCall['language']) {
  const texts = DOCUMENTS_TEXTS[language]
  const steps = loaded.steps
    .filter(({ element }) => element.name !== null || element.id === document?.elementId)
    .map((step) => ({ value: step.element.id, text: `${step.number}. ${nameOf(step, language)}` }))
  if (document === null || !isLost(document, loaded)) return steps
  const { elementId, elementName } = document
  return [{ value: elementId ?? '', text: texts.lostStep(elementName ?? elementId ?? '') }, ...steps]
}

function isLost({ elementId }: ProcessDocument, { steps }: LoadedProcess): boolean {
  return elementId !== null && !steps.some(({ element }) => element.id === elementId)
}

/** What the engine refuses, at the fields of the form. @throws what it does not know */
export function wrongIn(error: unknown, language: PageCall['language']): readonly SummaryError[] {
  if (!(error instanceof DataRejected)) throw error
  const texts = DOCUMENTS_TEXTS[language].wrong
  return error.errors.map(({ pointer, message }) =>
    pointer === '/elementId'
      ? { id: FIELDS.elementId, text: texts.where }
      : { id: pointer.slice(1) || FIELDS.title, text: message },
  )
}
