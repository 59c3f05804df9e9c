import { bpmn, flows } from '../../support/bpmn.ts'
import type { Activity, Block, Boundary, EventSubProcess, Loop, News } from './block.ts'

/** A block as XML, with the paths that join its elements. */
interface Drawn {
  readonly elements: string
  readonly paths: readonly string[]
  readonly first: string
  readonly last: string
}

/** Declarations that drawn processes refer to; ids are names with `_` for `.`. */
const ROOTS = [
  ...['case.note', 'case.paid', 'case.asked', 'case.answered'].map(
    (name) => `<message id="${idOf(name)}" name="${name}"/>`,
  ),
  ...['weather', 'alarm'].map((name) => `<signal id="${name}" name="${name}"/>`),
  '<error id="refused" name="refused" errorCode="REFUSED"/>',
].join('')

/** A block as a process of its own. */
export function drawProcess(key: string, block: Block): string {
  const pen = createPen()
  const whole = pen.block(block)
  return process(
    key,
    `<startEvent id="start"/>${whole.elements}<endEvent id="end"/>`,
    [`start > ${whole.first}`, ...whole.paths, `${whole.last} > end`].join(';'),
  )
}

/** A process drawn by hand, with everything declared that it may refer to. */
export function process(key: string, elements: string, paths: string): string {
  return bpmn(elements, paths, { key, roots: ROOTS })
}

/** The event definition of what somebody listens for. */
export function definitionOf(news: News | { readonly on: 'error' }, cycle = false): string {
  switch (news.on) {
    case 'timer':
      return cycle
        ? `<timerEventDefinition><timeCycle>R2/${news.delay}</timeCycle></timerEventDefinition>`
        : `<timerEventDefinition><timeDuration>${news.delay}</timeDuration></timerEventDefinition>`
    case 'message':
      return `<messageEventDefinition messageRef="${idOf(news.name)}"/>`
    case 'signal':
      return `<signalEventDefinition signalRef="${news.name}"/>`
    case 'error':
      return '<errorEventDefinition errorRef="refused"/>'
  }
}

function idOf(name: string): string {
  return name.replaceAll('.', '_')
}

