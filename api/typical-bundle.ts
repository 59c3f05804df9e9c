/** The typical edition: the diagrams, decisions, message contracts and forms that come with the installation. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ResourceFile } from '../engine/model/deployment.ts'

/** Where its files lie, from the project's folder. */
const PLACES: readonly { readonly folder: string; readonly pattern: RegExp }[] = [
  { folder: 'processes', pattern: /^[^/]+\.bpmn$|^services\/[^/]+\.bpmn$|^decisions\/[^/]+\.dmn$|^messages\.json$/ },
  { folder: 'forms/schemas', pattern: /\.form\.json$/ },
]

/** @returns every file of the edition, by a name that tells its place inside it, in a fixed order. */
export function readTypicalBundle(root: string): readonly ResourceFile[] {
  return PLACES.flatMap(({ folder, pattern }) => {
    const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      name.replaceAll('\\', '/'),
    )
    return names
      .filter((name) => pattern.test(name))
      .sort()
      .map((name) => ({ name, content: readFileSync(join(root, folder, name), 'utf8') }))
  })
}
