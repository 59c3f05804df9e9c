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

const RESOURCES = Type.Array(object({ name: ResourceName, content: Type.String() }), { minItems: 1, maxItems: 200 })

export const DeployRequest = object(
  { name: text(200), owner: Type.Optional(OwnerWish), resources: RESOURCES, activate: Type.Optional(Type.Boolean()) },
  { title: 'DeployRequest' },
)

export const CheckRequest = object(
  {
    name: Type.Optional(text(200)),
    owner: Type.Optional(OwnerWish),
    resources: RESOURCES,
    activate: Type.Optional(Type.Boolean()),
  },
  { title: 'CheckRequest' },
)

export const CheckAnswer = object({ problems: Type.Array(FileProblem) }, { title: 'CheckAnswer' })

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

export const ActivateRequest = object({ owner: Type.Optional(OwnerWish) }, { title: 'ActivateRequest' })

export const SuspendRequest = object({ suspended: Type.Boolean() }, { title: 'SuspendRequest' })

export const StartForm = object({ formKey: Type.String(), form: AnyJson }, { title: 'StartForm' })

export const DefinitionParams = object({ definitionId: Id })
export const KeyParams = object({ key: Key })
export const DeploymentParams = object({ deploymentId: Id })
export const ResourceParams = object({ deploymentId: Id, name: ResourceName })
export const HolderQuery = object({ holderId: Type.Optional(Id) })
