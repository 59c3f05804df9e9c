/** Data associations for tests, in the words of the standard. */

const expression = (tag: string, feel: string): string =>
  `<${tag} xsi:type="tFormalExpression">${feel.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</${tag}>`

export interface AssociationDrawn {
  readonly from?: string | readonly string[]
  readonly to?: string
  /** FEEL. */
  readonly transformation?: string
  /** FEEL of `from`, and where `to`. */
  readonly assignments?: readonly (readonly [from: string, to: string])[]
}

const inside = ({ from = [], to, transformation, assignments = [] }: AssociationDrawn): string =>
  [
    ...[from].flat().map((source) => `<sourceRef>${source}</sourceRef>`),
    to === undefined ? '' : `<targetRef>${to}</targetRef>`,
    transformation === undefined ? '' : `<transformation>${transformation.replaceAll('<', '&lt;')}</transformation>`,
    ...assignments.map(
      ([source, target]) => `<assignment>${expression('from', source)}${expression('to', target)}</assignment>`,
    ),
  ].join('')

/** Into an activity or thrown event. */
export const into = (drawn: AssociationDrawn): string => `<dataInputAssociation>${inside(drawn)}</dataInputAssociation>`

/** Out of an activity or caught event. */
export const outOf = (drawn: AssociationDrawn): string =>
  `<dataOutputAssociation>${inside(drawn)}</dataOutputAssociation>`

/** An `ioSpecification`; names are ids too. Optional inputs end with `?`; each list of `sets` is an input set. */
export const io = (
  inputs: readonly string[],
  outputs: readonly string[] = [],
  sets: readonly (readonly string[])[] = [inputs],
): string => {
  const plain = (name: string): string => name.replace('?', '')
  const refs = (set: readonly string[]): string =>
    set
      .flatMap((name) => [
        `<dataInputRefs>${plain(name)}</dataInputRefs>`,
        name.endsWith('?') ? `<optionalInputRefs>${plain(name)}</optionalInputRefs>` : '',
      ])
      .join('')
  return `<ioSpecification>${inputs.map((name) => `<dataInput id="${plain(name)}" name="${plain(name)}"/>`).join('')}${outputs
    .map((name) => `<dataOutput id="${name}" name="${name}"/>`)
    .join('')}${sets.map((set) => `<inputSet>${refs(set)}</inputSet>`).join('')}<outputSet>${outputs
    .map((name) => `<dataOutputRefs>${name}</dataOutputRefs>`)
    .join('')}</outputSet></ioSpecification>`
}

/** A data object with a reference for each state; `order` gives the references `order_ref` and `order_<state>`. */
export const dataObject = (id: string, ...states: readonly string[]): string =>
  `<dataObject id="${id}"/><dataObjectReference id="${id}_ref" dataObjectRef="${id}"/>${states
    .map(
      (state) =>
        `<dataObjectReference id="${id}_${state}" dataObjectRef="${id}"><dataState name="${state}"/></dataObjectReference>`,
    )
    .join('')}`
