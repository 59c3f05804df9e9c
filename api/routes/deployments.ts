/** Deployments: bundles of diagrams, forms, decision tables and message contracts. */
import { Paging } from '../contract/common.ts'
import {
  CheckAnswer,
  CheckRequest,
  DeployAnswer,
  Deployment,
  DeploymentPage,
  DeploymentParams,
  DeployRequest,
  ResourceParams,
} from '../contract/definitions.ts'
import { endpoint } from '../endpoint.ts'
import { ownerFor, refuseForeignBundle, refuseUnlessMayActivate } from '../policies/definitions.ts'
import { presentAnswer } from '../present/answer.ts'
import { DEFAULT_LIMIT, presentPage } from '../present/page.ts'

export const deploy = endpoint({
  operationId: 'deploy',
  summary: 'Deploys a bundle of files; the same files again are no new version',
  body: DeployRequest,
  upload: true,
  answers: { 200: DeployAnswer, 201: DeployAnswer },
  handle: async ({ engine, caller, told, body }) => {
    const { name, resources, activate, note } = body
    const owner = ownerFor(caller, body.owner)
    refuseUnlessMayActivate(caller, activate)
    await refuseForeignBundle(caller, engine, owner, resources, activate)
    const answer = await engine.deploy({
      ...told,
      name,
      owner,
      resources,
      ...(activate === undefined ? {} : { activate }),
      ...(note === undefined ? {} : { note }),
    })
    return presentAnswer(answer, answer.deployment === null ? 200 : 201)
  },
})

export const check = endpoint({
  operationId: 'checkDeployment',
  summary: 'Lists the problems of a bundle without storing anything',
  body: CheckRequest,
  upload: true,
  answers: { 200: CheckAnswer },
  handle: async ({ engine, caller, body }) => {
    const problems = await engine.checkDeployment({ owner: ownerFor(caller, body.owner), resources: body.resources })
    return { body: { problems } }
  },
})

export const list = endpoint({
  operationId: 'listDeployments',
  summary: 'Lists deployments',
  query: Paging,
  answers: { 200: DeploymentPage },
  handle: async ({ engine, institutionId, query, request }) =>
    presentPage(await engine.listDeployments({ institutionId, limit: DEFAULT_LIMIT, ...query }), request.url),
})

export const get = endpoint({
  operationId: 'getDeployment',
  summary: 'Reads one deployment',
  params: DeploymentParams,
  answers: { 200: Deployment },
  handle: async ({ engine, institutionId, params }) => ({
    body: await engine.getDeployment({ institutionId, deploymentId: params.deploymentId }),
  }),
})

export const getResource = endpoint({
  operationId: 'getDeploymentResource',
  summary: 'Reads one file of a deployment as it was uploaded',
  params: ResourceParams,
  answers: { 200: 'application/octet-stream' },
  handle: async ({ engine, institutionId, params }) => ({
    body: await engine.getDeploymentResource({ institutionId, ...params }),
    // Uploaded by somebody: to be saved, never to be shown as part of our site.
    headers: { 'Content-Type': 'application/octet-stream', 'Content-Disposition': 'attachment' },
  }),
})
