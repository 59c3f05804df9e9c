/** Roles that schemes in force need: which of them nobody holds, and which do not exist. */
import type { IntegrityFinding } from '../../../engine/integrity/finding.ts'
import { roleName } from '../shared/names.ts'
import type { PageCall } from '../shared/page.ts'

export interface NeededRole {
  readonly role: string
  readonly name: string
  /** Names of the processes that need it. */
  readonly processes: readonly string[]
}

const UNKNOWN = 'lane-role-unknown'
const NOT_HELD = 'lane-without-people'

export async function rolesNeeded(
  call: PageCall,
): Promise<{ readonly notHeld: readonly NeededRole[]; readonly unknown: readonly NeededRole[] }> {
  const { ports, institutionId } = call
  const findings = await ports.engine.checkIntegrity({ institutionId, holderId: '' })
  const ofCode = (wanted: string): readonly IntegrityFinding[] => findings.filter(({ code }) => code === wanted)
  const [notHeld, unknown] = await Promise.all([byRole(call, ofCode(NOT_HELD)), byRole(call, ofCode(UNKNOWN))])
  return { notHeld, unknown }
}

function byRole(
  { ports, institutionId, language }: PageCall,
  findings: readonly IntegrityFinding[],
): Promise<readonly NeededRole[]> {
  const roles = [...new Set(findings.map(({ subject }) => subject))]
  return Promise.all(
    roles.map(async (role) => {
      const keys = new Set(findings.flatMap(({ subject, processKey }) => (subject === role ? processKey : [])))
      const processes = await Promise.all([...keys].map((key) => ports.names.process(institutionId, key, language)))
      return { role, name: roleName(ports.data, role, language), processes }
    }),
  )
}
