/** The walk of impact analysis against the plainest one there is, on random graphs with circles. */
import { expect } from 'chai'
import fc from 'fast-check'
import type { RecordUnit, RecordView } from '../../engine/records/record-unit.ts'
import { turned, walkImpact, walkItems, type ImpactDirections } from '../../processes/walk-impact.ts'

const NOW = '2026-03-12T07:02:00.000Z'
const DIRECTIONS: ImpactDirections = { depends_on: 'reverse', hosts: 'forward', linked: 'both' }
const FAR = { maxDepth: 100, maxItems: 10_000 }

type Edge = readonly [from: string, type: string, to: string, validTo?: string]
interface Graph {
  readonly items: readonly string[]
  readonly retired?: readonly string[]
  readonly edges: readonly Edge[]
}

/** Records as the walk reads them, in memory: what the store does is tested with the store. */
function unitOf({ items, retired = [], edges }: Graph): RecordUnit {
  const view = (id: string, data: RecordView['data'], status: string | null = null) =>
    ({ id, data, status }) as RecordView
  const relations = edges.map(([from, type, to, validTo], at) =>
    view(`r${at}`, { from, type, to, ...(validTo === undefined ? {} : { validTo }) }),
  )
  return {
    getMany: async (register: string, ids: readonly string[]) =>
      register === 'configuration-item'
        ? ids.filter((id) => items.includes(id)).map((id) => view(id, {}, retired.includes(id) ? 'retired' : 'in_use'))
        : [],
    related: async (
      ids: readonly string[],
      { register, field, anyOf }: { register: string; field: string; anyOf?: { type: readonly string[] } },
    ) =>
      register === 'ci-relation'
        ? relations.filter(
            ({ data }) => anyOf?.type.includes(String(data['type'])) && ids.includes(String(data[field])),
          )
        : [],
  } as unknown as RecordUnit
}

/** Adds what any item reached hits, until nothing more is added. */
function naive({ items, retired = [], edges }: Graph, start: readonly string[]): Set<string> {
  const counts = (id: string) => items.includes(id) && !retired.includes(id)
  const reached = new Set(start.filter(counts))
  for (let before = -1; before < reached.size;) {
    before = reached.size
    for (const [from, type, to, validTo] of edges) {
      if (validTo !== undefined && validTo < NOW.slice(0, 10)) continue
      const way = DIRECTIONS[type]
      if ((way === 'forward' || way === 'both') && reached.has(from) && counts(to)) reached.add(to)
      if ((way === 'reverse' || way === 'both') && reached.has(to) && counts(from)) reached.add(from)
    }
  }
  return reached
}

const walk = async (graph: Graph, ciIds: readonly string[], bounds = FAR) =>
  walkImpact(unitOf(graph), { ciIds, serviceIds: [] }, DIRECTIONS, bounds, NOW)

describe('the walk of impact analysis', () => {
  const all = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']
  const item = fc.constantFrom(...all)
  const validTo = fc.option(fc.constantFrom('2026-01-01', '2026-12-31'), { nil: undefined })
  const edge = fc
    .tuple(item, fc.constantFrom('depends_on', 'hosts', 'linked', 'documented_by'), item, validTo)
    .map(([from, type, to, ended]): Edge => (ended === undefined ? [from, type, to] : [from, type, to, ended]))
  const graph = fc.record({
    items: fc.constant(all),
    retired: fc.array(item, { maxLength: 2 }),
    edges: fc.array(edge, { maxLength: 30 }),
  })

  it('reaches what the plainest walk reaches, on any graph', async () => {
    await fc.assert(
      fc.asyncProperty(graph, fc.array(item, { maxLength: 3 }), async (drawn, start) => {
        const reached = await walk(drawn, start)
        expect(new Set(reached.items.keys())).to.deep.equal(naive(drawn, start))
        expect(reached.truncated).to.equal(false)
      }),
      { numRuns: 300 },
    )
  })

  const chain: Graph = {
    items: ['a', 'b', 'c', 'd'],
    edges: [
      ['b', 'depends_on', 'a'],
      ['c', 'depends_on', 'b'],
      ['a', 'depends_on', 'c'],
      ['d', 'depends_on', 'c'],
    ],
  }

  it('visits each item of a circle once, nearest first', async () => {
    expect([...(await walk(chain, ['a'])).items.keys()]).to.deep.equal(['a', 'b', 'c', 'd'])
  })

  it('says that it stopped at a bound, and only then', async () => {
    const stopped = await walk(chain, ['a'], { maxDepth: 1, maxItems: 100 })
    expect([...stopped.items.keys()]).to.deep.equal(['a', 'b'])
    expect(stopped.truncated).to.equal(true)
    const full = await walk(chain, ['a'], { maxDepth: 100, maxItems: 3 })
    expect([...full.items.keys()]).to.deep.equal(['a', 'b', 'c'])
    expect(full.truncated).to.equal(true)
    expect((await walk(chain, ['a'], { maxDepth: 3, maxItems: 4 })).truncated).to.equal(false)
  })

  it('goes the other way round where it is turned', async () => {
    const { items } = await walkItems(unitOf(chain), ['d'], turned(DIRECTIONS), FAR, NOW)

    expect([...items.keys()]).to.deep.equal(['d', 'c', 'b', 'a'])
  })
})
