/** Takes a document away from its process: on a page of its own, because the staff then works without it. */
import { processAddress } from '../owner/process-address.ts'
import { formPage } from '../shared/form-page.tsx'
import type { PageRoute } from '../shared/page.ts'
import { afterwards, documentAsked } from './change-pages.ts'
import { DocumentList } from './document-list.tsx'
import { documentAddress, DOCUMENTS_ID } from './documents-section.tsx'
import { DOCUMENTS_TEXTS } from './documents-texts.ts'

export const showRemove: PageRoute['handle'] = async (call) => {
  const document = await documentAsked(call)
  const texts = DOCUMENTS_TEXTS[call.language]
  return formPage(call, {
    room: 'processes',
    title: texts.removeTitle(document.title),
    back: { href: `${processAddress(document.processKey)}#${DOCUMENTS_ID}`, text: texts.back },
    intro: (
      <>
        <DocumentList language={call.language} documents={[document]} />
        <p class="govuk-body">{texts.removeText}</p>
      </>
    ),
    action: `${documentAddress(document)}/remove`,
    button: texts.removeButton,
    buttonKind: 'warning',
    wrong: [],
  })
}

export const postRemove: PageRoute['handle'] = async (call) => {
  await call.ports.documents.remove(call.told, await documentAsked(call))
  return { redirect: afterwards(call, 'document-removed') }
}
