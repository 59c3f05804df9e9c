import { Glossary } from '../contract/glossary.ts'
import { endpoint } from '../endpoint.ts'

export const get = endpoint({
  operationId: 'getGlossary',
  summary: 'Reads the terms of the method in both languages, with their definitions and sources',
  answers: { 200: Glossary },
  handle: async ({ house }) => ({ body: house.glossary }),
})
