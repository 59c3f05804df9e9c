/**
 * One strict walk over the text before the parser sees it.
 *
 * The parser (saxen) forgives malformed text, and pays for it: at unclosed quotes and unknown prefixes it searches
 * the whole file each time. So the walk refuses what is not well-formed, stops at the first trouble, and looks at
 * each character a bounded number of times. It also notes on which line each BPMN element stands, because the
 * parser tells lines only for what it could not read; where a drawing may be inserted; and what is legal, but beyond
 * the parser, so that it can be written for the parser in another way.
 */
import type { BpmnLimits } from '../bpmn-limits.ts'
import { findBadReference } from './character-references.ts'
import { declaredPrefix, Namespaces, prefixOf } from './namespaces.ts'
import { TextCursor } from './text-cursor.ts'
import { blank, type TextEdit } from './text-edits.ts'
import type { XmlTrouble } from './xml-trouble.ts'

export interface XmlScan {
  /** The first thing that is wrong; null when the text may be parsed. */
  readonly trouble: XmlTrouble | null
  /** 1-based line by `id`, of elements in the BPMN namespace; for an id used twice, the first one. */
  readonly lines: ReadonlyMap<string, number>
  /** What the parser is to read instead of what stands there. */
  readonly edits: readonly TextEdit[]
  readonly root: RootOutline
}

/** Where the parts of the root element stand, as offsets into the text. */
export interface RootOutline {
  /** Of its closing tag; null where it has none. */
  readonly bodyEnd: number | null
  readonly children: readonly RootChild[]
}

export interface RootChild {
  readonly namespace: string
  readonly localName: string
  readonly start: number
  readonly end: number
}

const BPMN_NAMESPACE = 'http://www.omg.org/spec/BPMN/20100524/MODEL'
const NAME = '[\\p{L}_][\\p{L}\\p{M}\\p{N}_.\\u00b7-]*(?::[\\p{L}_][\\p{L}\\p{M}\\p{N}_.\\u00b7-]*)?'
const OPENING = new RegExp(`<(${NAME})`, 'uy')
const ATTRIBUTE = new RegExp(`(${NAME})(\\s*=\\s*)(?:"([^"<]*)"|'([^'<]*)')`, 'uy')
// The parser reads only such names. It would fail at others, also at those of other tools, which mean nothing here.
const PLAIN_NAME = /^[\w.:-]+$/
// Elements whose text may have mark-up (tDocumentation and tText of the schema of BPMN 2.0.2); the parser takes text alone.
const MARKED_UP = ['documentation', 'text']
const CLOSING = /<\/([^\s<>/]*)\s*>/y
const SPACE = /\s*/y

interface Walk {
  readonly cursor: TextCursor
  readonly limits: BpmnLimits
  readonly lines: Map<string, number>
  readonly open: OpenElement[]
  readonly namespaces: Namespaces
  elements: number
  /** Comments, processing instructions and CDATA sections. */
  asides: number
  declarations: number
  readonly edits: TextEdit[]
  readonly children: RootChild[]
  bodyEnd: number | null
}

interface OpenElement {
  readonly name: string
  readonly namespace: string
  readonly line: number
  readonly start: number
  /** In it stands text with mark-up, or it is such mark-up. */
  readonly markedUp: boolean
}

export function scanXml(xml: string, limits: BpmnLimits): XmlScan {
  const walk: Walk = {
    cursor: new TextCursor(xml),
    limits,
    lines: new Map(),
    open: [],
    namespaces: new Namespaces(),
    elements: 0,
    asides: 0,
    declarations: 0,
    edits: [],
    children: [],
    bodyEnd: null,
  }
  const { lines, edits, children } = walk
  const found = () => ({ lines, edits, root: { bodyEnd: walk.bodyEnd, children } })
  try {
    while (!walk.cursor.atEnd()) readNext(walk)
    const unclosed = walk.open.at(-1)
    if (unclosed !== undefined) {
      const message = `"<${shown(unclosed.name)}>" is never closed; close it, or upload the whole file if it was cut off.`
      throw new Refused('xml-invalid', unclosed.line, message)
    }
    if (walk.elements === 0) throw malformed(walk, 'The file has no XML element; upload a BPMN diagram.')
    return { trouble: null, ...found() }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { trouble: { code: error.code, line: error.line, message: error.message }, ...found() }
  }
}

