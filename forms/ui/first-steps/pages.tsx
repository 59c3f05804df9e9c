/** The guide through the first steps of an institution, for who manages it. */
import { mayManageIdentity } from '../../../api/policies/identity.ts'
import { notAllowed } from '../../../api/http-refusal.ts'
import { doneNotice } from '../shared/done-notice.ts'
import { mayIn } from '../people/person-record.ts'
import type { PageCall, PageRoute } from '../shared/page.ts'
import { Button } from '../shared/parts/button.tsx'
import { FormToken } from '../shared/parts/form-token.tsx'
import { Notice } from '../shared/parts/notice.tsx'
import { Tag } from '../shared/parts/tag.tsx'
import { FIRST_STEPS } from './first-steps-link.tsx'
import { firstSteps, stepsLeft, type Step } from './first-steps.ts'
import { FIRST_STEPS_TEXTS } from './first-steps-texts.ts'
import { institutionRecord } from './step-institution.ts'

const showGuide: PageRoute['handle'] = async (call) => {
  const { ports, language, institutionId, caller, query } = call
  const texts = FIRST_STEPS_TEXTS[language]
  const [steps, { firstSteps: isReminded }] = await Promise.all([
    firstSteps(call),
    ports.workplace.preferences.get({ institutionId, login: caller.id }),
  ])
  const left = stepsLeft(steps)
  return {
    page: {
      title: texts.title,
      room: 'people',
      ...doneNotice(query, texts.done),
      body: (
        <>
          <h1 class="govuk-heading-l">{texts.title}</h1>
          <p class="govuk-body">{texts.intro}</p>
          {left === 0 ? (
            <Notice language={language} kind="info" text={texts.allDone} />
          ) : (
            <p class="govuk-body govuk-!-font-weight-bold">
              {texts.progress(steps.filter(({ missing }) => missing.length === 0).length, steps.length)}
            </p>
          )}
          <ol class="ritums-steps">
            {steps.map((step) => (
              <StepItem key={step.key} call={call} step={step} />
            ))}
          </ol>
          <form method="post" action={`${FIRST_STEPS}/reminder`}>
            <FormToken token={call.forgeryToken} />
            <input type="hidden" name="reminder" value={isReminded ? 'off' : 'on'} />
            {isReminded && <p class="govuk-hint">{texts.dismissHint}</p>}
            <Button kind="secondary">{isReminded ? texts.dismiss : texts.show}</Button>
          </form>
        </>
      ),
    },
  }
}

function StepItem({ call, step }: { readonly call: PageCall; readonly step: Step }) {
  const { language, forgeryToken } = call
  const texts = FIRST_STEPS_TEXTS[language]
  const { key, missing, optional, href } = step
  const { title, why, go } = texts.steps[key]
  const state = missing.length === 0 ? 'done' : optional ? 'look' : 'missing'
  return (
    <li class="ritums-steps__step">
      <h2 class="govuk-heading-m">
        {title}{' '}
        <Tag colour={state === 'done' ? 'green' : state === 'look' ? 'grey' : 'yellow'}>{texts.states[state]}</Tag>
      </h2>
      <p class="govuk-body">{why}</p>
      {missing.map((sentence) => (
        <p key={sentence} class="govuk-body govuk-!-font-weight-bold">
          {sentence}
        </p>
      ))}
      {href !== null && (
        <p class="govuk-body">
          <a class="govuk-link" href={href}>
            {go}
          </a>
        </p>
      )}
      {key === 'institution' && href === null && (
        <form method="post" action={`${FIRST_STEPS}/institution`}>
          <FormToken token={forgeryToken} />
          <Button kind="secondary">{texts.makeInstitution}</Button>
        </form>
      )}
    </li>
  )
}

const setReminder: PageRoute['handle'] = async ({ ports, institutionId, caller, posted }) => {
  const owner = { institutionId, login: caller.id }
  const isWanted = posted.fields.get('reminder') === 'on'
  const preferences = await ports.workplace.preferences.get(owner)
  await ports.preferences.set(owner, { ...preferences, firstSteps: isWanted })
  return { redirect: `${FIRST_STEPS}?done=${isWanted ? 'shown' : 'dismissed'}` }
}

/** The record has to have the id of the institution, which no form asks for. */
const makeInstitution: PageRoute['handle'] = async (call) => {
  const { ports, told, institutionId } = call
  if (!mayIn(call, 'institution').write)
    throw notAllowed(`Expected somebody who may write register "institution", but "${call.caller.id}" may not.`)
  if ((await institutionRecord(call)) === null) {
    await ports.engine.createRecord({
      ...told,
      register: 'institution',
      id: institutionId,
      data: { name: { lv: ports.institutionName }, kind: 'institution' },
    })
  }
  return { redirect: `${FIRST_STEPS}?done=institution` }
}

export const firstStepsPages: readonly PageRoute[] = [
  { method: 'GET', path: FIRST_STEPS, may: mayManageIdentity, handle: showGuide },
  { method: 'POST', path: `${FIRST_STEPS}/reminder`, may: mayManageIdentity, handle: setReminder },
  { method: 'POST', path: `${FIRST_STEPS}/institution`, may: mayManageIdentity, handle: makeInstitution },
]
