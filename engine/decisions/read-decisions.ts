/**
 * A `.dmn` file as the engine runs it. Everything that could fail for being written wrong is found here: no table is
 * deployed that does not parse, uses an unknown function, or gives outputs that its hit policy cannot order.
 */
import { DmnModdle } from 'dmn-moddle'
import { DEFAULT_BPMN_LIMITS, type BpmnLimits } from '../bpmn/bpmn-limits.ts'
import { elementOf, elementsOf, idOf, isModdleElement, textOf, type ModdleElement } from '../bpmn/xml/moddle-element.ts'
import { scanXml } from '../bpmn/xml/scan-xml.ts'
import { findIllegalCharacter } from '../bpmn/xml/find-illegal-character.ts'
import { checkFeel } from '../expressions/check-feel.ts'
import { isForbiddenKey } from '../expressions/meter.ts'
import type { Problem } from '../model/errors.ts'
import { collectRequirements } from './collect-requirements.ts'
import type { DecisionTable } from './decision-table.ts'
import { LineIndex } from './line-index.ts'
import { readTable, type Report } from './read-table.ts'

/** A table of 2,000 rules with ten columns has some 44,000 elements. */
const DMN_LIMITS: BpmnLimits = { ...DEFAULT_BPMN_LIMITS, maxElements: 50_000 }
const MOST_DECISIONS = 100

/** dmn-moddle reads DMN 1.3; the other versions differ in nothing that we read but their namespace. */
const NAMESPACE = 'https://www.omg.org/spec/DMN/20191111/MODEL/'
const OTHER_NAMESPACES = [
  'http://www.omg.org/spec/DMN/20151101/dmn.xsd',
  'http://www.omg.org/spec/DMN/20180521/MODEL/',
  'https://www.omg.org/spec/DMN/20211108/MODEL/',
  'https://www.omg.org/spec/DMN/20230324/MODEL/',
]

const moddle = new DmnModdle()

/**
 * Reads a `.dmn` file of DMN 1.1 to 1.5 into its decisions, or says what is wrong with it.
 *
 * @param resourceName file of the bundle, for the problems
 * @param functionNames what may be called beside FEEL's own functions
 * @returns with an error among the problems none of the decisions may be deployed
 */
export async function readDecisions(
  resourceName: string,
  xml: string,
  functionNames: readonly string[] = [],
): Promise<{ readonly decisions: readonly DecisionTable[]; readonly problems: readonly Problem[] }> {
  const problems: Problem[] = []
  const lines = new LineIndex(xml)
  const report: Report = (elementId, code, message, severity = 'error') => {
    if (problems.length < DMN_LIMITS.maxProblems)
      problems.push({ severity, resource: resourceName, elementId, line: lines.of(elementId), code, message })
  }

  const trouble =
    Buffer.byteLength(xml) > DMN_LIMITS.maxBytes
      ? tooLarge()
      : (findIllegalCharacter(xml) ?? scanXml(xml, DMN_LIMITS).trouble)
  if (trouble) {
    problems.push({ severity: 'error', resource: resourceName, elementId: null, ...trouble })
    return { decisions: [], problems }
  }

  const root = await parse(xml, report)
  const decisions = root ? readAll(root, functionNames, report) : []
  return { decisions, problems }
}

function tooLarge(): { readonly code: string; readonly line: null; readonly message: string } {
  return {
    code: 'too-large',
    line: null,
    message: `The file has more than ${DMN_LIMITS.maxBytes} bytes; split it into several.`,
  }
}

async function parse(xml: string, report: Report): Promise<ModdleElement | null> {
  try {
    const { rootElement, warnings } = await moddle.fromXML(asDmn13(xml))
    for (const warning of warnings) {
      // A decision may name inputs and business knowledge that we leave out, but not a decision that is missing.
      if (!/unresolved reference/.test(warning.message))
        report(null, 'dmn-invalid', `The file holds something that is no DMN: ${warning.message.slice(0, 300)}.`)
    }
    return isModdleElement(rootElement) ? rootElement : null
  } catch {
    report(
      null,
      'dmn-invalid',
      'The file is no DMN document; upload what a DMN modeller saves, with "definitions" as its root element.',
    )
    return null
  }
}

function asDmn13(xml: string): string {
  return OTHER_NAMESPACES.reduce(
    (text, namespace) =>
      text.replaceAll(`"${namespace}"`, `"${NAMESPACE}"`).replaceAll(`'${namespace}'`, `"${NAMESPACE}"`),
    xml,
  )
}

function readAll(root: ModdleElement, functionNames: readonly string[], report: Report): readonly DecisionTable[] {
  const elements = elementsOf(root, 'drgElement').filter((element) => element.$type === 'dmn:Decision')
  if (elements.length === 0) report(null, 'no-decision', 'The file holds no decision; add a decision table.')
  if (elements.length > MOST_DECISIONS) {
    report(null, 'too-many-decisions', `The file holds more than ${MOST_DECISIONS} decisions; split it into several.`)
    return []
  }

  const direct = new Map<string, readonly string[]>()
  for (const element of elements) {
    const id = idOf(element)
    if (id === null)
      report(null, 'decision-without-id', 'A decision has no id; give it one, because diagrams name it by that.')
    else if (direct.has(id)) report(id, 'duplicate-id', `There are two decisions "${id}"; rename one.`)
    else direct.set(id, requiredDecisions(element))
  }

  return elements.flatMap((element) => {
    const id = idOf(element)
    return id === null ? [] : readDecision(element, id, direct, functionNames, report)
  })
}

function readDecision(
  element: ModdleElement,
  id: string,
  direct: ReadonlyMap<string, readonly string[]>,
  functionNames: readonly string[],
  report: Report,
): DecisionTable[] {
  const missing = (direct.get(id) ?? []).find((required) => !direct.has(required))
  if (missing !== undefined)
    report(
      id,
      'unknown-decision',
      `Decision "${id}" requires "${missing}", which is not in this file; put both into one file.`,
    )
  const requires = collectRequirements(id, direct)
  if (requires === null)
    report(id, 'decision-cycle', `Decision "${id}" requires itself in the end; remove one of the requirements.`)

  const logic = elementOf(element, 'decisionLogic')
  const name = textOf(element, 'name')
  const decision = {
    id,
    name,
    variable: textOf(elementOf(element, 'variable'), 'name') ?? id,
    requires: requires ?? [],
  }

  if (isForbiddenKey(decision.variable))
    report(id, 'reserved-name', `Decision "${id}" has the reserved variable name "${decision.variable}"; rename it.`)

  if (logic?.$type === 'dmn:DecisionTable') {
    const table = readTable(logic, id, functionNames, report)
    return table ? [{ ...decision, logic: table }] : []
  }
  const text = logic?.$type === 'dmn:LiteralExpression' ? textOf(logic, 'text') : null
  if (text === null) {
    report(id, 'decision-without-logic', `Decision "${id}" has neither a decision table nor an expression; add one.`)
    return []
  }
  const problem = checkFeel(text, functionNames)
  if (problem !== null) report(id, 'expression-invalid', problem)
  return [{ ...decision, logic: { kind: 'expression', expression: { feel: text, source: text } } }]
}

function requiredDecisions(element: ModdleElement): readonly string[] {
  return elementsOf(element, 'informationRequirement').flatMap((requirement) => {
    const href = textOf(elementOf(requirement, 'requiredDecision'), 'href')
    return href === null ? [] : [href.replace(/^#/, '')]
  })
}
