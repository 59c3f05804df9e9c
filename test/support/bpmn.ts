/** Small diagrams for tests: the elements as XML, the sequence flows in shorthand. */

/**
 * @param elements BPMN elements; the prefix-less namespace is BPMN's
 * @param flows e.g. `s > a > e; g > b [=x > 1]; g > c [default]`; the flow from `a` to `b` gets the id `a_b`
 */
export const bpmn = (
  elements: string,
  flows = '',
  { key = 'p', roots = '' }: { key?: string; roots?: string } = {},
): string => {
  const { edges, defaults } = readFlows(flows)
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="defs" targetNamespace="http://example.org/test">
${roots}
<process id="${key}" isExecutable="true">
${withDefaults(elements, defaults)}
${edges}
</process>
</definitions>`
}

/** Sequence flows alone, e.g. for the inside of a sub-process (flow shorthand as in `bpmn`). */
export const flows = (text: string): string => readFlows(text).edges

const readFlows = (text: string): { edges: string; defaults: Map<string, string> } => {
  const defaults = new Map<string, string>()
  const edges: string[] = []
  for (const chain of text
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean)) {
    const [, path = '', note] = /^([^[]*)(?:\[(.*)\])?$/s.exec(chain) ?? []
    const stops = path.split('>').map((stop) => stop.trim())
    for (let index = 0; index + 1 < stops.length; index++) {
      const [from, to] = [stops[index] ?? '', stops[index + 1] ?? '']
      const id = `${from}_${to}`
      if (note === 'default') defaults.set(from, id)
      const condition =
        note !== undefined && note !== 'default'
          ? `<conditionExpression xsi:type="tFormalExpression">${escape(note)}</conditionExpression>`
          : ''
      edges.push(`<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${condition}</sequenceFlow>`)
    }
  }
  return { edges: edges.join('\n'), defaults }
}

const withDefaults = (elements: string, defaults: Map<string, string>): string =>
  [...defaults].reduce((xml, [id, flow]) => xml.replace(`id="${id}"`, `id="${id}" default="${flow}"`), elements)

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
