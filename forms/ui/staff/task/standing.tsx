import type { PageCall } from '../../shared/page.ts'
import { Button } from '../../shared/parts/button.tsx'
import { FormToken } from '../../shared/parts/form-token.tsx'
import { moment } from '../../shared/format.ts'
import type { TaskRoom } from './load-task.ts'
import { TASK_TEXTS } from './task-texts.ts'

/** Who has the task, and the way to take it. */
export function Standing({ call, room }: { readonly call: PageCall; readonly room: TaskRoom }) {
  const { language, forgeryToken } = call
  const texts = TASK_TEXTS[language]
  const { task, standing, holder, invited, away, actingFor, delegatedBy: delegated } = room
  const followUp =
    task.followUpAt !== null && task.followUpAt > call.ports.clock.now().toISOString()
      ? texts.postponedUntil(moment(task.followUpAt, language))
      : ''
  if (standing === 'closed') return <p class="govuk-body">{closedWords(call, room)}</p>
  return (
    <div class="ritums-standing">
      <p class="govuk-body">
        {standing === 'mine' && texts.holderYou}
        {standing === 'others' && texts.holderOther(holder)}
        {standing === 'mine' && delegated !== '' && ` ${texts.delegatedBy(delegated)}`}
        {standing === 'free' && `${texts.free} ${invited.length > 0 ? texts.freeFor(invited.join(', ')) : ''}`}{' '}
        {followUp}
      </p>
      {actingFor && <p class="govuk-inset-text">{texts.actingFor(actingFor.name)}</p>}
      {away.map(({ login, name }) => (
        <form key={login} method="post" action={`/tasks/${task.id}/claim`}>
          <FormToken token={forgeryToken} />
          <input type="hidden" name="onBehalfOf" value={login} />
          <p class="govuk-hint">{texts.awayHint(name)}</p>
          <Button>{texts.claimFor(name)}</Button>
        </form>
      ))}
      {standing === 'free' && away.length === 0 && (
        <form method="post" action={`/tasks/${task.id}/claim`}>
          <FormToken token={forgeryToken} />
          <p class="govuk-hint">{texts.claimHint}</p>
          <Button id="claim">{texts.claim}</Button>
        </form>
      )}
    </div>
  )
}

/** @returns who closed the task, and when */
export function closedWords({ language, caller }: PageCall, { task, holder, doneFor }: TaskRoom): string {
  const texts = TASK_TEXTS[language]
  const at = task.endedAt === null ? '' : moment(task.endedAt, language)
  if (task.state === 'cancelled') return texts.cancelled(at)
  const who = task.completedBy === caller.id ? texts.closedByYou(at) : texts.closedBy(holder, at)
  return doneFor === '' ? who : `${who} ${texts.inPlaceOf(doneFor)}`
}
