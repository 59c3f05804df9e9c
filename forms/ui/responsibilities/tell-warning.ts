/** A warning about who manages what, as people read it. */
import type { Warning } from '../../../processes/responsibilities/warnings.ts'
import { roleName } from '../shared/names.ts'
import type { PageCall } from '../shared/page.ts'
import { RESPONSIBILITIES_TEXTS } from './responsibilities-texts.ts'

/** Names of what the warnings speak of, by id. */
export interface WarningNames {
  readonly process: (processKey: string) => string
  readonly person: (login: string) => string
  readonly service: (id: string) => string
  readonly resource: (id: string) => string
}

export function tellWarning({ ports, language }: PageCall, warning: Warning, names: WarningNames): string {
  const texts = RESPONSIBILITIES_TEXTS[language].warning
  const people = (logins: readonly string[]): string => logins.map(names.person).join(', ')
  const processes = (keys: readonly string[]): string => keys.map(names.process).join(', ')
  switch (warning.kind) {
    case 'overall-missing':
      return texts.overallMissing
    case 'overall-several':
      return texts.overallSeveral(people(warning.people))
    case 'portfolio-missing':
      return texts.portfolioMissing(roleName(ports.data, warning.role, language))
    case 'portfolio-several':
      return texts.portfolioSeveral(roleName(ports.data, warning.role, language), people(warning.people))
    case 'process-without-manager':
      return texts.processMissing(names.process(warning.processKey))
    case 'process-several-managers':
      return texts.processSeveral(names.process(warning.processKey), people(warning.people))
    case 'several-processes':
      return texts.severalProcesses(names.person(warning.person), processes(warning.processKeys))
    case 'across-groups':
      return texts.acrossGroups(names.person(warning.person), processes(warning.processKeys))
    case 'manager-without-role':
      return texts.withoutRole(names.person(warning.person), names.process(warning.processKey))
    case 'service-without-manager':
      return texts.serviceMissing(names.service(warning.id))
    case 'service-several-managers':
      return texts.serviceSeveral(names.service(warning.id), people(warning.people))
    case 'resource-without-manager':
      return texts.resourceMissing(names.resource(warning.id))
  }
}

/** The names of everything that was loaded. */
export async function namesFor(
  { ports, institutionId, language }: PageCall,
  {
    logins,
    processes,
    services = [],
    resources = [],
  }: {
    readonly logins: readonly string[]
    readonly processes: readonly { readonly processKey: string; readonly name: string }[]
    readonly services?: readonly { readonly id: string; readonly name: string }[]
    readonly resources?: readonly { readonly id: string; readonly name: string }[]
  },
): Promise<WarningNames> {
  const people = new Map<string, string>()
  for (const login of new Set(logins)) people.set(login, await ports.names.person(institutionId, login, language))
  const byKey = new Map(processes.map(({ processKey, name }) => [processKey, name]))
  const byId = new Map([...services, ...resources].map(({ id, name }) => [id, name]))
  return {
    process: (key) =>
      byKey.get(key) ??
      ports.data.maturity.processes.find(({ processKey }) => processKey === key)?.name[language] ??
      key,
    person: (login) => people.get(login) ?? login,
    service: (id) => byId.get(id) ?? id,
    resource: (id) => byId.get(id) ?? id,
  }
}
