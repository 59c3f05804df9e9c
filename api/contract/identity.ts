/** Sessions, people, roles, API keys. */
import { Type } from 'typebox'
import { Id, Instant, nullable, object, oneOf, pageOf, text } from './common.ts'

/** `system` is what history calls the engine itself. */
export const LOGIN_PATTERN = '^(?!system$)[a-z0-9][a-z0-9._-]{0,63}$'

/** In characters; longer than any passphrase, short enough to hash. */
export const PASSWORD_LENGTH = { least: 12, most: 200 } as const

export const Login = Type.String({
  pattern: LOGIN_PATTERN,
  description: 'small letters, digits, `.`, `_`, `-`; never changes',
})

export const Password = Type.String({ minLength: PASSWORD_LENGTH.least, maxLength: PASSWORD_LENGTH.most })

export const LoginRequest = object(
  {
    user: Type.String({ minLength: 1, maxLength: 200 }),
    password: Type.String({ minLength: 1, maxLength: 200 }),
    institutionId: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: 'where it is not the server’s own' }),
    ),
  },
  { title: 'LoginRequest' },
)

export const CallerAnswer = object(
  {
    kind: oneOf(['person', 'api-key']),
    id: Type.String(),
    name: Type.String(),
    institutionId: Type.String(),
    language: nullable(oneOf(['lv', 'en'])),
    roles: Type.Array(Type.String()),
    groups: Type.Array(Type.String()),
    grants: Type.Array(Type.String()),
    substitutes: Type.Array(
      object({ login: Type.String(), name: Type.String(), groups: Type.Array(Type.String()), isWhole: Type.Boolean() }),
      { description: 'people who are away and whose work you do now' },
    ),
  },
  { title: 'Caller' },
)

export const PasswordRequest = object(
  { password: Type.String({ minLength: 1, maxLength: 200 }), newPassword: Password },
  { title: 'PasswordRequest' },
)

const Scope = object({ kind: oneOf(['institution', 'service', 'holder']), id: Type.String() })

export const Person = object(
  {
    login: Type.String(),
    name: Type.String(),
    language: nullable(oneOf(['lv', 'en'])),
    email: nullable(Type.String({ description: 'for what they are told of their work' })),
    state: oneOf(['active', 'disabled']),
    roles: Type.Array(
      object(
        { id: Id, role: Type.String(), scope: Scope, validFrom: Instant, validTo: nullable(Instant) },
        { title: 'RoleAssignment' },
      ),
    ),
  },
  { title: 'Person' },
)
export const PersonPage = pageOf(Person, 'PersonPage')

export const CreatePersonRequest = object(
  {
    login: Login,
    name: text(200),
    password: Password,
    language: Type.Optional(oneOf(['lv', 'en'])),
    email: Type.Optional(text(254)),
  },
  { title: 'CreatePersonRequest' },
)

export const UpdatePersonRequest = object(
  {
    name: Type.Optional(text(200)),
    language: Type.Optional(nullable(oneOf(['lv', 'en']))),
    email: Type.Optional(nullable(text(254))),
    state: Type.Optional(oneOf(['active', 'disabled'])),
    password: Type.Optional(Password),
  },
  { title: 'UpdatePersonRequest' },
)

export const GiveRoleRequest = object(
  {
    role: text(40),
    scope: Type.Optional(object({ kind: oneOf(['institution', 'service', 'holder']), id: Type.Optional(Id) })),
    validFrom: Type.Optional(Instant),
    validTo: Type.Optional(Instant),
  },
  { title: 'GiveRoleRequest' },
)

const API_KEY = {
  id: Id,
  name: Type.String(),
  grants: Type.Array(Type.String()),
  createdAt: Instant,
  createdBy: Type.String(),
  expiresAt: Instant,
  lastUsedAt: nullable(Instant),
  revokedAt: nullable(Instant),
}
export const ApiKeyFacts = object(API_KEY, { title: 'ApiKey' })
export const ApiKeyPage = pageOf(ApiKeyFacts, 'ApiKeyPage')
export const CreateApiKeyRequest = object(
  { name: text(200), grants: Type.Array(text(200), { minItems: 1, maxItems: 100 }), expiresAt: Instant },
  { title: 'CreateApiKeyRequest' },
)
export const NewApiKey = object(
  { ...API_KEY, apiKey: nullable(Type.String({ description: 'shown this once; null when the request is repeated' })) },
  { title: 'NewApiKey' },
)

export const PersonParams = object({ login: Login })
export const RoleAssignmentParams = object({ login: Login, assignmentId: Id })
export const ApiKeyParams = object({ apiKeyId: Id })
