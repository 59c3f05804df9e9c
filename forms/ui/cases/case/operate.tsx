/** What an operator does to a case: each asked for first, with what it means; a cancellation needs a reason. */
import type { Told } from '../../../../engine/engine.ts'
import { Conflict, InstanceNotActive, NotFound } from '../../../../engine/model/errors.ts'
import { mayOperate } from '../../../../api/policies/instances.ts'
import type { PageCall, PageReply, PageRoute } from '../../shared/page.ts'
import { Button } from '../../shared/parts/button.tsx'
import { ErrorSummary } from '../../shared/parts/error-summary.tsx'
import { Field, fieldProps } from '../../shared/parts/field.tsx'
import { FormToken } from '../../shared/parts/form-token.tsx'
import { loadCase, namedInstance, type CaseRoom } from './load-case.ts'
import { PAGE_TEXTS } from './page-texts.ts'

const ACTS = ['suspend', 'resume', 'cancel'] as const
type Act = (typeof ACTS)[number]

const MOST_REASON = 1000
const QUESTION = { suspend: 'suspendQuestion', resume: 'resumeQuestion', cancel: 'cancelQuestion' } as const
const MEANING = { suspend: 'suspendMeaning', resume: 'resumeMeaning', cancel: 'cancelMeaning' } as const
const DONE = { suspend: 'suspended', resume: 'resumed', cancel: 'cancelled' } as const

export const operatorPages: readonly PageRoute[] = [
  { method: 'POST', path: '/cases/:processInstanceId/retry', may: mayOperate, handle: retry },
  ...ACTS.flatMap((act): readonly PageRoute[] => [
    { method: 'GET', path: `/cases/:processInstanceId/${act}`, may: mayOperate, handle: ask(act) },
    { method: 'POST', path: `/cases/:processInstanceId/${act}`, may: mayOperate, handle: carryOut(act) },
  ]),
]

async function retry(call: PageCall): Promise<PageReply> {
  const { ports, told, posted, institutionId } = call
  const root = await namedInstance(call)
  const incidentId = posted.fields.get('incidentId') ?? ''
  const room = await loadCase(call, root)
  // Only what this page offers: a failure of this case.
  for (const { instance } of room.parts) {
    const { items } = await ports.engine.listIncidents({ institutionId, processInstanceId: instance.id, limit: 200 })
    if (!items.some(({ id }) => id === incidentId)) continue
    await ports.engine.retryIncident({ ...told, incidentId })
    return { redirect: `/cases/${root.id}?done=retried` }
  }
  throw new NotFound('incident', incidentId)
}

function ask(act: Act): PageRoute['handle'] {
  return async (call) => question(call, act, await loadCase(call, await namedInstance(call)), null)
}

function carryOut(act: Act): PageRoute['handle'] {
  return async (call) => {
    const { ports, told, posted, language } = call
    const texts = PAGE_TEXTS[language]
    const room = await loadCase(call, await namedInstance(call))
    const reason = (posted.fields.get('reason') ?? '').trim()
    if (act === 'cancel' && reason === '') return question(call, act, room, texts.reasonMissing)
    if (reason.length > MOST_REASON) return question(call, act, room, texts.reasonLong)
    const processInstanceId = room.root.id
    try {
      if (act === 'cancel') await ports.engine.cancelProcessInstance({ ...told, processInstanceId, reason })
      else
        for (const { instance } of room.parts)
          if (instance.endedAt === null)
            await ports.engine.suspendProcessInstance({
              ...toldOf(told, instance.id),
              processInstanceId: instance.id,
              suspended: act === 'suspend',
            })
    } catch (error) {
      if (!(error instanceof InstanceNotActive || error instanceof Conflict)) throw error
      return question(call, act, room, texts.changed, 409)
    }
    return { redirect: `/cases/${processInstanceId}?done=${DONE[act]}` }
  }
}

/** One post is several commands, each with a key of its own. */
function toldOf(told: Told, id: string): Told {
  const { idempotency } = told
  return idempotency ? { ...told, idempotency: { ...idempotency, key: `${idempotency.key}:${id}` } } : told
}

function question(call: PageCall, act: Act, room: CaseRoom, wrong: string | null, status = 422): PageReply {
  const { language, forgeryToken, posted } = call
  const texts = PAGE_TEXTS[language]
  const said = { hint: texts.reasonHint, ...(wrong !== null && act === 'cancel' ? { error: wrong } : {}) }
  const address = `/cases/${room.root.id}`
  return {
    status: wrong === null ? 200 : status,
    page: {
      title: texts[QUESTION[act]],
      room: 'cases',
      failed: wrong !== null,
      back: { href: address, text: texts.no },
      body: (
        <>
          {wrong !== null && (
            <ErrorSummary
              language={language}
              errors={[{ text: wrong, ...(act === 'cancel' ? { id: 'reason' } : {}) }]}
            />
          )}
          <h1 class="govuk-heading-l">
            <span class="govuk-caption-l">{room.name}</span>
            {texts[QUESTION[act]]}
          </h1>
          <p class="govuk-body">{texts[MEANING[act]]}</p>
          <form method="post" action={`${address}/${act}`} novalidate>
            <FormToken token={forgeryToken} />
            {act === 'cancel' && (
              <Field language={language} id="reason" label={texts.reason} {...said}>
                <textarea
                  class={`govuk-textarea${wrong === null ? '' : ' govuk-textarea--error'}`}
                  name="reason"
                  rows={4}
                  {...fieldProps('reason', said)}
                >
                  {posted.fields.get('reason') ?? ''}
                </textarea>
              </Field>
            )}
            <div class="govuk-button-group">
              <Button kind={act === 'cancel' ? 'warning' : 'primary'}>{texts[act]}</Button>
              <a class="govuk-link" href={address}>
                {texts.no}
              </a>
            </div>
          </form>
        </>
      ),
    },
  }
}
