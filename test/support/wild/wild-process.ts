/**
 * Wild diagrams: random graphs of every kind of element, in every position, that nobody would draw. The XML is valid and
 * most of it is legal, but little of it is sound: tokens meet nowhere, joins wait for ever, loops have no end.
 */
import { Tape } from './tape.ts'
import { CORRELATION, ROOTS, condition } from './vocabulary.ts'
import { data, quantities, repetition, task } from './wild-activities.ts'
import { caught, eventDefinitions } from './wild-events.ts'

type ScopeKind = 'process' | 'sub-process' | 'transaction' | 'ad-hoc' | 'event-sub-process'

interface Node {
  readonly id: string
  readonly xml: (defaultFlow: string) => string
  /** A sequence flow may lead to it. */
  readonly in: boolean
  readonly out: boolean
  readonly choice?: 'exclusive' | 'other'
  readonly hasDefault?: boolean
  /** It must be left. */
  readonly gateway?: boolean
  readonly activity?: boolean
}

interface Flow {
  readonly from: string
  readonly to: string
}

/** @returns a whole file */
export const wildProcess = (numbers: readonly number[]): string => new WildFile(new Tape(numbers)).draw()

class WildFile {
  private readonly tape: Tape
  private counter = 0
  private readonly links: string[] = []
  private ofProcess: readonly string[] = []

  constructor(tape: Tape) {
    this.tape = tape
  }

