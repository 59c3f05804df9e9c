/** Reads `processes/indicators/*.json` and judges every formula, so that a wrong one is found at start and not as a missing value. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { problemsOfFigure } from '../../engine/measuring/check-figure.ts'
import type { Json } from '../../engine/model/json.ts'
import { reasonOf } from '../../engine/model/reason-of.ts'
import { figuresOf } from './figures-of.ts'
import type { Indicator } from './indicator.ts'

/** A file of the indicators of one process. */
interface IndicatorFile {
  readonly process: string
  readonly indicators: readonly Omit<Indicator, 'processKey'>[]
}

const MEASURES = [
  'count',
  'share',
  'sum',
  'average',
  'ratio',
  'percentile',
  'age',
  'past',
  'recent',
  'quotient',
  'coverage',
  'distinct',
]

/**
 * @param folder `processes/indicators`
 * @throws Error naming the file, the indicator and what is wrong with it
 */
export function readIndicators(folder: string): readonly Indicator[] {
  const found: Indicator[] = []
  for (const name of readdirSync(folder)
    .filter((one) => one.endsWith('.json'))
    .toSorted()) {
    const path = join(folder, name)
    for (const indicator of readFile(path)) {
      const problems = problemsOf(indicator)
      if (found.some(({ key }) => key === indicator.key)) problems.push('Expected a key of its own, but it is taken.')
      if (problems.length > 0)
        throw new Error(`Expected "${path}" to be usable, but "${indicator.key}" is not: ${problems.join(' ')}`)
      found.push(indicator)
    }
  }
  return found
}

function readFile(path: string): readonly Indicator[] {
  try {
    const file = JSON.parse(readFileSync(path, 'utf8')) as IndicatorFile
    return file.indicators.map((indicator) => ({ ...indicator, processKey: file.process }))
  } catch (cause) {
    throw new Error(`Expected "${path}" to be JSON with indicators, but ${reasonOf(cause)}.`, { cause })
  }
}

function problemsOf(indicator: Indicator): string[] {
  const { measure } = indicator.formula
  if (!MEASURES.includes(measure)) return [`Expected a measure of ${MEASURES.join(', ')}, but got "${measure}".`]
  return figuresOf(indicator).flatMap((figure) => [...problemsOfFigure(figure as unknown as Json)])
}
