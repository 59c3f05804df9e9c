/** The institution's own instructions for this task; those of the whole process stand folded below. */
import type { Language } from '../../../check/form-file.ts'
import { DocumentList } from '../../documents/document-list.tsx'
import { DOCUMENTS_TEXTS } from '../../documents/documents-texts.ts'
import { documentsAt } from '../../documents/load-documents.ts'
import { Details } from '../../shared/parts/details.tsx'
import type { TaskRoom } from './load-task.ts'

export function TaskDocuments({
  language,
  room: { task, documents },
}: {
  readonly language: Language
  readonly room: TaskRoom
}) {
  const texts = DOCUMENTS_TEXTS[language]
  const ofTask = documentsAt(documents, task.elementId)
  const ofProcess = documentsAt(documents, null)
  if (ofTask.length + ofProcess.length === 0) return null
  return (
    <section aria-labelledby="task-documents">
      <h2 class="govuk-heading-m" id="task-documents">
        {texts.title}
      </h2>
      <DocumentList language={language} documents={ofTask} />
      {ofProcess.length > 0 && (
        <Details summary={texts.ofProcess(ofProcess.length)}>
          <DocumentList language={language} documents={ofProcess} />
        </Details>
      )}
    </section>
  )
}
