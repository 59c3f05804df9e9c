import { expect } from 'chai'
import fc from 'fast-check'
import { bpmn } from '../../support/bpmn.ts'
import { Machine } from '../../support/machine.ts'

/** How many random graphs; the long form raises it. fast-check prints the seed of a failure. */
const RUNS = Number(process.env.RANDOM_RUNS ?? 500)
const STEPS = 20
const MOST_TOKENS = 50
/** Loops without a wait, and tokens that multiply without end, are another story. */
const MOST_STEPS = 500

type Kind = 'userTask' | 'exclusiveGateway' | 'inclusiveGateway'

interface Graph {
  readonly kinds: readonly Kind[]
  /** For each node the nodes that it leads to; the node after the last is the end. */
  readonly edges: readonly (readonly [number, number])[]
}

const randomGraph: fc.Arbitrary<Graph> = fc
  .array(fc.constantFrom<Kind>('userTask', 'userTask', 'exclusiveGateway', 'inclusiveGateway', 'inclusiveGateway'), {
    minLength: 4,
    maxLength: 10,
  })
  .chain((kinds) => {
    const target = fc.nat(kinds.length)
    const ways = kinds.map(() => fc.uniqueArray(target, { minLength: 1, maxLength: 2 }))
    return fc.tuple(...ways).map((targets) => ({
      kinds,
      edges: targets.flatMap((some, from) => some.map((to): [number, number] => [from, to])),
    }))
  })

const STARTS = 3
const nameOf = (graph: Graph, node: number): string => (node === graph.kinds.length ? 'end' : `n${node}`)
const waysOut = ({ edges }: Graph, node: number): number[] => edges.flatMap(([from, to]) => (from === node ? [to] : []))
const startsOf = ({ kinds }: Graph): number[] => kinds.flatMap((_, node) => (node < STARTS ? [node] : []))

/** An exclusive gateway goes its first way while `left` holds; everything else goes every way. */
const draw = (graph: Graph): string => {
  const elements = graph.kinds.map((kind, node) => `<${kind} id="n${node}"/>`).join('')
  const paths = graph.kinds.flatMap((kind, node) =>
    waysOut(graph, node).map((to, index, { length }) => {
      const condition = kind !== 'exclusiveGateway' || length < 2 ? '' : index === 0 ? '[=left]' : '[default]'
      return `n${node} > ${nameOf(graph, to)} ${condition}`
    }),
  )
  return bpmn(
    `<startEvent id="s"/><parallelGateway id="f"/>${elements}<endEvent id="end"/>`,
    ['s > f', ...startsOf(graph).map((node) => `f > n${node}`), ...paths].join(';'),
  )
}

/** The rule as the standard says it, by another way: from each token forwards, over tokens counted by place. */
class Reference {
  readonly graph: Graph
  /** Open tasks by node, and tokens that wait at a join by the node that they came from (-1: the fork). */
  readonly tasks = new Map<number, number>()
  readonly waiting = new Map<string, number>()
  steps = 0

  constructor(graph: Graph) {
    this.graph = graph
  }

  start(left: boolean): void {
    for (const node of startsOf(this.graph)) this.enter(-1, node, left)
    this.release(left)
  }
  complete(node: number, left: boolean): void {
    this.tasks.set(node, (this.tasks.get(node) ?? 0) - 1)
    this.leave(node, left)
    this.release(left)
  }

