/** The measured process, `permit.bpmn`, as a client runs it: start, then eight completions in one order. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '../engine/engine.ts'
import type { Variables } from '../engine/model/json.ts'
import { loadEngine, root } from './built.ts'

export const PROCESS_KEY = 'permit'

export const permitXml = (): string => readFileSync(join(root, 'bench', 'permit.bpmn'), 'utf8')

export interface Case {
  readonly variables: Variables
  /** Its eight user tasks in the order in which they are completed, with the data of their forms. */
  readonly tasks: readonly { readonly elementId: string; readonly data: Variables }[]
}

/** A case of each way through the gateways; clients take them in turns. */
export const CASES: readonly Case[] = [caseOf(5_000, true), caseOf(400, true), caseOf(2_500, false), caseOf(90, false)]

function caseOf(amount: number, approved: boolean): Case {
  return {
    variables: { amount, applicant: 'Anna Bērziņa', address: 'Brīvības iela 1, Rīga', subject: 'A fence by the road' },
    tasks: [
      { elementId: 'register', data: { fileNumber: '2026/117' } },
      { elementId: 'assess', data: { complete: true } },
      { elementId: 'legal_opinion', data: { legalOpinion: 'No objection.' } },
      { elementId: 'budget_opinion', data: { inBudget: true } },
      { elementId: 'decide', data: { approved } },
      { elementId: 'write_letter', data: { letter: 'We have decided on your application.' } },
      { elementId: 'sign_letter', data: { signed: true } },
      { elementId: 'close_file', data: {} },
    ],
  }
}

/** A case with what has to be added to an instance's id to have the ids of its tasks. */
export interface Plan {
  readonly variables: Variables
  readonly tasks: readonly { readonly suffix: string; readonly data: Variables }[]
}

/** Deploys the process for everybody; the same file again is no new version. */
export async function deployPermit(engine: Engine): Promise<void> {
  const { EMBEDDED: by, TYPICAL: owner } = await loadEngine()
  const resources = [{ name: 'permit.bpmn', content: permitXml() }]
  await engine.deploy({ by, name: 'bench', owner, resources, activate: true })
}

/**
 * Runs one instance of each case and asks for its tasks after every step, so that no client has to ask while it is
 * measured: the same path always gives the same ids behind the instance's own.
 *
 * @throws Error when the tasks that open are not those of the case, or their ids do not start with the instance's
 */
export async function learnPlans(engine: Engine): Promise<readonly Plan[]> {
  const plans: Plan[] = []
  for (const one of CASES) plans.push(await learnPlan(engine, one))
  return plans
}

async function learnPlan(engine: Engine, { variables, tasks }: Case): Promise<Plan> {
  const { EMBEDDED: by } = await loadEngine()
  const { id } = await engine.startProcessInstance({ by, processKey: PROCESS_KEY, variables })
  const learned = []
  for (const { elementId, data } of tasks) {
    const query = { institutionId: by.institutionId, processInstanceId: id, state: 'open' } as const
    const { items } = await engine.listTasks(query)
    const task = items.find((open) => open.elementId === elementId)
    if (task === undefined || !task.id.startsWith(id)) {
      throw new Error(
        `Expected an open task "${elementId}" with an id that starts with "${id}", but there are ${JSON.stringify(items.map((open) => [open.elementId, open.id]))}.`,
      )
    }
    await engine.completeTask({ by, taskId: task.id, data })
    learned.push({ suffix: task.id.slice(id.length), data })
  }
  const { state } = await engine.getProcessInstance({ institutionId: by.institutionId, processInstanceId: id })
  if (state !== 'completed') throw new Error(`Expected instance ${id} to have come to its end, but it is ${state}.`)
  return { variables, tasks: learned }
}
