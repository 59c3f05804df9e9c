import { Downloads } from '../measuring/downloads.tsx'
import type { PageCall } from '../shared/page.ts'
import { SCALE_TEXTS } from './scale-texts.ts'

/** Where an institution gets the file that its lead hands in, or why there is none yet. */
export async function forLead(call: PageCall, period: string) {
  const { language, ports, institutionId } = call
  const texts = SCALE_TEXTS[language]
  const own = (await ports.scale.members(institutionId)).find(({ id }) => id === institutionId)
  const missing = !own?.regNo ? texts.forLeadNumber : ports.scale.isOver(period) ? null : texts.forLeadLater
  return (
    <section aria-labelledby="for-lead">
      <h2 class="govuk-heading-m" id="for-lead">
        {texts.forLead}
      </h2>
      <p class="govuk-body">{missing ?? texts.forLeadText}</p>
      {missing === null && (
        <Downloads
          call={call}
          address={(format) => `/api/scale/report${format === 'csv' ? '/export' : ''}?period=${period}`}
        />
      )}
    </section>
  )
}
