/**
 * What came of checking a bundle: everything that is wrong with it, each with the way to its element, and what it would
 * change of the version in force. Nothing is stored before the owner deploys it here, with a note.
 */
import { mayActivate, ownerFor, refuseForeignBundle } from '../../../api/policies/definitions.ts'
import type { DefinitionPreview, DeploymentPreview } from '../../../engine/model/definition-diff.ts'
import { DeploymentRejected } from '../../../engine/model/errors.ts'
import type { PageCall, PageReply, PageRoute } from '../shared/page.ts'
import { ErrorSummary, type SummaryError } from '../shared/parts/error-summary.tsx'
import { Notice } from '../shared/parts/notice.tsx'
import { ChangesList } from './changes-list.tsx'
import { DeployForm, NOW, WHEN_ID } from './deploy-form.tsx'
import { DiagramPicture, type DiagramMark } from './diagram-picture.tsx'
import { noteError, NOTE_ID } from './note-field.tsx'
import { OWNER_TEXTS } from './owner-texts.ts'
import { ProblemsList } from './problems-list.tsx'
import { processAddress } from './process-address.ts'
import { type BundleFile, FILE, MOST_FILE_BYTES, readBundle } from './uploaded-bundle.ts'
import { waitingAt } from './waiting-at.ts'

const LIST = 'found'
const NAME_LENGTH = 200

export const showReview: PageRoute['handle'] = async (call) =>
  reviewPage(call, await readBundle(call, call.query.getAll(FILE)), NOTHING_ENTERED)

/** The diagram of an upload, for the picture on the page of who brought it, and for saving. */
export const showUploadedDiagram: PageRoute['handle'] = async (call) => {
  const [file] = await readBundle(call, [call.params['fileId'] ?? ''])
  return {
    download: await call.ports.engine.drawDiagram(file?.content ?? ''),
    mediaType: 'application/xml; charset=utf-8',
    // Somebody else's content: never shown as part of our site.
    headers: { 'Content-Disposition': 'attachment' },
  }
}

interface Entered {
  readonly note: string
  readonly when: string
  readonly errors: readonly SummaryError[]
}

const NOTHING_ENTERED: Entered = { note: '', when: '', errors: [] }

export const postDeploy: PageRoute['handle'] = async (call) => {
  const { posted, language, caller, ports, told } = call
  const texts = OWNER_TEXTS[language]
  const files = await readBundle(call, posted.fields.getAll(FILE))
  const note = posted.fields.get('note') ?? ''
  const when = mayActivate(caller) ? (posted.fields.get('when') ?? '') : 'later'
  const wrong = noteError(note, language)
  const errors = [
    ...(wrong === undefined ? [] : [{ text: wrong, id: NOTE_ID }]),
    ...(when === '' ? [{ text: texts.whenMissing, id: WHEN_ID }] : []),
  ]
  if (errors.length > 0) return reviewPage(call, files, { note, when, errors })
  try {
    const activate = when === NOW && mayActivate(caller)
    await refuseForeignBundle(caller, ports.engine, ownerFor(caller), resourcesOf(files), activate)
    const { definitions, deployment } = await ports.engine.deploy({
      ...told,
      name: files
        .map(({ name }) => name)
        .join(', ')
        .slice(0, NAME_LENGTH),
      owner: ownerFor(caller),
      resources: resourcesOf(files),
      activate,
      note,
    })
    const [first] = definitions
    const done = activate ? 'activated' : deployment === null ? 'same' : 'deployed'
    return { redirect: first ? `${processAddress(first.processKey)}?done=${done}` : `/processes?done=${done}` }
  } catch (error) {
    // What was in force has changed meanwhile: the page says anew what is wrong.
    if (error instanceof DeploymentRejected)
      return reviewPage(call, files, { note, when, errors: [{ text: texts.cannotDeploy }] })
    throw error
  }
}

