/** The first steps of an institution, each with what is still missing; found from what is there, so that nothing is ticked. */
import { mayManageIdentity } from '../../../api/policies/identity.ts'
import type { PageCall } from '../shared/page.ts'
import { FIRST_STEPS_TEXTS, type FirstStepsTexts } from './first-steps-texts.ts'
import { calendarMissing } from './step-calendar.ts'
import { institutionMissing, institutionRecord, settingsMissing } from './step-institution.ts'
import { processManagersMissing, rolesMissing } from './step-people.ts'
import { schemesMissing } from './step-schemes.ts'
import { servicesInForce, serviceManagersMissing } from './step-services.ts'

export type StepKey = keyof FirstStepsTexts['steps']

export interface Step {
  readonly key: StepKey
  /** Sentences; none where the step is done. */
  readonly missing: readonly string[]
  /** Work goes on without it. */
  readonly optional: boolean
  /** Where it is done; null where that is on the page itself, or not in this house. */
  readonly href: string | null
}

export async function firstSteps(call: PageCall): Promise<readonly Step[]> {
  const { ports, institutionId, language } = call
  const texts = FIRST_STEPS_TEXTS[language].missing
  const [institution, services] = await Promise.all([institutionRecord(call), servicesInForce(call)])
  const ofInstitution = institution === null ? null : `/registers/institution/${institutionId}/edit`
  const [roles, processManagers, serviceManagers, calendar, schemes] = await Promise.all([
    rolesMissing(call),
    processManagersMissing(call),
    serviceManagersMissing(call, services),
    calendarMissing(call, institution),
    schemesMissing(call),
  ])
  const step = (key: StepKey, missing: readonly string[], href: string | null, optional = false): Step => ({
    key,
    missing,
    optional,
    href,
  })
  return [
    step('institution', institutionMissing(call, institution), ofInstitution),
    step('roles', roles, '/people/roles'),
    step('processManagers', processManagers, '/people'),
    step('services', services.length === 0 ? [texts.services] : [], '/registers/service'),
    step('serviceManagers', serviceManagers, '/registers/service'),
    step('calendar', calendar, '/registers/calendar'),
    step('schemes', schemes, '/processes'),
    step('email', ports.sendsEmail ? [] : [texts.email], null),
    step('settings', settingsMissing(call, institution), ofInstitution, true),
  ]
}

/** @returns how many steps are left to point out to this person; 0 where that is not their work, or they asked not to */
export async function firstStepsLeft(call: PageCall): Promise<number> {
  const { ports, institutionId, caller } = call
  if (!mayManageIdentity(caller)) return 0
  const { firstSteps: wanted } = await ports.workplace.preferences.get({ institutionId, login: caller.id })
  if (!wanted) return 0
  return stepsLeft(await firstSteps(call))
}

export function stepsLeft(steps: readonly Step[]): number {
  return steps.filter(({ missing, optional }) => missing.length > 0 && !optional).length
}
