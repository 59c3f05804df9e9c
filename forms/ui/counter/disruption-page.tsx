/** Something does not work, and staff noticed it first: tells the incident process, as monitoring would. */
import { DataRejected, NotFound, type FieldError } from '../../../engine/model/errors.ts'
import type { FormFile } from '../../check/form-file.ts'
import { decodeForm } from '../form/decode-form.ts'
import { errorLinks } from '../form/error-links.ts'
import type { FormAction } from '../form/form-action.ts'
import { FormFields } from '../form/form-fields.tsx'
import { checkByForm } from '../form-pages/check-by-form.ts'
import { referenceChoices } from '../form-pages/reference-choices.ts'
import type { PageCall, PageReply, PageRoute } from '../shared/page.ts'
import { Button } from '../shared/parts/button.tsx'
import { ErrorSummary } from '../shared/parts/error-summary.tsx'
import { FormToken } from '../shared/parts/form-token.tsx'
import { DISRUPTION } from './may-serve.ts'
import { messageForm } from './message-form.ts'
import { MESSAGE_TEXTS } from './message-texts.ts'
import { mayRead } from './read-record.ts'

/** What staff can say; the rest of the contract is for systems. */
const ASKED = ['title', 'symptoms', 'occurredAt', 'serviceId', 'ciId', 'impact', 'urgency', 'evidence']

export const showDisruption: PageRoute['handle'] = async (call) =>
  disruptionPage(call, await formOf(call), { values: { occurredAt: call.ports.clock.now().toISOString() } })

export const postDisruption: PageRoute['handle'] = async (call) => {
  const { ports, language, posted, told } = call
  const form = await formOf(call)
  const { data, errors, asked, entered } = decodeForm(form, posted, { language })
  if (asked !== null) return disruptionPage(call, form, { entered, asked })
  const wrong = errors.length > 0 ? errors : checkByForm(call, form, data)
  if (wrong.length > 0) return disruptionPage(call, form, { entered, errors: wrong })
  try {
    const payload = { ...data, source: 'staff' }
    const { processInstanceId } = await ports.engine.publishMessage({ ...told, name: DISRUPTION, payload })
    return {
      redirect:
        processInstanceId === null
          ? '/counter/disruption?done=kept'
          : `/counter/disruption/reported/${processInstanceId}`,
    }
  } catch (error) {
    if (error instanceof DataRejected) return disruptionPage(call, form, { entered, errors: error.errors })
    throw error
  }
}

async function formOf(call: PageCall): Promise<FormFile> {
  const { ports, institutionId } = call
  const contracts = await ports.engine.listMessageContracts({ institutionId })
  const contract = contracts.find(({ name }) => name === DISRUPTION)
  // What one may not look up one cannot choose.
  const only = ASKED.filter((name) => name !== 'ciId' || mayRead(call, 'configuration-item'))
  const form = contract && messageForm(call, contract, { only })
  if (!form) throw new NotFound('message', DISRUPTION)
  return form
}

interface Entered {
  readonly values?: Parameters<typeof FormFields>[0]['values']
  readonly entered?: URLSearchParams
  readonly errors?: readonly FieldError[]
  readonly asked?: FormAction | null
}

async function disruptionPage(call: PageCall, form: FormFile, given: Entered): Promise<PageReply> {
  const { language, forgeryToken, query } = call
  const texts = MESSAGE_TEXTS[language]
  const { values = {}, entered, errors = [], asked = null } = given
  const view = { form, language }
  const wrong = errorLinks(view, errors)
  const kept = query.get('done') === 'kept'
  return {
    status: wrong.length > 0 ? 422 : 200,
    page: {
      title: texts.disruption,
      room: 'counter',
      failed: wrong.length > 0,
      back: { href: '/counter', text: texts.back },
      scripts: ['form', 'reference'],
      ...(kept ? { notice: { kind: 'success', text: texts.done['kept'] ?? texts.doneOther } } : {}),
      body: (
        <>
          <ErrorSummary language={language} errors={wrong} />
          <h1 class="govuk-heading-l">{texts.disruption}</h1>
          <p class="govuk-body">{texts.disruptionIntro}</p>
          <form method="post" action="/counter/disruption" novalidate>
            <FormToken token={forgeryToken} />
            <FormFields
              {...{ form, language, values, entered, errors, asked }}
              choices={await referenceChoices(call, [view], {}, asked)}
              action="/counter/disruption"
            />
            <Button>{texts.report}</Button>
          </form>
        </>
      ),
    },
  }
}
