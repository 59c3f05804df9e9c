import type { PageCall } from '../shared/page.ts'
import { MEASURING_TEXTS } from './measuring-texts.ts'

/** The same figures as files. */
export function Downloads({
  call: { language },
  address,
}: {
  readonly call: PageCall
  readonly address: (format: 'csv' | 'json') => string
}) {
  const texts = MEASURING_TEXTS[language]
  return (
    <p class="govuk-body ritums-measures__files">
      {texts.download}{' '}
      {(['csv', 'json'] as const).map((format) => (
        <>
          <a class="govuk-link" href={address(format)} download>
            {format.toUpperCase()}
          </a>{' '}
        </>
      ))}
    </p>
  )
}
