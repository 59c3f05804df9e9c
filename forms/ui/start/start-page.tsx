/** The page with which a case begins: whom it is for, the form, and that of the chosen service within it. */
import type { FieldError } from '../../../engine/model/errors.ts'
import type { Variables } from '../../../engine/model/json.ts'
import type { FormFile } from '../../check/form-file.ts'
import type { ReferenceChoices } from '../controls/control.ts'
import { REQUEST_DATA } from '../controls/field-shape.ts'
import { errorLinks } from '../form/error-links.ts'
import type { FormAction } from '../form/form-action.ts'
import { FormFields } from '../form/form-fields.tsx'
import { DraftStatus } from '../form/draft-status.tsx'
import { referenceChoices } from '../form-pages/reference-choices.ts'
import { moment } from '../shared/format.ts'
import { mayServeAtCounter } from '../shared/may-serve-at-counter.ts'
import type { PageCall, PageNotice, PageReply, PageRoute } from '../shared/page.ts'
import { Button } from '../shared/parts/button.tsx'
import { ErrorSummary } from '../shared/parts/error-summary.tsx'
import { FormToken } from '../shared/parts/form-token.tsx'
import { Notice } from '../shared/parts/notice.tsx'
import { loadStart, type StartRoom } from './load-start.ts'
import { prefill, type Prefilled } from './prefill.ts'
import { DRAWN_SERVICE, requestFormOf } from './request-form.ts'
import { START_TEXTS } from './start-texts.ts'

export const showStart: PageRoute['handle'] = async (call) =>
  startPage(call, await loadStart(call, call.params['processKey'] ?? '', call.query.get('event')), {})

export interface EnteredStart {
  /** What was posted, to be shown as it was typed. */
  readonly entered?: URLSearchParams
  readonly errors?: readonly FieldError[]
  readonly asked?: FormAction | null
  readonly notice?: PageNotice
  readonly status?: number
}

export async function startPage(call: PageCall, room: StartRoom, given: EnteredStart): Promise<PageReply> {
  const { language, query } = call
  const texts = START_TEXTS[language]
  if (room.choices.length > 0) return choicePage(call, room)
  const { form } = room
  const known = await prefill(call, form)
  const drafts = await draftOf(call, room, known, given)
  const entered = given.entered ?? drafts.entered
  const serviceId = entered ? (entered.getAll('serviceId').at(-1) ?? '') : textOf(known.values['serviceId'])
  const requestForm = await requestFormOf(call, form, serviceId)
  const view = form && { form, language, requestForm }
  const errors = given.errors ?? []
  const asked = given.asked ?? null
  const wrong = view ? errorLinks(view, errors) : errors.map(({ message }) => ({ text: message }))
  const referred = { ...known.values, ...(entered ? { serviceId } : {}) }
  const choices = await referenceChoices(call, [view], referred, asked)
  const done = texts.done[query.get('done') ?? '']
  const notice = given.notice ?? (done === undefined ? undefined : ({ kind: 'success', text: done } as const))
  return {
    status: given.status ?? (errors.length > 0 ? 422 : 200),
    page: {
      title: room.title,
      room: 'counter',
      failed: errors.length > 0,
      back: backOf(call, room, known),
      scripts: ['form', 'reference'],
      ...(notice ? { notice } : {}),
      body: (
        <>
          <ErrorSummary language={language} errors={wrong} />
          <h1 class="govuk-heading-l">{room.title}</h1>
          {room.intro !== '' && <p class="govuk-body">{room.intro}</p>}
          {drafts.waitsSince !== null && (
            <Notice
              language={language}
              kind="info"
              text={texts.draftWaits(moment(drafts.waitsSince, language))}
              link={{ href: plainAddress(room), text: texts.openDraft }}
            />
          )}
          <StartForm
            {...{ call, room, requestForm, serviceId, entered, errors, asked, choices }}
            values={known.values}
            draftSavedAt={drafts.loadedSince}
          />
        </>
      ),
    },
  }
}

interface StartFormProps {
  readonly call: PageCall
  readonly room: StartRoom
  readonly requestForm: FormFile | null
  readonly serviceId: string
  readonly values: Variables
  readonly entered: URLSearchParams | undefined
  readonly errors: readonly FieldError[]
  readonly asked: FormAction | null
  readonly choices: ReferenceChoices
  readonly draftSavedAt: string | null
}

