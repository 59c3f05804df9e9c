/** Where boxes and lines of a graph stand. */
import { expect } from 'chai'
import fc from 'fast-check'
import type { RecordView } from '../../../../engine/records/record-unit.ts'
import { BOX, layoutGraph } from '../../../../forms/ui/registers/graph-layout.ts'
import { inLines } from '../../../../forms/ui/registers/graph-view.tsx'
import type { GraphItem, GraphRelation, ItemGraph } from '../../../../forms/ui/registers/item-graph.ts'

/** A graph from its neighbours: of each the depth, the one it hangs on, and which way the relation points. */
function graphOf(neighbours: readonly { readonly on: number; readonly outwards: boolean }[]): ItemGraph {
  const items = new Map<string, GraphItem>()
  const relations: GraphRelation[] = []
  const add = (id: string, depth: number, through: string | null) =>
    items.set(id, { record: { id, data: {} } as RecordView, depth, through })
  add('i0', 0, null)
  neighbours.forEach(({ on, outwards }, at) => {
    const near = [...items.values()].filter(({ depth }) => depth < 2)
    const { record, depth } = near[on % near.length] as GraphItem
    const [id, other] = [`i${at + 1}`, record.id]
    add(id, depth + 1, other)
    relations.push({ id: `r${at}`, from: outwards ? other : id, to: outwards ? id : other, type: 'uses' })
  })
  return { items, relations, truncated: false }
}

const graphs = fc
  .array(fc.record({ on: fc.nat(40), outwards: fc.boolean() }), { minLength: 1, maxLength: 39 })
  .map(graphOf)

describe('the layout of a graph', () => {
  it('gives every item a box of its own within the picture, and every relation a line', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const { boxes, lines, width, height } = layoutGraph(graph)
        expect(boxes.map(({ item }) => item.record.id).toSorted()).to.deep.equal([...graph.items.keys()].toSorted())
        expect(lines).to.have.length(graph.relations.length)
        for (const { x, y } of boxes) {
          expect(x >= 0 && x + BOX.width <= width, `${x} in ${width}`).to.equal(true)
          expect(y >= 0 && y + BOX.height <= height, `${y} in ${height}`).to.equal(true)
        }
        for (const one of boxes)
          for (const other of boxes) {
            const apart = Math.abs(one.x - other.x) >= BOX.width || Math.abs(one.y - other.y) >= BOX.height
            expect(one === other || apart).to.equal(true)
          }
      }),
    )
  })

  it('has what an item points to right of it, and what points to it left', () => {
    const { boxes } = layoutGraph(
      graphOf([
        { on: 0, outwards: true },
        { on: 0, outwards: false },
      ]),
    )
    const at = (id: string): number => boxes.find(({ item }) => item.record.id === id)?.x ?? 0
    expect(at('i1')).to.be.greaterThan(at('i0'))
    expect(at('i2')).to.be.lessThan(at('i0'))
  })

  it('writes a name in lines that have place, and says where something is left out', () => {
    expect(inLines('Serveris')).to.deep.equal(['Serveris'])
    expect(inLines('Lietojumprogrammu rezerves serveris')).to.deep.equal(['Lietojumprogrammu', 'rezerves serveris'])
    expect(inLines('a'.repeat(40))).to.deep.equal([`${'a'.repeat(20)}…`])
    const long = inLines('Ļoti garš nosaukums, kam nepietiek vietas trijās rindās, kādas ir kastītē')
    expect(long).to.have.length(3)
    expect(long[2]).to.match(/…$/)
  })
})
