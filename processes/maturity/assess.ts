/**
 * The level of development that an institution has reached, computed from what is known of each process. Pure: the same
 * evidence gives the same answer. Levels are cumulative: whoever lacks one process of level 2 stays at level 1, whatever else
 * runs.
 */
import { ASKING_LEVELS, type Level, type MaturityTable, requiredAt } from './table.ts'

/** What a process may show, in the order in which it is looked for. */
export const EVIDENCE = ['deployed', 'active', 'measured', 'improved'] as const

/** One kind of evidence. */
export type EvidenceKind = (typeof EVIDENCE)[number]

/** Whether each kind of evidence is there, of one process. */
export type Evidence = { readonly [kind in EvidenceKind]: boolean }

/**
 * How strictly a process is judged. `formal`: it exists. `operational`: it exists and is used. `strict`: at level 2 it is used,
 * at 3 it also exists formally, at 4 it is also measured, at 5 also improved.
 */
export const MODES = ['operational', 'formal', 'strict'] as const

/** One of `MODES`. */
export type Mode = (typeof MODES)[number]

/** A process that a level asks for and that does not count, with what is missing first. */
export interface Missing {
  readonly code: string
  readonly gap: EvidenceKind
}

/** Where an institution stands. */
export interface Assessment {
  readonly mode: Mode
  readonly level: Level
  /** Null at the highest level. */
  readonly next: Level | null
  readonly missingMandatory: readonly Missing[]
  readonly missingDesirable: readonly Missing[]
  /** Desirable at the level reached and not there yet. */
  readonly desirableNow: readonly Missing[]
  /** Level 2 or above with all that is desirable there: the institution actively cares about improvement. */
  readonly activelyImproving: boolean
  /** Processes that the next level asks for, that exist in some way, and that do not count. */
  readonly blockers: readonly Missing[]
  /** What to do next: the mandatory ones first. */
  readonly order: readonly string[]
}

const NOTHING: Evidence = { deployed: false, active: false, measured: false, improved: false }

/** @returns which evidence makes a process count at a level */
export function neededAt(mode: Mode, level: Level): readonly EvidenceKind[] {
  if (mode === 'formal') return ['deployed']
  if (mode === 'operational') return ['deployed', 'active']
  if (level <= 2) return ['active']
  return EVIDENCE.slice(0, level - 1)
}

/** @param evidence by the processes' codes; a process that is not named has none */
export function assess(table: MaturityTable, evidence: ReadonlyMap<string, Evidence>, mode: Mode): Assessment {
  const of = (code: string): Evidence => evidence.get(code) ?? NOTHING
  const missing = (codes: readonly string[], level: Level): readonly Missing[] =>
    codes.flatMap((code) => {
      const gap = neededAt(mode, level).find((kind) => !of(code)[kind])
      return gap === undefined ? [] : { code, gap }
    })

  let level: Level = 1
  for (const asked of ASKING_LEVELS) {
    if (missing(requiredAt(table, asked, 'O'), asked).length > 0) break
    level = asked
  }
  const next = ASKING_LEVELS.find((one) => one > level) ?? null
  const missingMandatory = next === null ? [] : missing(requiredAt(table, next, 'O'), next)
  const missingDesirable = next === null ? [] : missing(requiredAt(table, next, 'V'), next)
  const desirableNow = missing(requiredAt(table, level, 'V'), level)
  const exists = ({ code }: Missing): boolean => EVIDENCE.some((kind) => of(code)[kind])
  return {
    mode,
    level,
    next,
    missingMandatory,
    missingDesirable,
    desirableNow,
    activelyImproving: level >= 2 && desirableNow.length === 0,
    blockers: [...missingMandatory, ...missingDesirable].filter(exists),
    order: [...missingMandatory, ...missingDesirable].map(({ code }) => code),
  }
}

/** What lies between the level reached and the one that is wanted. */
export interface Path {
  readonly level: Level
  readonly missingMandatory: readonly Missing[]
}

/** @returns each level above the one reached up to `target`, with what it still lacks; a process stands where it is first asked for */
export function pathTo(
  table: MaturityTable,
  evidence: ReadonlyMap<string, Evidence>,
  { mode, level: reached }: Pick<Assessment, 'mode' | 'level'>,
  target: Level,
): readonly Path[] {
  const named = new Set<string>()
  return ASKING_LEVELS.filter((level) => level > reached && level <= target).map((level) => {
    const missingMandatory = requiredAt(table, level, 'O').flatMap((code) => {
      const gap = neededAt(mode, level).find((kind) => !(evidence.get(code) ?? NOTHING)[kind])
      const key = `${code} ${gap}`
      if (gap === undefined || named.has(key)) return []
      named.add(key)
      return { code, gap }
    })
    return { level, missingMandatory }
  })
}
