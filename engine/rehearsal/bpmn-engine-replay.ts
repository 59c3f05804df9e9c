/** bpmn-engine as the second engine. It runs in the thread of the rehearsal only: it may hang, throw or eat memory. */
import { EventEmitter } from 'node:events'
import { Engine } from 'bpmn-engine'
import { BpmnModdle } from 'bpmn-moddle'
import type { ProcessDefinition } from '../model/process-definition.ts'
import { reasonOf } from '../model/reason-of.ts'
import { CHOICE } from './draw-for-bpmn-engine.ts'
import { comesFromOutside, compareRuns, triggerOf } from './next-choices.ts'
import type { Choice, ChosenCondition, OpenWork } from './rehearsed-path.ts'
import type { Replay, SecondEngine } from './second-engine.ts'

/** The part of bpmn-engine's element API that we use. */
interface Waiting {
  readonly id: string
  readonly executionId: string
  /** The activity; what waits may be one of its event definitions. */
  readonly owner: {
    readonly type: string
    readonly behaviour?: { readonly loopCharacteristics?: unknown }
    getApi(): Waiting
  }
  readonly content: Place & {
    readonly isMultiInstance?: boolean
    readonly parent?: Place & { readonly path?: readonly Place[] }
  }
  signal(): void
  cancel(): void
  sendApiMessage(type: 'error', error: { readonly message: string; readonly code: string }): void
  getPostponed(): Waiting[]
  getExecuting?(): Waiting[]
}
interface Place {
  readonly id: string
  /** That of a run of a multi-instance ends with the number of the run. */
  readonly executionId: string
}
interface Execution {
  getPostponed(): Waiting[]
}
interface Activity {
  readonly type: string
  readonly behaviour: Record<string, unknown>
  /** A process has none. */
  readonly outbound?: readonly Flow[]
}
interface Flow {
  readonly id: string
  readonly targetId: string
  discard(content?: object): void
}
type Answered = (error?: { readonly message: string; readonly code: string }) => void

export interface Rehearsed {
  readonly definition: ProcessDefinition
  /** The diagram for a way to start. */
  readonly draw: (startEvent: string | null) => string
  /**
   * Sequence flows that a parallel join waits at, directly or further on. bpmn-engine runs every way that is not taken to
   * its ends, for the sake of such joins alone; with a few loops that takes seconds for a step. On all other flows it is
   * told that it has been there.
   */
  readonly flowsToJoins: ReadonlySet<string>
}

export function bpmnEngine(rehearsed: Rehearsed): SecondEngine {
  const parsed = new Map<string | null, Promise<object>>()
  /** Reading a diagram takes as long as many steps on it. */
  const parse = (startEvent: string | null): Promise<object> => {
    const known = parsed.get(startEvent) ?? new BpmnModdle().fromXML(rehearsed.draw(startEvent))
    parsed.set(startEvent, known)
    return known
  }
  return {
    async replay(steps) {
      const opened: OpenWork[] = []
      const run = new Rehearsal(rehearsed)
      try {
        for (const step of steps) {
          run.decide(step.conditions)
          if (step.choice.kind === 'start') await run.start(await parse(step.choice.elementId))
          else run.take(step.choice)
          await settled()
          if (run.failure !== null) throw run.failure
          opened.push(run.open())
        }
        return { opened, failure: null }
      } catch (error) {
        return { opened, failure: reasonOf(error).slice(0, 300) } satisfies Replay
      }
    },
  }
}

/** One case in bpmn-engine. */
class Rehearsal {
  failure: Error | null = null
  private readonly rehearsed: Rehearsed
  private execution: Execution | null = null
  private answers = new Map<string, boolean[]>()
  /** Jobs by execution id: what to call when their work is done. */
  private readonly jobs = new Map<string, Answered>()

  constructor(rehearsed: Rehearsed) {
    this.rehearsed = rehearsed
  }

  decide(conditions: readonly ChosenCondition[]): void {
    this.answers = new Map()
    for (const { elementId, holds } of conditions) {
      const answers = this.answers.get(elementId)
      if (answers) answers.push(holds)
      else this.answers.set(elementId, [holds])
    }
  }

  /** @param moddleContext the diagram as bpmn-moddle reads it */
  async start(moddleContext: object): Promise<void> {
    const engine = new Engine({
      name: 'rehearsal',
      moddleContext,
      settings: { disableTrackState: true },
      expressions: {
        resolveExpression: (text: unknown) => this.resolve(text),
        isExpression: isChoice,
        hasExpression: isChoice,
      },
      // Nothing in the drawn diagram has a script; should one ever come, it has no text here.
      scripts: { register: () => undefined, getScript: () => undefined },
      timers: STANDING_CLOCK,
      Logger: silentLogger,
      extensions: { rehearsal: (activity: Activity) => this.prepare(activity) },
    } as unknown as ConstructorParameters<typeof Engine>[0])
    engine.on('error', (error: Error) => (this.failure = error))
    const execution = await engine.execute({ listener: new EventEmitter() } as unknown as Parameters<
      typeof engine.execute
    >[0])
    this.execution = execution as unknown as Execution
  }

