/** Deployments and process definitions. */
import { Type } from 'typebox'
import { AnyJson, FileProblem, Id, Instant, Key, nullable, object, oneOf, pageOf, PAGING, text } from './common.ts'

export const Owner = object(
  { institutionId: Type.String(), holderId: Type.String() },
  {
    title: 'Owner',
    description: 'Both empty: the typical edition; with a holder: the edition for whom the institution provides.',
  },
)

/** Whose edition: the caller's institution, or a holder for whom it provides. */
const OwnerWish = object({
  institutionId: Type.Optional(Id),
  holderId: Type.Optional(Type.String({ maxLength: 200 })),
})

/** A file name inside the bundle; never a path of the server, and never one that could be read as such. */
const ResourceName = Type.String({
  minLength: 1,
  maxLength: 200,
  pattern: '^(?!.*\\.\\.)[\\p{L}\\p{N} ._()-]+(/[\\p{L}\\p{N} ._()-]+)*$',
})

const RESOURCES = Type.Array(object({ name: ResourceName, content: Type.String() }), { minItems: 1, maxItems: 500 })

/** Why; kept with what was decided. */
const Note = text(2000, 'why, for those who look at the versions later')

export const DeployRequest = object(
  {
    name: text(200),
    owner: Type.Optional(OwnerWish),
    resources: RESOURCES,
    activate: Type.Optional(Type.Boolean()),
    note: Type.Optional(Note),
  },
  { title: 'DeployRequest' },
)

export const CheckRequest = object(
  {
    name: Type.Optional(text(200)),
    owner: Type.Optional(OwnerWish),
    resources: RESOURCES,
    activate: Type.Optional(Type.Boolean()),
    note: Type.Optional(Note),
  },
  { title: 'CheckRequest' },
)

export const CheckAnswer = object({ problems: Type.Array(FileProblem) }, { title: 'CheckAnswer' })

/** What the schemes in force need of one another and do not get. */
export const IntegrityAnswer = object(
  {
    findings: Type.Array(
      object({
        severity: oneOf(['warning', 'note']),
        code: Type.String(),
        processKey: Type.String(),
        elementId: nullable(Type.String()),
        subject: Type.String(),
        message: Type.String(),
      }),
    ),
  },
  { title: 'IntegrityAnswer' },
)

export const Deployment = object(
  {
    id: Id,
    name: Type.String(),
    owner: Owner,
    deployedAt: Instant,
    deployedBy: nullable(Type.String()),
    resources: Type.Array(
      object({ name: Type.String(), kind: oneOf(['bpmn', 'form', 'decision', 'messages']), checksum: Type.String() }),
    ),
  },
  { title: 'Deployment' },
)

const DEFINITION = {
  id: Id,
  processKey: Type.String(),
  version: Type.Integer(),
  versionTag: nullable(Type.String()),
  name: Type.String(),
  owner: Owner,
  deploymentId: Id,
  resourceName: Type.String(),
  deployedAt: Instant,
  active: Type.Boolean({ description: 'in force for its owner: new cases start on it' }),
  suspended: Type.Boolean({ description: 'chosen, but no new cases for now' }),
}

export const Definition = object(DEFINITION, { title: 'ProcessDefinition' })
export const DefinitionPage = pageOf(Definition, 'ProcessDefinitionPage')
export const DeploymentPage = pageOf(Deployment, 'DeploymentPage')

export const DeployAnswer = object(
  {
    deployment: nullable(Deployment),
    definitions: Type.Array(object({ ...DEFINITION, created: Type.Boolean() }, { title: 'DeployedDefinition' })),
    warnings: Type.Array(FileProblem),
  },
  { title: 'DeployAnswer' },
)

export const DefinitionQuery = object({
  key: Type.Optional(Key),
  latest: Type.Optional(Type.Boolean({ description: 'only the newest version of each key and owner' })),
  active: Type.Optional(Type.Boolean({ description: 'only those in force' })),
  ...PAGING,
})

export const ActivateRequest = object(
  { owner: Type.Optional(OwnerWish), note: Type.Optional(Note) },
  { title: 'ActivateRequest' },
)

export const SuspendRequest = object(
  { suspended: Type.Boolean(), note: Type.Optional(Note) },
  { title: 'SuspendRequest' },
)

const Words = nullable(Type.String())

export const Outline = object(
  {
    definitionId: Id,
    processKey: Type.String(),
    version: Type.Integer(),
    name: Type.String(),
    nameEn: Words,
    description: Words,
    descriptionEn: Words,
    properties: Type.Record(Type.String(), Type.String()),
    candidateStarterGroups: Type.Array(Type.String()),
    lanes: Type.Array(object({ id: Type.String(), name: Type.String(), candidateGroups: Type.Array(Type.String()) })),
    elements: Type.Array(
      object({
        id: Type.String(),
        kind: Type.String({ description: 'e.g. `user-task`' }),
        name: Words,
        nameEn: Words,
        scope: Type.String({ description: 'the process or sub-process in which it stands' }),
        lane: Words,
        instruction: Words,
        instructionEn: Words,
        formKey: Words,
        candidateGroups: Type.Array(Type.String(), { description: 'empty: those of its lane' }),
        dueDate: Words,
        messages: Type.Array(Type.String()),
        decision: Words,
        work: nullable(Type.String({ description: 'handler or topic of a service task' })),
        attachedTo: Words,
        calls: Words,
        isEventSubProcess: Type.Boolean(),
        trigger: Words,
        timer: Words,
        endState: Words,
        next: Type.Array(
          object({ flowId: Type.String(), name: Words, nameEn: Words, target: Type.String(), condition: Words }),
        ),
      }),
    ),
  },
  { title: 'ProcessOutline', description: 'A diagram without its drawing; texts as the diagram has them.' },
)

