/** What a client says about a case, entered for them: the words, how they reached us, and who it was. */
import { DataRejected, NotFound, type FieldError } from '../../../../engine/model/errors.ts'
import { isObject, type Json, type Variables } from '../../../../engine/model/json.ts'
import type { ProcessInstanceDetails } from '../../../../engine/model/views.ts'
import type { FormFile } from '../../../check/form-file.ts'
import { Options } from '../../controls/options.tsx'
import { decodeForm } from '../../form/decode-form.ts'
import { errorLinks } from '../../form/error-links.ts'
import type { FormAction } from '../../form/form-action.ts'
import { FormFields } from '../../form/form-fields.tsx'
import { checkByForm } from '../../form-pages/check-by-form.ts'
import { formFiles } from '../../form-pages/form-files.ts'
import { moment } from '../../shared/format.ts'
import type { PageCall, PageReply, PageRoute } from '../../shared/page.ts'
import { Button } from '../../shared/parts/button.tsx'
import { ErrorSummary, type SummaryError } from '../../shared/parts/error-summary.tsx'
import { Field, fieldProps } from '../../shared/parts/field.tsx'
import { FormToken } from '../../shared/parts/form-token.tsx'
import { Notice } from '../../shared/parts/notice.tsx'
import { visibleCase } from '../../shared/visible-case.ts'
import { messageForm } from '../message-form.ts'
import { MESSAGE_TEXTS } from '../message-texts.ts'
import { awaitedOf, type Awaited } from './awaited.ts'
import { overtakenReply } from './overtaken-reply.tsx'

/** Fields of the page itself: they are kept with the words, the contract does not have them. */
const CHANNEL = '_channel'
const WHO = '_who'
const MOST_WHO = 200
/** What finds the receiver: known, not asked. */
const KNOWN = ['applicationId', 'originRef']

export const showAnswer: PageRoute['handle'] = async (call) => {
  const { instance, awaited } = await load(call)
  return awaited ? answerPage(call, instance, awaited, {}) : overtakenReply(call, instance, new URLSearchParams())
}

export const postAnswer: PageRoute['handle'] = async (call) => {
  const { language, ports, told, posted } = call
  const texts = MESSAGE_TEXTS[language]
  const { instance, awaited } = await load(call)
  if (!awaited) return overtakenReply(call, instance, posted.fields)
  const form = formOf(call, awaited)
  const { rootInstanceId } = instance
  const files = await formFiles(call, { rootInstanceId, context: `reply:${rootInstanceId}`, variables: {} })
  const decoded = form
    ? decodeForm(form, posted, { language, file: files.file })
    : { data: {}, errors: [], asked: null, entered: new URLSearchParams() }
  const { data, asked, entered } = decoded
  if (asked !== null) return answerPage(call, instance, awaited, { entered, asked })
  const channel = texts.channels[posted.fields.get(CHANNEL) ?? '']
  const who = (posted.fields.get(WHO) ?? '').trim().slice(0, MOST_WHO)
  const wrong = [
    ...(channel === undefined ? [{ id: 'channel', text: texts.channelMissing }] : []),
    ...(who === '' ? [{ id: 'who', text: texts.whoMissing }] : []),
  ]
  const errors = decoded.errors.length > 0 || form === null ? decoded.errors : checkByForm(call, form, data)
  if (errors.length > 0 || channel === undefined || wrong.length > 0)
    return answerPage(call, instance, awaited, { entered, errors, wrong })
  try {
    const said = withNote(awaited, data, texts.said(channel, who))
    const { processInstanceId } = await files.attachedTo(data, () =>
      ports.engine.publishMessage({
        ...told,
        name: awaited.message,
        correlationKey: awaited.key,
        payload: { ...said, ...keysOf(awaited) },
      }),
    )
    const done = processInstanceId === null ? 'kept' : awaited.message
    return { redirect: `/counter/reply/${instance.id}?done=${encodeURIComponent(done)}` }
  } catch (error) {
    if (error instanceof DataRejected) return answerPage(call, instance, awaited, { entered, errors: error.errors })
    throw error
  }
}

/** `awaited` is null where the case no longer waits for this message. */
async function load(call: PageCall): Promise<{ instance: ProcessInstanceDetails; awaited: Awaited | null }> {
  const { params, query } = call
  const instance = await visibleCase(call, params['processInstanceId'] ?? '')
  const message = params['message'] ?? ''
  const contracts = await call.ports.engine.listMessageContracts({ institutionId: call.institutionId })
  if (!contracts.some(({ name, external }) => name === message && external)) throw new NotFound('message', message)
  const all = await awaitedOf(call, instance)
  const awaited = all.find((one) => one.message === message && one.key === query.get('key'))
  return { instance, awaited: awaited ?? null }
}