function readNext(walk: Walk): void {
  const { cursor } = walk
  const next = cursor.text.indexOf('<', cursor.position)
  readText(walk, cursor.text.slice(cursor.position, next === -1 ? undefined : next))
  if (next === -1) return

  if (cursor.startsWith('<!--')) return readAside(walk, '<!--', '-->')
  if (cursor.startsWith('<?')) return readAside(walk, '<?', '?>')
  if (cursor.startsWith('<![CDATA[') && walk.open.length > 0) return readAside(walk, '<![CDATA[', ']]>')
  if (cursor.startsWith('<!')) {
    const message = 'The file has a DOCTYPE or entity declaration, which is not accepted; remove it.'
    throw new Refused('doctype-forbidden', cursor.line, message)
  }
  if (cursor.startsWith('</')) return readClosingTag(walk)
  readOpeningTag(walk)
}

function readText(walk: Walk, text: string): void {
  const { cursor } = walk
  if (walk.open.length === 0 && text.trim() !== '') {
    cursor.moveBy(text.length - text.trimStart().length)
    throw malformed(walk, 'There is text outside the root element; upload a file that is one XML document.')
  }
  checkReferences(walk, text)
  cursor.moveBy(text.length)
}

function readAside(walk: Walk, start: string, end: string): void {
  walk.asides += 1
  if (walk.asides > walk.limits.maxElements) {
    const message = `The file has more than ${walk.limits.maxElements} comments; remove some.`
    throw new Refused('too-many-elements', walk.cursor.line, message)
  }
  const line = walk.cursor.line
  walk.cursor.moveBy(start.length)
  if (!walk.cursor.movePast(end))
    throw new Refused('xml-invalid', line, `"${start}" is not closed; end it with "${end}".`)
}

function readClosingTag(walk: Walk): void {
  const closing = walk.cursor.match(CLOSING)
  if (closing === null) throw malformed(walk, 'A closing tag is not finished; write it as "</name>".')
  const name = closing[1] ?? ''
  const last = walk.open.pop()
  if (last === undefined)
    throw malformed(walk, `"</${shown(name)}>" closes an element that was never opened; remove it.`)
  if (last.name !== name) {
    const expected = `"<${shown(last.name)}>" of line ${last.line}`
    throw malformed(walk, `"</${shown(name)}>" stands where ${expected} is still open; close that first.`)
  }
  walk.namespaces.leave()
  const start = walk.cursor.position
  walk.cursor.moveBy(closing[0].length)
  if (walk.open.length === 0) walk.bodyEnd = start
  else if (walk.open.at(-1)?.markedUp) walk.edits.push(blank(walk.cursor.text, start, walk.cursor.position))
  closeElement(walk, last)
}

/** What is known of an element only behind its last tag. */
function closeElement(walk: Walk, { name, namespace, start }: OpenElement): void {
  const end = walk.cursor.position
  if (walk.open.length === 1) {
    walk.children.push({ namespace, localName: name.slice(name.indexOf(':') + 1), start, end })
  }
  if (!PLAIN_NAME.test(name)) walk.edits.push(blank(walk.cursor.text, start, end))
}

function readOpeningTag(walk: Walk): void {
  const { cursor, limits, open, namespaces, lines } = walk
  const opening = cursor.match(OPENING)
  if (opening === null) throw malformed(walk, '"<" begins no element name; write "&lt;" where you mean the sign.')
  if (open.length === 0 && walk.elements > 0) {
    throw malformed(walk, 'There is a second root element; upload a file that is one XML document.')
  }
  walk.elements += 1
  if (walk.elements > limits.maxElements) {
    const message = `The file has more than ${limits.maxElements} XML elements; split it with call activities.`
    throw new Refused('too-many-elements', cursor.line, message)
  }
  if (open.length >= limits.maxDepth) {
    const message = `Elements are nested more than ${limits.maxDepth} deep; use call activities instead of nesting.`
    throw new Refused('too-deep', cursor.line, message)
  }

  const name = opening[1] ?? ''
  const line = cursor.line
  const start = cursor.position
  cursor.moveBy(opening[0].length)
  const attributes = readAttributes(walk, name)
  namespaces.enter(attributes)
  for (const qualified of [name, ...attributes.keys()]) checkPrefix(walk, qualified)

  const namespace = namespaces.of(name) ?? ''
  if (namespace === BPMN_NAMESPACE) {
    if (!PLAIN_NAME.test(name)) throw malformed(walk, `"<${shown(name)}>" is no element of BPMN; use plain letters.`)
    const id = attributes.get('id')?.trim()
    if (id !== undefined && !lines.has(id)) lines.set(id, line)
  }

  const isEmpty = cursor.startsWith('/>')
  cursor.moveBy(isEmpty ? 2 : 1)
  const inMarkUp = open.at(-1)?.markedUp === true
  if (inMarkUp) walk.edits.push(blank(cursor.text, start, cursor.position))
  const element: OpenElement = { name, namespace, line, start, markedUp: inMarkUp || isMarkedUp(namespace, name) }
  if (!isEmpty) {
    open.push(element)
    return
  }
  namespaces.leave()
  closeElement(walk, element)
}

