/** Tables of identity: people, what roles they hold, their sessions, API keys, and the one-time link of the beginning. */
import { EntitySchema } from 'typeorm'
import type { Instant } from '../../engine/model/json.ts'

export interface PersonRow {
  institutionId: string
  /** Never changes: tasks and history name people by it. */
  login: string
  name: string
  language: 'lv' | 'en' | null
  /** For what they are told of their work; null: by no e-mail. */
  email: string | null
  /** See `passwords.ts`. */
  passwordHash: string
  state: 'active' | 'disabled'
  createdAt: Instant
  updatedAt: Instant
}

export const Person = new EntitySchema<PersonRow>({
  name: 'Person',
  tableName: 'person',
  columns: {
    institutionId: { name: 'institution_id', type: 'varchar', primary: true },
    login: { type: 'varchar', primary: true },
    name: { type: 'varchar' },
    language: { type: 'varchar', nullable: true },
    email: { type: 'varchar', nullable: true },
    passwordHash: { name: 'password_hash', type: 'varchar' },
    state: { type: 'varchar' },
    createdAt: { name: 'created_at', type: 'varchar' },
    updatedAt: { name: 'updated_at', type: 'varchar' },
  },
})

export type ScopeKind = 'institution' | 'service' | 'holder'

export interface RoleAssignmentRow {
  id: string
  institutionId: string
  login: string
  /** As in `processes/roles.json`. */
  role: string
  scopeKind: ScopeKind
  /** Id of the service or holder; '' for the institution. */
  scopeId: string
  validFrom: Instant
  /** Null: until further notice. */
  validTo: Instant | null
}

export const RoleAssignment = new EntitySchema<RoleAssignmentRow>({
  name: 'RoleAssignment',
  tableName: 'role_assignment',
  columns: {
    id: { type: 'varchar', primary: true },
    institutionId: { name: 'institution_id', type: 'varchar' },
    login: { type: 'varchar' },
    role: { type: 'varchar' },
    scopeKind: { name: 'scope_kind', type: 'varchar' },
    scopeId: { name: 'scope_id', type: 'varchar' },
    validFrom: { name: 'valid_from', type: 'varchar' },
    validTo: { name: 'valid_to', type: 'varchar', nullable: true },
  },
})

export interface SessionRow {
  /** SHA-256 of the token in the cookie: who reads the database cannot log in with it. */
  tokenHash: string
  institutionId: string
  login: string
  createdAt: Instant
  expiresAt: Instant
  /** Written at most once a minute. */
  lastSeenAt: Instant
}

export const Session = new EntitySchema<SessionRow>({
  name: 'Session',
  tableName: 'session',
  columns: {
    tokenHash: { name: 'token_hash', type: 'varchar', primary: true },
    institutionId: { name: 'institution_id', type: 'varchar' },
    login: { type: 'varchar' },
    createdAt: { name: 'created_at', type: 'varchar' },
    expiresAt: { name: 'expires_at', type: 'varchar' },
    lastSeenAt: { name: 'last_seen_at', type: 'varchar' },
  },
})

export interface ApiKeyRow {
  id: string
  institutionId: string
  name: string
  /** SHA-256; a secret of 256 random bits needs no slow hash. */
  secretHash: string
  /** JSON array of grants. */
  grants: string
  createdAt: Instant
  createdBy: string
  expiresAt: Instant
  /** Written at most once a minute. */
  lastUsedAt: Instant | null
  revokedAt: Instant | null
}

export const ApiKey = new EntitySchema<ApiKeyRow>({
  name: 'ApiKey',
  tableName: 'api_key',
  columns: {
    id: { type: 'varchar', primary: true },
    institutionId: { name: 'institution_id', type: 'varchar' },
    name: { type: 'varchar' },
    secretHash: { name: 'secret_hash', type: 'varchar' },
    grants: { type: 'text' },
    createdAt: { name: 'created_at', type: 'varchar' },
    createdBy: { name: 'created_by', type: 'varchar' },
    expiresAt: { name: 'expires_at', type: 'varchar' },
    lastUsedAt: { name: 'last_used_at', type: 'varchar', nullable: true },
    revokedAt: { name: 'revoked_at', type: 'varchar', nullable: true },
  },
})

export interface SetupTokenRow {
  tokenHash: string
  institutionId: string
  createdAt: Instant
  expiresAt: Instant
}

/** Unused links only: using one deletes it. */
export const SetupToken = new EntitySchema<SetupTokenRow>({
  name: 'SetupToken',
  tableName: 'setup_token',
  columns: {
    tokenHash: { name: 'token_hash', type: 'varchar', primary: true },
    institutionId: { name: 'institution_id', type: 'varchar' },
    createdAt: { name: 'created_at', type: 'varchar' },
    expiresAt: { name: 'expires_at', type: 'varchar' },
  },
})

export interface IdentityCommandRow {
  institutionId: string
  caller: string
  /** The caller's `Idempotency-Key`. */
  key: string
  fingerprint: string
  /** JSON of the answer, without secrets. */
  answer: string
  createdAt: Instant
}

export const IdentityCommand = new EntitySchema<IdentityCommandRow>({
  name: 'IdentityCommand',
  tableName: 'identity_command',
  columns: {
    institutionId: { name: 'institution_id', type: 'varchar', primary: true },
    caller: { type: 'varchar', primary: true },
    key: { type: 'varchar', primary: true },
    fingerprint: { type: 'varchar' },
    answer: { type: 'text' },
    createdAt: { name: 'created_at', type: 'varchar' },
  },
})

export interface AbsenceRow {
  id: string
  institutionId: string
  /** Who is away. */
  login: string
  /** Who does the work. */
  substitute: string
  from: Instant
  until: Instant
  /** JSON array of role keys; null: all of the person's work. */
  roles: string | null
  reason: string | null
  createdBy: string
  createdAt: Instant
  endedBy: string | null
  endedAt: Instant | null
}

export const Absence = new EntitySchema<AbsenceRow>({
  name: 'Absence',
  tableName: 'absence',
  columns: {
    id: { type: 'varchar', primary: true },
    institutionId: { name: 'institution_id', type: 'varchar' },
    login: { type: 'varchar' },
    substitute: { type: 'varchar' },
    from: { name: 'from_at', type: 'varchar' },
    until: { name: 'until_at', type: 'varchar' },
    roles: { type: 'varchar', nullable: true },
    reason: { type: 'varchar', nullable: true },
    createdBy: { name: 'created_by', type: 'varchar' },
    createdAt: { name: 'created_at', type: 'varchar' },
    endedBy: { name: 'ended_by', type: 'varchar', nullable: true },
    endedAt: { name: 'ended_at', type: 'varchar', nullable: true },
  },
})

/** What the data source has to know of identity. */
export const IDENTITY_TABLES = [Person, RoleAssignment, Session, ApiKey, SetupToken, IdentityCommand, Absence]
