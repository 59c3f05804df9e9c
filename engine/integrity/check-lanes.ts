/** Every lane that has user tasks stands for a role that exists and that somebody holds. */
import type { Lane, ProcessDefinition } from '../model/process-definition.ts'
import type { IntegrityFinding } from './finding.ts'
import type { Landscape } from './landscape.ts'

export function checkLanes({ schemes, roles }: Landscape): IntegrityFinding[] {
  if (roles === null) return []
  return [...schemes.values()].flatMap(({ definition }) =>
    Object.values(definition.lanes)
      .filter((lane) => hasTasks(definition, lane))
      .flatMap((lane) => rolesOf(lane).flatMap((role) => judge(definition, lane, role, roles.get(role)))),
  )
}

function judge(
  { processKey }: ProcessDefinition,
  lane: Lane,
  role: string,
  held: number | undefined,
): IntegrityFinding[] {
  if (held !== undefined && held > 0) return []
  const where = `Lane ${lane.id} “${lane.name}” of "${processKey}"`
  const [code, message] =
    held === undefined
      ? [
          'lane-role-unknown',
          `${where} is for role "${role}", which does not exist. Correct its property candidateGroups.`,
        ]
      : [
          'lane-without-people',
          `${where} is for role "${role}", which nobody holds: its tasks would lie. Give somebody the role.`,
        ]
  return [{ severity: 'warning', code, processKey, elementId: lane.id, subject: role, message }]
}

function hasTasks({ nodes }: ProcessDefinition, { id }: Lane): boolean {
  return Object.values(nodes).some(({ kind, lane }) => kind === 'user-task' && lane === id)
}

/** Roles written in the lane; a computed one, or one for a single service, is known only in a case. */
function rolesOf({ candidateGroups }: Lane): string[] {
  return candidateGroups.flatMap((group) =>
    'literal' in group && typeof group.literal === 'string'
      ? group.literal.split(',').map((role) => role.trim().replace(/@.*$/, ''))
      : [],
  )
}