function isMarkedUp(namespace: string, name: string): boolean {
  return namespace === BPMN_NAMESPACE && MARKED_UP.includes(name.slice(name.indexOf(':') + 1))
}

/** Reads up to the `>` or `/>` that ends the tag. */
function readAttributes(walk: Walk, element: string): Map<string, string> {
  const { cursor } = walk
  const attributes = new Map<string, string>()
  for (;;) {
    const space = cursor.match(SPACE)?.[0].length ?? 0
    cursor.moveBy(space)
    if (cursor.startsWith('>') || cursor.startsWith('/>')) return attributes

    const attribute = space === 0 ? null : cursor.match(ATTRIBUTE)
    if (attribute === null) {
      throw malformed(
        walk,
        `"<${shown(element)}>" has an attribute that is not name="value"; close its quotes, and write "&lt;" for "<".`,
      )
    }
    const [whole, name = '', equals = '', doubleQuoted, singleQuoted] = attribute
    const value = doubleQuoted ?? singleQuoted ?? ''
    const { text, position: start } = cursor
    const isPlain = PLAIN_NAME.test(name)
    if (!isPlain) walk.edits.push(blank(text, start, start + whole.length))
    // The parser wants no space around "="; before the name it may be.
    if (isPlain && equals !== '=') {
      const end = start + name.length + equals.length
      walk.edits.push({ start, end, text: `${equals.replace('=', '')}${name}=` })
    }
    if (attributes.has(name)) {
      throw malformed(walk, `"<${shown(element)}>" has the attribute "${shown(name)}" twice; keep one.`)
    }
    checkReferences(walk, value)
    if (declaredPrefix(name) !== null) countDeclaration(walk, name)
    attributes.set(name, value)
    cursor.moveBy(whole.length)
  }
}

function countDeclaration(walk: Walk, attribute: string): void {
  walk.declarations += 1
  const most = walk.limits.maxNamespaceDeclarations
  if (walk.declarations > most) {
    const message = `The file declares more than ${most} namespaces; declare each once on the root element.`
    throw new Refused('too-many-namespaces', walk.cursor.line, message)
  }
  if (attribute === 'xmlns:xml' || attribute === 'xmlns:xmlns') {
    throw malformed(walk, `"${attribute}" must not be declared; remove it.`)
  }
}

function checkPrefix(walk: Walk, qualified: string): void {
  const prefix = prefixOf(qualified)
  if (prefix === '' || prefix === 'xmlns' || walk.namespaces.of(qualified) !== undefined) return
  const remedy = `add xmlns:${shown(prefix)}="…" to the root element`
  throw malformed(walk, `The prefix of "${shown(qualified)}" is not declared; ${remedy}.`)
}

function checkReferences(walk: Walk, text: string): void {
  const bad = findBadReference(text)
  if (bad === null) return
  walk.cursor.moveBy(bad.offset)
  throw malformed(walk, bad.message)
}

function malformed(walk: Walk, message: string): Refused {
  return new Refused('xml-invalid', walk.cursor.line, message)
}

/** Ends the walk; never leaves this file. */
class Refused extends Error {
  readonly code: XmlTrouble['code']
  readonly line: number

  constructor(code: XmlTrouble['code'], line: number, message: string) {
    super(message)
    this.code = code
    this.line = line
  }
}

/** Names come from the upload: no more of one than a sentence can carry. */
function shown(name: string): string {
  return name.slice(0, 80)
}
