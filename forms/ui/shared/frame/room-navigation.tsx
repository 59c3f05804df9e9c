import type { Language } from '../../../check/form-file.ts'
import { SHARED_TEXTS } from '../texts.ts'

export interface RoomLink {
  readonly key: string
  readonly href: string
  readonly text: string
  /** This page is in the room. */
  readonly current: boolean
  /** How many things wait there. */
  readonly count?: number | undefined
}

/** The rooms of the person. A script folds them behind a button on a narrow screen; without it they stand one below the other. */
export function RoomNavigation({
  language,
  rooms,
}: {
  readonly language: Language
  readonly rooms: readonly RoomLink[]
}) {
  const texts = SHARED_TEXTS[language]
  return (
    <div class="govuk-service-navigation" data-module="govuk-service-navigation">
      <div class="ritums-container">
        <div class="govuk-service-navigation__container">
          <nav aria-label={texts.rooms} class="govuk-service-navigation__wrapper">
            {rooms.length > 1 && (
              <button
                type="button"
                class="govuk-service-navigation__toggle govuk-js-service-navigation-toggle"
                aria-controls="rooms"
                hidden
                aria-hidden="true"
              >
                {texts.menu}
              </button>
            )}
            <ul class="govuk-service-navigation__list" id="rooms">
              {rooms.map((room) => (
                <Room key={room.key} room={room} />
              ))}
            </ul>
          </nav>
        </div>
      </div>
    </div>
  )
}

function Room({ room: { href, text, current, count } }: { readonly room: RoomLink }) {
  return (
    <li class={`govuk-service-navigation__item${current ? ' govuk-service-navigation__item--active' : ''}`}>
      {/* Not "page": the current page may be one that is deeper in the room. */}
      <a class="govuk-service-navigation__link" href={href} {...(current ? { 'aria-current': 'true' as const } : {})}>
        {current ? <strong class="govuk-service-navigation__active-fallback">{text}</strong> : text}
        {count !== undefined && count > 0 && (
          <>
            {' '}
            <span class="ritums-count">{count}</span>
          </>
        )}
      </a>
    </li>
  )
}
