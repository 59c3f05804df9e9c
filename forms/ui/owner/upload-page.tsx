/** Where a process owner brings an adapted diagram with what belongs to it. */
import type { PageCall, PageReply, PageRoute } from '../shared/page.ts'
import { Button } from '../shared/parts/button.tsx'
import { ErrorSummary } from '../shared/parts/error-summary.tsx'
import { FileInput } from '../shared/parts/file-input.tsx'
import { FormToken } from '../shared/parts/form-token.tsx'
import { OWNER_TEXTS } from './owner-texts.ts'
import { FILE, MOST_FILE_BYTES, readText, reviewAddress } from './uploaded-bundle.ts'

const FILES_ID = 'f-files'
const UPLOAD = '/processes/new'

export const showUpload: PageRoute['handle'] = async (call) => uploadPage(call, [])

/** Takes the files in and goes on to the page that judges them: it has an address of its own. */
export const postUpload: PageRoute['handle'] = async (call) => {
  const { posted, language, ports, institutionId } = call
  const texts = OWNER_TEXTS[language]
  const files = posted.files.filter(({ field }) => field === FILE)
  if (files.length === 0) return uploadPage(call, [texts.noFile])
  const wrong: string[] = []
  for (const { name, problem, size, id } of files) {
    if (problem !== undefined) wrong.push(texts.fileProblems[problem](name))
    else if (size > MOST_FILE_BYTES) wrong.push(texts.fileProblems['too-large'](name))
    else if ((await readText(call, await ports.files.get(institutionId, id))) === null)
      wrong.push(texts.fileProblems['not-text'](name))
  }
  return wrong.length > 0 ? uploadPage(call, wrong) : { redirect: reviewAddress(files.map(({ id }) => id)) }
}

function uploadPage({ language, forgeryToken }: PageCall, errors: readonly string[]): PageReply {
  const texts = OWNER_TEXTS[language]
  const said = { hint: texts.filesHint, error: errors[0] }
  return {
    status: errors.length > 0 ? 422 : 200,
    page: {
      title: texts.newTitle,
      room: 'processes',
      failed: errors.length > 0,
      back: { href: '/processes', text: texts.back },
      body: (
        <>
          <ErrorSummary language={language} errors={errors.map((text) => ({ text, id: FILES_ID }))} />
          <h1 class="govuk-heading-l">{texts.newTitle}</h1>
          <p class="govuk-body">{texts.newText}</p>
          <form method="post" action={UPLOAD} enctype="multipart/form-data" novalidate>
            <FormToken token={forgeryToken} />
            <FileInput
              {...{ language, id: FILES_ID, name: FILE, label: texts.filesLabel, ...said }}
              accept={['bpmn', 'dmn', 'json']}
              multiple
            />
            <Button>{texts.checkButton}</Button>
          </form>
        </>
      ),
    },
  }
}
