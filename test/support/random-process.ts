/** Random, well-structured processes for property tests: blocks inside blocks, each way leads to the end. */
import fc from 'fast-check'
import { bpmn, flows } from './bpmn.ts'

/** Kinds of blocks beside tasks, sequences and plain sub-processes. */
export type BlockKind =
  | 'exclusive'
  | 'parallel'
  | 'inclusive'
  | 'complex'
  | 'loop'
  | 'link-loop'
  | 'event-based'
  | 'timer-boundary'
  | 'signal-beside'
  | 'error'
  | 'escalation'
  | 'multi-instance'
  | 'standard-loop'
  | 'event-sub-process'
  | 'undone'
  | 'cancelled'

export const ALL_KINDS: readonly BlockKind[] = [
  'exclusive',
  'parallel',
  'inclusive',
  'complex',
  'loop',
  'link-loop',
  'event-based',
  'timer-boundary',
  'signal-beside',
  'error',
  'escalation',
  'multi-instance',
  'event-sub-process',
  'undone',
  'cancelled',
]

/** A piece of a process with one way in and one way out; `choice` is the number of a variable (`c0` … `c4`). */
export type Block =
  | { readonly kind: 'user' | 'automatic' }
  | { readonly kind: 'sequence'; readonly blocks: readonly Block[] }
  | { readonly kind: 'sub-process'; readonly inside: Block }
  | { readonly kind: BlockKind; readonly choice: number; readonly blocks: readonly Block[] }

export interface RandomProcess {
  readonly xml: string
  /** Values of `c0` … `c4`. */
  readonly choices: Readonly<Record<string, boolean>>
}

const randomBlock = (kinds: readonly BlockKind[]): fc.Arbitrary<Block> =>
  fc.letrec<{ block: Block }>((tie) => ({
    block: fc.oneof(
      { maxDepth: 4, depthSize: 'large' },
      { weight: 1, arbitrary: fc.constant<Block>({ kind: 'user' }) },
      { weight: 1, arbitrary: fc.constant<Block>({ kind: 'automatic' }) },
      {
        weight: 2,
        arbitrary: fc
          .array(tie('block'), { minLength: 2, maxLength: 3 })
          .map((blocks): Block => ({ kind: 'sequence', blocks })),
      },
      { weight: 1, arbitrary: tie('block').map((inside): Block => ({ kind: 'sub-process', inside })) },
      {
        weight: 5,
        arbitrary: fc
          .record({
            kind: fc.constantFrom(...kinds),
            choice: fc.nat(4),
            blocks: fc.array(tie('block'), { minLength: 2, maxLength: 3 }),
          })
          .map((parts): Block => parts),
      },
    ),
  })).block

/** Random processes of the given kinds of blocks, and values for their conditions. */
export const randomProcess = (kinds: readonly BlockKind[]): fc.Arbitrary<RandomProcess> =>
  fc
    .record({ block: randomBlock(kinds), values: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }) })
    .map(({ block, values }) => ({
      xml: draw(block),
      choices: Object.fromEntries(values.map((value, index) => [`c${index}`, value])),
    }))

interface Drawn {
  readonly elements: string
  /** In the shorthand of `flows`. */
  readonly paths: readonly string[]
  readonly first: string
  readonly last: string
}

const ROOTS =
  '<message id="M" name="news"/><signal id="S" name="alarm"/><error id="X" errorCode="WRONG"/><escalation id="E" escalationCode="LATE"/>'
const SOON = '<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>'
const NEWS = '<messageEventDefinition messageRef="M"/>'
const ALARM = '<signalEventDefinition signalRef="S"/>'

