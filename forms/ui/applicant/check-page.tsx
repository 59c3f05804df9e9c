/** Everything that was answered, once more, before it is sent. What was typed goes on in hidden fields. */
import type { PageCall, PageReply } from '../shared/page.ts'
import { newOnceKey } from '../shared/once.ts'
import { Button } from '../shared/parts/button.tsx'
import { FormToken } from '../shared/parts/form-token.tsx'
import { KeptFields } from '../shared/parts/kept-fields.tsx'
import { Answers } from './answers.tsx'
import { APPLY_TEXTS } from './apply-texts.ts'
import type { Judged } from './judge.ts'
import type { Matter } from './public-matter.ts'
import { formKeyOf } from './visitor.ts'

/** Name of the field that says what a button of these pages does. */
export const STEP_FIELD = '_step'

export function checkPage(call: PageCall, matter: Matter, { entered, data }: Judged): PageReply {
  const { language, forgeryToken } = call
  const texts = APPLY_TEXTS[language]
  return {
    page: {
      title: `${texts.checkTitle}: ${matter.title}`,
      body: (
        <>
          <h1 class="govuk-heading-l">
            <span class="govuk-caption-l">{matter.title}</span>
            {texts.checkTitle}
          </h1>
          <Answers call={call} matter={matter} data={data} />
          <p class="govuk-body">{texts.checkText}</p>
          <form method="post" action={matter.action} novalidate>
            <FormToken token={forgeryToken} once={formKeyOf(call) ?? newOnceKey()} />
            <KeptFields fields={entered} />
            <div class="govuk-button-group">
              <Button name={STEP_FIELD} value="send">
                {texts.send}
              </Button>
              <Button kind="secondary" name={STEP_FIELD} value="change">
                {texts.change}
              </Button>
            </div>
          </form>
        </>
      ),
    },
  }
}
