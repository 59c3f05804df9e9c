/** Random, well-structured processes for property tests: blocks inside blocks, each way leads to the end. */
import fc from 'fast-check'
import { bpmn, flows } from './bpmn.ts'

/** A piece of a process with one way in and one way out. */
export type Block =
  | { readonly kind: 'user' | 'automatic' }
  | { readonly kind: 'sequence'; readonly blocks: readonly Block[] }
  /** `choice` is the number of the variable (`c0` … `c4`) that decides. */
  | { readonly kind: 'exclusive'; readonly choice: number; readonly yes: Block; readonly no: Block }
  | { readonly kind: 'parallel'; readonly branches: readonly Block[] }
  | { readonly kind: 'sub-process'; readonly inside: Block }

export interface RandomProcess {
  readonly xml: string
  /** Values of `c0` … `c4`. */
  readonly choices: Readonly<Record<string, boolean>>
}

/**
 * @param kinds which ways of branching may occur
 */
const randomBlock = (kinds: readonly ('exclusive' | 'parallel')[]): fc.Arbitrary<Block> =>
  fc.letrec<{ block: Block }>((tie) => {
    const branching: Record<'exclusive' | 'parallel', fc.Arbitrary<Block>> = {
      exclusive: fc
        .record({ choice: fc.nat(4), yes: tie('block'), no: tie('block') })
        .map((parts): Block => ({ kind: 'exclusive', ...parts })),
      parallel: fc
        .array(tie('block'), { minLength: 2, maxLength: 3 })
        .map((branches): Block => ({ kind: 'parallel', branches })),
    }
    return {
      block: fc.oneof(
        { maxDepth: 4, depthSize: 'medium' },
        fc.constant<Block>({ kind: 'user' }),
        fc.constant<Block>({ kind: 'automatic' }),
        fc.array(tie('block'), { minLength: 2, maxLength: 3 }).map((blocks): Block => ({ kind: 'sequence', blocks })),
        tie('block').map((inside): Block => ({ kind: 'sub-process', inside })),
        ...kinds.map((kind) => branching[kind]),
      ),
    }
  }).block

/** Random processes with the given ways of branching, and values for their conditions. */
export const randomProcess = (kinds: readonly ('exclusive' | 'parallel')[]): fc.Arbitrary<RandomProcess> =>
  fc
    .record({ block: randomBlock(kinds), values: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }) })
    .map(({ block, values }) => ({
      xml: draw(block),
      choices: Object.fromEntries(values.map((value, index) => [`c${index}`, value])),
    }))

interface Drawn {
  readonly elements: string
  readonly paths: readonly string[]
  readonly first: string
  readonly last: string
}

const draw = (block: Block): string => {
  let counter = 0
  const id = (prefix: string): string => `${prefix}${++counter}`

  const around = (
    open: string,
    close: string,
    tag: string,
    branches: readonly Drawn[],
    conditions: readonly string[],
  ): Drawn => ({
    elements: `<${tag} id="${open}"/>${branches.map(({ elements }) => elements).join('')}<${tag} id="${close}"/>`,
    paths: branches.flatMap(({ first, last, paths }, index) => [
      `${open} > ${first} ${conditions[index] ?? ''}`,
      ...paths,
      `${last} > ${close}`,
    ]),
    first: open,
    last: close,
  })

  const drawBlock = (part: Block): Drawn => {
    switch (part.kind) {
      case 'user': {
        const task = id('u')
        return { elements: `<userTask id="${task}"/>`, paths: [], first: task, last: task }
      }
      case 'automatic': {
        const task = id('a')
        return { elements: `<task id="${task}"/>`, paths: [], first: task, last: task }
      }
      case 'sequence': {
        const drawn = part.blocks.map(drawBlock)
        const links = drawn.slice(1).map(({ first }, index) => `${drawn[index]?.last} > ${first}`)
        return {
          elements: drawn.map(({ elements }) => elements).join(''),
          paths: [...drawn.flatMap(({ paths }) => paths), ...links],
          first: drawn[0]?.first ?? '',
          last: drawn.at(-1)?.last ?? '',
        }
      }
      case 'exclusive':
        return around(
          id('x'),
          id('m'),
          'exclusiveGateway',
          [drawBlock(part.yes), drawBlock(part.no)],
          [`[=c${part.choice}]`, '[default]'],
        )
      case 'parallel':
        return around(id('f'), id('j'), 'parallelGateway', part.branches.map(drawBlock), [])
      case 'sub-process': {
        const [sub, start, end] = [id('p'), id('s'), id('e')]
        const inside = drawBlock(part.inside)
        const inner = flows([...inside.paths, `${start} > ${inside.first}`, `${inside.last} > ${end}`].join(';'))
        const elements = `<subProcess id="${sub}"><startEvent id="${start}"/>${withDefault(inside)}<endEvent id="${end}"/>${inner}</subProcess>`
        return { elements, paths: [], first: sub, last: sub }
      }
    }
  }

  const whole = drawBlock(block)
  return bpmn(
    `<startEvent id="start"/>${whole.elements}<endEvent id="end"/>`,
    [`start > ${whole.first}`, ...whole.paths, `${whole.last} > end`].join(';'),
    { key: 'random' },
  )
}

/** Default flows inside a sub-process: the shorthand marks them only at the top. */
const withDefault = ({ elements, paths }: Drawn): string =>
  paths.reduce((xml, path) => {
    const [, from, to] = /^(\S+) > (\S+) \[default\]$/.exec(path) ?? []
    return from ? xml.replace(`id="${from}"`, `id="${from}" default="${from}_${to}"`) : xml
  }, elements)
