/** Reads what `strace -f -y -xx` wrote: the system calls that change files, in the order in which they were done. */

/** One change of a file. */
export type DiskEvent =
  | { readonly kind: 'write'; readonly path: string; readonly offset: number | null; readonly data: Buffer }
  | { readonly kind: 'truncate'; readonly path: string; readonly length: number }
  | { readonly kind: 'sync'; readonly path: string }
  | { readonly kind: 'remove'; readonly path: string }

/** The calls that `strace` has to show for this. */
export const TRACED_CALLS = [
  'write',
  'pwrite64',
  'writev',
  'pwritev',
  'pwritev2',
  'fsync',
  'fdatasync',
  'sync_file_range',
  'ftruncate',
  'fallocate',
  'unlink',
  'unlinkat',
  'rename',
  'renameat2',
] as const

/**
 * @param isOurs which files matter
 * @throws Error for a call on one of them that is not understood: a model that overlooks writes proves nothing
 */
export function readTrace(text: string, isOurs: (path: string) => boolean): DiskEvent[] {
  const events: DiskEvent[] = []
  const unfinished = new Map<string, string>()
  for (const line of text.split('\n')) {
    const whole = wholeLine(line, unfinished)
    if (whole === null) continue
    const event = readCall(whole, isOurs)
    if (event) events.push(event)
  }
  return events
}

/** A call that another thread interrupted is written in two halves. @returns null while the second half is to come */
function wholeLine(line: string, unfinished: Map<string, string>): string | null {
  const [, thread = '', rest = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? []
  const begun = /^(.*?)\s*<unfinished \.\.\.>$/.exec(rest)
  if (begun) {
    unfinished.set(thread, begun[1] ?? '')
    return null
  }
  const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest)
  if (!resumed) return rest
  const whole = `${unfinished.get(thread) ?? ''}${resumed[1] ?? ''}`
  unfinished.delete(thread)
  return whole
}

function readCall(line: string, isOurs: (path: string) => boolean): DiskEvent | null {
  const [, call = '', args = '', result = ''] = /^(\w+)\((.*)\)\s+= (-?\d+|\?)/.exec(line) ?? []
  if (call === '' || result.startsWith('-') || result === '?') return null
  const path = pathOf(args)
  if (path === null || !isOurs(path)) return null
  const [, data = '', after = ''] = /"((?:\\x[0-9a-f]{2})*)"(.*)$/.exec(args) ?? []
  const numbers = after.split(',').map((part) => part.trim())
  switch (call) {
    case 'write':
      return { kind: 'write', path, offset: null, data: bytesOf(data, Number(result)) }
    case 'pwrite64':
      return { kind: 'write', path, offset: Number(numbers.at(-1)), data: bytesOf(data, Number(result)) }
    case 'fsync':
    case 'fdatasync':
      return { kind: 'sync', path }
    case 'ftruncate':
      return { kind: 'truncate', path, length: Number(args.slice(args.lastIndexOf(',') + 1)) }
    case 'unlink':
    case 'unlinkat':
      return { kind: 'remove', path }
    default:
      throw new Error(`Expected only calls that the model of the disk knows, but "${call}" was made on "${path}".`)
  }
}

/** The file that a call is about: behind its descriptor, or its name in hexadecimal. */
function pathOf(args: string): string | null {
  const described = /^\d+<([^>]*)>/.exec(args)
  if (described) return plain(described[1] ?? '')
  const named = /"((?:\\x[0-9a-f]{2})+)"/.exec(args)
  return named ? plain(named[1] ?? '') : null
}

function plain(text: string): string {
  return text.replaceAll(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
}

function bytesOf(escaped: string, length: number): Buffer {
  const data = Buffer.from(escaped.replaceAll('\\x', ''), 'hex')
  if (data.length < length)
    throw new Error(`Expected ${length} bytes in the trace, but it holds ${data.length}. Is strace's -s too small?`)
  return data.subarray(0, length)
}
