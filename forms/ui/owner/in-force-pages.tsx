/**
 * What an institution decides about a version: puts it in force, withdraws it, lets it take new cases or not. Each on a page of
 * its own, with what it means for others, a note, and a word that one means it.
 */
import type { ComponentChildren } from 'preact'
import { ownerFor, refuseUnlessMayActivateProcess } from '../../../api/policies/definitions.ts'
import type { DefinitionView } from '../../../engine/model/deployment.ts'
import { NotFound } from '../../../engine/model/errors.ts'
import type { PageCall, PageReply, PageRoute } from '../shared/page.ts'
import { Button } from '../shared/parts/button.tsx'
import { ErrorSummary, type SummaryError } from '../shared/parts/error-summary.tsx'
import { fieldProps } from '../shared/parts/field.tsx'
import { FormToken } from '../shared/parts/form-token.tsx'
import { ConsequencesList, consequencesOf } from './consequences.tsx'
import { chosenInForce, inForce, isTypical, versionsOf } from './in-force.ts'
import { NOTE_ID, NoteField, noteError } from './note-field.tsx'
import { OWNER_TEXTS } from './owner-texts.ts'
import { processAddress } from './process-address.ts'
import { editionOf } from './versions-table.tsx'

const CONFIRM_ID = 'f-confirm'
/** Name of the control that says what the button of the intake does: `yes` stops it. */
const HALTS = 'halts'

interface Wording {
  readonly title: string
  readonly text: string
  readonly button: string
  /** What it means for others. */
  readonly more?: ComponentChildren
  /** The page stops the intake of new cases. */
  readonly halts?: boolean
}

export const showActivate: PageRoute['handle'] = async (call) =>
  confirmPage(call, activation(call, await versionOf(call)), [])

export const postActivate: PageRoute['handle'] = async (call) => {
  const version = await versionOf(call)
  return decide(call, activation(call, version), 'activated', async (note) =>
    call.ports.engine.activateDefinition({
      ...call.told,
      definitionId: version.id,
      owner: ownerFor(call.caller),
      note,
    }),
  )
}

export const showTypical: PageRoute['handle'] = async (call) => confirmPage(call, await withdrawal(call), [])

export const postTypical: PageRoute['handle'] = async (call) => {
  const chosen = await mayWithdraw(call)
  return decide(call, await withdrawal(call), isTypical(chosen) ? 'withdrawn' : 'typical', async (note) =>
    call.ports.engine.deactivateDefinition({
      ...call.told,
      definitionId: chosen.id,
      owner: ownerFor(call.caller),
      note,
    }),
  )
}

export const showIntake: PageRoute['handle'] = async (call) => confirmPage(call, await intake(call), [])

export const postIntake: PageRoute['handle'] = async (call) => {
  const own = await ownInForce(call)
  const suspended = call.posted.fields.get(HALTS) === 'yes'
  const done = suspended ? 'halted' : 'resumed'
  // Pressed twice, or somebody was faster: it is as the reader wants it, and must not turn into its opposite.
  if (own.suspended === suspended) return { redirect: doneAddress(call, done) }
  return decide(call, await intake(call), done, async (note) =>
    call.ports.engine.suspendDefinition({ ...call.told, definitionId: own.id, suspended, note }),
  )
}

async function decide(
  call: PageCall,
  wording: Wording,
  done: string,
  work: (note: string) => Promise<unknown>,
): Promise<PageReply> {
  const { fields } = call.posted
  const texts = OWNER_TEXTS[call.language]
  const note = fields.get('note') ?? ''
  const wrong = noteError(note, call.language)
  const errors = [
    ...(wrong === undefined ? [] : [{ text: wrong, id: NOTE_ID }]),
    ...(fields.get('confirm') === 'yes' ? [] : [{ text: texts.confirmMissing, id: CONFIRM_ID }]),
  ]
  if (errors.length > 0) return confirmPage(call, wording, errors)
  await work(note)
  return { redirect: doneAddress(call, done) }
}

const doneAddress = ({ params }: PageCall, done: string): string =>
  `${processAddress(params['key'] ?? '')}?done=${done}`

/** @throws NotFound */
async function versionOf(call: PageCall): Promise<DefinitionView> {
  const { params } = call
  refuseUnlessMayActivateProcess(call.caller, params['key'] ?? '')
  const id = params['definitionId'] ?? ''
  const version = (await versionsOf(call, params['key'] ?? '')).find((one) => one.id === id)
  if (!version) throw new NotFound('process definition', id)
  return version
}

