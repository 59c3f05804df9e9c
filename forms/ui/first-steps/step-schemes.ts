/** Whether schemes are in force, and none of them is halted. */
import type { PageCall } from '../shared/page.ts'
import { FIRST_STEPS_TEXTS } from './first-steps-texts.ts'

export async function schemesMissing({ ports, institutionId, language }: PageCall): Promise<readonly string[]> {
  const texts = FIRST_STEPS_TEXTS[language].missing
  const { items } = await ports.engine.listDefinitions({ institutionId, activeOnly: true, limit: 200 })
  if (items.length === 0) return [texts.noSchemes]
  const halted = items.filter(({ suspended }) => suspended)
  if (halted.length === 0) return []
  const names = await Promise.all(
    halted.map(({ processKey }) => ports.names.process(institutionId, processKey, language)),
  )
  return [texts.suspended([...new Set(names)].join(', '))]
}
