/** The places of a project that a demand of the method may be shown at, and whether each exists. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { HandlerRegistry } from '../../engine/ports.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What there is, by kind. */
export interface Places {
  /** Paths of pages and of the API, as their tables have them. */
  readonly pages: ReadonlySet<string>
  readonly routes: ReadonlySet<string>
  readonly handlers: HandlerRegistry
}

/** A place as a row names it: `element:APP_U01`, or `element:CSI_U09@improvement` for one that comes with that scheme. */
export interface NamedPlace {
  readonly kind: string
  readonly name: string
  /** The scheme that brings it; null for what has to be there now. */
  readonly comesWith: string | null
}

/** @throws Error for a text that names no place */
export function readPlace(text: string): NamedPlace {
  const found = /^([a-z]+):([^@\s]+)(?:@([a-z-]+))?$/.exec(text)
  if (found?.[1] === undefined || found[2] === undefined)
    throw new Error(`Expected a place like "page:/processes" or "element:APP_U01@application", but it is "${text}".`)
  return { kind: found[1], name: found[2], comesWith: found[3] ?? null }
}

/** Makes the question whether a place exists. */
export function createFinder({ pages, routes, handlers }: Places): (place: NamedPlace) => boolean {
  const processes = join(root, 'processes')
  const json = <T>(...path: string[]): T => JSON.parse(readFileSync(join(processes, ...path), 'utf8')) as T
  const diagrams = [processes, join(processes, 'services')].flatMap((folder) =>
    readdirSync(folder).flatMap((name) => (name.endsWith('.bpmn') ? join(folder, name) : [])),
  )
  const elements = new Set(
    diagrams.flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id ?? '')),
  )
  const { codes } = json<{ codes: Record<string, { codes: readonly { code: string }[] }> }>('codes.json')
  const settings = new Set(
    json<{ settings: readonly { key: string }[] }>('settings.json').settings.map(({ key }) => key),
  )
  const roles = new Set(json<{ roles: readonly { key: string }[] }>('roles.json').roles.map(({ key }) => key))
  const messages = new Set(
    json<{ messages: readonly { name: string }[] }>('messages.json').messages.map(({ name }) => name),
  )
  const registerPath = (name: string): string => join(processes, 'registers', `${name}.json`)

  const finders: Readonly<Record<string, (name: string) => boolean>> = {
    page: (name) => pages.has(name),
    api: (name) => routes.has(name),
    element: (name) => elements.has(name),
    process: (name) => diagrams.some((path) => path.endsWith(`/${name}.bpmn`)),
    register: (name) => existsSync(registerPath(name)),
    field(name) {
      const [register = '', field = ''] = name.split('.')
      if (!existsSync(registerPath(register))) return false
      const { schema } = json<{ schema: { properties: object } }>('registers', `${register}.json`)
      return Object.hasOwn(schema.properties, field)
    },
    handler: (name) => handlers.get(name) !== undefined,
    template: (name) => existsSync(join(processes, 'templates', `${name}.json`)),
    file: (name) => existsSync(join(root, name)),
    setting: (name) => settings.has(name),
    role: (name) => roles.has(name),
    message: (name) => messages.has(name),
    list(name) {
      const [list = '', code] = name.split('.')
      const found = codes[list]
      return found !== undefined && (code === undefined || found.codes.some((one) => one.code === code))
    },
  }
  return ({ kind, name }) => {
    const find = finders[kind]
    if (!find)
      throw new Error(
        `Expected a kind of place that is known (${Object.keys(finders).join(', ')}), but it is "${kind}".`,
      )
    return find(name)
  }
}
