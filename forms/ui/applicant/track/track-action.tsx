/** One thing that an applicant does on the way of their application: a form on a page of its own. */
import { hashOf } from '../../../../api/identity/secrets.ts'
import { HttpRefusal } from '../../../../api/http-refusal.ts'
import { DataRejected, type FieldError } from '../../../../engine/model/errors.ts'
import { errorLinks } from '../../form/error-links.ts'
import type { FormAction } from '../../form/form-action.ts'
import { FormFields } from '../../form/form-fields.tsx'
import { newOnceKey } from '../../shared/once.ts'
import type { PageCall, PageReply, PageRoute } from '../../shared/page.ts'
import { Button } from '../../shared/parts/button.tsx'
import { ErrorSummary } from '../../shared/parts/error-summary.tsx'
import { FormToken } from '../../shared/parts/form-token.tsx'
import { problemPage } from '../../shared/problem-page.tsx'
import { judge } from '../judge.ts'
import { fileIdsIn, filesOf, isFree } from '../sent-files.ts'
import { formKeyOf, toldByVisitor } from '../visitor.ts'
import { isOffered, TRACK_ACTIONS, type TrackAction } from './actions.ts'
import { loadTracked, viewOf, type Tracked } from './load-tracked.ts'
import { loginPage } from './track-login.tsx'
import { TRACK_TEXTS } from './track-texts.ts'
import { isOfThisLook, TrackingToken } from './tracking-token.tsx'

export const showAction: PageRoute['handle'] = async (call) => {
  const action = actionOf(call)
  if (!action) return problemPage(call.language, 404, 'not-found')
  const view = await viewOf(call)
  if (!view) return loginPage(call, { to: `/track/${action.key}` })
  const tracked = await loadTracked(call, view)
  return isOffered(action, tracked) ? actionPage(call, action, tracked) : { redirect: '/track' }
}

export const postAction: PageRoute['handle'] = async (call) => {
  const { ports, posted, language, institutionId, trackingToken } = call
  const texts = TRACK_TEXTS[language]
  const action = actionOf(call)
  if (!action) return problemPage(language, 404, 'not-found')
  const view = await viewOf(call)
  if (!view || trackingToken === null) {
    const { fields: kept, files } = posted
    return loginPage(call, { to: `/track/${action.key}`, kept, lostFiles: files.length > 0, status: 401 })
  }
  const formKey = formKeyOf(call)
  if (formKey !== null && view.lastForm === hashOf(formKey)) return { redirect: `/track?done=${view.lastDone}` }

  const tracked = await loadTracked(call, view)
  const known = action.files === null ? () => undefined : await filesOf(call, action.files)
  const judged = judge(call, ports.publicForms.get(action.key), null, (id) => {
    const file = known(id)
    if (!file || !isFree(file, view.applicationId)) return undefined
    const { name, mediaType, size } = file
    return { id, name, mediaType, size }
  })
  const { entered, errors, asked, data } = judged
  if (formKey === null || !isOfThisLook(call))
    return actionPage(call, action, tracked, { entered, problem: texts.formTooOld, status: 409 })
  const payload = action.payloadOf(tracked, data)
  if (payload === null) return notNowPage(call, entered)
  if (asked !== null || errors.length > 0) return actionPage(call, action, tracked, { entered, errors, asked })
  try {
    await ports.visitorLimits.send(call.remoteAddress)
    const told = toldByVisitor(call, formKey, JSON.stringify(payload))
    await ports.engine.publishMessage({ ...told, name: action.message, payload })
    const ids = action.files === null ? [] : fileIdsIn(data[action.files])
    const files = { ids, by: call.caller.id, processInstanceId: view.applicationId, context: 'public:reply' }
    await ports.files.attach({ institutionId, ...files })
  } catch (error) {
    if (error instanceof DataRejected) return actionPage(call, action, tracked, { entered, errors: error.errors })
    if (!(error instanceof HttpRefusal) || error.facts.status !== 429) throw error
    return actionPage(call, action, tracked, { entered, problem: texts.sentTooMuch, status: 429 })
  }
  await ports.tracking.done(trackingToken, formKey, action.key)
  return { redirect: `/track?done=${action.key}` }
}

function actionOf({ params }: PageCall): TrackAction | undefined {
  return TRACK_ACTIONS.find(({ key }) => key === params['action'])
}

interface Filled {
  readonly entered?: URLSearchParams
  readonly errors?: readonly FieldError[]
  readonly asked?: FormAction | null
  readonly problem?: string
  readonly status?: number
}

function actionPage(call: PageCall, action: TrackAction, tracked: Tracked, filled: Filled = {}): PageReply {
  const { language, forgeryToken, trackingToken, ports } = call
  const texts = TRACK_TEXTS[language]
  const form = ports.publicForms.get(action.key)
  const { title, intro } = form.i18n[language]
  const { errors = [], entered, asked, problem } = filled
  const wrong = [
    ...(problem === undefined ? [] : [{ text: problem, id: undefined }]),
    ...errorLinks({ form, language }, errors),
  ]
  const address = `/track/${action.key}`
  return {
    status: filled.status ?? (wrong.length > 0 ? 422 : 200),
    page: {
      title,
      failed: wrong.length > 0,
      scripts: ['form'],
      back: { href: '/track', text: texts.back },
      body: (
        <>
          <ErrorSummary language={language} errors={wrong} />
          <h1 class="govuk-heading-l">
            <span class="govuk-caption-l">{tracked.number}</span>
            {title}
          </h1>
          {action.key === 'reply' && tracked.question && (
            <p class="govuk-inset-text ritums-pre">{tracked.question.text}</p>
          )}
          <p class="govuk-body">{intro}</p>
          <form method="post" action={address} enctype="multipart/form-data" novalidate>
            <FormToken token={forgeryToken} once={formKeyOf(call) ?? newOnceKey()} />
            <TrackingToken session={trackingToken} />
            <FormFields
              form={form}
              language={language}
              values={{}}
              entered={entered}
              errors={errors}
              asked={asked}
              action={address}
              filesOnlyNamed
            />
            <Button kind={action.key === 'withdraw' ? 'warning' : 'primary'}>
              {action.key === 'withdraw' ? texts.withdraw : texts.send}
            </Button>
          </form>
        </>
      ),
    },
  }
}

/** The case went on meanwhile. Nothing is sent that nobody waits for; what was written can be copied. */
function notNowPage({ language, ports, params }: PageCall, entered: URLSearchParams): PageReply {
  const texts = TRACK_TEXTS[language]
  const { properties } = ports.publicForms.get(params['action'] ?? '').schema
  const typed = [...entered].filter(([name, value]) => Object.hasOwn(properties, name) && value.trim() !== '')
  return {
    status: 409,
    page: {
      title: texts.notNowTitle,
      failed: true,
      back: { href: '/track', text: texts.back },
      body: (
        <>
          <h1 class="govuk-heading-l">{texts.notNowTitle}</h1>
          <p class="govuk-body">{texts.notNow}</p>
          {typed.map(([name, value]) => (
            <p key={name} class="govuk-inset-text ritums-pre">
              {value}
            </p>
          ))}
        </>
      ),
    },
  }
}
