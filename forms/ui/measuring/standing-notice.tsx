import type { PageCall } from '../shared/page.ts'
import { MEASURING_TEXTS } from './measuring-texts.ts'

const COUNTED_UP_TO = 1000
/** Fewer are counted before the page is read. */
const NOT_WORTH_A_WORD = 20

/** Says it where figures lag behind, and where the period is not over. */
export async function standingWords({ ports, language }: PageCall, isPeriodOver: boolean): Promise<readonly string[]> {
  const texts = MEASURING_TEXTS[language]
  const { due, isWalking } = await ports.engine.getMeasuringStanding()
  return [
    ...(isPeriodOver ? [] : [texts.notOver]),
    ...(isWalking ? [texts.walking] : due > NOT_WORTH_A_WORD ? [texts.behind(due, due >= COUNTED_UP_TO)] : []),
  ]
}

export function StandingWords({ words }: { readonly words: readonly string[] }) {
  return (
    <>
      {words.map((word) => (
        <p key={word} class="govuk-inset-text">
          {word}
        </p>
      ))}
    </>
  )
}