function createPen(): { block(block: Block): Drawn } {
  let counter = 0
  const id = (prefix: string): string => `${prefix}${++counter}`

  function block(part: Block): Drawn {
    switch (part.kind) {
      case 'activity':
        return activity(part.activity, part.loop, part.boundaries)
      case 'sequence':
        return sequence(part.blocks.map(block))
      case 'parallel':
        return between('parallelGateway', part.blocks.map(block), [])
      case 'exclusive': {
        const ways = part.no === 'undecided' ? [part.yes] : [part.yes, part.no]
        return between('exclusiveGateway', ways.map(block), [`[=c${part.choice}]`, '[default]'])
      }
      case 'race': {
        const [gateway, merge] = [id('g'), id('m')]
        const catches = part.news.map((news) => ({ catching: id('c'), news }))
        return {
          elements: `<eventBasedGateway id="${gateway}"/>${catches.map(({ catching, news }) => catchEvent(catching, news)).join('')}<exclusiveGateway id="${merge}"/>`,
          paths: catches.map(({ catching }) => `${gateway} > ${catching} > ${merge}`),
          first: gateway,
          last: merge,
        }
      }
      case 'catch':
        return one(id('c'), (at) => catchEvent(at, part.news))
      case 'throw-signal':
        return one(id('t'), (at) => throwEvent(at, `<signalEventDefinition signalRef="${part.name}"/>`))
      case 'ask':
        return sequence([
          one(id('t'), (at) => throwEvent(at, '<messageEventDefinition messageRef="case_asked"/>')),
          one(id('c'), (at) => catchEvent(at, { on: 'message', name: 'case.answered' })),
        ])
    }
  }

  function sequence(drawn: readonly Drawn[]): Drawn {
    return {
      elements: drawn.map(({ elements }) => elements).join(''),
      paths: [
        ...drawn.flatMap(({ paths }) => paths),
        ...drawn.slice(1).map(({ first }, index) => `${drawn[index]?.last} > ${first}`),
      ],
      first: drawn[0]?.first ?? '',
      last: drawn.at(-1)?.last ?? '',
    }
  }

  function between(tag: string, ways: readonly Drawn[], conditions: readonly string[]): Drawn {
    const [open, close] = [id('x'), id('y')]
    const isDecided = ways.length > 1
    const fallback = conditions.length > 0 && isDecided ? ` default="${open}_${ways[1]?.first}"` : ''
    return {
      elements: `<${tag} id="${open}"${fallback}/>${ways.map(({ elements }) => elements).join('')}<${tag} id="${close}"/>`,
      paths: ways.flatMap(({ first, last, paths }, index) => [
        `${open} > ${first} ${conditions[index] === '[default]' ? '' : (conditions[index] ?? '')}`,
        ...paths,
        `${last} > ${close}`,
      ]),
      first: open,
      last: close,
    }
  }

  function activity(what: Activity, loop: Loop | null, boundaries: readonly Boundary[]): Drawn {
    const at = id('a')
    const drawn = boundaries.map((boundary) => ({ boundary, event: id('b'), way: block(boundary.way) }))
    const merge = id('m')
    const ends = new Map(drawn.map(({ event }) => [event, id('e')]))
    const events = drawn.map(({ boundary: { news, interrupting, cycle }, event, way }) => {
      const end = interrupting ? '' : `<endEvent id="${ends.get(event)}"/>`
      return `<boundaryEvent id="${event}" attachedToRef="${at}" cancelActivity="${interrupting}">${definitionOf(news, cycle)}</boundaryEvent>${way.elements}${end}`
    })
    return {
      elements: `${element(at, what, loop)}${events.join('')}<exclusiveGateway id="${merge}"/>`,
      paths: [
        `${at} > ${merge}`,
        ...drawn.flatMap(({ boundary, event, way }) => [
          `${event} > ${way.first}`,
          ...way.paths,
          `${way.last} > ${boundary.interrupting ? merge : ends.get(event)}`,
        ]),
      ],
      first: at,
      last: merge,
    }
  }

  function element(at: string, what: Activity, loop: Loop | null): string {
    const repeated =
      loop === null
        ? ''
        : `<multiInstanceLoopCharacteristics isSequential="${loop.sequential}"><loopCardinality>${loop.times}</loopCardinality></multiInstanceLoopCharacteristics>`
    switch (what.kind) {
      case 'user':
        return `<userTask id="${at}" camunda:candidateGroups="clerks">${repeated}</userTask>`
      case 'service':
        return `<serviceTask id="${at}" camunda:class="${what.handler}">${repeated}</serviceTask>`
      case 'external':
        return `<serviceTask id="${at}" camunda:type="external" camunda:topic="print">${repeated}</serviceTask>`
      case 'call':
        return `<callActivity id="${at}" calledElement="${what.processKey}">${repeated}</callActivity>`
      case 'receive':
        return `<receiveTask id="${at}" messageRef="${idOf(what.name)}">${repeated}</receiveTask>`
      case 'sub-process': {
        const inside = block(what.inside)
        const [start, end] = [id('s'), id('e')]
        const inner = flows([...inside.paths, `${start} > ${inside.first}`, `${inside.last} > ${end}`].join(';'))
        const beside = what.beside.map(eventSubProcess).join('')
        return `<subProcess id="${at}">${repeated}<startEvent id="${start}"/>${inside.elements}<endEvent id="${end}"/>${inner}${beside}</subProcess>`
      }
    }
  }

  function eventSubProcess({ news, interrupting }: EventSubProcess): string {
    const [at, start, task, end] = [id('v'), id('s'), id('a'), id('e')]
    return `<subProcess id="${at}" triggeredByEvent="true"><startEvent id="${start}" isInterrupting="${interrupting}">${definitionOf(news)}</startEvent><userTask id="${task}" camunda:candidateGroups="clerks"/><endEvent id="${end}"/>${flows(`${start} > ${task} > ${end}`)}</subProcess>`
  }

  return { block }
}

const one = (at: string, draw: (at: string) => string): Drawn => ({
  elements: draw(at),
  paths: [],
  first: at,
  last: at,
})

const catchEvent = (at: string, news: News): string =>
  `<intermediateCatchEvent id="${at}">${definitionOf(news)}</intermediateCatchEvent>`

const throwEvent = (at: string, definition: string): string =>
  `<intermediateThrowEvent id="${at}">${definition}</intermediateThrowEvent>`
