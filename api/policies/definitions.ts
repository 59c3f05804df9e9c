/** Who may read, deploy and put in force what runs. */
import { Conflict, NotAllowed } from '../../engine/model/errors.ts'
import type { Owner } from '../../engine/model/deployment.ts'
import type { Caller } from './caller.ts'
import { allows, allowsSome } from './grants.ts'

/** People see how the institution works; systems only with the grant. */
export function mayReadDefinitions(caller: Caller): boolean {
  return caller.kind === 'person' || allows(caller.grants, 'process.read')
}

export function mayDeploy(caller: Caller): boolean {
  return allows(caller.grants, 'deploy')
}

export function mayActivate(caller: Caller): boolean {
  return allows(caller.grants, 'activate')
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
