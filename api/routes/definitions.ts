/** Process definitions: what was deployed, what is in force, and starting a case on it. */
import {
  ActivateRequest,
  Definition,
  DefinitionPage,
  DefinitionParams,
  DefinitionQuery,
  HolderQuery,
  IntegrityAnswer,
  KeyParams,
  Outline,
  Rehearsal,
  RehearsalRequest,
  StartForm,
  StartFormQuery,
  SuspendRequest,
  WaitingAnswer,
} from '../contract/definitions.ts'
import { Paging } from '../contract/common.ts'
import { Instance, StartRequest } from '../contract/instances.ts'
import { endpoint } from '../endpoint.ts'
import { notAllowed } from '../http-refusal.ts'
import { mayStartProcess, ownerFor, refuseTypical, refuseUnlessMayActivateProcess } from '../policies/definitions.ts'
import { presentAnswer } from '../present/answer.ts'
import { DEFAULT_LIMIT, presentPage } from '../present/page.ts'
import { plainVariables } from '../present/variables.ts'
import { withFilesOfStart } from './form-files.ts'

export const list = endpoint({
  operationId: 'listProcessDefinitions',
  summary: 'Lists process definitions',
  query: DefinitionQuery,
  answers: { 200: DefinitionPage },
  handle: async ({ engine, institutionId, query, request }) => {
    const { key, latest, active, ...paging } = query
    const filters = {
      ...(key === undefined ? {} : { processKey: key }),
      ...(latest === undefined ? {} : { latestOnly: latest }),
      ...(active === undefined ? {} : { activeOnly: active }),
    }
    return presentPage(
      await engine.listDefinitions({ institutionId, limit: DEFAULT_LIMIT, ...filters, ...paging }),
      request.url,
    )
  },
})

export const get = endpoint({
  operationId: 'getProcessDefinition',
  summary: 'Reads one process definition',
  params: DefinitionParams,
  answers: { 200: Definition },
  handle: async ({ engine, institutionId, params }) => ({
    body: await engine.getDefinition({ institutionId, ...params }),
  }),
})

export const getActive = endpoint({
  operationId: 'getActiveProcessDefinition',
  summary: 'Reads the definition in force for a key: the holder’s, the institution’s, or the typical one',
  params: KeyParams,
  query: HolderQuery,
  answers: { 200: Definition },
  handle: async ({ engine, institutionId, params, query }) => ({
    body: await engine.getActiveDefinition({ institutionId, processKey: params.key, ...query }),
  }),
})

export const listVersions = endpoint({
  operationId: 'listProcessDefinitionVersions',
  summary: 'Lists every version of a key',
  params: KeyParams,
  query: Paging,
  answers: { 200: DefinitionPage },
  handle: async ({ engine, institutionId, params, query, request }) =>
    presentPage(
      await engine.listDefinitions({ institutionId, processKey: params.key, limit: DEFAULT_LIMIT, ...query }),
      request.url,
    ),
})

export const checkIntegrity = endpoint({
  operationId: 'checkIntegrity',
  summary: 'Lists what the processes in force need of one another and do not get',
  query: HolderQuery,
  answers: { 200: IntegrityAnswer },
  handle: async ({ engine, institutionId, query }) => ({
    body: { findings: await engine.checkIntegrity({ institutionId, holderId: query.holderId ?? '' }) },
  }),
})

export const getOutline = endpoint({
  operationId: 'getProcessDefinitionOutline',
  summary: 'Reads the diagram as a list: lanes, elements and what follows each',
  params: DefinitionParams,
  answers: { 200: Outline },
  handle: async ({ engine, institutionId, params }) => ({
    body: await engine.getDefinitionOutline({ institutionId, ...params }),
  }),
})

export const getWaiting = endpoint({
  operationId: 'countWaiting',
  summary: 'Counts what running cases of this version wait for, by element',
  params: DefinitionParams,
  answers: { 200: WaitingAnswer },
  handle: async ({ engine, institutionId, params }) => ({
    body: { waiting: await engine.countWaiting({ institutionId, ...params }) },
  }),
})

export const getXml = endpoint({
  operationId: 'getProcessDefinitionXml',
  summary: 'Reads the diagram as it was uploaded, with a drawing made for it where it has none',
  params: DefinitionParams,
  answers: { 200: 'application/xml' },
  handle: async ({ engine, institutionId, params }) => ({
    body: await engine.getDefinitionXml({ institutionId, ...params }),
    headers: { 'Content-Type': 'application/xml; charset=utf-8', 'Content-Disposition': 'attachment' },
  }),
})

export const getStartForm = endpoint({
  operationId: 'getStartForm',
  summary: 'Reads the form with which a case starts; no content where there is none',
  params: DefinitionParams,
  query: StartFormQuery,
  answers: { 200: StartForm, 204: null },
  handle: async ({ engine, institutionId, params, query }) => {
    const form = await engine.getStartForm({ institutionId, ...params, ...query })
    return form === null ? {} : { body: form }
  },
})

