/** Absences and substitutes. */
import { Type } from 'typebox'
import { Id, Instant, nullable, object, PAGING, pageOf, text } from './common.ts'

export const AbsenceParams = object({ absenceId: Id })

export const AbsenceQuery = object({
  login: Type.Optional(Type.String({ minLength: 1, maxLength: 64, description: 'whose; default: your own' })),
  ...PAGING,
})

export const Absence = object(
  {
    id: Id,
    login: Type.String(),
    substitute: Type.String(),
    from: Instant,
    until: Instant,
    roles: nullable(Type.Array(Type.String(), { description: 'whose work is done meanwhile; null: all of it' })),
    reason: nullable(Type.String()),
    createdBy: Type.String(),
    createdAt: Instant,
    endedBy: nullable(Type.String()),
    endedAt: nullable(Instant),
  },
  { title: 'Absence' },
)
export const AbsencePage = pageOf(Absence, 'AbsencePage')

export const CreateAbsenceRequest = object(
  {
    login: Type.Optional(Type.String({ minLength: 1, maxLength: 64, description: 'who is away; default: yourself' })),
    substitute: text(64),
    from: Instant,
    until: Instant,
    roles: Type.Optional(nullable(Type.Array(text(40), { maxItems: 50 }))),
    reason: Type.Optional(nullable(text(500))),
  },
  { title: 'CreateAbsenceRequest' },
)