  private cameFrom(node: number): number[] {
    const before = this.graph.edges.flatMap(([from, to]) => (to === node ? [from] : []))
    return node < STARTS ? [-1, ...before] : before
  }
  private enter(from: number, first: number, left: boolean): void {
    const open: [number, number][] = [[from, first]]
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const [via, node] = at
      if (node === this.graph.kinds.length || this.steps++ > MOST_STEPS) continue
      if (this.graph.kinds[node] === 'userTask') this.tasks.set(node, (this.tasks.get(node) ?? 0) + 1)
      else if (this.graph.kinds[node] === 'inclusiveGateway' && this.cameFrom(node).length > 1) {
        const key = `${node} ${via}`
        this.waiting.set(key, (this.waiting.get(key) ?? 0) + 1)
      } else open.push(...this.taken(node, left).map((to): [number, number] => [node, to]))
    }
  }
  private taken(node: number, left: boolean): number[] {
    const ways = waysOut(this.graph, node)
    if (this.graph.kinds[node] !== 'exclusiveGateway' || ways.length < 2) return ways
    return ways.slice(left ? 0 : 1, left ? 1 : 2)
  }
  private leave(node: number, left: boolean): void {
    for (const to of this.taken(node, left)) this.enter(node, to, left)
  }
  private release(left: boolean): void {
    for (let join = this.enabled(); join !== undefined && this.steps < MOST_STEPS; join = this.enabled()) {
      for (const from of this.filled(join)) {
        const key = `${join} ${from}`
        this.waiting.set(key, (this.waiting.get(key) ?? 0) - 1)
      }
      this.leave(join, left)
    }
  }
  private filled(join: number): number[] {
    return this.cameFrom(join).filter((from) => (this.waiting.get(`${join} ${from}`) ?? 0) > 0)
  }
  /** The first join that has a token and expects none. */
  private enabled(): number | undefined {
    const join = this.graph.kinds.findIndex((kind, node) => kind === 'inclusiveGateway' && this.mayGo(node))
    return join === -1 ? undefined : join
  }
  private mayGo(join: number): boolean {
    const filled = this.filled(join)
    if (filled.length === 0) return false
    const empty = this.cameFrom(join).filter((from) => !filled.includes(from))
    const elsewhere = new Set<number>()
    for (const [node, count] of this.tasks) if (count > 0) elsewhere.add(node)
    for (const [key, count] of this.waiting) {
      const node = Number(key.split(' ')[0])
      if (count > 0 && node !== join) elsewhere.add(node)
    }
    return [...elsewhere].every((node) => {
      const sources = this.reachable(node, join)
      return !empty.some((from) => sources.has(from)) || filled.some((from) => sources.has(from))
    })
  }
  /** What a token at the node can come to without visiting the join. */
  private reachable(node: number, join: number): Set<number> {
    const seen = new Set([node])
    for (const at of seen) for (const to of waysOut(this.graph, at)) if (to !== join) seen.add(to)
    return seen
  }

  get openTasks(): string[] {
    return [...this.tasks].flatMap(([node, count]) => Array.from({ length: count }, () => `n${node}`)).sort()
  }
  get joins(): number {
    return [...this.waiting.values()].reduce((sum, count) => sum + count, 0)
  }
}

describe('inclusive joins in random graphs', () => {
  it('go on exactly where the standard’s rule says so', async function () {
    this.timeout(600_000)
    const moves = fc.array(fc.tuple(fc.nat(1_000), fc.boolean()), { minLength: STEPS, maxLength: STEPS })
    let completed = 0
    let waited = 0
    await fc.assert(
      fc.asyncProperty(randomGraph, fc.boolean(), moves, async (graph, left, picks) => {
        const machine = await Machine.of(draw(graph), { stepBudget: 2 * MOST_STEPS })
        const reference = new Reference(graph)
        machine.start({ left })
        reference.start(left)
        for (const [pick, next] of picks) {
          if (reference.steps >= MOST_STEPS || machine.openIncidents.length > 0) return
          expect(machine.openTasks).to.deep.equal(reference.openTasks)
          const joins = Object.values(machine.state?.tokens ?? {}).filter(({ wait }) => wait.for === 'join').length
          expect(joins).to.equal(reference.joins)
          waited += joins
          const tasks = machine.openTasks
          if (tasks.length === 0 || tasks.length > MOST_TOKENS) return
          const task = tasks[pick % tasks.length] ?? ''
          machine.complete(task, { left: next })
          reference.complete(Number(task.slice(1)), next)
          completed += 1
        }
      }),
      { numRuns: RUNS },
    )
    expect(completed).to.be.greaterThan(RUNS)
    expect(waited).to.be.greaterThan(RUNS / 2)
  })
})
