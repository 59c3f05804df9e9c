/** The kinds of files that are taken, from `processes/file-kinds.json`: the end of the name, and how the bytes begin. */
import { readFileSync } from 'node:fs'

/** Bytes at a place: in hexadecimal, or as ASCII. */
type Mark = { readonly at: number } & ({ readonly hex: string } | { readonly text: string })

export interface FileKind {
  /** Small letters, without the dot. */
  readonly extensions: readonly string[]
  readonly mediaType: string
  /** Ways to begin, each with all marks that it needs; any one of them will do. */
  readonly begins?: readonly (readonly Mark[])[]
  /** In place of `begins`: anything that is text. */
  readonly isText?: boolean
  /** A browser may show it in place of saving it. */
  readonly inline?: boolean
}

/** How much of a file decides. */
export const HEAD_BYTES = 4096

export class FileKinds {
  private readonly byExtension: ReadonlyMap<string, FileKind>
  private readonly shown: ReadonlySet<string>
  /** All ends of names, for the attribute `accept` of a form and for sentences. */
  readonly extensions: readonly string[]

  constructor(kinds: readonly FileKind[]) {
    this.byExtension = new Map(kinds.flatMap((kind) => kind.extensions.map((extension) => [extension, kind])))
    this.shown = new Set(kinds.flatMap(({ inline, mediaType }) => (inline ? [mediaType] : [])))
    this.extensions = [...this.byExtension.keys()]
  }

  /** @returns null for a name of no such kind, and for bytes that are not what the name says */
  kindOf(name: string, head: Buffer): FileKind | null {
    const [, extension = ''] = /\.([^.]+)$/.exec(name.toLowerCase()) ?? []
    const kind = this.byExtension.get(extension)
    if (!kind) return null
    const isSo = kind.isText
      ? !head.includes(0)
      : (kind.begins ?? []).some((marks) => marks.every((mark) => has(head, mark)))
    return isSo ? kind : null
  }

  /** Whether a browser may show files of this type in place of saving them. */
  mayShow(mediaType: string): boolean {
    return this.shown.has(mediaType)
  }
}

function has(head: Buffer, mark: Mark): boolean {
  const bytes = 'hex' in mark ? Buffer.from(mark.hex, 'hex') : Buffer.from(mark.text, 'latin1')
  return head.subarray(mark.at, mark.at + bytes.length).equals(bytes)
}

/** Reads the kinds from their file. @throws Error when it is no such file */
export function readFileKinds(path: string): FileKinds {
  const content = JSON.parse(readFileSync(path, 'utf8')) as { readonly kinds?: readonly FileKind[] }
  const right = Array.isArray(content.kinds) && content.kinds.every((kind: FileKind) => kind.isText || kind.begins)
  if (!right || !content.kinds)
    throw new Error(`Expected "kinds" in ${path}, each with "begins" or "isText", but not so.`)
  return new FileKinds(content.kinds)
}
