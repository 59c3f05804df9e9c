/**
 * The traffic of scenario A: an e-service is down, one client phones and another writes, one incident is worked on and
 * both are told. Three cases, from their beginnings to their ends, through the engine's own commands and questions.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Actor, Engine } from '../engine/engine.ts'
import type { Variables } from '../engine/model/json.ts'
import type { TaskView } from '../engine/model/views.ts'
import { ADMIN, person } from './typical-house.ts'

/** Two applications and their incident. */
export const CASES_OF_A_DISRUPTION = 3
/** Scenario A's own service and information system, which others are made like. */
const LIKE = { service: 'service-s-014', item: 'IS-0007' }
const KAC = person('kac', 'KAC')
const EXE = person('exe', 'EXE')
const PORTAL: Actor = { ...person('api-key:portal'), mayManage: true }
const LONGEST_WAIT_MS = 60_000
const LOOK_AGAIN_MS = 20

const OCCURRED = '2026-03-12T06:50:00.000Z'
const CLASSIFIED: Variables = {
  kind: 'incident',
  category: 'category-e-service',
  impact: 'extensive',
  urgency: 'high',
  admissibility: 'ok',
  l1Solvable: false,
}
const ACCEPTED: Variables = {
  acceptDecision: 'accepted',
  impact: 'extensive',
  urgency: 'high',
  majorIncident: true,
  expectedRestoreMinutes: 90,
}
const ALARM: Variables = {
  title: 'Sistēma neatbild',
  symptoms: 'HTTP 503',
  source: 'monitoring',
  occurredAt: OCCURRED,
}
const DIAGNOSED: Variables = { diagnosis: 'Beidzies sertifikāts.', causeKnown: false, resolutionPath: 'fix' }
const MENDED: Variables = {
  actionsTaken: 'Izsniegts pagaidu sertifikāts.',
  restoredAt: '2026-03-12T08:32:00.000Z',
  temporaryFix: true,
  ciChanged: true,
}
const HANDED_OVER: Variables = {
  resultSummary: 'E-pakalpojums darbojas.',
  deliveryChannel: 'email',
  confirmedOnSpot: false,
}
const CLOSED: Variables = { closureCode: 'resolved', finalCategory: 'category-e-service' }

/** What is down. Two disruptions of one service would meet in one incident. */
export interface Target {
  readonly serviceId: string
  readonly itemId: string
}

/** Registers a service with its information system. @param name not that of another */
export async function addTarget(engine: Engine, name: string): Promise<Target> {
  const { institutionId } = ADMIN
  const service = await engine.getRecord({ institutionId, register: 'service', id: LIKE.service })
  const item = await engine.getRecord({ institutionId, register: 'configuration-item', id: LIKE.item })
  const target = { serviceId: `service-${name}`, itemId: `item-${name}` }
  await engine.createRecord({
    by: ADMIN,
    register: 'configuration-item',
    id: target.itemId,
    data: { ...item.data, ciNumber: target.itemId },
    status: item.status ?? undefined,
  })
  await engine.createRecord({
    by: ADMIN,
    register: 'service',
    id: target.serviceId,
    data: { ...service.data, code: name, ciIds: [target.itemId] },
    status: service.status ?? undefined,
  })
  return target
}

/** An application by phone, up to where the front office decides what it is. @returns the case */
export async function beginByPhone(engine: Engine, serviceId: string, clientId: string): Promise<string> {
  const variables = {
    ...complaintOf(serviceId, clientId),
    channel: 'phone',
    receivedAt: new Date(Date.parse(OCCURRED) + 720_000).toISOString(),
    clientName: 'Anna Bērziņa',
    contactPhone: '+37120000011',
    preferredChannel: 'phone',
  }
  return (await engine.startProcessInstance({ by: KAC, processKey: 'application', variables })).id
}

/** Waits until the front office can decide what an application is. */
export async function waitsForClassification(engine: Engine, application: string): Promise<void> {
  await taskOf(engine, KAC, 'APP_U01', application)
}

/** Waits for a task of a case, as a person looks for it in their list. @throws Error */
function taskOf(engine: Engine, by: Actor, elementId: string, processInstanceId: string): Promise<TaskView> {
  const visibleTo = { userId: by.id, groups: by.groups }
  const query = { institutionId: by.institutionId, state: 'open', processInstanceId, elementId, visibleTo } as const
  return waitFor(
    `a task "${elementId}" of case ${processInstanceId} for ${by.id}`,
    async () => (await engine.listTasks(query)).items[0],
  )
}

/**
 * Runs one disruption.
 *
 * @param number makes the clients: nobody has two disruptions at once
 * @returns its cases, all of which have ended
 * @throws Error when one went another way
 */
