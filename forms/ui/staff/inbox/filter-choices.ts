/** What an inbox can be narrowed to: processes in force, services, priorities and statuses of cases. */
import { bilingual, servicesOf } from '../../shared/service-names.ts'
import type { PageCall } from '../../shared/page.ts'

export interface Choice {
  readonly value: string
  readonly text: string
}

export interface FilterChoices {
  readonly processes: readonly Choice[]
  readonly services: readonly Choice[]
  readonly priorities: readonly Choice[]
  readonly statuses: readonly Choice[]
}

export async function filterChoices(call: PageCall): Promise<FilterChoices> {
  const { ports, institutionId, language } = call
  const { items } = await ports.engine.listDefinitions({ institutionId, activeOnly: true, limit: 200 })
  const keys = [...new Set(items.map(({ processKey }) => processKey))]
  const processes = await Promise.all(
    keys.map(async (value) => ({ value, text: await ports.names.process(institutionId, value, language) })),
  )
  const codes = (list: string): readonly Choice[] =>
    (ports.data.codes[list]?.codes ?? []).map((code) => ({ value: code.code, text: code[language] }))
  return {
    processes: inOrder(processes, language),
    services: inOrder(
      (await servicesOf(call)).map(({ id, data }) => ({ value: id, text: bilingual(data['name'], language, id) })),
      language,
    ),
    priorities: codes('priority'),
    statuses: codes('applicationStatus'),
  }
}

function inOrder(choices: readonly Choice[], language: string): readonly Choice[] {
  return choices.toSorted((one, other) => one.text.localeCompare(other.text, language))
}
