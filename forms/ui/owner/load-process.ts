import type { DefinitionOutline } from '../../../engine/model/definition-outline.ts'
import type { DefinitionChangeView, DefinitionView } from '../../../engine/model/deployment.ts'
import { NotFound } from '../../../engine/model/errors.ts'
import type { WaitingCount } from '../../../engine/model/views.ts'
import { allRecords } from '../../../processes/all-records.ts'
import { assignmentOf, holdsOn, PROCESS_ASSIGNMENT } from '../../../processes/responsibilities/process-managers.ts'
import type { PageCall } from '../shared/page.ts'
import { dayOf } from '../shared/typed-day.ts'
import { chosenInForce, inForce, versionsOf } from './in-force.ts'
import { orderSteps, type Step } from './order-steps.ts'

/** Everything that the page of one process shows. */
export interface LoadedProcess {
  readonly processKey: string
  /** In the reader's language. */
  readonly name: string
  readonly description: string | null
  /** The version that is looked at. */
  readonly shown: DefinitionView
  readonly inForce: DefinitionView | null
  /** Whether the institution itself has put it in force. */
  readonly isChosen: boolean
  /** Newest first. */
  readonly versions: readonly DefinitionView[]
  readonly outline: DefinitionOutline
  readonly steps: readonly Step[]
  /** By element, of the shown version. */
  readonly waiting: ReadonlyMap<string, WaitingCount>
  /** Running cases by version. */
  readonly running: ReadonlyMap<string, number>
  readonly changes: readonly DefinitionChangeView[]
  /** Names of who is appointed to manage it today. */
  readonly managers: readonly string[]
}

/** @throws NotFound for a process or version that the institution does not know */
export async function loadProcess(call: PageCall): Promise<LoadedProcess> {
  const { ports, institutionId, language, params, query } = call
  const processKey = params['key'] ?? ''
  const [versions, current, chosen] = await Promise.all([
    versionsOf(call, processKey),
    inForce(call, processKey),
    chosenInForce(call, processKey),
  ])
  const asked = query.get('version')
  const shown = asked === null ? (current ?? versions[0]) : versions.find(({ id }) => id === asked)
  if (!shown) throw new NotFound('process', processKey)
  const [outline, waiting, running, changes, managers] = await Promise.all([
    ports.names.outline(institutionId, shown.id),
    ports.engine.countWaiting({ institutionId, definitionId: shown.id }),
    ports.engine.countRunning({ institutionId }),
    ports.engine.listDefinitionChanges({ institutionId, processKey }),
    managersOf(call, processKey),
  ])
  const english = language === 'en'
  return {
    processKey,
    name: (english ? outline.nameEn : null) ?? outline.name,
    description: (english ? outline.descriptionEn : null) ?? outline.description,
    shown,
    inForce: current,
    isChosen: chosen !== null,
    versions,
    outline,
    steps: orderSteps(outline),
    waiting: new Map(waiting.map((count) => [count.elementId, count])),
    running: new Map(running.map(({ definitionId, count }) => [definitionId, count])),
    changes: changes.items,
    managers,
  }
}

/** Names of who is appointed to manage a process today. */
export async function managersOf(
  { ports, institutionId, language }: PageCall,
  processKey: string,
): Promise<readonly string[]> {
  const records = await allRecords(ports.engine, {
    institutionId,
    register: PROCESS_ASSIGNMENT,
    where: { processKey },
    status: ['active'],
  })
  const today = dayOf(ports.clock.now())
  const holding = records.map(assignmentOf).filter((assignment) => holdsOn(assignment, today))
  return Promise.all(holding.map(({ manager }) => ports.names.person(institutionId, manager, language)))
}
