/**
 * The workplace: what belongs to one person beside the cases they work on. Nothing of it is part of a case: the engine
 * goes on the same when all of it is lost.
 */
import { Drafts } from './drafts.ts'
import type { WorkplacePorts } from './ports.ts'

export interface Workplace {
  readonly drafts: Drafts
}

export function createWorkplace(ports: WorkplacePorts): Workplace {
  return { drafts: new Drafts(ports) }
}
