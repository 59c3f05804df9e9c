/**
 * What every page loads. Without it everything works; with it the focus goes to what went wrong or was done, a long menu
 * folds on a narrow screen, a button that was pressed twice sends once, and a text says how much room is left.
 */
import { Button } from 'govuk-frontend/dist/govuk/components/button/button.mjs'
import { CharacterCount } from 'govuk-frontend/dist/govuk/components/character-count/character-count.mjs'
import { ErrorSummary } from 'govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs'
import { ServiceNavigation } from 'govuk-frontend/dist/govuk/components/service-navigation/service-navigation.mjs'
import { SkipLink } from 'govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs'

const PARTS = {
  'govuk-service-navigation': ServiceNavigation,
  'govuk-skip-link': SkipLink,
  'govuk-button': Button,
  'govuk-character-count': CharacterCount,
  'govuk-error-summary': ErrorSummary,
}

// The parts ask for this class before they begin, and the stylesheet knows by it that scripts run.
document.body.classList.add('govuk-frontend-supported')
for (const [name, Part] of Object.entries(PARTS))
  for (const element of document.querySelectorAll(`[data-module="${name}"]`)) {
    try {
      Reflect.construct(Part, [element])
    } catch (error) {
      // One that is wrong on this page must not take the others with it.
      console.error(error)
    }
  }

// What was done is read out first, unless something went wrong as well.
if (document.querySelector('[data-module="govuk-error-summary"]') === null)
  document.querySelector<HTMLElement>('[data-focus-first]')?.focus()