export const activate = endpoint({
  operationId: 'activateProcessDefinition',
  summary: 'Puts a definition in force for the institution, or for a holder within it',
  params: DefinitionParams,
  body: ActivateRequest,
  bodyOptional: true,
  answers: { 200: Definition },
  handle: async ({ engine, caller, institutionId, told, params, body }) => {
    refuseUnlessMayActivateProcess(caller, (await engine.getDefinition({ institutionId, ...params })).processKey)
    return presentAnswer(
      await engine.activateDefinition({ ...told, ...params, ...body, owner: ownerFor(caller, body.owner) }),
    )
  },
})

export const deactivate = endpoint({
  operationId: 'deactivateProcessDefinition',
  summary: 'Takes a definition out of force; the wider edition holds again',
  params: DefinitionParams,
  body: ActivateRequest,
  bodyOptional: true,
  answers: { 200: Definition },
  handle: async ({ engine, caller, institutionId, told, params, body }) => {
    refuseUnlessMayActivateProcess(caller, (await engine.getDefinition({ institutionId, ...params })).processKey)
    return presentAnswer(
      await engine.deactivateDefinition({ ...told, ...params, ...body, owner: ownerFor(caller, body.owner) }),
    )
  },
})

export const suspend = endpoint({
  operationId: 'suspendProcessDefinition',
  summary: 'Stops or allows new cases on a definition',
  params: DefinitionParams,
  body: SuspendRequest,
  answers: { 200: Definition },
  handle: async ({ engine, caller, institutionId, told, params, body }) => {
    const definition = await engine.getDefinition({ institutionId, ...params })
    refuseUnlessMayActivateProcess(caller, definition.processKey)
    refuseTypical(definition.owner, definition.id)
    return presentAnswer(await engine.suspendDefinition({ ...told, ...params, ...body }))
  },
})

export const rehearse = endpoint({
  operationId: 'rehearseProcessDefinition',
  summary: 'Plays a definition, in force or not, through in two engines; stores nothing',
  params: DefinitionParams,
  body: RehearsalRequest,
  bodyOptional: true,
  answers: { 200: Rehearsal },
  // It runs in a thread of its own for seconds: meanwhile this place is for those who work here.
  handle: async ({ engine, institutionId, params, body, request }) => ({
    body: await request.aside(() =>
      engine.rehearseDefinition({ institutionId, ...params, ...body, gone: request.gone }),
    ),
  }),
})

const STARTED = { 201: Instance }

export const startByKey = endpoint({
  operationId: 'startProcessInstanceByKey',
  summary: 'Starts a case on the definition in force for a key',
  params: KeyParams,
  body: StartRequest,
  bodyOptional: true,
  answers: STARTED,
  handle: async (call) => {
    const { engine, caller, institutionId, told, params, body } = call
    const processKey = params.key
    if (!mayStartProcess(caller, processKey))
      throw notAllowed(`Expected somebody who may start "${processKey}", but "${caller.id}" may not.`)
    const { variables, ...rest } = body
    const readForm = async () => {
      const { id } = await engine.getActiveDefinition({ institutionId, processKey, ...holderIn(body) })
      return engine.getStartForm({ institutionId, definitionId: id, ...startEventIn(body) })
    }
    return presentAnswer(
      await withFilesOfStart(call, processKey, readForm, plainVariables(variables), (data) =>
        engine.startProcessInstance({ ...told, processKey, ...rest, variables: data }),
      ),
      201,
    )
  },
})

export const startById = endpoint({
  operationId: 'startProcessInstance',
  summary: 'Starts a case on exactly this definition',
  params: DefinitionParams,
  body: StartRequest,
  bodyOptional: true,
  answers: STARTED,
  handle: async (call) => {
    const { engine, caller, institutionId, told, params, body } = call
    const { processKey } = await engine.getDefinition({ institutionId, ...params })
    if (!mayStartProcess(caller, processKey))
      throw notAllowed(`Expected somebody who may start "${processKey}", but "${caller.id}" may not.`)
    const { variables, ...rest } = body
    const readForm = () => engine.getStartForm({ institutionId, ...params, ...startEventIn(body) })
    return presentAnswer(
      await withFilesOfStart(call, processKey, readForm, plainVariables(variables), (data) =>
        engine.startProcessInstance({ ...told, ...params, ...rest, variables: data }),
      ),
      201,
    )
  },
})

const holderIn = ({ holderId }: { readonly holderId?: string }) => (holderId === undefined ? {} : { holderId })

const startEventIn = ({ startEventId }: { readonly startEventId?: string }) =>
  startEventId === undefined ? {} : { startEventId }
