import type { Engine, PageQuery } from '../../../engine/engine.ts'
import type {
  IncidentView,
  JobView,
  Page,
  ProcessInstanceDetails,
  ProcessInstanceView,
  TaskView,
} from '../../../engine/model/views.ts'

/** Everything that waits, as people and systems see it through the door. */
export interface View {
  readonly tasks: readonly TaskView[]
  readonly instances: readonly ProcessInstanceDetails[]
  readonly jobs: readonly JobView[]
  readonly incidents: readonly IncidentView[]
}

const local = { institutionId: 'local' } as const

/** Asks the engine's queries for all of it. */
export async function viewOf(engine: Engine): Promise<View> {
  const instances: ProcessInstanceDetails[] = []
  for (const { id } of await wholeList<ProcessInstanceView>((page) => engine.listProcessInstances(page)))
    instances.push(await engine.getProcessInstance({ ...local, processInstanceId: id }))
  return {
    tasks: await wholeList((page) => engine.listTasks({ ...page, state: 'open', sortBy: 'createdAt' })),
    instances,
    jobs: await wholeList((page) => engine.listJobs(page)),
    incidents: await wholeList((page) => engine.listIncidents(page)),
  }
}

/** All pages of a list; small ones, so that there are several. */
async function wholeList<T>(list: (page: PageQuery) => Promise<Page<T>>): Promise<T[]> {
  const found: T[] = []
  for (let after: string | null | undefined; after !== null;) {
    const page: Page<T> = await list({ ...local, limit: 20, ...(after === undefined ? {} : { after }) })
    found.push(...page.items)
    after = page.next
  }
  return found
}

/** Where two views differ: the first place, as a sentence; null where they are the same. */
export function difference(before: View, after: View): string | null {
  for (const part of ['tasks', 'instances', 'jobs', 'incidents'] as const) {
    const [a, b] = [before[part].map((one) => JSON.stringify(one)), after[part].map((one) => JSON.stringify(one))]
    const at = a.findIndex((text, index) => text !== b[index])
    if (at >= 0) return `${part}: before ${a[at]}, after ${b[at] ?? 'nothing'}`
    if (b.length > a.length) return `${part}: before nothing, after ${b[a.length]}`
  }
  return null
}
