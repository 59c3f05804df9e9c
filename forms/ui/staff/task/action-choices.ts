/** Whom, where and why: what the other actions of a task let one choose. */
import type { Choice } from '../inbox/filter-choices.ts'
import { everybody } from '../../shared/everybody.ts'
import type { PageCall } from '../../shared/page.ts'
import type { TaskRoom } from './load-task.ts'

export interface ActionChoices {
  /** Colleagues, without the reader. */
  readonly people: readonly Choice[]
  /** Roles and work groups. */
  readonly groups: readonly Choice[]
  readonly reasons: readonly Choice[]
}

export async function actionChoices(call: PageCall, { standing }: TaskRoom): Promise<ActionChoices> {
  if (standing === 'closed') return { people: [], groups: [], reasons: [] }
  const { ports, language, caller } = call
  const people = (await everybody(call)).filter(({ value }) => value !== caller.id)
  return {
    people,
    groups: ports.data.roles.map(({ key, name }) => ({ value: key, text: name[language] })),
    reasons: (ports.data.codes['escalationReason']?.codes ?? []).map((code) => ({
      value: code.code,
      text: code[language],
    })),
  }
}
