import type { Language } from '../../../check/form-file.ts'
import { moment } from '../../shared/format.ts'
import { Moment } from '../../shared/parts/moment.tsx'
import type { PointOnTheWay } from './milestones.ts'
import { TRACK_TEXTS } from './track-texts.ts'

/** The milestones one below the other; the mark repeats what the words say. */
export function Way({ language, way }: { readonly language: Language; readonly way: readonly PointOnTheWay[] }) {
  const texts = TRACK_TEXTS[language]
  return (
    <ol class="ritums-milestones">
      {way.map(({ milestone, state, at }) => (
        <li
          key={milestone.key}
          class={`ritums-milestones__item ritums-milestones__item--${state}`}
          {...(state === 'current' ? { 'aria-current': 'step' as const } : {})}
        >
          <span class="ritums-milestones__mark" aria-hidden="true">
            {state === 'reached' ? '✓' : ''}
          </span>
          <span class="ritums-milestones__name">{milestone.name[language]}</span>{' '}
          <span class="ritums-secondary">
            {texts[state]}
            {at !== null && (
              <>
                {', '}
                <Moment at={at}>{moment(at, language)}</Moment>
              </>
            )}
          </span>
        </li>
      ))}
    </ol>
  )
}
