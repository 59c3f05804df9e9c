import { cpuUsage } from 'node:process'
import { expect } from 'chai'
import { ALL_CHECKS } from '../../../../engine/bpmn/checks/all-checks.ts'
import { compileProcess } from '../../../../engine/bpmn/compile/compile-process.ts'
import { buildDiagram } from '../../../../engine/bpmn/diagram/build-diagram.ts'
import { parseXml } from '../../../../engine/bpmn/xml/parse-xml.ts'
import { flow, process } from '../diagram-text.ts'
import { JOINS, LOOPS } from './examples/soundness.ts'
import { table } from './table.ts'

describe('a hint of soundness', () => {
  describe('about a join that', () => table(JOINS))
  describe('about a loop', () => table(LOOPS))

  const msOfChecks = async (xml: string): Promise<number> => {
    const { definitions, warnings } = await parseXml(xml)
    if (definitions === null) throw new Error('Expected a diagram, but it cannot be read.')
    const diagram = buildDiagram(definitions)
    const compiled = diagram.processes.map(compileProcess)
    const reading = {
      resource: 'large.bpmn',
      diagram,
      definitions: compiled.map(({ definition }) => definition),
      lines: new Map<string, number>(),
      warnings,
      unreadable: [],
    }
    // Of the processor, as others may work on the machine; the first rounds still compile.
    const times = Array.from({ length: 8 }, () => {
      const begun = cpuUsage()
      for (const check of ALL_CHECKS) check(reading)
      const { user, system } = cpuUsage(begun)
      return (user + system) / 1_000
    })
    return Math.min(...times)
  }

  it('comes within 100 ms, all checks together, for 1,000 elements in nested blocks', async () => {
    const blocks = Array.from({ length: 250 }, (_, index) => index)
    const body = blocks.map((index) => {
      const [split, a, b, join] = ['s', 'a', 'b', 'j'].map((letter) => `${letter}${index}`) as [
        string,
        string,
        string,
        string,
      ]
      const next = index === 249 ? 'end' : `s${index + 1}`
      return `<bpmn:parallelGateway id="${split}"/><bpmn:task id="${a}"/><bpmn:task id="${b}"/><bpmn:parallelGateway id="${join}"/>
        ${flow(split, a)}${flow(split, b)}${flow(a, join)}${flow(b, join)}${flow(join, next)}`
    })
    const xml = process(`<bpmn:startEvent id="start"/>${flow('start', 's0')}${body.join('')}<bpmn:endEvent id="end"/>`)
    expect(await msOfChecks(xml)).to.be.below(100)
  })

  it('comes in time for what was drawn to take long: a split of 2,000 ways, and loops in loops', async () => {
    const ids = Array.from({ length: 2_000 }, (_, index) => `t${index}`)
    const wide = ids.map((id) => `<bpmn:task id="${id}"/>${flow('split', id)}${flow(id, 'join')}${flow(id, 'split')}`)
    const xml = process(
      `<bpmn:startEvent id="start"/><bpmn:parallelGateway id="split"/><bpmn:parallelGateway id="join"/>${flow('start', 'split')}${wide.join('')}`,
    )
    expect(await msOfChecks(xml)).to.be.below(1_000)
  })
})