interface Entered {
  readonly entered?: URLSearchParams
  readonly errors?: readonly FieldError[]
  readonly asked?: FormAction | null
  /** Mistakes in the page's own fields. */
  readonly wrong?: readonly SummaryError[]
}

function answerPage(call: PageCall, instance: ProcessInstanceDetails, awaited: Awaited, given: Entered): PageReply {
  const { language, posted } = call
  const texts = MESSAGE_TEXTS[language]
  const form = formOf(call, awaited)
  const { errors = [], wrong = [], asked = null, entered } = given
  const view = form && { form, language }
  const all = [...(view ? errorLinks(view, errors) : errors.map(({ message }) => ({ text: message }))), ...wrong]
  const { clientName, userName } = instance.variables
  const known = typeof userName === 'string' ? userName : clientName
  const who = posted.fields.get(WHO) ?? (typeof known === 'string' ? known : '')
  const errorOf = (id: string): string | undefined => wrong.find((one) => one.id === id)?.text
  const whoError = errorOf('who')
  return {
    status: all.length > 0 ? 422 : 200,
    page: {
      title: awaited.name,
      room: 'counter',
      failed: all.length > 0,
      back: { href: `/counter/reply/${instance.id}`, text: texts.backToCase },
      scripts: ['form'],
      body: (
        <>
          <ErrorSummary language={language} errors={all} />
          <h1 class="govuk-heading-l">{awaited.name}</h1>
          {texts.hints[awaited.message] !== undefined && <p class="govuk-body">{texts.hints[awaited.message]}</p>}
          {awaited.question !== '' && (
            <Notice language={language} kind="info">
              <p class="govuk-body ritums-pre">{awaited.question}</p>
              {awaited.neededBy !== null && (
                <p class="govuk-body">{texts.neededBy(moment(awaited.neededBy, language))}</p>
              )}
            </Notice>
          )}
          <form method="post" action={call.address} enctype="multipart/form-data" novalidate>
            <FormToken token={call.forgeryToken} />
            {form && (
              <FormFields
                form={form}
                language={language}
                values={{}}
                entered={entered}
                errors={errors}
                asked={asked}
                action={call.address}
              />
            )}
            <Field language={language} id="channel" label={texts.channel} group error={errorOf('channel')}>
              <Options
                kind="radio"
                name={CHANNEL}
                firstId="channel"
                options={Object.entries(texts.channels).map(([value, label]) => ({ value, label }))}
                chosen={[posted.fields.get(CHANNEL) ?? '']}
              />
            </Field>
            <Field language={language} id="who" label={texts.who} hint={texts.whoHint} error={whoError}>
              <input
                class={`govuk-input${whoError === undefined ? '' : ' govuk-input--error'}`}
                type="text"
                name={WHO}
                value={who}
                autocomplete="off"
                {...fieldProps('who', { hint: texts.whoHint, error: whoError })}
              />
            </Field>
            <Button>{texts.send}</Button>
          </form>
        </>
      ),
    },
  }
}

function formOf(call: PageCall, { contract }: Awaited): FormFile | null {
  return messageForm(call, contract, { without: KNOWN })
}

/** Keeps how it was said and by whom with the words: in the first long text that the contract has. */
function withNote({ contract }: Awaited, data: Variables, note: string): Variables {
  const field = longText(contract.payload)
  if (field === null) return data
  const words = typeof data[field] === 'string' ? data[field] : ''
  return { ...data, [field]: words === '' ? note : `${words} ${note}` }
}

const LONG = 500

function longText(schema: Json): string | null {
  if (!isObject(schema) || !isObject(schema['properties'])) return null
  const found = Object.entries(schema['properties']).find(
    ([, part]) => isObject(part) && part['type'] === 'string' && Number(part['maxLength'] ?? 0) >= LONG,
  )
  return found?.[0] ?? null
}

/** What the receiver is known by, where the contract has a place for it. */
function keysOf({ contract, key, receiver }: Awaited): Variables {
  const schema = contract.payload
  const properties = isObject(schema) && isObject(schema['properties']) ? schema['properties'] : {}
  const values: Variables = { ...receiver.variables, ...(contract.key === null ? {} : { [contract.key]: key }) }
  return Object.fromEntries(
    KNOWN.flatMap((name): [string, Json][] => {
      const value = values[name]
      return Object.hasOwn(properties, name) && typeof value === 'string' ? [[name, value]] : []
    }),
  )
}