async function reviewPage(call: PageCall, files: readonly BundleFile[], entered: Entered): Promise<PageReply> {
  const { language, ports, caller } = call
  const texts = OWNER_TEXTS[language]
  const preview = await ports.engine.previewDeployment({ owner: ownerFor(caller), resources: resourcesOf(files) })
  const { problems, definitions } = preview
  const hasErrors = problems.some(({ severity }) => severity === 'error')
  const standing = await Promise.all(definitions.map((one) => casesOnRemoved(call, one)))
  const [first] = definitions
  const name = first ? nameOf(first, language) : ''
  return {
    status: entered.errors.length > 0 ? 422 : 200,
    page: {
      title: first ? texts.reviewOf(name) : texts.reviewTitle,
      room: 'processes',
      wide: true,
      failed: entered.errors.length > 0,
      back: { href: '/processes/new', text: texts.otherFiles },
      scripts: ['diagram'],
      body: (
        <>
          <ErrorSummary language={language} errors={entered.errors} />
          <h1 class="govuk-heading-l">{first ? texts.reviewOf(name) : texts.reviewTitle}</h1>
          <Notice
            language={language}
            kind={hasErrors || problems.length > 0 ? 'warning' : 'info'}
            text={hasErrors ? texts.cannotDeploy : problems.length > 0 ? texts.canDeployWarned : texts.canDeploy}
          />
          <p class="govuk-body">
            {texts.reviewFiles}: {files.map((file) => file.name).join(', ')}
          </p>
          <div id={LIST}>
            <h2 class="govuk-heading-m">{texts.foundTitle}</h2>
            <ProblemsList language={language} problems={problems} definitions={definitions} />
            {definitions.map((definition, index) => (
              <ChangesList
                key={definition.processKey}
                language={language}
                definition={definition}
                standing={standing[index] ?? 0}
              />
            ))}
          </div>
          {files
            .filter((file) => file.name.endsWith('.bpmn'))
            .map((file) => (
              <section key={file.id}>
                <h2 class="govuk-heading-m">
                  {texts.diagram}: {file.name}
                </h2>
                <DiagramPicture
                  language={language}
                  address={`/processes/new/diagrams/${encodeURIComponent(file.id)}`}
                  name={file.name}
                  marks={marksOf(preview, file.name, language)}
                  listId={LIST}
                />
              </section>
            ))}
          {!hasErrors && <DeployForm call={call} ids={files.map(({ id }) => id)} {...entered} />}
        </>
      ),
    },
  }
}

function resourcesOf(files: readonly BundleFile[]): readonly { name: string; content: string }[] {
  return files
    .filter(({ content }) => Buffer.byteLength(content) <= MOST_FILE_BYTES)
    .map(({ name, content }) => ({ name, content }))
}

function nameOf({ name, nameEn }: DefinitionPreview, language: PageCall['language']): string {
  return (language === 'en' ? nameEn : null) ?? name
}

/** How many times running cases, whatever their version, stand on a step that the upload does not have any more. */
async function casesOnRemoved({ ports, institutionId }: PageCall, definition: DefinitionPreview): Promise<number> {
  const removed = new Map(
    definition.changes.flatMap(({ change, elementId, kind }) =>
      change === 'removed' && kind !== null ? [[elementId, kind]] : [],
    ),
  )
  if (removed.size === 0) return 0
  const counts = await ports.engine.countWaiting({ institutionId, processKey: definition.processKey })
  return counts.reduce((sum, count) => {
    const kind = removed.get(count.elementId)
    return kind === undefined ? sum : sum + waitingAt(count, kind)
  }, 0)
}

/** What is wrong is marked before what is new. */
function marksOf(
  { problems, definitions }: DeploymentPreview,
  resource: string,
  language: PageCall['language'],
): Readonly<Record<string, DiagramMark>> {
  const texts = OWNER_TEXTS[language]
  const marks: Record<string, DiagramMark> = {}
  for (const { resourceName, changes } of definitions)
    for (const { elementId, change, of } of changes)
      if (resourceName === resource && change !== 'removed' && of !== 'process')
        marks[elementId] = { kind: change, ...(of === 'element' ? { text: texts.changeKinds[change] } : {}) }
  for (const severity of ['note', 'warning', 'error'] as const)
    for (const problem of problems)
      if (problem.resource === resource && problem.elementId !== null && problem.severity === severity)
        marks[problem.elementId] = {
          kind: severity === 'error' ? 'error' : 'warning',
          text: texts.severities[severity],
        }
  return marks
}