  draw(): string {
    const { tape } = this
    const inside = this.scope('process', 0)
    const process = `<process id="p" isExecutable="true">${this.lanes()}${inside}</process>`
    const correlated = tape.chance(15)
    const pools = correlated || tape.chance(10)
    const other = pools && tape.chance(50) ? '<process id="p2" isExecutable="false"><task id="p2_task"/></process>' : ''
    const key = correlated
      ? '<correlationKey id="ck"><correlationPropertyRef>kp</correlationPropertyRef></correlationKey>'
      : ''
    const collaboration = pools
      ? `<collaboration id="co"><participant id="pool1" processRef="p"/><participant id="pool2" ${other === '' ? '' : 'processRef="p2"'}/>${key}</collaboration>`
      : ''
    const subscription =
      correlated && tape.chance(50)
        ? '<correlationSubscription id="cs" correlationKeyRef="ck"><correlationPropertyBinding id="cb" correlationPropertyRef="kp"><dataPath>=key</dataPath></correlationPropertyBinding></correlationSubscription>'
        : ''
    return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="defs" targetNamespace="http://example.org/wild">
${ROOTS}${correlated ? CORRELATION : ''}
${collaboration}
${subscription === '' ? process : process.replace(/<\/process>$/, `${subscription}</process>`)}
${other}
</definitions>`
  }

  /** Lanes that share out some of the process's own elements. */
  private lanes(): string {
    const { tape } = this
    if (!tape.chance(10)) return ''
    const lanes = tape.some(1, 3, (index) => ({ id: `lane${index}`, inside: '' }))
    for (const id of this.ofProcess) tape.one(lanes).inside += `<flowNodeRef>${id}</flowNodeRef>`
    return `<laneSet id="lanes">${lanes.map(({ id, inside }) => `<lane id="${id}" name="Clerks">${inside}</lane>`).join('')}</laneSet>`
  }

  private id(prefix: string): string {
    return `${prefix}${++this.counter}`
  }

  /** Everything inside a process or sub-process. */
  private scope(kind: ScopeKind, depth: number, start: Node | null = null): string {
    const { tape } = this
    const nodes: Node[] = []
    const flows: Flow[] = []
    const beside: string[] = []
    const flow = (from: string, to: string) => flows.push({ from, to })

    if (kind === 'process') beside.push(DATA)
    nodes.push(...(start === null ? this.starts(kind) : [start]))
    const size = tape.below(depth === 0 ? 8 : 4) + 1
    for (let index = 0; index < size; index++) {
      const [node, ...more] = this.part(kind, depth, nodes, beside, flow)
      nodes.push(node, ...more)
    }
    if (kind === 'process') this.ofProcess = nodes.map(({ id }) => id)
    // A way to each, mostly from what stands before it.
    for (const [index, node] of nodes.entries()) {
      if (!node.in || tape.chance(12)) continue
      const sources = nodes.slice(0, index).filter((source) => source.out)
      if (sources.length > 0) flow((sources[sources.length - 1 - tape.below(sources.length)] as Node).id, node.id)
    }
    this.moreFlows(nodes, flow)
    return [
      ...beside,
      ...this.drawn(nodes, flows),
      ...(depth < 3 && kind !== 'ad-hoc' && tape.chance(22) ? [this.eventSubProcess(depth, kind)] : []),
      ...(depth < 2 && kind !== 'ad-hoc' && tape.chance(5) ? [this.eventSubProcess(depth, kind)] : []),
    ].join('\n')
  }

  private moreFlows(nodes: readonly Node[], flow: (from: string, to: string) => void): void {
    const { tape } = this
    const outs = nodes.filter((node) => node.out)
    const ins = nodes.filter((node) => node.in)
    if (outs.length === 0 || ins.length === 0) return
    // Gateways have to be left; any other way may lead back.
    for (const node of outs) if (node.gateway) flow(node.id, tape.one(ins).id)
    for (const [from, to] of tape.some(0, 3, () => [tape.one(outs), tape.one(ins)] as const)) flow(from.id, to.id)
  }

  private drawn(nodes: readonly Node[], flows: readonly Flow[]): string[] {
    const { tape } = this
    const named = flows.map((one) => ({ ...one, id: this.id('f') }))
    const defaults = new Map<string, string>()
    const lines: string[] = []
    for (const { id, from, to } of named) {
      const source = nodes.find((node) => node.id === from)
      const siblings = named.filter((other) => other.from === from)
      const mayDefault = source?.hasDefault === true && siblings.length > 1 && !defaults.has(from)
      if (mayDefault && tape.chance(30)) {
        defaults.set(from, id)
        lines.push(`<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"/>`)
        continue
      }
      const must = source?.choice === 'exclusive' && siblings.length > 1
      const conditional = must || (source?.hasDefault === true && siblings.length > 1 && tape.chance(50))
      const body = conditional ? `<conditionExpression>${condition(tape)}</conditionExpression>` : ''
      lines.push(`<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${body}</sequenceFlow>`)
    }
    return [...nodes.map(({ id, xml }) => xml(defaults.has(id) ? ` default="${defaults.get(id)}"` : '')), ...lines]
  }

  private starts(kind: ScopeKind): Node[] {
    const { tape } = this
    if (kind === 'ad-hoc' || tape.chance(10)) return []
    const start = (definitions: string, attributes = ''): Node => {
      const id = this.id('start')
      return {
        id,
        in: false,
        out: true,
        xml: () => `<startEvent id="${id}"${attributes}>${definitions}</startEvent>`,
      }
    }
    const starts = [start('')]
    if (kind === 'process' && tape.chance(20)) {
      const parallel = tape.chance(20) ? ' parallelMultiple="true"' : ''
      starts.push(start(eventDefinitions(tape, 'start'), parallel))
    }
    if (tape.chance(5)) starts.push(start(''))
    return starts
  }

  /** One more element, sometimes with others that belong to it. */
  private part(
    kind: ScopeKind,
    depth: number,
    before: readonly Node[],
    beside: string[],
    flow: (from: string, to: string) => void,
  ): [Node, ...Node[]] {
    const { tape } = this
    const choice = tape.below(100)
    if (choice < 40) return this.withBoundaries(this.task(), kind, beside)
    if (choice < 54) return [this.gateway()]
    if (choice < 58) return this.eventBased(kind, flow)
    if (choice < 66)
      return [this.event('intermediateThrowEvent', eventDefinitions(tape, 'throw', activitiesOf(before)))]
    if (choice < 73) {
      const parallel = tape.chance(15) ? ' parallelMultiple="true"' : ''
      return [this.event('intermediateCatchEvent', eventDefinitions(tape, 'catch'), parallel)]
    }
    if (choice < 80 && kind !== 'ad-hoc') return [this.end(kind, before)]
    if (choice < 83 && this.links.length < 3) return this.link(flow, before)
    if (choice < 98 && depth < 3) return this.withBoundaries(this.subProcess(depth), kind, beside)
    return this.withBoundaries(this.task(), kind, beside)
  }

  private task(): Node {
    const { tape } = this
    const id = this.id('t')
    const { tag, attributes, inside } = task(tape)
    const more = attributes + quantities(tape)
    const content = inside.startsWith('<extensionElements>')
      ? inside + repetition(tape, id)
      : inOrder(data(tape, id, false), inside, repetition(tape, id))
    return activity(id, (defaultFlow) => `<${tag} id="${id}"${more}${defaultFlow}>${content}</${tag}>`)
  }

  private subProcess(depth: number): Node {
    const { tape } = this
    const id = this.id('sub')
    const kind = tape.one(['sub-process', 'sub-process', 'transaction', 'ad-hoc'] as const)
    const marks = inOrder(data(tape, id, true), '', repetition(tape, id))
    const more = quantities(tape)
    const inside = this.scope(kind, depth + 1)
    if (kind !== 'ad-hoc') {
      const tag = kind === 'transaction' ? 'transaction' : 'subProcess'
      return activity(id, (defaultFlow) => `<${tag} id="${id}"${more}${defaultFlow}>${marks}${inside}</${tag}>`, kind)
    }
    const attributes = `${tape.chance(50) ? ' ordering="Sequential"' : ''}${tape.chance(50) ? ' cancelRemainingInstances="false"' : ''}`
    const byHand = tape.chance(30) && !marks.includes('extensionElements') ? BY_HAND : ''
    const until = tape.chance(50) ? `<completionCondition>${condition(tape)}</completionCondition>` : ''
    return activity(
      id,
      (defaultFlow) =>
        `<adHocSubProcess id="${id}"${attributes}${more}${defaultFlow}>${byHand}${marks}${inside}${until}</adHocSubProcess>`,
    )
  }

  private eventSubProcess(depth: number, around: ScopeKind): string {
    const { tape } = this
    const [id, start] = [this.id('esp'), this.id('start')]
    const compensates = around !== 'process' && around !== 'event-sub-process' && tape.chance(15)
    const interrupting = compensates || tape.chance(50)
    const definitions = compensates
      ? '<compensateEventDefinition/>'
      : eventDefinitions(tape, interrupting ? 'event-sub' : 'event-sub-beside')
    const parallel = !definitions.includes('errorEvent') && tape.chance(8) ? ' parallelMultiple="true"' : ''
    const first: Node = {
      id: start,
      in: false,
      out: true,
      xml: () => `<startEvent id="${start}" isInterrupting="${interrupting}"${parallel}>${definitions}</startEvent>`,
    }
    return `<subProcess id="${id}" triggeredByEvent="true">${this.scope('event-sub-process', depth + 1, first)}</subProcess>`
  }

  private withBoundaries(host: Node & { kind?: ScopeKind }, kind: ScopeKind, beside: string[]): [Node, ...Node[]] {
    const { tape } = this
    const events: Node[] = []
    const boundary = (definitions: string, attributes: string, out = true) => {
      const id = this.id('b')
      events.push({
        id,
        in: false,
        out,
        xml: () => `<boundaryEvent id="${id}" attachedToRef="${host.id}"${attributes}>${definitions}</boundaryEvent>`,
      })
      return id
    }
    while (tape.chance(20) && events.length < 3) {
      const interrupting = tape.chance(50)
      const definitions = eventDefinitions(tape, interrupting ? 'boundary' : 'boundary-beside')
      const parallel = !definitions.includes('errorEvent') && tape.chance(8) ? ' parallelMultiple="true"' : ''
      boundary(definitions, ` cancelActivity="${interrupting}"${parallel}`)
    }
    if (host.kind === 'transaction' && tape.chance(70)) boundary('<cancelEventDefinition/>', '')
    if (tape.chance(15)) {
      const event = boundary('<compensateEventDefinition/>', '', false)
      const handler = this.id('h')
      beside.push(
        this.handler(handler),
        `<association id="${this.id('as')}" sourceRef="${event}" targetRef="${handler}"/>`,
      )
    }
    return [host, ...events]
  }

  private handler(id: string): string {
    const { tape } = this
    if (tape.chance(15)) {
      return `<subProcess id="${id}" isForCompensation="true">${repetition(tape, id)}${this.scope('sub-process', 3)}</subProcess>`
    }
    const { tag, attributes, inside } = task(tape)
    return `<${tag} id="${id}"${attributes} isForCompensation="true">${inside}${repetition(tape, id, 10)}</${tag}>`
  }

  private gateway(): Node {
    const { tape } = this
    const id = this.id('g')
    const tag = tape.one([
      'exclusiveGateway',
      'parallelGateway',
      'inclusiveGateway',
      'complexGateway',
      'parallelGateway',
      'inclusiveGateway',
    ] as const)
    const when =
      tag === 'complexGateway' && tape.chance(60) ? `<activationCondition>${condition(tape)}</activationCondition>` : ''
    return {
      id,
      in: true,
      out: true,
      gateway: true,
      choice: tag === 'exclusiveGateway' ? 'exclusive' : 'other',
      hasDefault: tag !== 'parallelGateway',
      xml: (defaultFlow) => `<${tag} id="${id}"${defaultFlow}>${when}</${tag}>`,
    }
  }

  private eventBased(kind: ScopeKind, flow: (from: string, to: string) => void): [Node, ...Node[]] {
    const { tape } = this
    const id = this.id('g')
    const instantiates = kind === 'process' && tape.chance(20)
    const attributes = instantiates ? ` instantiate="true"${tape.chance(40) ? ' eventGatewayType="Parallel"' : ''}` : ''
    const receives = tape.chance(25)
    const behind = tape.some(2, 3, (): Node => {
      const [target, which] = [this.id('w'), tape.one(['m1', 'm2', 'm3'])]
      if (receives) {
        const marks = repetition(tape, target, 10)
        return {
          id: target,
          in: false,
          out: true,
          xml: () => `<receiveTask id="${target}" messageRef="${which}">${marks}</receiveTask>`,
        }
      }
      const definition = instantiates ? `<messageEventDefinition messageRef="${which}"/>` : caught(tape)
      return {
        id: target,
        in: false,
        out: true,
        xml: () => `<intermediateCatchEvent id="${target}">${definition}</intermediateCatchEvent>`,
      }
    })
    for (const target of behind) flow(id, target.id)
    return [{ id, in: !instantiates, out: false, xml: () => `<eventBasedGateway id="${id}"${attributes}/>` }, ...behind]
  }

  private event(tag: string, definitions: string, attributes = ''): Node {
    const id = this.id('i')
    return { id, in: true, out: true, xml: () => `<${tag} id="${id}"${attributes}>${definitions}</${tag}>` }
  }

  private end(kind: ScopeKind, before: readonly Node[]): Node {
    const { tape } = this
    const id = this.id('end')
    const definitions =
      kind === 'transaction' && tape.chance(40)
        ? '<cancelEventDefinition/>'
        : eventDefinitions(tape, 'end', activitiesOf(before))
    return { id, in: true, out: false, xml: () => `<endEvent id="${id}">${definitions}</endEvent>` }
  }

  private link(flow: (from: string, to: string) => void, before: readonly Node[]): [Node, ...Node[]] {
    const name = this.id('link')
    this.links.push(name)
    const [to, from] = [this.id('i'), this.id('i')]
    const definition = `<linkEventDefinition name="${name}"/>`
    const sources = before.filter((node) => node.out)
    if (sources.length > 0) flow(this.tape.one(sources).id, to)
    return [
      {
        id: to,
        in: true,
        out: false,
        xml: () => `<intermediateThrowEvent id="${to}">${definition}</intermediateThrowEvent>`,
      },
      {
        id: from,
        in: false,
        out: true,
        xml: () => `<intermediateCatchEvent id="${from}">${definition}</intermediateCatchEvent>`,
      },
    ]
  }
}

const activity = (id: string, xml: Node['xml'], kind?: ScopeKind): Node & { kind?: ScopeKind } => ({
  id,
  xml,
  in: true,
  out: true,
  hasDefault: true,
  activity: true,
  ...(kind === undefined ? {} : { kind }),
})

const activitiesOf = (nodes: readonly Node[]): string[] => nodes.filter((node) => node.activity).map(({ id }) => id)

/** Extensions, then data and markers, then what is the element's own, as the schema has it. */
const inOrder = (drawn: string, own: string, marks: string): string => drawn + marks + own

const BY_HAND =
  '<extensionElements><camunda:properties><camunda:property name="begin" value="by hand"/></camunda:properties></extensionElements>'

const DATA = `<dataObject id="d1" isCollection="true"/><dataObject id="d2" isCollection="true"/>
<dataObjectReference id="d1_r" dataObjectRef="d1"/><dataObjectReference id="d2_r" dataObjectRef="d2"/>
<dataObjectReference id="d1_ready" dataObjectRef="d1"><dataState name="ready"/></dataObjectReference>
<dataStoreReference id="store_r" dataStoreRef="store"/>`
