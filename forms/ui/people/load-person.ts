/** The person of the address, with what is known of them elsewhere. */
import { NotFound } from '../../../engine/model/errors.ts'
import type { PersonView } from '../../../api/identity/people.ts'
import type { PageCall } from '../shared/page.ts'
import { PEOPLE_TEXTS } from './people-texts.ts'
import type { Sentences } from '../shared/tried.ts'

/** @throws {NotFound} */
export async function loadPerson({ ports, institutionId, params }: PageCall): Promise<PersonView> {
  const login = params['login'] ?? ''
  if (login.length > 200) throw new NotFound('person', login)
  return ports.identity.people.get(institutionId, login)
}

/** The way back to a person's page. */
export function backTo({ login, name }: PersonView): { readonly href: string; readonly text: string } {
  return { href: `/people/${login}`, text: name }
}

/** What may be refused whoever is changed. */
export function refusals({ language }: PageCall): Sentences {
  const { wrong } = PEOPLE_TEXTS[language]
  return {
    'last-administrator': { text: wrong.lastAdministrator },
    'not-allowed': { text: wrong.onlyAdministrators },
  }
}
