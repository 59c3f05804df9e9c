/** The form of a record: a new one, or one that is there; with what is wrong, or what somebody else did meanwhile. */
import type { FieldError } from '../../../engine/model/errors.ts'
import type { Variables } from '../../../engine/model/json.ts'
import type { Register } from '../../../engine/records/register.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import { statusChangedBy } from '../../../engine/records/statuses.ts'
import { errorLinks } from '../form/error-links.ts'
import type { FormAction } from '../form/form-action.ts'
import { FormFields } from '../form/form-fields.tsx'
import { referenceChoices } from '../form-pages/reference-choices.ts'
import { moment } from '../shared/format.ts'
import type { PageCall, PageReply } from '../shared/page.ts'
import { Button } from '../shared/parts/button.tsx'
import { ErrorSummary } from '../shared/parts/error-summary.tsx'
import { Field, fieldProps } from '../shared/parts/field.tsx'
import { FormToken } from '../shared/parts/form-token.tsx'
import { Notice } from '../shared/parts/notice.tsx'
import { ChangesTable } from './changes-table.tsx'
import { fieldChanges } from './field-changes.ts'
import { pluralName, recordAddress, recordTitle, statusLabel } from './record-title.ts'
import { namedIn, readerOf, titlesOf } from './record-titles.ts'
import { registerForm } from './register-form.ts'
import { REGISTERS_TEXTS } from './registers-texts.ts'
import { STATUS_FIELD, VERSION_FIELD } from './write-record.ts'

export interface RecordFormParts {
  readonly register: Register
  /** As it is now; null for a new one. */
  readonly record: RecordView | null
  readonly values: Variables
  /** What was typed, where it is to be shown as it is. */
  readonly entered?: URLSearchParams
  readonly asked?: FormAction | null
  readonly errors?: readonly FieldError[]
  /** Id of the record that has a value already which no two may have. */
  readonly existing?: string | undefined
  /** The version that this person began with, where somebody else has written one since. */
  readonly begunWith?: RecordView
  readonly status?: number
}

/** @returns the page with the form */
export async function recordFormPage(call: PageCall, parts: RecordFormParts): Promise<PageReply> {
  const { language, ports, forgeryToken } = call
  const texts = REGISTERS_TEXTS[language]
  const { register, record, values, entered, asked = null, existing, begunWith } = parts
  const form = registerForm(register, ports.data)
  const errors = (parts.errors ?? []).map((error) => withSentence(call, register, error))
  const choices = await referenceChoices(call, [{ form, language }], values, asked)
  const address = record === null ? `/registers/${register.register}` : recordAddress(register.register, record.id)
  const action = record === null ? `${address}/new` : `${address}/edit`
  const titles = record === null ? {} : await titlesOf(call, namedIn(register, [record.data]))
  const title =
    record === null
      ? texts.newTitle(register.name[language])
      : texts.editTitle(recordTitle(call, register, record, titles))
  const conflict = begunWith && record ? await whatChanged(call, register, begunWith, record) : null
  const wrong = [
    ...errorLinks({ form, language }, errors),
    ...(conflict ? [{ text: texts.conflictSummary, id: 'changes' }] : []),
  ]
  return {
    status: parts.status ?? (wrong.length > 0 ? 422 : 200),
    page: {
      title,
      room: 'registers',
      back: { href: address, text: record === null ? texts.toRegister(pluralName(register, call)) : texts.cancel },
      failed: wrong.length > 0,
      scripts: ['form', 'reference'],
      body: (
        <>
          <ErrorSummary language={language} errors={wrong} />
          <h1 class="govuk-heading-l">{title}</h1>
          {existing !== undefined && (
            <p class="govuk-body">
              <a class="govuk-link" href={recordAddress(register.register, existing)}>
                {texts.existsLink}
              </a>
            </p>
          )}
          {conflict}
          <form method="post" action={action} enctype="multipart/form-data" novalidate>
            <FormToken token={forgeryToken} />
            {record !== null && <input type="hidden" name={VERSION_FIELD} value={String(record.version)} />}
            <FormFields
              form={form}
              language={language}
              values={values}
              entered={entered}
              errors={errors}
              asked={asked}
              choices={choices}
              action={action}
            />
            <StatusChoice call={call} register={register} record={record} />
            <div class="govuk-button-group">
              <Button name="_action" value="save">
                {record === null ? texts.createIt : texts.save}
              </Button>
              <a class="govuk-link" href={address}>
                {texts.cancel}
              </a>
            </div>
          </form>
        </>
      ),
    },
  }
}

interface StatusChoiceProps {
  readonly call: PageCall
  readonly register: Register
  readonly record: RecordView | null
}

/** The status, where people choose it. */
function StatusChoice({ call, register, record }: StatusChoiceProps) {
  const { language, posted } = call
  const { status } = register
  if (status === undefined || statusChangedBy(register) !== 'people') return null
  const chosen = posted.fields.get(STATUS_FIELD) ?? record?.status ?? status.initial ?? status.codes[0]
  return (
    <Field language={language} id="status" label={REGISTERS_TEXTS[language].status}>
      <select class="govuk-select" name={STATUS_FIELD} {...fieldProps('status', {})}>
        {status.codes.map((code) => (
          <option key={code} value={code} selected={code === chosen}>
            {statusLabel(call, register, code)}
          </option>
        ))}
      </select>
    </Field>
  )
}

/** What somebody else did between the version that this person began with and the current one. */
async function whatChanged(call: PageCall, register: Register, before: RecordView, now: RecordView) {
  const { language, ports, institutionId } = call
  const texts = REGISTERS_TEXTS[language]
  const changes = fieldChanges(registerForm(register, ports.data), language, before.data, now.data)
  const titles = await titlesOf(call, namedIn(register, [before.data, now.data]))
  const who = now.updatedBy === null ? '' : await ports.names.person(institutionId, now.updatedBy, language)
  return (
    <section id="changes" aria-labelledby="changes-title" tabindex={-1}>
      <Notice
        language={language}
        kind="warning"
        text={`${texts.conflictTitle}. ${texts.conflictText(who, moment(now.updatedAt, language))}`}
      />
      <h2 class="govuk-heading-m" id="changes-title">
        {texts.conflictChanges}
      </h2>
      {before.status !== now.status && (
        <p class="govuk-body">
          {texts.status}: {statusLabel(call, register, before.status) || texts.nothing} →{' '}
          {statusLabel(call, register, now.status) || texts.nothing}
        </p>
      )}
      {changes.length > 0 && (
        <ChangesTable
          language={language}
          caption={texts.conflictChanges}
          changes={changes}
          reader={readerOf(call, titles)}
        />
      )}
    </section>
  )
}

/** The engine says which values are taken; the words are the page's. */
function withSentence({ language, ports }: PageCall, register: Register, error: FieldError): FieldError {
  if (error.code !== 'record-exists') return error
  const { fields } = registerForm(register, ports.data).i18n[language]
  const name = error.pointer.slice(1)
  return { ...error, message: REGISTERS_TEXTS[language].exists(fields[name]?.label ?? name) }
}
