/** What an alarm of monitoring turns out to be, once it was checked again. */
import type { Variables } from '../../../engine/model/json.ts'
import type { HandlerCall } from '../../../engine/ports.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import { turned, walkImpact, walkItems } from '../../walk-impact.ts'
import { describeServices } from '../../services-hit.ts'
import { impactRules } from '../configuration/impact.ts'
import { instant, object, text, texts } from '../input.ts'
import { ENDED_INCIDENT } from '../recurrence.ts'
import { settingsIn } from '../registers.ts'

/** Windows that are looked at, the newest first. */
const MOST_WINDOWS = 1000

/**
 * @param checkOk what monitoring has measured since the alarm; null: nothing, which takes no alarm back
 * @returns {outageConfirmed, serviceId, ciId, openIncidentId, openIncidentNumber, plannedWindowId, alarmOutcome}: `alarmOutcome`
 *   is `false_alarm` where the check is good or the severity is none of the setting `outageSeverities`, `planned` within a window of the change
 *   calendar for the services or items, `added` where an incident about the same is open, `unknown` where no register knows what it is about, else
 *   `reported`; only the last three are confirmed outages. A service that nobody named is the first one that the item carries.
 */
export async function judgeAlarm(call: HandlerCall, checkOk: boolean | null): Promise<Variables> {
  const alarm = object(call.input, 'alarm')
  // Monitoring may call things by names of its own: what no register knows is not passed on.
  const ciIds = (await call.records.getMany('configuration-item', texts(call.input['ciIds']))).map(({ id }) => id)
  const [known] = await call.records.getMany('service', texts([call.input['serviceId'] ?? null]))
  const named = known?.id ?? null
  const { services, near } = await around(call, named, ciIds)
  const serviceId = named ?? services[0] ?? null
  const detectedAt = instant(alarm, 'detectedAt') ?? call.now
  const window = await plannedWindow(call, services, ciIds, detectedAt)
  const incident = await openIncident(call, serviceId, ciIds, near)
  const severe = texts(settingsIn(call)['outageSeverities']).includes(text(alarm, 'severity') ?? '')
  const isKnown = serviceId !== null || ciIds.length > 0
  const isFalse = checkOk === true || !severe
  const outageConfirmed = !isFalse && window === null
  return {
    outageConfirmed,
    serviceId,
    ciId: ciIds[0] ?? null,
    openIncidentId: incident?.id ?? null,
    openIncidentNumber: incident?.number ?? null,
    plannedWindowId: window,
    alarmOutcome: isFalse
      ? 'false_alarm'
      : window !== null
        ? 'planned'
        : incident
          ? 'added'
          : isKnown
            ? 'reported'
            : 'unknown',
  }
}

/** The service named and those that the items carry, vital ones first; and all items that hurt these or are hurt by them. */
async function around(
  call: HandlerCall,
  named: string | null,
  ciIds: readonly string[],
): Promise<{ readonly services: readonly string[]; readonly near: ReadonlySet<string> }> {
  const { records, now } = call
  const { directions, bounds } = impactRules(call)
  const reached = await walkImpact(records, { ciIds, serviceIds: [] }, directions, bounds, now)
  const { items } = await walkItems(records, ciIds, turned(directions), bounds, now)
  const carried = (await describeServices(records, reached, now)).map(({ id }) => id)
  return {
    services: [...new Set([...(named === null ? [] : [named]), ...carried])],
    near: new Set([...reached.items.keys(), ...items.keys()]),
  }
}

/** The id of the window that the alarm falls into. */
async function plannedWindow(
  call: HandlerCall,
  services: readonly string[],
  ciIds: readonly string[],
  at: string,
): Promise<string | null> {
  const { records } = call
  const covers = ({ data }: RecordView): boolean => {
    const [from, to] = [instant(data, 'from'), instant(data, 'to')]
    return from !== null && from <= at && (to === null || at < to)
  }
  const touches = ({ data }: RecordView): boolean =>
    texts(data['serviceIds']).some((id) => services.includes(id)) ||
    texts(data['ciIds']).some((id) => ciIds.includes(id))
  const windows = await records.list('change-window', { status: ['planned'], limit: MOST_WINDOWS })
  const window = windows.find((one) => one.data['kind'] !== 'freeze' && covers(one) && touches(one))
  return window?.id ?? null
}

/**
 * The open incident that the alarm is about: one that names its item, or, for the service, one that names no items or some
 * on the same way of harm. Another disruption of the service does not swallow the alarm.
 */
async function openIncident(
  { records }: HandlerCall,
  serviceId: string | null,
  ciIds: readonly string[],
  near: ReadonlySet<string>,
): Promise<RecordView | null> {
  const isOpen = ({ status }: RecordView): boolean => !ENDED_INCIDENT.has(status ?? '')
  const aboutItems = await records.related(ciIds, { register: 'incident', field: 'ciIds' })
  const same = aboutItems.find(isOpen)
  if (same || serviceId === null) return same ?? null
  const aboutService = await records.related([serviceId], { register: 'incident', field: 'serviceId' })
  const fits = ({ data }: RecordView): boolean => {
    const theirs = texts(data['ciIds'])
    return ciIds.length === 0 || theirs.length === 0 || theirs.some((id) => near.has(id))
  }
  return aboutService.find((incident) => isOpen(incident) && fits(incident)) ?? null
}