/** @throws NotFound where the institution has chosen no version itself */
async function mayWithdraw(call: PageCall): Promise<DefinitionView> {
  const processKey = call.params['key'] ?? ''
  refuseUnlessMayActivateProcess(call.caller, processKey)
  const chosen = await chosenInForce(call, processKey)
  if (chosen === null) throw new NotFound('version chosen by the institution', processKey)
  return chosen
}

/** @throws NotFound where the typical edition is in force, which is not the institution's to stop */
async function ownInForce(call: PageCall): Promise<DefinitionView> {
  const processKey = call.params['key'] ?? ''
  refuseUnlessMayActivateProcess(call.caller, processKey)
  const current = await inForce(call, processKey)
  if (current === null || isTypical(current)) throw new NotFound('own version in force', processKey)
  return current
}

function activation({ language }: PageCall, version: DefinitionView): Wording {
  const texts = OWNER_TEXTS[language]
  return {
    title: texts.activateTitle(editionOf(version, texts)),
    text: texts.activateText,
    button: texts.activateButton,
  }
}

async function withdrawal(call: PageCall): Promise<Wording> {
  const texts = OWNER_TEXTS[call.language]
  const chosen = await mayWithdraw(call)
  const consequences = await consequencesOf(call, chosen)
  const more = <ConsequencesList call={call} consequences={consequences} halts={false} />
  if (isTypical(chosen))
    return { title: texts.withdrawTitle, text: texts.withdrawText(chosen.version), button: texts.withdrawButton, more }
  const hasTypical = (await versionsOf(call, chosen.processKey)).some(isTypical)
  return {
    title: texts.typicalTitle,
    text: hasTypical ? texts.typicalText(chosen.version) : texts.typicalNone,
    button: texts.typicalButton,
    more,
  }
}

async function intake(call: PageCall): Promise<Wording> {
  const texts = OWNER_TEXTS[call.language]
  const own = await ownInForce(call)
  if (own.suspended) return { title: texts.resumeTitle, text: texts.resumeText, button: texts.resumeButton }
  const consequences = await consequencesOf(call, own)
  return {
    title: texts.haltTitle,
    text: texts.haltText(own.version),
    button: texts.haltButton,
    more: <ConsequencesList call={call} consequences={consequences} halts />,
    halts: true,
  }
}

function confirmPage(
  call: PageCall,
  { title, text, button, more, halts = false }: Wording,
  errors: readonly SummaryError[],
): PageReply {
  const { language, posted, address, params, forgeryToken } = call
  const texts = OWNER_TEXTS[language]
  const errorOf = (id: string): string | undefined => errors.find((error) => error.id === id)?.text
  const confirm = { error: errorOf(CONFIRM_ID) }
  const back = `${processAddress(params['key'] ?? '')}#versions`
  return {
    status: errors.length > 0 ? 422 : 200,
    page: {
      title,
      room: 'processes',
      failed: errors.length > 0,
      back: { href: back, text: texts.versions },
      body: (
        <>
          <ErrorSummary language={language} errors={errors} />
          <h1 class="govuk-heading-l">{title}</h1>
          <p class="govuk-body">{text}</p>
          {more}
          <form method="post" action={address} novalidate>
            <FormToken token={forgeryToken} />
            {halts && <input type="hidden" name={HALTS} value="yes" />}
            <NoteField language={language} note={posted.fields.get('note') ?? ''} error={errorOf(NOTE_ID)} />
            <div class={`govuk-form-group${confirm.error === undefined ? '' : ' govuk-form-group--error'}`}>
              {confirm.error !== undefined && (
                <p class="govuk-error-message" id={`${CONFIRM_ID}-error`}>
                  {confirm.error}
                </p>
              )}
              <div class="govuk-checkboxes">
                <div class="govuk-checkboxes__item">
                  <input
                    class="govuk-checkboxes__input"
                    type="checkbox"
                    name="confirm"
                    value="yes"
                    {...(posted.fields.get('confirm') === 'yes' ? { checked: true } : {})}
                    {...fieldProps(CONFIRM_ID, confirm)}
                  />
                  <label class="govuk-label govuk-checkboxes__label" for={CONFIRM_ID}>
                    {texts.confirmLabel}
                  </label>
                </div>
              </div>
            </div>
            <p class="ritums-owner__ways">
              <Button kind="warning">{button}</Button>
              <a class="govuk-link" href={back}>
                {texts.cancel}
              </a>
            </p>
          </form>
        </>
      ),
    },
  }
}
