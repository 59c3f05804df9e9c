/** Figures over institutions: made by one, handed in, and seen by who leads them; see `policies/scale.ts`. */
import type { Static } from 'typebox'
import { NotAllowed, NotFound } from '../../engine/model/errors.ts'
import { HandInAnswer, HandInQuery, MakeReportQuery, Scale, ScaleQuery, ScaleReport } from '../contract/scale.ts'
import { type Call, endpoint, type Reply } from '../endpoint.ts'
import { mayHandIn, maySeeScale } from '../policies/scale.ts'
import { type AskedScale, presentScale, presentTaken, scaleAsCsv } from '../present/scale.ts'

export const makeReport = endpoint({
  operationId: 'makeScaleReport',
  summary: 'Makes the figures of this institution for a period that is over, as its lead takes them in',
  query: MakeReportQuery,
  answers: { 200: ScaleReport },
  handle: async ({ house, institutionId, query }) => {
    const report = await house.scale.make(institutionId, query.period)
    return {
      body: house.scale.asJson(report),
      headers: { 'Content-Disposition': `attachment; filename="${fileName(report)}.json"` },
    }
  },
})

export const exportReport = endpoint({
  operationId: 'exportScaleReport',
  summary: 'Gives the same figures as a table for spreadsheets, which may be handed in as well',
  query: MakeReportQuery,
  answers: { 200: 'text/csv' },
  handle: async ({ house, institutionId, query }) => {
    const report = await house.scale.make(institutionId, query.period)
    return csv(house.scale.asCsv(report), fileName(report))
  },
})

export const handIn = endpoint({
  operationId: 'handInScaleReport',
  summary: 'Takes in the figures of an institution, all or none; the same period again replaces them',
  query: HandInQuery,
  file: ['application/json', 'text/csv'],
  answers: { 200: HandInAnswer },
  handle: async ({ house, caller, told, query, request }) => {
    const file = { format: query.format ?? 'json', bytes: request.file }
    const taken = await house.scale.take(told, file, (institution) => {
      if (!mayHandIn(caller, institution))
        throw new NotAllowed(
          `Expected a lead of institution "${institution.regNo}", or a key for its registration number, but you are neither.`,
        )
    })
    return { body: presentTaken(taken) }
  },
})

export const get = endpoint({
  operationId: 'getScale',
  summary: 'Gives the figures of the state, a sector or a municipality: by institution and added up',
  query: ScaleQuery,
  answers: { 200: Scale },
  handle: async (call) => {
    const asked = askedOf(call)
    return { body: presentScale(await call.house.scale.view(call.institutionId, asked), asked) }
  },
})

export const exportScale = endpoint({
  operationId: 'exportScale',
  summary: 'Gives the same figures as a table for spreadsheets',
  query: ScaleQuery,
  answers: { 200: 'text/csv' },
  handle: async (call) => {
    const asked = askedOf(call)
    const view = await call.house.scale.view(call.institutionId, asked)
    return csv(scaleAsCsv(view, asked, call.language), 'scale')
  },
})

/** What a caller may not see is not there for them. */
function askedOf({
  house,
  caller,
  query,
}: Pick<Call<unknown, Static<typeof ScaleQuery>, unknown>, 'house' | 'caller' | 'query'>) {
  const scale = house.scale.readScale(query.scale)
  if (!scale || !maySeeScale(caller, scale)) throw new NotFound('scale', query.scale)
  return { scale, name: query.scale, period: query.period, service: query.service ?? null } satisfies AskedScale
}

const fileName = ({ regNo, period }: { readonly regNo: string; readonly period: string }): string =>
  `ritums-${encodeURIComponent(regNo)}-${period}`

function csv(text: string, name: string): Reply {
  return {
    pieces: once(text),
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}.csv"`,
    },
  }
}

async function* once(text: string): AsyncGenerator<string> {
  yield text
}
