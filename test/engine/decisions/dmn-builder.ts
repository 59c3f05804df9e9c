/** A `.dmn` file as a modeller would save it, from a short description. */
export interface TableSketch {
  readonly id?: string
  readonly hitPolicy?: string
  readonly aggregation?: string
  /** Input expressions. */
  readonly inputs: readonly string[]
  /** Output names, or a name with its allowed values and default. */
  readonly outputs: readonly (
    string | { readonly name: string; readonly values?: string; readonly defaultValue?: string }
  )[]
  /** Cells: tests first, then outputs. */
  readonly rules: readonly (readonly string[])[]
  readonly requires?: readonly string[]
  readonly variable?: string
}

export const DMN_13 = 'https://www.omg.org/spec/DMN/20191111/MODEL/'

export function dmn(decisions: readonly string[], namespace = DMN_13): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<definitions xmlns="${namespace}" id="definitions" name="test" namespace="http://example.org/dmn">\n${decisions.join('\n')}\n</definitions>\n`
}

export function table(sketch: TableSketch): string {
  const id = sketch.id ?? 'decision'
  const inputs = sketch.inputs.map(
    (text, index) =>
      `<input id="${id}_in${index + 1}"><inputExpression id="${id}_ie${index + 1}"><text>${escape(text)}</text></inputExpression></input>`,
  )
  const outputs = sketch.outputs.map((output, index) => {
    const { name, values, defaultValue } =
      typeof output === 'string' ? { name: output, values: undefined, defaultValue: undefined } : output
    const allowed =
      values === undefined
        ? ''
        : `<outputValues id="${id}_ov${index + 1}"><text>${escape(values)}</text></outputValues>`
    const otherwise =
      defaultValue === undefined
        ? ''
        : `<defaultOutputEntry id="${id}_od${index + 1}"><text>${escape(defaultValue)}</text></defaultOutputEntry>`
    return `<output id="${id}_out${index + 1}" name="${name}">${allowed}${otherwise}</output>`
  })
  const rules = sketch.rules.map((cells, index) => {
    const written = cells.map((cell, column) => {
      const element = column < sketch.inputs.length ? 'inputEntry' : 'outputEntry'
      return `<${element} id="${id}_r${index + 1}_${column + 1}"><text>${escape(cell)}</text></${element}>`
    })
    return `<rule id="${id}_r${index + 1}">${written.join('')}</rule>`
  })
  const attributes = `hitPolicy="${sketch.hitPolicy ?? 'UNIQUE'}"${sketch.aggregation ? ` aggregation="${sketch.aggregation}"` : ''}`
  return decision(
    sketch,
    id,
    `<decisionTable id="${id}_table" ${attributes}>\n${[...inputs, ...outputs, ...rules].join('\n')}\n</decisionTable>`,
  )
}

export function literal(sketch: {
  readonly id: string
  readonly text: string
  readonly requires?: readonly string[]
  readonly variable?: string
}): string {
  return decision(
    sketch,
    sketch.id,
    `<literalExpression id="${sketch.id}_le"><text>${escape(sketch.text)}</text></literalExpression>`,
  )
}

function decision(
  sketch: { readonly requires?: readonly string[]; readonly variable?: string },
  id: string,
  logic: string,
): string {
  const variable = sketch.variable ? `<variable id="${id}_v" name="${sketch.variable}" />` : ''
  const requires = (sketch.requires ?? []).map(
    (required) =>
      `<informationRequirement id="${id}_needs_${required}"><requiredDecision href="#${required}" /></informationRequirement>`,
  )
  return `<decision id="${id}" name="Decision ${id}">${variable}${requires.join('')}\n${logic}\n</decision>`
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
