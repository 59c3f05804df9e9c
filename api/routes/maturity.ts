import { Maturity, MaturityQuery } from '../contract/maturity.ts'
import { endpoint } from '../endpoint.ts'
import { presentStanding } from '../present/standing.ts'

export const get = endpoint({
  operationId: 'getMaturity',
  summary: 'Says which level of development the institution has reached, on what evidence, and what the next one lacks',
  query: MaturityQuery,
  answers: { 200: Maturity },
  handle: async ({ house, institutionId, query }) => ({
    body: presentStanding(await house.maturity(institutionId), query.mode),
  }),
})