const draw = (block: Block): string => {
  let counter = 0
  const id = (prefix: string): string => `${prefix}${++counter}`

  const single = (element: string, of: string): Drawn => ({ elements: element, paths: [], first: of, last: of })

  const inLine = (drawn: readonly Drawn[]): Drawn => ({
    elements: drawn.map(({ elements }) => elements).join(''),
    paths: [
      ...drawn.flatMap(({ paths }) => paths),
      ...drawn.slice(1).map(({ first }, index) => `${drawn[index]?.last} > ${first}`),
    ],
    first: drawn[0]?.first ?? '',
    last: drawn.at(-1)?.last ?? '',
  })

  /** Branches between two gateways; `conditions` by branch, in the shorthand of `flows`. */
  const between = (
    tags: readonly [string, string],
    branches: readonly Drawn[],
    conditions: readonly string[] = [],
    closing = '',
  ): Drawn => {
    const [open, close] = [id('g'), id('j')]
    return {
      elements: `<${tags[0]} id="${open}"/>${branches.map(({ elements }) => elements).join('')}<${tags[1]} id="${close}">${closing}</${tags[1]}>`,
      paths: branches.flatMap(({ first, last, paths }, index) => [
        `${open} > ${first} ${conditions[index] ?? ''}`,
        ...paths,
        `${last} > ${close}`,
      ]),
      first: open,
      last: close,
    }
  }

  /** A sub-process around a drawn block. */
  const inside = (
    { elements, paths, first, last }: Drawn,
    { tag = 'subProcess', marker = '', beside = '', end = '' } = {},
  ): Drawn => {
    const [sub, start, ending] = [id('p'), id('s'), id('e')]
    const inner = flows([...paths, `${start} > ${first}`, `${last} > ${ending}`].join(';'))
    const content = withDefault({ elements, paths, first, last })
    return single(
      `<${tag} id="${sub}">${marker}<startEvent id="${start}"/>${content}<endEvent id="${ending}">${end}</endEvent>${beside}${inner}</${tag}>`,
      sub,
    )
  }

  /** A host left either by its flow or by a boundary event; both ways meet again. */
  const leftByEither = (host: Drawn, definition: string, other: Drawn): Drawn => {
    const [boundary, merge] = [id('b'), id('m')]
    return {
      elements: `${host.elements}<boundaryEvent id="${boundary}" attachedToRef="${host.first}">${definition}</boundaryEvent>${other.elements}<exclusiveGateway id="${merge}"/>`,
      paths: [
        ...host.paths,
        ...other.paths,
        `${host.last} > ${merge}`,
        `${boundary} > ${other.first}`,
        `${other.last} > ${merge}`,
      ],
      first: host.first,
      last: merge,
    }
  }

  const user = (): Drawn => {
    const task = id('u')
    return single(`<userTask id="${task}"/>`, task)
  }
  const set = (variable: string, feel: string): Drawn => {
    const task = id('v')
    return single(
      `<scriptTask id="${task}" scriptFormat="feel" camunda:resultVariable="${variable}"><script>${feel}</script></scriptTask>`,
      task,
    )
  }
  const marker = (tag: string, definition: string): Drawn => {
    const event = id('i')
    return single(`<${tag} id="${event}">${definition}</${tag}>`, event)
  }
  const undoable = (): Drawn => {
    const [task, boundary, undo] = [id('u'), id('b'), id('w')]
    const handler = `<userTask id="${undo}" isForCompensation="true"/><association id="${id('as')}" sourceRef="${boundary}" targetRef="${undo}"/>`
    return single(
      `<userTask id="${task}"/><boundaryEvent id="${boundary}" attachedToRef="${task}"><compensateEventDefinition/></boundaryEvent>${handler}`,
      task,
    )
  }

  const drawBlock = (part: Block): Drawn => {
    switch (part.kind) {
      case 'user':
        return user()
      case 'automatic': {
        const task = id('a')
        return single(`<task id="${task}"/>`, task)
      }
      case 'sequence':
        return inLine(part.blocks.map(drawBlock))
      case 'sub-process':
        return inside(drawBlock(part.inside))
      default:
        return drawKind(part.kind, part.choice, part.blocks.map(drawBlock))
    }
  }

  const drawKind = (kind: BlockKind, choice: number, blocks: readonly Drawn[]): Drawn => {
    const [one = user(), two = user()] = blocks
    switch (kind) {
      case 'exclusive':
        return between(['exclusiveGateway', 'exclusiveGateway'], [one, two], [`[=c${choice}]`, '[default]'])
      case 'parallel':
        return between(['parallelGateway', 'parallelGateway'], blocks)
      case 'inclusive': {
        const conditions = ['[default]', `[=c${choice}]`, `[=c${(choice + 1) % 5}]`]
        return between(['inclusiveGateway', 'inclusiveGateway'], blocks, conditions)
      }
      case 'complex':
        return between(
          ['parallelGateway', 'complexGateway'],
          blocks,
          [],
          `<activationCondition>=activationCount &gt;= 2</activationCondition>`,
        )
      case 'loop': {
        // Twice round; the count begins anew whenever the loop is entered again.
        const rounds = id('n')
        const [merge, again] = [id('m'), id('x')]
        const begin = set(rounds, '=0')
        const count = set(rounds, `=${rounds} + 1`)
        return {
          elements: `${begin.elements}<exclusiveGateway id="${merge}"/>${one.elements}${count.elements}<exclusiveGateway id="${again}"/>${two.elements}`,
          paths: [
            `${begin.last} > ${merge} > ${one.first}`,
            ...one.paths,
            `${one.last} > ${count.first}`,
            `${count.last} > ${again}`,
            `${again} > ${merge} [=${rounds} < 2]`,
            `${again} > ${two.first} [default]`,
            ...two.paths,
          ],
          first: begin.first,
          last: two.last,
        }
      }
      case 'link-loop': {
        const rounds = id('n')
        const [name, again] = [id('link'), id('x')]
        const begin = set(rounds, '=0')
        const count = set(rounds, `=${rounds} + 1`)
        const merge = id('m')
        const link = `<linkEventDefinition name="${name}"/>`
        const back = marker('intermediateThrowEvent', link)
        const here = marker('intermediateCatchEvent', link)
        return {
          elements: `${begin.elements}<exclusiveGateway id="${merge}"/>${here.elements}${one.elements}${count.elements}<exclusiveGateway id="${again}"/>${back.elements}${two.elements}`,
          paths: [
            `${begin.last} > ${merge} > ${one.first}`,
            `${here.last} > ${merge}`,
            ...one.paths,
            `${one.last} > ${count.first}`,
            `${count.last} > ${again}`,
            `${again} > ${back.first} [=${rounds} < 2]`,
            `${again} > ${two.first} [default]`,
            ...two.paths,
          ],
          first: begin.first,
          last: two.last,
        }
      }
      case 'event-based':
        return between(
          ['eventBasedGateway', 'exclusiveGateway'],
          [
            inLine([marker('intermediateCatchEvent', NEWS), one]),
            inLine([marker('intermediateCatchEvent', SOON), two]),
          ],
        )
      case 'timer-boundary':
        return leftByEither(user(), SOON, one)
      case 'signal-beside': {
        const host = user()
        const [boundary, end] = [id('b'), id('e')]
        return {
          elements: `${host.elements}<boundaryEvent id="${boundary}" attachedToRef="${host.first}" cancelActivity="false">${ALARM}</boundaryEvent>${one.elements}<endEvent id="${end}"/>`,
          paths: [...one.paths, `${boundary} > ${one.first}`, `${one.last} > ${end}`],
          first: host.first,
          last: host.last,
        }
      }
      case 'error':
        return leftByEither(
          inside(one, { end: '<errorEventDefinition errorRef="X"/>' }),
          '<errorEventDefinition/>',
          two,
        )
      case 'escalation':
        return leftByEither(
          inside(inLine([marker('intermediateThrowEvent', '<escalationEventDefinition escalationRef="E"/>'), one])),
          '<escalationEventDefinition escalationRef="E"/>',
          two,
        )
      case 'multi-instance':
        return inside(one, {
          marker: `<multiInstanceLoopCharacteristics isSequential="${choice % 2 === 0}"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>`,
        })
      case 'standard-loop':
        return inside(one, {
          marker: `<standardLoopCharacteristics testBefore="${choice % 2 === 0}" loopMaximum="2"><loopCondition>=true</loopCondition></standardLoopCharacteristics>`,
        })
      case 'event-sub-process': {
        const [start, end] = [id('s'), id('e')]
        const handler = `<subProcess id="${id('h')}" triggeredByEvent="true"><startEvent id="${start}" isInterrupting="${choice % 2 === 0}">${ALARM}</startEvent>${withDefault(two)}<endEvent id="${end}"/>${flows([...two.paths, `${start} > ${two.first}`, `${two.last} > ${end}`].join(';'))}</subProcess>`
        return inside(one, { beside: handler })
      }
      case 'undone':
        return inside(
          inLine([undoable(), one, undoable(), marker('intermediateThrowEvent', '<compensateEventDefinition/>')]),
        )
      case 'cancelled':
        return leftByEither(
          inside(inLine([undoable(), one]), { tag: 'transaction', end: '<cancelEventDefinition/>' }),
          '<cancelEventDefinition/>',
          two,
        )
    }
  }

  const whole = drawBlock(block)
  return bpmn(
    `<startEvent id="start"/>${whole.elements}<endEvent id="end"/>`,
    [`start > ${whole.first}`, ...whole.paths, `${whole.last} > end`].join(';'),
    { key: 'random', roots: ROOTS },
  )
}

/** Default flows inside a sub-process: the shorthand marks them only at the top. */
const withDefault = ({ elements, paths }: Drawn): string =>
  paths.reduce((xml, path) => {
    const [, from, to] = /^(\S+) > (\S+) \[default\]$/.exec(path) ?? []
    return from ? xml.replace(`id="${from}"`, `id="${from}" default="${from}_${to}"`) : xml
  }, elements)