export async function runDisruption(engine: Engine, target: Target, number: number): Promise<readonly string[]> {
  const { serviceId, itemId } = target
  const complete = async (by: Actor, elementId: string, instanceId: string, data: Variables): Promise<void> => {
    const { id: taskId } = await taskOf(engine, by, elementId, instanceId)
    await engine.claimTask({ by, taskId })
    await engine.completeTask({ by, taskId, data })
  }
  const tell = async (name: string, payload: Variables, correlationKey?: string): Promise<string | null> =>
    (await engine.publishMessage({ by: PORTAL, name, payload, correlationKey })).processInstanceId

  const anna = await beginByPhone(engine, serviceId, personalCode(2 * number))
  const classified = { ...CLASSIFIED, serviceId }
  await complete(KAC, 'APP_U01', anna, classified)
  const incident = await incidentOf(engine, serviceId)
  await complete(EXE, 'INC_U01', incident, { ...ACCEPTED, serviceId, affectedCis: [itemId] })

  const janis = await tell('application.submitted', {
    ...complaintOf(serviceId, personalCode(2 * number + 1)),
    channel: 'portal',
    clientName: 'Jānis Kalniņš',
    contactEmail: 'janis.kalnins@epasts.example',
    preferredChannel: 'email',
  })
  if (janis === null) throw new Error('Expected an application to begin a case, but its message waits.')
  await complete(KAC, 'APP_U01', janis, { ...classified, linkedIncidentId: incident })
  await waitFor(`incident ${incident} to name application ${janis}`, async () =>
    (await applicationsOf(engine, incident)).includes(janis) ? true : undefined,
  )
  const met = await tell('incident.detected', { ...ALARM, serviceId, ciId: itemId })
  if (met !== incident) throw new Error(`Expected the alarm to meet incident ${incident}, but it met ${met}.`)

  await complete(EXE, 'INC_P01_U1', incident, DIAGNOSED)
  await complete(EXE, 'INC_U02', incident, { ...MENDED, changedCis: [itemId] })
  await complete(EXE, 'INC_U03', incident, { restored: true, verification: 'Pieslēgšanās izdodas.' })
  for (const application of [anna, janis]) {
    await complete(KAC, 'APP_U04', application, HANDED_OVER)
    await tell('client.confirmed', { applicationId: application }, application)
    await complete(KAC, 'APP_U08', application, CLOSED)
  }
  const cases = { [incident]: 'workaround', [anna]: 'closed', [janis]: 'closed' }
  for (const [id, endState] of Object.entries(cases)) await hasEnded(engine, id, endState)
  return Object.keys(cases)
}

/**
 * Takes the first of the applications that wait, and passes it on as a disruption: what was made of copied rows goes on as
 * every case does.
 *
 * @returns the case
 * @throws Error when it does not go on
 */
export async function passOnOneThatWaits(engine: Engine, serviceId: string): Promise<string> {
  const visibleTo = { userId: KAC.id, groups: KAC.groups }
  const query = { institutionId: KAC.institutionId, state: 'open', elementId: 'APP_U01', visibleTo, limit: 1 } as const
  const [task] = (await engine.listTasks(query)).items
  if (!task) throw new Error('Expected applications that wait for the front office, but there are none.')
  await engine.claimTask({ by: KAC, taskId: task.id })
  await engine.completeTask({ by: KAC, taskId: task.id, data: { ...CLASSIFIED, serviceId } })
  const id = await incidentOf(engine, serviceId)
  const applications = await applicationsOf(engine, id)
  if (applications.join() !== task.processInstanceId) {
    throw new Error(
      `Expected incident ${id} of application ${task.processInstanceId}, but it is of ${applications.join()}.`,
    )
  }
  return task.processInstanceId
}

async function incidentOf(engine: Engine, serviceId: string): Promise<string> {
  const query = { institutionId: ADMIN.institutionId, register: 'incident', where: { serviceId }, limit: 1 }
  const { id } = await waitFor(`an incident of ${serviceId}`, async () => (await engine.listRecords(query)).items[0])
  return id
}

/** The applications that an incident will answer. */
async function applicationsOf(engine: Engine, id: string): Promise<readonly unknown[]> {
  const { data } = await engine.getRecord({ institutionId: ADMIN.institutionId, register: 'incident', id })
  return Array.isArray(data['applicationIds']) ? data['applicationIds'] : []
}

async function hasEnded(engine: Engine, processInstanceId: string, endState: string): Promise<void> {
  const { institutionId } = ADMIN
  const ended = await waitFor(`case ${processInstanceId} to end`, async () => {
    const instance = await engine.getProcessInstance({ institutionId, processInstanceId })
    return instance.state === 'active' ? undefined : instance
  })
  if (ended.state !== 'completed' || ended.endState !== endState) {
    throw new Error(
      `Expected case ${processInstanceId} to end as "${endState}", but it is ${ended.state} as "${ended.endState}".`,
    )
  }
}

/** The workers do the steps between; a command waits a moment for them, and rarely they take longer. */
async function waitFor<Found>(what: string, look: () => Promise<Found | undefined>): Promise<Found> {
  for (const began = performance.now(); performance.now() - began < LONGEST_WAIT_MS; await pause(LOOK_AGAIN_MS)) {
    const found = await look()
    if (found !== undefined) return found
  }
  throw new Error(`Expected ${what}, but there was none in ${LONGEST_WAIT_MS / 1000} s.`)
}

/** A fictional one of the kind that begins with 32 and has no check digit. */
function personalCode(number: number): string {
  return `32${String(Math.floor(number / 100_000)).padStart(4, '0')}-${String(number % 100_000).padStart(5, '0')}`
}

function complaintOf(serviceId: string, clientId: string): Variables {
  return {
    clientKind: 'natural_person',
    clientId,
    language: 'lv',
    serviceId,
    subject: 'Nevar deklarēt dzīvesvietu',
    description: 'E-pakalpojums rāda kļūdu, tiklīdz mēģina pieslēgties.',
    occurredAt: OCCURRED,
  }
}
