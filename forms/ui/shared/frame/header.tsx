import { LANGUAGES, type Language } from '../../../check/form-file.ts'
import { FormToken } from '../parts/form-token.tsx'
import { Tag } from '../parts/tag.tsx'
import { SHARED_TEXTS } from '../texts.ts'
import { withLanguage } from '../with-language.ts'
import { Mark } from './mark.tsx'

export interface HeaderProps {
  readonly language: Language
  readonly address: string
  readonly institutionName: string
  readonly demo: boolean
  readonly who: { readonly name: string; readonly unread?: number | undefined } | null
  readonly forgeryToken: string
}

/** Whose pages these are, in which language, and who is looking at them. */
export function Header({ language, address, institutionName, demo, who, forgeryToken }: HeaderProps) {
  const texts = SHARED_TEXTS[language]
  return (
    <>
      {demo && (
        <div class="ritums-demo">
          <p class="ritums-container">
            <Tag colour="yellow">{texts.demoTag}</Tag> {texts.demo}
          </p>
        </div>
      )}
      <div class="ritums-header">
        <div class="ritums-container ritums-header__row">
          <a class="ritums-header__home" href="/">
            <Mark />
            <span class="ritums-header__names">
              <span class="ritums-header__institution">{institutionName}</span>{' '}
              <span class="ritums-header__product">Ritums</span>
            </span>
          </a>
          <div class="ritums-header__tools">
            <Languages language={language} address={address} />
            <nav aria-label={texts.person}>
              <ul class="ritums-header__list">
                {who === null ? (
                  <li>
                    <a class="ritums-header__link" href="/login">
                      {texts.logIn}
                    </a>
                  </li>
                ) : (
                  <>
                    {who.unread !== undefined && (
                      <li>
                        <NoticesLink language={language} unread={who.unread} />
                      </li>
                    )}
                    <li>
                      <a class="ritums-header__link" href="/me">
                        {who.name}
                        <span class="govuk-visually-hidden">: {texts.mySettings}</span>
                      </a>
                    </li>
                    <li>
                      <form method="post" action="/logout">
                        <FormToken token={forgeryToken} />
                        <button type="submit" class="ritums-header__link">
                          {texts.logOut}
                        </button>
                      </form>
                    </li>
                  </>
                )}
              </ul>
            </nav>
          </div>
        </div>
      </div>
    </>
  )
}

/** A script keeps the number true and says politely that there is something new. */
function NoticesLink({ language, unread }: { readonly language: Language; readonly unread: number }) {
  const texts = SHARED_TEXTS[language]
  return (
    <>
      <a class="ritums-header__link" href="/me/notices" data-notices>
        {texts.notices}
        <span data-notices-number hidden={unread === 0}>
          {' '}
          (<span data-notices-count>{unread}</span>
          <span class="govuk-visually-hidden"> {texts.noticesUnread}</span>)
        </span>
      </a>
      <span
        class="govuk-visually-hidden"
        role="status"
        data-notices-said
        {...Object.fromEntries(Object.entries(texts.noticesNew).map(([rule, text]) => [`data-${rule}`, text]))}
      />
    </>
  )
}

function Languages({ language, address }: Pick<HeaderProps, 'language' | 'address'>) {
  return (
    <nav aria-label={SHARED_TEXTS[language].switchLanguage}>
      <ul class="ritums-header__list">
        {LANGUAGES.map((other) => (
          <li key={other}>
            <a
              class="ritums-header__link"
              href={withLanguage(address, other)}
              lang={other}
              hreflang={other}
              {...(other === language ? { 'aria-current': 'true' as const } : {})}
            >
              {SHARED_TEXTS[other].languageName}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
