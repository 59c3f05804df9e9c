import type { Language } from '../../check/form-file.ts'
import type { PageRoute } from '../shared/page.ts'
import { Button } from '../shared/parts/button.tsx'
import { FormToken } from '../shared/parts/form-token.tsx'
import { COUNTER_TEXTS } from './counter-texts.ts'

export interface NextClientProps {
  readonly language: Language
  readonly forgeryToken: string
}

/** Ends the serving of one client: nothing of them stays on the screen of the next. */
export function NextClient({ language, forgeryToken }: NextClientProps) {
  const texts = COUNTER_TEXTS[language]
  return (
    <form class="ritums-next-client ritums-no-print" method="post" action="/counter/next">
      <FormToken token={forgeryToken} />
      <Button kind="secondary">{texts.nextClient}</Button>
      <p class="govuk-hint">{texts.nextClientHint}</p>
    </form>
  )
}

/** What a clerk types into the form of an application, whoever it is for. */
const DRAFT_KEY = 'start:application'

export const postNext: PageRoute['handle'] = async ({ ports, institutionId, caller }) => {
  const mine = await ports.workplace.drafts.list({ institutionId, login: caller.id })
  for (const { key } of mine)
    if (key === DRAFT_KEY || key.startsWith(`${DRAFT_KEY}:`))
      await ports.workplace.drafts.discard({ institutionId, login: caller.id, key })
  return { redirect: '/counter?done=cleared' }
}