function StartForm(props: StartFormProps) {
  const { call, room, requestForm, serviceId, draftSavedAt } = props
  const { language, forgeryToken } = call
  const texts = START_TEXTS[language]
  const { form } = room
  const address = addressWithoutDone(call)
  const asksService = form !== null && Object.hasOwn(form.schema.properties, REQUEST_DATA)
  return (
    <form
      id="start-form"
      method="post"
      action={address}
      enctype="multipart/form-data"
      novalidate
      data-draft-address={`/start/${encodeURIComponent(room.processKey)}/draft${eventQuery(room)}`}
    >
      <FormToken token={forgeryToken} />
      {asksService && <input type="hidden" name={DRAWN_SERVICE} value={serviceId} />}
      {form === null ? (
        <p class="govuk-body">{texts.noForm}</p>
      ) : (
        <FormFields
          form={form}
          language={language}
          values={props.values}
          entered={props.entered}
          errors={props.errors}
          asked={props.asked}
          choices={props.choices}
          requestForm={requestForm}
          action={address}
        />
      )}
      {requestForm !== null && <p class="govuk-hint">{texts.serviceDataHint}</p>}
      {form !== null && <DraftStatus language={language} savedAt={draftSavedAt} />}
      <div class="govuk-button-group">
        <Button name="_action" value="start">
          {texts.submit}
        </Button>
        {asksService && (
          <Button kind="secondary" name="_do" value="show" formNoValidate>
            {texts.showService}
          </Button>
        )}
        {form !== null && (
          <Button kind="secondary" name="_action" value="save-draft" formNoValidate>
            {texts.saveDraft}
          </Button>
        )}
        {draftSavedAt !== null && (
          <Button kind="secondary" name="_action" value="discard-draft" formNoValidate>
            {texts.discardDraft}
          </Button>
        )}
      </div>
    </form>
  )
}

/** Which of several ways to begin. */
function choicePage(call: PageCall, room: StartRoom): PageReply {
  const texts = START_TEXTS[call.language]
  return {
    page: {
      title: room.title,
      room: 'counter',
      back: { href: '/start', text: texts.back },
      body: (
        <>
          <h1 class="govuk-heading-l">{room.title}</h1>
          <p class="govuk-body">{texts.chooseStart}</p>
          <ul class="govuk-list ritums-choices">
            {room.choices.map(({ startEventId, name }) => (
              <li key={startEventId}>
                <a
                  class="govuk-link"
                  href={`/start/${encodeURIComponent(room.processKey)}?event=${encodeURIComponent(startEventId)}`}
                >
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </>
      ),
    },
  }
}

interface Drafted {
  /** What the draft has, where it is shown. */
  readonly entered: URLSearchParams | undefined
  readonly loadedSince: string | null
  /** A draft that is not shown, because the page was opened for somebody. */
  readonly waitsSince: string | null
}

/** A draft is opened by itself only where the page knows nothing better: the last client's words are not this client's. */
async function draftOf(call: PageCall, room: StartRoom, known: Prefilled, given: EnteredStart): Promise<Drafted> {
  const none = { entered: undefined, loadedSince: null, waitsSince: null }
  if (given.entered !== undefined) return none
  const { ports, institutionId, caller } = call
  const draft = await ports.workplace.drafts.get({ institutionId, login: caller.id, key: room.draftKey })
  if (draft === null) return none
  if (known.isAny && call.query.get('done') !== 'draft-saved') return { ...none, waitsSince: draft.savedAt }
  return { entered: new URLSearchParams(draft.entered), loadedSince: draft.savedAt, waitsSince: null }
}

function backOf(call: PageCall, { processKey }: StartRoom, { client }: Prefilled): { href: string; text: string } {
  const texts = START_TEXTS[call.language]
  if (client) return { href: `/counter/clients/${client.id}`, text: texts.back }
  if (processKey === 'application' && mayServeAtCounter(call.caller)) return { href: '/counter', text: texts.toCounter }
  return { href: '/start', text: texts.back }
}

function plainAddress(room: StartRoom): string {
  return `/start/${encodeURIComponent(room.processKey)}${eventQuery(room)}`
}

function eventQuery({ startEventId }: StartRoom): string {
  return startEventId === null ? '' : `?event=${encodeURIComponent(startEventId)}`
}

function addressWithoutDone({ address }: PageCall): string {
  const url = new URL(address, 'http://here')
  url.searchParams.delete('done')
  return `${url.pathname}${url.search}`
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