export const WaitingAnswer = object(
  {
    waiting: Type.Array(
      object({
        definitionId: Id,
        elementId: Type.String(),
        tasks: Type.Integer({ description: 'open tasks' }),
        lateTasks: Type.Integer({ description: 'open tasks whose due date is over' }),
        jobs: Type.Integer({ description: 'jobs that are open or have failed' }),
        failedJobs: Type.Integer(),
        timers: Type.Integer(),
        subscriptions: Type.Integer({ description: 'messages and signals that are listened for' }),
        incidents: Type.Integer(),
      }),
    ),
  },
  { title: 'WaitingAnswer', description: 'What running cases wait for, by element.' },
)

export const StartForm = object({ formKey: Type.String(), form: AnyJson }, { title: 'StartForm' })

export const DefinitionParams = object({ definitionId: Id })
export const KeyParams = object({ key: Key })
export const DeploymentParams = object({ deploymentId: Id })
export const ResourceParams = object({ deploymentId: Id, name: ResourceName })
export const StartFormQuery = object({
  startEventId: Type.Optional(text(255, 'which start event, where several have forms')),
})
export const HolderQuery = object({ holderId: Type.Optional(Id) })

export const RehearsalRequest = object(
  {
    budget: Type.Optional(
      object({
        paths: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 200 })),
        stepsPerPath: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
        milliseconds: Type.Optional(Type.Integer({ minimum: 100, maximum: 60_000, default: 30_000 })),
      }),
    ),
  },
  { title: 'RehearsalRequest' },
)

const ELEMENT_IDS = Type.Array(Type.String())

const RehearsalChoice = object(
  {
    kind: oneOf(['start', 'complete-task', 'complete-job', 'complete-call', 'fire', 'begin', 'throw-error']),
    elementId: nullable(Type.String({ description: 'null: the plain start' })),
    part: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'which definition of a multiple start event came; absent for the first',
      }),
    ),
    errorCode: Type.Optional(Type.String()),
  },
  { title: 'RehearsalChoice' },
)

const PathEnd = object(
  {
    kind: oneOf(['ended', 'incident', 'stuck', 'joins-another', 'cut-short']),
    status: Type.Optional(oneOf(['completed', 'terminated', 'cancelled', 'errored'])),
    endState: Type.Optional(nullable(Type.String())),
    elementId: Type.Optional(Type.String()),
    elementIds: Type.Optional(ELEMENT_IDS),
    message: Type.Optional(Type.String()),
  },
  { title: 'RehearsedPathEnd' },
)

export const Rehearsal = object(
  {
    definitionId: Id,
    processKey: Type.String(),
    version: Type.Integer(),
    note: Type.String(),
    isClean: Type.Boolean({
      description: 'no finding and no difference; what was not walked or compared is told beside it',
    }),
    paths: Type.Array(
      object({
        number: Type.Integer(),
        steps: Type.Array(
          object({
            choice: RehearsalChoice,
            conditions: Type.Array(object({ elementId: Type.String(), holds: Type.Boolean() })),
            elements: ELEMENT_IDS,
          }),
        ),
        end: PathEnd,
      }),
    ),
    findings: Type.Array(
      object({
        kind: oneOf(['incident', 'stuck', 'not-reached', 'never-taken']),
        elementId: Type.String(),
        message: Type.String(),
        path: nullable(Type.Integer()),
      }),
    ),
    comparison: object({
      engine: Type.String(),
      notes: Type.Array(Type.String({ description: 'what is compared on no path' })),
      compared: ELEMENT_IDS,
      notCompared: Type.Array(object({ elementId: Type.String(), code: Type.String(), reason: Type.String() })),
      differences: Type.Array(
        object({
          elementId: Type.String(),
          path: Type.Integer(),
          step: Type.Integer(),
          ours: ELEMENT_IDS,
          theirs: ELEMENT_IDS,
        }),
      ),
      failures: Type.Array(object({ path: Type.Integer(), reason: Type.String() })),
    }),
    budget: object({
      paths: Type.Integer(),
      stepsPerPath: Type.Integer(),
      milliseconds: Type.Integer(),
      exhausted: Type.Boolean(),
      usedUp: Type.Array(oneOf(['paths', 'orders', 'steps', 'time', 'states', 'branches', 'comparison'])),
    }),
  },
  {
    title: 'Rehearsal',
    description: 'A definition played through by two engines over the same choices; nothing of it is stored.',
  },
)
