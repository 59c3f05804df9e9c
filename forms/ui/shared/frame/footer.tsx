import type { Language } from '../../../check/form-file.ts'
import { SHARED_TEXTS } from '../texts.ts'

/** Help, the glossary and the accessibility statement, where every page has them (WCAG 2.2, 3.2.6). */
export function Footer({ language }: { readonly language: Language }) {
  const texts = SHARED_TEXTS[language]
  return (
    <footer class="ritums-footer">
      <div class="ritums-container ritums-footer__row">
        <nav aria-label={texts.aboutSite}>
          <ul class="ritums-footer__list">
            <li>
              <a class="govuk-link" href="/help/shortcuts">
                {texts.help}
              </a>
            </li>
            <li>
              <a class="govuk-link" href="/glossary">
                {texts.glossary}
              </a>
            </li>
            <li>
              <a class="govuk-link" href="/accessibility">
                {texts.accessibility}
              </a>
            </li>
          </ul>
        </nav>
        <p>{texts.product}</p>
      </div>
    </footer>
  )
}
