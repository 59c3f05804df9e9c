/** Reads the registers of an installation from its folder, once, at start. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { reasonOf } from '../model/reason-of.ts'
import type { FormChecker } from '../ports.ts'
import { type Json, isObject } from '../model/json.ts'
import type { Register } from './register.ts'
import { registerFields } from './register-fields.ts'

/**
 * Reads and checks every `<register>.json` of a folder.
 *
 * @param folder e.g. `processes/registers`
 * @param forms judges the schemas; without it only their shape is checked
 * @returns the registers, by name
 * @throws Error that lists every problem with its file
 */
export function loadRegisters(folder: string, forms?: Pick<FormChecker, 'inspectSchema'>): readonly Register[] {
  const problems: string[] = []
  const registers: Register[] = []
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
  for (const file of files.toSorted()) {
    try {
      const content = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Json
      const wrong = inspectRegister(content, file.slice(0, -'.json'.length))
      if (wrong.length > 0) problems.push(...wrong.map((problem) => `${file}: ${problem}`))
      else registers.push(content as unknown as Register)
    } catch (error) {
      problems.push(`${file}: Expected JSON, but ${reasonOf(error)}`)
    }
  }
  problems.push(...checkReferences(registers))
  for (const register of registers) {
    const wrong = forms?.inspectSchema(register.schema) ?? []
    problems.push(...wrong.map((problem) => `${register.register}.json: ${problem}`))
  }
  if (problems.length > 0) throw new Error(`Expected registers that can be used, but:\n${problems.join('\n')}`)
  return registers
}

/** @returns what is wrong with one register file; empty when it may be used. */
export function inspectRegister(content: Json, fileName: string): readonly string[] {
  if (!isObject(content)) return ['Expected an object.']
  const problems: string[] = []
  const expect = (holds: boolean, sentence: string) => void (holds || problems.push(sentence))
  const name = content['name']
  const access = content['access']
  const { schema, number } = content
  const properties = isObject(schema) ? schema['properties'] : undefined
  const fields = new Set(isObject(properties) ? Object.keys(properties) : [])
  expect(content['register'] === fileName, `Expected "register" to be "${fileName}" like its file.`)
  expect(isObject(name) && isText(name['lv']) && isText(name['en']), 'Expected "name" in lv and en.')
  expect(number === null || (isText(number) && /\{0+\}/.test(number)), 'Expected "number" to be null or a pattern.')
  expect(isObject(properties), 'Expected "schema" with "properties".')
  expect(typeof content['reference'] === 'boolean', 'Expected "reference" to be true or false.')
  expect(isObject(access) && isTexts(access['read']) && isTexts(access['write']), 'Expected "access" with role keys.')
  expect(isText(content['title']) && fields.has(content['title']), 'Expected "title" to name a field.')
  const search = content['search']
  expect(isTexts(search) && search.every((field) => fields.has(field)), 'Expected "search" to list fields.')
  const unique = content['unique']
  expect(
    Array.isArray(unique) && unique.every((set: Json) => isTexts(set) && set.every((field) => fields.has(field))),
    'Expected "unique" to list sets of fields.',
  )
  expect(isStatus(content['status']), 'Expected "status" with "codes", and "initial" to be one of them.')
  return problems
}

function checkReferences(registers: readonly Register[]): readonly string[] {
  const names = new Set(registers.map((register) => register.register))
  return registers.flatMap((register) =>
    registerFields(register)
      .references.filter(({ target }) => !names.has(target))
      .map(({ field, target }) => `${register.register}.json: Expected a register "${target}" for "${field}".`),
  )
}

function isStatus(status: Json | undefined): boolean {
  if (status === undefined) return true
  if (!isObject(status)) return false
  const { codes, initial, changedBy = 'process' } = status
  const known = isTexts(codes) && codes.length > 0 && (initial === undefined || codes.some((code) => code === initial))
  return known && (changedBy === 'process' || changedBy === 'people')
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string' && value.length > 0
}

function isTexts(value: Json | undefined): value is readonly string[] {
  return Array.isArray(value) && value.every(isText)
}