  take(choice: Choice): void {
    const [waiting] = this.waiting()
      .filter(({ id }) => id === choice.elementId)
      .toSorted((a, b) => compareRuns(this.runOf(a), this.runOf(b)))
    if (!waiting) throw new Error(`it does not wait at "${choice.elementId}"`)
    const job = this.jobs.get(waiting.executionId)
    this.jobs.delete(waiting.executionId)
    if (choice.kind === 'throw-error') {
      const error = { message: 'as rehearsed', code: choice.errorCode }
      if (job) job(error)
      // Its own `fail` would leave the code behind, and no boundary event would know the error.
      else waiting.sendApiMessage('error', error)
    } else if (job) job()
    else if (triggerOf(this.rehearsed.definition.nodes[waiting.id])?.type === 'timer') {
      // The clock is a part of its event, and only the part hears of it.
      const parts = waiting.getExecuting?.() ?? []
      for (const part of parts.length > 0 ? parts : [waiting]) part.cancel()
    } else waiting.signal()
  }

  open(): OpenWork {
    const waiting = this.waiting()
    const { nodes } = this.rehearsed.definition
    const events = waiting.filter(
      ({ id, owner }) => /(CatchEvent|BoundaryEvent|ReceiveTask)$/.test(owner.type) && comesFromOutside(nodes[id]),
    )
    const work = waiting.filter(({ owner }) => /(UserTask|ServiceTask|CallActivity)$/.test(owner.type))
    return { work: work.map(({ id }) => id).toSorted(), events: events.map(({ id }) => id).toSorted() }
  }

  private resolve(text: unknown): unknown {
    if (!isChoice(text)) return text
    const answers = this.answers.get(text.slice(CHOICE.length))
    const next = answers !== undefined && answers.length > 1 ? answers.shift() : answers?.[0]
    return next ?? false
  }

  /** Called for each activity before the case starts. */
  private prepare({ type, behaviour, outbound }: Activity): void {
    for (const flow of outbound ?? []) if (!this.rehearsed.flowsToJoins.has(flow.id)) endDiscards(flow)
    if (type !== 'bpmn:ServiceTask') return
    const { jobs } = this
    behaviour['Service'] = function Service() {
      return {
        execute: (message: { readonly content: { readonly executionId: string } }, answered: Answered) =>
          void jobs.set(message.content.executionId, answered),
      }
    }
  }

  /** Which run it is in of each multi-instance around it, from the outermost to its own; 0 for what has no runs. */
  private runOf({ content: { parent, ...own } }: Waiting): number[] {
    const { nodes } = this.rehearsed.definition
    const places = [...(parent?.path ?? []).toReversed(), ...(parent ? [parent] : []), own]
    return places.map(({ id, executionId }) => {
      const node = nodes[id]
      const hasRuns = node !== undefined && 'multiInstance' in node && node.multiInstance !== null
      return hasRuns ? Number(/_(\d+)$/.exec(executionId)?.[1] ?? 0) : 0
    })
  }

  /** Everything that waits: within sub-processes, and each run of a multi-instance. */
  private waiting(): Waiting[] {
    const found: Waiting[] = []
    const left = [...(this.execution?.getPostponed() ?? [])]
    for (let api = left.pop(); api !== undefined; api = left.pop()) {
      const { id, owner } = api
      const isScope = /(SubProcess|Transaction)$/.test(owner.type)
      // Of a sub-process, with those within all of its runs; of a task with several runs, the runs. Of anything else its parts
      // would name each other without end.
      if (isScope) left.push(...api.getPostponed().filter((inner) => inner.id !== id))
      else if (owner.behaviour?.loopCharacteristics !== undefined) found.push(...runsOf(api))
      else found.push(api)
    }
    return found.toReversed()
  }
}

/** Timers come when the rehearsal says so. */
const STANDING_CLOCK = {
  executing: [],
  register: () => STANDING_CLOCK,
  setTimeout: () => ({}),
  clearTimeout: () => undefined,
}

const silentLogger = () => ({ debug() {}, error() {}, warn() {} })

/** A discard that has been at its target goes no further. */
function endDiscards(flow: Flow): void {
  const discard = flow.discard.bind(flow)
  flow.discard = (content) => discard({ ...content, discardSequence: [flow.targetId] })
}

/** The runs of a multi-instance task; what waits may be the whole or one of them. */
function runsOf({ owner }: Waiting): Waiting[] {
  return (
    owner
      .getApi()
      .getExecuting?.()
      .filter(({ content }) => content.isMultiInstance === true) ?? []
  )
}

function isChoice(text: unknown): text is string {
  return typeof text === 'string' && text.startsWith(CHOICE)
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
