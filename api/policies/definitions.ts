/** Who may read, deploy and put in force what runs. */
import { Conflict, NotAllowed } from '../../engine/model/errors.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Owner, ResourceFile } from '../../engine/model/deployment.ts'
import type { Caller } from './caller.ts'
import { allows, allowsSome } from './grants.ts'

/** People see how the institution works; systems only with the grant. */
export function mayReadDefinitions(caller: Caller): boolean {
  return caller.kind === 'person' || allows(caller.grants, 'process.read')
}

/** Keys of the processes that single services have of their own; their managers change these themselves. */
const OF_SERVICES = /^svc-/
const THING_OF_SERVICES = 'svc-*'

/** Whether there is anything at all that the caller may upload, or the process that is named. */
export function mayDeploy(caller: Caller, processKey?: string): boolean {
  return mayChange(caller, 'deploy', processKey)
}

/** The same for putting in force, withdrawing and suspending. */
export function mayActivate(caller: Caller, processKey?: string): boolean {
  return mayChange(caller, 'activate', processKey)
}

function mayChange({ grants }: Caller, action: 'deploy' | 'activate', processKey: string | undefined): boolean {
  if (processKey === undefined) return allowsSome(grants, action)
  return (
    allows(grants, action, processKey) || (OF_SERVICES.test(processKey) && allows(grants, action, THING_OF_SERVICES))
  )
}

/** @throws {NotAllowed} for a process that is not the caller's to put in force */
export function refuseUnlessMayActivateProcess(caller: Caller, processKey: string): void {
  if (mayActivate(caller, processKey)) return
  throw new NotAllowed(
    `Expected somebody who may put "${processKey}" in force, but "${caller.id}" may do so only for other processes.`,
  )
}

/** Procedures and instructions are attached by who may change the process. @throws {NotAllowed} */
export function refuseUnlessMayAttachDocuments(caller: Caller, processKey: string): void {
  if (mayDeploy(caller, processKey)) return
  throw new NotAllowed(
    `Expected somebody who may change "${processKey}", but "${caller.id}" may not attach documents to it. Ask its process manager.`,
  )
}

/**
 * Of a bundle every diagram has to be the caller's to change. Who may upload some processes only brings no message contracts:
 * these hold for all processes.
 *
 * @throws {NotAllowed}
 */
export async function refuseForeignBundle(
  caller: Caller,
  engine: Pick<Engine, 'previewDeployment'>,
  owner: Owner,
  resources: readonly ResourceFile[],
  activate = false,
): Promise<void> {
  const isWhole = allows(caller.grants, 'deploy') && (!activate || allows(caller.grants, 'activate'))
  if (isWhole) return
  const contracts = resources.find(({ name }) => name.endsWith('messages.json'))
  if (contracts)
    throw new NotAllowed(
      `Expected diagrams, forms and decision tables, but "${contracts.name}" has message contracts, which hold for all processes. Leave it out.`,
    )
  const { definitions } = await engine.previewDeployment({ owner, resources })
  const foreign = definitions.find(
    ({ processKey }) => !mayDeploy(caller, processKey) || (activate && !mayActivate(caller, processKey)),
  )
  if (foreign)
    throw new NotAllowed(
      `Expected processes that you may change, but the bundle has "${foreign.processKey}". Leave it out, or ask its process manager.`,
    )
}

/** Who deploys or puts in force looks at it first; it costs a processor for seconds, so it is for nobody else. */
export function mayRehearse(caller: Caller): boolean {
  return mayReadDefinitions(caller) && (mayDeploy(caller) || mayActivate(caller))
}

/** Whether there is any process at all that the caller may start. */
export function mayStartSomething(caller: Caller): boolean {
  return allowsSome(caller.grants, 'process.start')
}

export function mayStartProcess(caller: Caller, processKey: string): boolean {
  return allows(caller.grants, 'process.start', processKey)
}

/**
 * Whose edition a caller may change: their institution's, or a holder's within it. The typical edition comes with the
 * installation and is nobody's to change from outside.
 *
 * @throws {NotAllowed}
 */
export function ownerFor(
  caller: Caller,
  wish: { readonly institutionId?: string; readonly holderId?: string } = {},
): Owner {
  const { institutionId = caller.institutionId, holderId = '' } = wish
  if (institutionId !== caller.institutionId) {
    throw new NotAllowed(
      `Expected your own institution "${caller.institutionId}" as the owner, but it is "${institutionId}".`,
    )
  }
  return { institutionId, holderId }
}

/** Putting in force needs a right of its own, also as part of a deployment. @throws {NotAllowed} */
export function refuseUnlessMayActivate(caller: Caller, activate: boolean | undefined): void {
  if (activate === true && !mayActivate(caller)) {
    throw new NotAllowed(
      'Expected somebody who may put definitions in force, but you may only deploy. Leave "activate" out.',
    )
  }
}

/** Suspending a definition of the typical edition would stop every institution. @throws {Conflict} `typical-edition` */
export function refuseTypical(owner: Owner, definitionId: string): void {
  if (owner.institutionId === '') {
    throw new Conflict(
      'typical-edition',
      `Expected a definition of your institution, but "${definitionId}" belongs to the typical edition. Activate it for your institution first.`,
      { definitionId },
    )
  }
}
