import type { FieldError } from '../../../../engine/model/errors.ts'
import type { Instant } from '../../../../engine/model/json.ts'
import { DraftStatus } from '../../form/draft-status.tsx'
import type { FormAction } from '../../form/form-action.ts'
import type { ReferenceChoices } from '../../controls/control.ts'
import { FormFields } from '../../form/form-fields.tsx'
import type { PageCall } from '../../shared/page.ts'
import { Button } from '../../shared/parts/button.tsx'
import { FormToken } from '../../shared/parts/form-token.tsx'
import type { TaskRoom } from './load-task.ts'
import { TASK_TEXTS } from './task-texts.ts'

/** What stands in the form beyond what the case knows. */
export interface Filled {
  /** What was typed: posted a moment ago, or kept as a draft. */
  readonly entered?: URLSearchParams | undefined
  readonly errors: readonly FieldError[]
  readonly asked: FormAction | null
  readonly choices: ReferenceChoices
  /** When the draft that is shown was saved; null where none is. */
  readonly draftSavedAt: Instant | null
}

/** The form of a task, for who holds it. */
export function TaskForm({ call, room, filled }: { call: PageCall; room: TaskRoom; filled: Filled }) {
  const { language, forgeryToken } = call
  const texts = TASK_TEXTS[language]
  const { task, form, requestForm } = room
  const address = `/tasks/${task.id}`
  return (
    <form
      id="task-form"
      method="post"
      action={address}
      enctype="multipart/form-data"
      novalidate
      data-draft-address={`${address}/draft`}
    >
      <FormToken token={forgeryToken} />
      {form === null ? (
        <p class="govuk-body">{texts.noForm}</p>
      ) : (
        <FormFields
          form={form}
          language={language}
          values={task.variables}
          entered={filled.entered}
          errors={filled.errors}
          asked={filled.asked}
          choices={filled.choices}
          requestForm={requestForm}
          action={address}
        />
      )}
      <DraftStatus language={language} savedAt={filled.draftSavedAt} />
      <div class="govuk-button-group">
        {/* Who works for somebody else gives it back; its owner completes it. */}
        {task.delegationState !== 'pending' && (
          <Button name="_action" value="complete">
            {texts.complete}
          </Button>
        )}
        {form !== null && (
          <Button kind="secondary" name="_action" value="save-draft" formNoValidate>
            {texts.saveDraft}
          </Button>
        )}
        {filled.draftSavedAt !== null && (
          <Button kind="secondary" name="_action" value="discard-draft" formNoValidate>
            {texts.discardDraft}
          </Button>
        )}
      </div>
    </form>
  )
}
