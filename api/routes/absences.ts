/** Absences: who is away, and who does the work. */
import { NotFound } from '../../engine/model/errors.ts'
import { Absence, AbsencePage, AbsenceParams, AbsenceQuery, CreateAbsenceRequest } from '../contract/absences.ts'
import { endpoint } from '../endpoint.ts'
import { notAllowed } from '../http-refusal.ts'
import { mayHandleAbsencesOf } from '../policies/absences.ts'
import type { Caller } from '../policies/caller.ts'
import { presentAnswer } from '../present/answer.ts'
import { DEFAULT_LIMIT, presentPage } from '../present/page.ts'

export const list = endpoint({
  operationId: 'listAbsences',
  summary: 'Lists absences of one person, the last to begin first',
  query: AbsenceQuery,
  answers: { 200: AbsencePage },
  handle: async ({ house, caller, institutionId, query, request }) => {
    const { login = caller.id, ...paging } = query
    refuseOthers(caller, login)
    const page = await house.identity.absences.list({ institutionId, login, limit: DEFAULT_LIMIT, ...paging })
    return presentPage(page, request.url)
  },
})

export const create = endpoint({
  operationId: 'createAbsence',
  summary: 'Says that a person is away, and who does their work',
  body: CreateAbsenceRequest,
  answers: { 201: Absence },
  handle: async ({ house, caller, change, body }) => {
    const { login = caller.id } = body
    refuseOthers(caller, login)
    return presentAnswer(await house.identity.absences.create({ ...change, ...body, login }), 201)
  },
})

export const end = endpoint({
  operationId: 'endAbsence',
  summary: 'Ends an absence now, also before it began',
  params: AbsenceParams,
  answers: { 200: Absence },
  handle: async ({ house, caller, change, institutionId, params }) => {
    const { absences } = house.identity
    const { id, login } = await absences.get(institutionId, params.absenceId)
    if (!mayHandleAbsencesOf(caller, login)) throw new NotFound('absence', id)
    return presentAnswer(await absences.end({ ...change, id }))
  },
})

/** @throws {HttpRefusal} 403 */
function refuseOthers(caller: Caller, login: string): void {
  if (!mayHandleAbsencesOf(caller, login))
    throw notAllowed(`Expected yourself, or somebody who manages people, but "${caller.id}" asks about "${login}".`)
}
