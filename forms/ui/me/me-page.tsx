/** One's own settings: how pages speak and what they tell, password and sessions, roles, absence. */
import { LANGUAGES } from '../../check/form-file.ts'
import { doneNotice } from '../shared/done-notice.ts'
import { errorAt } from '../shared/form-page.tsx'
import type { PageCall, PageReply, PageRoute } from '../shared/page.ts'
import { Choices } from '../shared/parts/choices.tsx'
import { ErrorSummary, type SummaryError } from '../shared/parts/error-summary.tsx'
import { SummaryList } from '../shared/parts/summary-list.tsx'
import { TextInput } from '../shared/parts/text-input.tsx'
import { loadMe, type MyRoom } from './load-me.ts'
import { ME_TEXTS } from './me-texts.ts'
import { MyAbsence } from './my-absence.tsx'
import { MyRoles } from './my-roles.tsx'
import { MySessions } from './my-sessions.tsx'
import { NoticeChoices } from './notice-choices.tsx'
import { OwnForm } from './own-form.tsx'

export const showMe: PageRoute['handle'] = (call) => mePage(call, new URLSearchParams(), [])

/** @param typed what one of the forms could not take */
export async function mePage(
  call: PageCall,
  typed: URLSearchParams,
  wrong: readonly SummaryError[],
): Promise<PageReply> {
  const { language } = call
  const texts = ME_TEXTS[language]
  const room = await loadMe(call)
  const { person } = room
  return {
    status: wrong.length > 0 ? 422 : 200,
    page: {
      title: texts.title,
      room: 'me',
      failed: wrong.length > 0,
      ...doneNotice(call.query, texts.done),
      body: (
        <>
          <ErrorSummary language={language} errors={wrong} />
          <h1 class="govuk-heading-l">{texts.title}</h1>
          <SummaryList
            rows={[
              { key: texts.name, value: person.name },
              { key: texts.login, value: person.login },
            ]}
          />
          <p class="govuk-hint">{texts.nameHint}</p>
          <MyAbsence language={language} absences={room.absences} />
          <MyRoles language={language} roles={room.roles} />
          <LanguageForm call={call} room={room} wrong={wrong} />
          <ShortcutsForm call={call} room={room} />
          <NoticesForm call={call} room={room} />
          <OwnForm call={call} name="email" title={texts.email} button={texts.emailSave}>
            <TextInput
              {...{ language, id: 'email', label: texts.email, hint: texts.emailHint, type: 'email', optional: true }}
              value={typed.get('email') ?? person.email ?? ''}
              error={errorAt(wrong, 'email')}
              maxlength={254}
              autocomplete="email"
            />
          </OwnForm>
          <PasswordForm call={call} wrong={wrong} />
          <MySessions call={call} sessions={room.sessions} />
        </>
      ),
    },
  }
}

interface PartProps {
  readonly call: PageCall
  readonly room: MyRoom
}

function LanguageForm({ call, room, wrong }: PartProps & { readonly wrong: readonly SummaryError[] }) {
  const { language } = call
  const texts = ME_TEXTS[language]
  return (
    <OwnForm call={call} name="language" title={texts.language} button={texts.languageSave}>
      <Choices
        {...{ language, id: 'language', label: texts.languageLegend, kind: 'radios' }}
        items={LANGUAGES.map((value) => ({ value, text: texts.languages[value] }))}
        chosen={[room.person.language ?? language]}
        error={errorAt(wrong, 'language')}
      />
    </OwnForm>
  )
}

function ShortcutsForm({ call, room }: PartProps) {
  const { language } = call
  const texts = ME_TEXTS[language]
  return (
    <OwnForm call={call} name="shortcuts" title={texts.shortcuts} button={texts.shortcutsSave}>
      <Choices
        {...{ language, id: 'shortcuts', label: texts.shortcutsLegend, hint: texts.shortcutsHint, kind: 'checkboxes' }}
        items={[{ value: 'on', text: texts.shortcutsOn }]}
        chosen={room.preferences.shortcuts ? ['on'] : []}
      />
      <p class="govuk-body">
        <a class="govuk-link" href="/help/shortcuts">
          {texts.shortcutsHelp}
        </a>
      </p>
    </OwnForm>
  )
}

function NoticesForm({ call, room }: PartProps) {
  const { language, ports } = call
  const texts = ME_TEXTS[language]
  const { person, preferences } = room
  return (
    <OwnForm call={call} name="notices" title={texts.notices} button={texts.noticesSave}>
      <p class="govuk-body">{texts.noticesIntro}</p>
      {!ports.sendsEmail && <p class="govuk-hint">{texts.noEmailYet}</p>}
      {person.email === null && <p class="govuk-hint">{texts.noAddress}</p>}
      <NoticeChoices language={language} notices={preferences.notices} />
    </OwnForm>
  )
}

function PasswordForm({ call, wrong }: { readonly call: PageCall; readonly wrong: readonly SummaryError[] }) {
  const { language } = call
  const texts = ME_TEXTS[language]
  const field = (id: string, label: string, autocomplete: string, hint?: string) => (
    <TextInput
      {...{ language, id, label, hint, autocomplete, value: '', type: 'password', width: 20 }}
      error={errorAt(wrong, id)}
    />
  )
  return (
    <OwnForm call={call} name="password" title={texts.password} button={texts.passwordSave}>
      <p class="govuk-body">{texts.passwordIntro}</p>
      {/* For programs that keep passwords. */}
      <input type="text" name="username" value={call.caller.id} autocomplete="username" hidden readonly />
      {field('password', texts.passwordNow, 'current-password')}
      {field('newPassword', texts.passwordNew, 'new-password', texts.passwordHint)}
      {field('newPasswordAgain', texts.passwordAgain, 'new-password')}
    </OwnForm>
  )
}
