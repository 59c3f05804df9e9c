/** An application that went to the second level: asked back once, an incident with a diagnosis, and a notification each. */
import type { Variables } from '../../../../engine/model/json.ts'
import type { ServedHouse } from '../../../support/served-house.ts'

const SERVICE = 'service-s-014'
/** In the future of the real clock, because browsers keep cookies by theirs. A Monday in Riga. */
export const MORNING = '2027-04-12T10:00:00+03:00'
const at = (time: string): string => `2027-04-12T${time}:00+03:00`

const CLASSIFIED: Variables = {
  kind: 'incident',
  serviceId: SERVICE,
  category: 'category-e-service',
  impact: 'extensive',
  urgency: 'high',
  admissibility: 'ok',
  l1Solvable: false,
}

export interface ToldCase {
  readonly application: string
  readonly incident: string
  readonly number: string
}

/** The incident is accepted and waits for its diagnosis; what the executor did is reported with the time it took. */
export async function tellCase(house: ServedHouse): Promise<ToldCase> {
  await house.at(at('10:05'))
  const portal = await house.system('Portāls', 'message.send:client.replied')
  const application = await house.begin('kac', 'application', {
    clientKind: 'natural_person',
    language: 'lv',
    serviceId: SERVICE,
    subject: 'Nevar deklarēt dzīvesvietu',
    description: 'E-pakalpojums rāda kļūdu, tiklīdz mēģina pieslēgties.',
    occurredAt: at('09:50'),
    channel: 'phone',
    receivedAt: house.instant,
    clientId: '320001-00011',
    clientName: 'Anna Bērziņa',
    contactPhone: '+37120000011',
    contactEmail: 'anna.berzina@epasts.example',
    preferredChannel: 'email',
  })
  await house.at(at('10:20'))
  const question = { ...CLASSIFIED, admissibility: 'incomplete', question: 'Kāda kļūda ir redzama?' }
  await house.complete('kac', 'APP_U01', application, question)
  await house.at(at('10:50'))
  const [asked] = (await house.instance('pm', application))['calledInstances'] as readonly string[]
  const { originRef } = (await house.instance('pm', asked ?? ''))['variables'] as Variables
  await house.send(portal, 'client.replied', { text: 'HTTP 503.' }, String(originRef))
  await house.at(at('11:00'))
  await house.complete('kac', 'APP_U01', { processInstanceId: application }, CLASSIFIED)
  const [incident] = await house.records('pm', 'incident', { serviceId: SERVICE })
  const id = String(incident?.['id'])
  await house.at(at('11:10'))
  await house.complete(
    'exe',
    'INC_U01',
    { processInstanceId: id },
    {
      acceptDecision: 'accepted',
      serviceId: SERVICE,
      affectedCis: ['IS-0007'],
      impact: 'extensive',
      urgency: 'high',
      majorIncident: true,
      expectedRestoreMinutes: 90,
    },
  )
  const { number } = await house.record('pm', 'application', application)
  return { application, incident: id, number: String(number) }
}
