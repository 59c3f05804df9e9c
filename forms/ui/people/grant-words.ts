/** What a grant allows, in words that somebody who gives it understands; every action of `api/policies/grants.ts` has its own. */
import type { Action } from '../../../api/policies/grants.ts'
import type { Language } from '../../check/form-file.ts'
import type { PageCall } from '../shared/page.ts'

/** `one` is for an action on one thing, which is named. */
interface Words {
  readonly any: string
  readonly one?: (thing: string) => string
}

/** What `deploy:svc-*` and `activate:svc-*` name. */
const OF_SERVICES = 'svc-*'

const EVERYTHING: Readonly<Record<Language, string>> = {
  lv: 'Viss, ko iestādē var darīt, arī cilvēki, lomas un atslēgas',
  en: 'Everything in the institution, also people, roles and keys',
}

const lv: Readonly<Record<Action, Words>> = {
  deploy: {
    any: 'Augšupielādēt shēmas un pārbaudīt tās',
    one: (name) => (name === OF_SERVICES ? 'Augšupielādēt pakalpojumu shēmas' : `Augšupielādēt shēmu “${name}”`),
  },
  activate: {
    any: 'Aktivizēt shēmas, atsaukt un apturēt tās',
    one: (name) =>
      name === OF_SERVICES
        ? 'Aktivizēt, atsaukt un apturēt pakalpojumu shēmas'
        : `Aktivizēt un atsaukt shēmu “${name}”`,
  },
  'process.read': { any: 'Skatīt procesu shēmas' },
  'process.start': { any: 'Sākt jebkuru procesu', one: (name) => `Sākt procesu “${name}”` },
  'instance.read': { any: 'Skatīt visas lietas ar to datiem', one: (name) => `Skatīt procesa “${name}” lietas` },
  operate: { any: 'Atcelt un apturēt lietas, atkārtot to, kas neizdevās' },
  'task.work': { any: 'Redzēt un izpildīt savu lomu uzdevumus' },
  'task.manage': { any: 'Redzēt visus uzdevumus, piešķirt tos un izpildīt citu vietā' },
  'message.send': { any: 'Nosūtīt jebkuru ziņu lietām', one: (name) => `Nosūtīt ziņu “${name}”` },
  'signal.send': { any: 'Nosūtīt jebkuru signālu', one: (name) => `Nosūtīt signālu “${name}”` },
  'external-task.work': {
    any: 'Saņemt un izpildīt jebkurus citu sistēmu darbus',
    one: (name) => `Saņemt un izpildīt darbus “${name}”`,
  },
  'record.read': { any: 'Lasīt visus reģistrus', one: (name) => `Lasīt reģistru “${name}”` },
  'record.write': { any: 'Labot visus reģistrus', one: (name) => `Labot reģistru “${name}”` },
  'identity.manage': { any: 'Pārvaldīt cilvēkus, lomas un API atslēgas' },
  'scale.read': { any: 'Skatīt visu valsts, nozaru un pašvaldību iestāžu iesniegtos rādītājus' },
  'scale.report': {
    any: 'Iesniegt jebkuras iestādes rādītājus',
    one: (regNo) => `Iesniegt rādītājus par iestādi ${regNo}`,
  },
  'audit.read': { any: 'Skatīt visu lietu vēsturi un to, kas lasījis personas datus' },
}

const en: Readonly<Record<Action, Words>> = {
  deploy: {
    any: 'Upload schemes and have them checked',
    one: (name) => (name === OF_SERVICES ? 'Upload the schemes of services' : `Upload the scheme “${name}”`),
  },
  activate: {
    any: 'Put schemes in force, withdraw and suspend them',
    one: (name) =>
      name === OF_SERVICES
        ? 'Put the schemes of services in force, withdraw and suspend them'
        : `Put the scheme “${name}” in force and withdraw it`,
  },
  'process.read': { any: 'See the schemes of processes' },
  'process.start': { any: 'Start any process', one: (name) => `Start the process “${name}”` },
  'instance.read': { any: 'See every case with its data', one: (name) => `See cases of the process “${name}”` },
  operate: { any: 'Cancel and suspend cases, try again what failed' },
  'task.work': { any: 'See and do the tasks of one’s own roles' },
  'task.manage': { any: 'See every task, assign it, and do it for others' },
  'message.send': { any: 'Send any message to cases', one: (name) => `Send the message “${name}”` },
  'signal.send': { any: 'Send any signal', one: (name) => `Send the signal “${name}”` },
  'external-task.work': {
    any: 'Fetch and do any work for other systems',
    one: (name) => `Fetch and do the work “${name}”`,
  },
  'record.read': { any: 'Read every register', one: (name) => `Read the register “${name}”` },
  'record.write': { any: 'Write every register', one: (name) => `Write the register “${name}”` },
  'identity.manage': { any: 'Manage people, roles and API keys' },
  'scale.read': { any: 'See the figures that institutions of the state, sectors and municipalities hand in' },
  'scale.report': {
    any: 'Hand in the figures of any institution',
    one: (regNo) => `Hand in the figures of institution ${regNo}`,
  },
  'audit.read': { any: 'See the history of every case, and who has read personal data' },
}

const WORDS: Readonly<Record<Language, Readonly<Record<Action, Words>>>> = { lv, en }

/** @param nameOf what the thing of an action is called */
export function grantWords(
  grant: string,
  language: Language,
  nameOf: (action: Action, thing: string) => string,
): string {
  if (grant === '*') return EVERYTHING[language]
  const [action, thing] = grant.split(/:(.*)/s) as [Action, string | undefined]
  const words = WORDS[language][action]
  return thing === undefined ? words.any : (words.one?.(nameOf(action, thing)) ?? words.any)
}

/** Names of the processes and registers that grants speak of; messages, signals and topics are called what they are. */
export async function grantNames(
  { ports, institutionId, language }: PageCall,
  grants: readonly string[],
): Promise<(action: Action, thing: string) => string> {
  const processKeys = new Set(
    grants.flatMap((grant) => /^(?:process\.start|instance\.read):(.+)$/s.exec(grant)?.[1] ?? []),
  )
  const processes = new Map(
    await Promise.all(
      [...processKeys].map(async (key) => [key, await ports.names.process(institutionId, key, language)] as const),
    ),
  )
  const registers = new Map(ports.data.registers.map(({ register, name }) => [register, name[language]]))
  return (action, thing) => (action.startsWith('record.') ? registers.get(thing) : processes.get(thing)) ?? thing
}
