import type { Assessment, Missing, Mode } from '../../processes/maturity/assess.ts'
import type { ProcessEvidence } from '../../processes/maturity/evidence.ts'
import type { Standing } from '../../processes/maturity/maturity.ts'

/** Where an institution stands, as the API tells it. @param mode another than the institution has chosen */
export function presentStanding(standing: Standing, mode: Mode = standing.mode) {
  const { target, paths, period, processes, assessments, levels } = standing
  const named = new Map(processes.map(({ process }) => [process.code, process]))
  const missing = (list: readonly Missing[]) =>
    list.map(({ code, gap }) => {
      const process = named.get(code)
      return { code, processKey: process?.processKey ?? '', name: process?.name ?? { lv: code, en: code }, gap }
    })
  const assessed: Assessment = assessments[mode]
  const { level, next, activelyImproving, order } = assessed
  return {
    mode,
    level,
    levelName: levels.find((one) => one.level === level)?.name ?? { lv: String(level), en: String(level) },
    next,
    missingMandatory: missing(assessed.missingMandatory),
    missingDesirable: missing(assessed.missingDesirable),
    desirableNow: missing(assessed.desirableNow),
    activelyImproving,
    blockers: missing(assessed.blockers),
    order,
    target,
    path: paths[mode].map((step) => ({
      level: step.level,
      missingMandatory: missing(step.missingMandatory),
    })),
    period,
    modes: {
      operational: assessments.operational.level,
      formal: assessments.formal.level,
      strict: assessments.strict.level,
    },
    processes: processes.map(presentProcess),
  }
}

function presentProcess(evidence: ProcessEvidence) {
  const { process, holds, inForce, isAdopted, managers, completed, needed, running, confirmation } = evidence
  const { code, processKey, name, requirements } = process
  const { measured, improvements } = evidence
  return {
    code,
    processKey,
    name,
    requirements,
    deployed: {
      holds: holds.deployed,
      definitionId: inForce?.definition.id ?? null,
      version: inForce?.definition.version ?? null,
      adopted: isAdopted,
      managers: managers.map(({ manager }) => manager),
    },
    active: {
      holds: holds.active,
      completed: completed.count,
      more: completed.more,
      needed,
      running,
      confirmation,
    },
    measured: {
      holds: holds.measured,
      periods: measured?.periods ?? [],
      core: measured?.core ?? 0,
      computed: measured?.computed ?? 0,
      reviewed: measured?.reviewed ?? 0,
      indicators: measured?.indicators ?? [],
    },
    improved: { holds: holds.improved, improvements },
  }
}
