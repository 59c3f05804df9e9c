/** Views that somebody saved, own ones and those that colleagues share, with how much is in each; and a place to save this one. */
import { mayManageTasks } from '../../../../api/policies/tasks.ts'
import { roleName } from '../../shared/names.ts'
import type { PageCall } from '../../shared/page.ts'
import { Button } from '../../shared/parts/button.tsx'
import { Details } from '../../shared/parts/details.tsx'
import { Field, fieldProps } from '../../shared/parts/field.tsx'
import { FormToken } from '../../shared/parts/form-token.tsx'
import { Tabs } from '../../shared/parts/tabs.tsx'
import type { Choice } from './filter-choices.ts'
import { countTasks, MOST_COUNTED } from './find-tasks.ts'
import { inboxAddress, readInboxQuery, type InboxQuery } from './inbox-query.ts'
import { INBOX_TEXTS } from './inbox-texts.ts'

/** So many are counted; further ones are listed without a number. */
const MOST_COUNTED_VIEWS = 12

export interface ShownView {
  readonly id: string
  readonly name: string
  readonly address: string
  readonly count: number | null
  readonly more: boolean
  readonly mayRemove: boolean
}

/** @returns the views that the reader has */
export async function loadViews(call: PageCall): Promise<readonly ShownView[]> {
  const { ports, institutionId, caller } = call
  const views = await ports.workplace.savedViews.list({ institutionId, login: caller.id, groups: caller.groups })
  return Promise.all(
    views.map(async ({ id, name, query, owner }, index) => {
      const asked = readInboxQuery(new URLSearchParams(query))
      const counted = index < MOST_COUNTED_VIEWS ? await countTasks(call, asked) : null
      return {
        id,
        name,
        address: inboxAddress(asked),
        count: counted?.count ?? null,
        more: counted?.more ?? false,
        mayRemove: owner === caller.id || mayManageTasks(caller),
      }
    }),
  )
}

/** @returns the groups of the reader, with whom a view can be shared */
export function groupsToShare({ ports, caller, language }: PageCall): readonly Choice[] {
  return caller.roles.map((role) => ({ value: role, text: roleName(ports.data, role, language) }))
}

export interface SavedViewsProps {
  readonly call: PageCall
  readonly query: InboxQuery
  readonly views: readonly ShownView[]
}

export function SavedViews({ call, query, views }: SavedViewsProps) {
  const { language, forgeryToken } = call
  const texts = INBOX_TEXTS[language]
  const here = inboxAddress({ ...query, after: '' })
  const back = <input type="hidden" name="back" value={here} />
  return (
    <>
      {views.length > 0 && (
        <Tabs
          label={texts.views}
          tabs={views.map(({ name, address, count, more }) => ({
            href: address,
            text: more ? `${name} (${texts.more} ${MOST_COUNTED})` : name,
            current: address === here,
            ...(count === null || more ? {} : { count }),
          }))}
        />
      )}
      <Details summary={texts.saveView}>
        <form method="post" action="/tasks/views">
          <FormToken token={forgeryToken} />
          {back}
          <Field language={language} id="view-name" label={texts.viewName}>
            <input
              class="govuk-input govuk-input--width-20"
              name="name"
              maxlength={100}
              {...fieldProps('view-name', {})}
            />
          </Field>
          <Field language={language} id="view-share" label={texts.shareWith}>
            <select class="govuk-select" name="sharedWith" {...fieldProps('view-share', {})}>
              <option value="">{texts.onlyMe}</option>
              {groupsToShare(call).map(({ value, text }) => (
                <option key={value} value={value}>
                  {text}
                </option>
              ))}
            </select>
          </Field>
          <Button kind="secondary">{texts.save}</Button>
        </form>
        {views
          .filter(({ mayRemove }) => mayRemove)
          .map(({ id, name }) => (
            <form key={id} method="post" action={`/tasks/views/${id}/remove`}>
              <FormToken token={forgeryToken} />
              {back}
              <Button kind="secondary" small>
                {texts.removeView(name)}
              </Button>
            </form>
          ))}
      </Details>
    </>
  )
}
