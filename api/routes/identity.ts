/** Sessions, people, roles, API keys. */
import { Paging } from '../contract/common.ts'
import {
  ApiKeyFacts,
  ApiKeyPage,
  ApiKeyParams,
  CallerAnswer,
  CreateApiKeyRequest,
  CreatePersonRequest,
  GiveRoleRequest,
  LoginRequest,
  NewApiKey,
  PasswordRequest,
  Person,
  PersonPage,
  PersonParams,
  RoleAssignmentParams,
  UpdatePersonRequest,
} from '../contract/identity.ts'
import { endpoint } from '../endpoint.ts'
import { notAllowed } from '../http-refusal.ts'
import { presentAnswer, presentDone } from '../present/answer.ts'
import { presentCaller } from '../present/caller.ts'
import { DEFAULT_LIMIT, presentPage } from '../present/page.ts'

export const logIn = endpoint({
  operationId: 'logIn',
  summary: 'Logs a person in and sets the session cookie',
  body: LoginRequest,
  answers: { 200: CallerAnswer },
  handle: async ({ house, body, request }) => {
    const { user: login, password, institutionId = house.config.institutionId } = body
    const { sessions } = house.identity
    const { token, expiresAt, caller } = await sessions.logIn({
      institutionId,
      login,
      password,
      address: request.address,
    })
    // The session that the browser had before ends here: two people at one counter do not share one.
    if (request.sessionToken !== null) await sessions.logOut(request.sessionToken)
    return { body: presentCaller(caller), session: { token, expiresAt } }
  },
})

export const logOut = endpoint({
  operationId: 'logOut',
  summary: 'Ends the session',
  answers: { 204: null },
  handle: async ({ house, request }) => {
    if (request.sessionToken !== null) await house.identity.sessions.logOut(request.sessionToken)
    return { session: null }
  },
})

export const whoAmI = endpoint({
  operationId: 'getSession',
  summary: 'Says who you are and what you may do',
  answers: { 200: CallerAnswer },
  handle: async ({ caller }) => ({ body: presentCaller(caller) }),
})

export const changePassword = endpoint({
  operationId: 'changePassword',
  summary: 'Changes your own password and ends all your sessions',
  body: PasswordRequest,
  answers: { 204: null },
  handle: async ({ house, caller, change, institutionId, body, request }) => {
    const { sessions, people } = house.identity
    const { password, newPassword } = body
    if (!(await sessions.isPassword({ institutionId, login: caller.id, password, address: request.address }))) {
      throw notAllowed('Expected your present password, but it is another.')
    }
    return {
      ...presentDone(await people.update({ ...change, login: caller.id, patch: { password: newPassword } })),
      session: null,
    }
  },
})

export const listPeople = endpoint({
  operationId: 'listPeople',
  summary: 'Lists people with their roles, in the order of login names',
  query: Paging,
  answers: { 200: PersonPage },
  handle: async ({ house, institutionId, query, request }) =>
    presentPage(await house.identity.people.list({ institutionId, limit: DEFAULT_LIMIT, ...query }), request.url),
})

export const getPerson = endpoint({
  operationId: 'getPerson',
  summary: 'Reads one person with their roles',
  params: PersonParams,
  answers: { 200: Person },
  handle: async ({ house, institutionId, params }) => ({
    body: await house.identity.people.get(institutionId, params.login),
  }),
})

export const createPerson = endpoint({
  operationId: 'createPerson',
  summary: 'Creates a person',
  body: CreatePersonRequest,
  answers: { 201: Person },
  handle: async ({ house, change, body }) =>
    presentAnswer(await house.identity.people.create({ ...change, ...body }), 201),
})

export const updatePerson = endpoint({
  operationId: 'updatePerson',
  summary: 'Changes a person; a new password and a disabled account end their sessions',
  params: PersonParams,
  body: UpdatePersonRequest,
  answers: { 200: Person },
  handle: async ({ house, change, params, body }) =>
    presentAnswer(await house.identity.people.update({ ...change, ...params, patch: body })),
})

export const giveRole = endpoint({
  operationId: 'giveRole',
  summary: 'Gives a person a role, in the institution or for one service or holder',
  params: PersonParams,
  body: GiveRoleRequest,
  answers: { 201: Person },
  handle: async ({ house, change, params, body }) =>
    presentAnswer(await house.identity.people.giveRole({ ...change, ...params, role: body }), 201),
})

export const takeRole = endpoint({
  operationId: 'takeRole',
  summary: 'Takes a role away',
  params: RoleAssignmentParams,
  answers: { 200: Person },
  handle: async ({ house, change, params }) =>
    presentAnswer(await house.identity.people.takeRole({ ...change, ...params })),
})

export const listApiKeys = endpoint({
  operationId: 'listApiKeys',
  summary: 'Lists API keys, without their secrets',
  query: Paging,
  answers: { 200: ApiKeyPage },
  handle: async ({ house, institutionId, query, request }) =>
    presentPage(await house.identity.apiKeys.list({ institutionId, limit: DEFAULT_LIMIT, ...query }), request.url),
})

export const createApiKey = endpoint({
  operationId: 'createApiKey',
  summary: 'Creates an API key; the answer is the only one that shows it',
  body: CreateApiKeyRequest,
  answers: { 201: NewApiKey },
  handle: async ({ house, change, body }) =>
    presentAnswer(await house.identity.apiKeys.create({ ...change, ...body }), 201),
})

export const revokeApiKey = endpoint({
  operationId: 'revokeApiKey',
  summary: 'Makes an API key worthless',
  params: ApiKeyParams,
  answers: { 200: ApiKeyFacts },
  handle: async ({ house, change, params }) =>
    presentAnswer(await house.identity.apiKeys.revoke({ ...change, id: params.apiKeyId })),
})
