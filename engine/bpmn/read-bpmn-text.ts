/**
 * One `.bpmn` text becomes compiled processes and problems: scanned, parsed, resolved into a diagram, compiled and
 * checked. Pure apart from time spent; `read-bpmn.ts` runs it in a thread that can be stopped.
 */
import type { Problem } from '../model/errors.ts'
import type { BpmnLimits } from './bpmn-limits.ts'
import type { BpmnReading } from './bpmn-reading.ts'
import { boundedProblems } from './bounded-problems.ts'
import { ALL_CHECKS } from './checks/all-checks.ts'
import type { Reading } from './checks/check.ts'
import { collectUses } from './compile/collect-uses.ts'
import { compileProcess } from './compile/compile-process.ts'
import { buildDiagram } from './diagram/build-diagram.ts'
import { findIllegalCharacter } from './xml/find-illegal-character.ts'
import { parseXml } from './xml/parse-xml.ts'
import { scanXml } from './xml/scan-xml.ts'
import { applyEdits } from './xml/text-edits.ts'

export async function readBpmnText(resource: string, text: string, limits: BpmnLimits): Promise<BpmnReading> {
  const refused = (code: string, line: number | null, message: string): BpmnReading => ({
    processes: [],
    problems: [{ severity: 'error', resource, elementId: null, line, code, message }],
  })

  if (Buffer.byteLength(text) > limits.maxBytes) {
    return refused('too-large', null, `The file is larger than ${limits.maxBytes} bytes; split the process.`)
  }
  const xml = text.replace(/^\ufeff/, '')
  if (isUtf16(xml)) {
    return refused('encoding-not-utf8', null, 'The file is in UTF-16 or another encoding; save it as UTF-8.')
  }
  const illegal = findIllegalCharacter(xml)
  if (illegal !== null) return refused(illegal.code, illegal.line, illegal.message)
  const { trouble, lines, edits } = scanXml(xml, limits)
  if (trouble !== null) return refused(trouble.code, trouble.line, trouble.message)

  const { definitions, warnings, failure } = await parseXml(applyEdits(xml, edits))
  if (definitions === null) {
    const message = `The file is no BPMN 2.0 diagram (${(failure ?? 'no root element').slice(0, 200)}); upload one.`
    return refused('not-bpmn', null, message)
  }

  const diagram = buildDiagram(definitions)
  const compiled = diagram.processes.map(compileProcess)
  const unreadable = compiled.flatMap(({ problems }) => problems)
  const reading: Reading = {
    resource,
    diagram,
    definitions: compiled.map(({ definition }) => definition),
    lines,
    warnings,
    unreadable,
  }
  const problems: Problem[] = ALL_CHECKS.flatMap((check) => check(reading))
  const places = Object.fromEntries(lines)
  return {
    processes: compiled.map(({ definition }) => ({ resource, definition, uses: collectUses(definition), places })),
    problems: boundedProblems(problems, limits.maxProblems),
  }
}

/** How UTF-16 looks when it was taken for UTF-8: each second character is NUL, and its mark is no character at all. */
function isUtf16(xml: string): boolean {
  return /^(?:\ufffd{2}|\0?<\0)/.test(xml)
}
