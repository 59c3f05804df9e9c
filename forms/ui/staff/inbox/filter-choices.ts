/** What an inbox can be narrowed to: processes in force, services, priorities and statuses of cases. */
import { statusLabel } from '../../cases/status-label.ts'
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

/** @param process key of the process that is chosen already: its statuses are offered; '' those of all */
export async function filterChoices(call: PageCall, process: string): Promise<FilterChoices> {
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
    statuses: inOrder(statusesOf(call, process === '' ? keys : [process]), language),
  }
}

/** Each code once: schemes share some, and may call them differently. */
function statusesOf({ ports: { data }, language }: PageCall, processes: readonly string[]): readonly Choice[] {
  const labels = new Map<string, Set<string>>()
  for (const { register, status } of data.registers) {
    if (!status || !processes.includes(register)) continue
    for (const code of status.codes) {
      const known = labels.get(code) ?? new Set()
      labels.set(code, known.add(statusLabel(data, register, code, language)))
    }
  }
  return [...labels].map(([value, texts]) => ({ value, text: [...texts].join(' / ') }))
}

function inOrder(choices: readonly Choice[], language: string): readonly Choice[] {
  return choices.toSorted((one, other) => one.text.localeCompare(other.text, language))
}
