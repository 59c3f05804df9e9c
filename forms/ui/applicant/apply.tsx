/** Applying and reporting: the form, a look at the answers, sending. Nothing is kept on the server between the steps. */
import { DataRejected } from '../../../engine/model/errors.ts'
import { HttpRefusal } from '../../../api/http-refusal.ts'
import type { Variables } from '../../../engine/model/json.ts'
import type { SentForm } from '../../../api/tracking/index.ts'
import type { PageCall, PageReply, PageRoute } from '../shared/page.ts'
import { APPLY_TEXTS } from './apply-texts.ts'
import { checkPage, STEP_FIELD } from './check-page.tsx'
import { formPage } from './form-page.tsx'
import { judge, type Judged } from './judge.ts'
import { applicationFor, report, type Matter } from './public-matter.ts'
import { alreadySentPage, receiptPage, receivedLaterPage } from './receipt-page.tsx'
import { fileIdsIn, filesOf, isFree } from './sent-files.ts'
import { serviceGone } from './service-page.tsx'
import { vanishedPage } from './vanished-page.tsx'
import { formKeyOf, toldByVisitor } from './visitor.ts'

/** The message that portals send, too; see `processes/messages.json`. */
const MESSAGE = 'application.submitted'
const FILES = 'attachments'

export const showApply: PageRoute['handle'] = async (call) => {
  const matter = await applicationFor(call)
  return matter ? formPage(call, matter) : serviceGone(call)
}

export const postApply: PageRoute['handle'] = async (call) => {
  const matter = await applicationFor(call)
  return matter ? handle(call, matter) : vanishedPage(call)
}

export const showReport: PageRoute['handle'] = async (call) => formPage(call, await report(call))

export const postReport: PageRoute['handle'] = async (call) => handle(call, await report(call))

async function handle(call: PageCall, matter: Matter): Promise<PageReply> {
  const { ports, institutionId, posted, language } = call
  const step = posted.fields.get(STEP_FIELD)
  const formKey = formKeyOf(call)
  // Files first: while they are looked up, the same form may be on its way a second time.
  const known = await filesOf(call, FILES)
  const sent = formKey === null ? null : await ports.tracking.sentBy({ institutionId, formKey })
  if (step === 'number' && sent && formKey !== null) return receiptPage(call, matter, sent, formKey)
  const judged = judge(call, matter.form, matter.requestForm, (id) => {
    const file = known(id)
    if (!file || !isFree(file, sent?.applicationId ?? null)) return undefined
    const { name, mediaType, size } = file
    return { id, name, mediaType, size }
  })
  const { entered, errors, asked } = judged
  if (asked !== null) return formPage(call, matter, { entered, asked })
  if (errors.length > 0) return formPage(call, matter, { entered, errors })
  if (step === 'change') return formPage(call, matter, { entered })
  if (step !== 'send') return checkPage(call, matter, judged)
  if (formKey === null)
    return formPage(call, matter, { entered, problem: APPLY_TEXTS[language].formTooOld, status: 409 })
  return send(call, matter, judged, formKey, sent)
}

async function send(
  call: PageCall,
  matter: Matter,
  { entered, data }: Judged,
  formKey: string,
  sent: SentForm | null,
): Promise<PageReply> {
  const { ports, institutionId, language } = call
  const payload = matter.payloadOf(data)
  const content = JSON.stringify(payload)
  if (sent) return sent.isSame(content) ? receiptPage(call, matter, sent, formKey) : alreadySentPage(call, matter)
  try {
    await ports.visitorLimits.send(call.remoteAddress)
    const told = toldByVisitor(call, formKey, content)
    const { processInstanceId } = await ports.engine.publishMessage({ ...told, name: MESSAGE, payload })
    if (processInstanceId === null) return receivedLaterPage(call)
    await ports.tracking.give({ institutionId, applicationId: processInstanceId, formKey, content })
    await attach(call, data, processInstanceId)
  } catch (error) {
    if (error instanceof DataRejected) return formPage(call, matter, { entered, errors: error.errors })
    if (!(error instanceof HttpRefusal) || error.facts.status !== 429) throw error
    const minutes = Math.ceil(Number(error.facts.headers?.['Retry-After'] ?? 60) / 60)
    return formPage(call, matter, { entered, problem: APPLY_TEXTS[language].tooMany(minutes), status: 429 })
  }
  const now = await ports.tracking.sentBy({ institutionId, formKey })
  return now ? receiptPage(call, matter, now, formKey) : receivedLaterPage(call)
}

async function attach({ ports, institutionId, caller }: PageCall, data: Variables, processInstanceId: string) {
  const ids = fileIdsIn(data[FILES])
  await ports.files.attach({ institutionId, ids, by: caller.id, processInstanceId, context: 'public:application' })
}
