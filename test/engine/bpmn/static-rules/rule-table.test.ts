import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import type { Problem } from '../../../../engine/model/errors.ts'
import { checkAgainstBundle } from '../../../../engine/bpmn/checks/check-against-bundle.ts'
import { line, read } from '../diagram-text.ts'
import { ACTIVITIES } from './examples/activities.ts'
import { COLLABORATIONS } from './examples/collaborations.ts'
import { COMPENSATIONS } from './examples/compensation.ts'
import { CONNECTIONS } from './examples/connections.ts'
import { DATA } from './examples/data.ts'
import { EVENTS } from './examples/events.ts'
import { GATEWAYS } from './examples/gateways.ts'
import { HOUSE } from './examples/house.ts'
import { JOINS, LOOPS } from './examples/soundness.ts'
import { readRuleTable } from './rule-table.ts'
import { table } from './table.ts'

const ENGINE_BPMN = new URL('../../../../engine/bpmn/', import.meta.url)
const EXAMPLES = [ACTIVITIES, COLLABORATIONS, COMPENSATIONS, CONNECTIONS, DATA, EVENTS, GATEWAYS, HOUSE, JOINS, LOOPS]
// What an overloaded or broken reading thread answers; `read-bpmn.test.ts` has those.
const OF_THE_THREAD = /^reading-/

/** A process that names a form, a decision, a handler, a message and a process which its bundle lacks. */
async function problemsOfBundle(): Promise<readonly Problem[]> {
  const task = (kind: string, id: string, attributes: string) => `<bpmn:${kind} id="${id}" in-line="" ${attributes}/>`
  const { processes } = await read(
    line(
      task('userTask', 'a', 'camunda:formKey="f" camunda:assignee="x"') +
        task('businessRuleTask', 'b', 'camunda:decisionRef="d"') +
        task('serviceTask', 'c', 'camunda:class="h"') +
        task('receiveTask', 'd', 'messageRef="m"') +
        task('callActivity', 'e', 'calledElement="q"'),
      '<bpmn:message id="m" name="reply"/>',
    ),
  )
  const nothing = new Set<string>()
  return processes.flatMap((compiled) =>
    checkAgainstBundle(compiled, {
      forms: nothing,
      decisions: nothing,
      handlers: nothing,
      messages: nothing,
      functionNames: [],
      processKeys: nothing,
    }),
  )
}

describe('a rule that is ours', () => table(HOUSE))

describe('the table of rules', () => {
  const rules = readRuleTable()
  let found: readonly Problem[] = []

  before(async () => {
    const readings = []
    for (const [xml] of EXAMPLES.flatMap((examples) => Object.values(examples))) readings.push(await read(xml))
    found = [...readings.flatMap(({ problems }) => problems), ...(await problemsOfBundle())]
  })

  it('has each code once', () => {
    const codes = rules.map(({ code }) => code)
    expect(codes).to.have.lengthOf(new Set(codes).size)
    expect(codes.length).to.be.above(100)
  })

  it('has an example for each code', () => {
    const seen = new Set(found.map(({ code }) => code))
    const without = rules.filter(({ code }) => !seen.has(code) && !OF_THE_THREAD.test(code))
    expect(without.map(({ code }) => code)).to.deep.equal([])
  })

  it('has each code that an example gives, as severe as the example gives it', () => {
    const severities = new Map(rules.map((rule) => [rule.code, rule.severities]))
    const missing = found.filter(({ code, severity }) => severities.get(code)?.includes(severity) !== true)
    expect(missing.map(({ code, severity }) => `${severity} ${code}`)).to.deep.equal([])
  })

  it('has each code that stands in the checks', () => {
    const known = new Set(rules.map(({ code }) => code))
    const sources = readdirSync(ENGINE_BPMN, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    )
    const codes = sources.flatMap((name) => {
      const text = readFileSync(new URL(name.replaceAll('\\', '/'), ENGINE_BPMN), 'utf8')
      return [...text.matchAll(/(?:\bcode: |refused\(|refusal\(resource, )'([a-z0-9-]+)'/g)].map(
        ([, code]) => code ?? '',
      )
    })
    expect(codes.length).to.be.above(100)
    expect([...new Set(codes)].filter((code) => !known.has(code))).to.deep.equal([])
  })

  it('names a file for each rule that is there and gives the code', () => {
    const wrong = rules.filter(({ code, file }) => {
      const path = fileURLToPath(new URL(file, ENGINE_BPMN))
      return !existsSync(path) || !readFileSync(path, 'utf8').includes(`'${code}'`)
    })
    expect(wrong.map(({ code, file }) => `${code}: ${file}`)).to.deep.equal([])
  })

  it('gives the section that the message cites', () => {
    const sections = new Map(rules.map(({ code, section }) => [code, section]))
    const wrong = found.filter(({ code, message }) => {
      const cited = /\(BPMN 2\.0\.2 §([\d.]+)\)\.$/.exec(message)?.[1]
      return cited !== undefined && sections.get(code)?.includes(`§${cited}`) !== true
    })
    expect([...new Set(wrong.map(({ code, message }) => `${code}: ${message}`))]).to.deep.equal([])
  })

  it('cites a section in each message that judges by the standard', () => {
    const ofTheStandard = new Set(rules.filter(({ section }) => section.startsWith('§')).map(({ code }) => code))
    const without = found.filter(({ code, message }) => ofTheStandard.has(code) && !message.includes('(BPMN 2.0.2 §'))
    expect([...new Set(without.map(({ code }) => code))]).to.deep.equal([])
  })
})
