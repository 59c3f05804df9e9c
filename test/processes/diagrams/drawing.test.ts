import { expect } from 'chai'
import { elementOf, elementsOf, idOf } from '../../../engine/bpmn/xml/moddle-element.ts'
import { contains, crosses, grow, overlap, segmentsOf, type Box, type Point } from '../../../tools/diagrams/geometry.ts'
import {
  diagramFiles,
  drawableElements,
  mustId,
  readDrawing,
  readProcess,
  type DrawnPlane,
  type DrawnShape,
} from './read-drawing.ts'

/** A large screen, in pixels. */
const SCREEN = { width: 3840, height: 2160 }

/** Lane order from the client to the holder and the manager. */
const LANES = ['CLI', 'KAC', 'EXE', 'SUP', 'SM', 'SGM', 'SPM', 'RM', 'RPM', 'PM', 'OPM', 'CAB', 'FIN', 'MGMT']

describe('The drawing of', () => {
  for (const name of diagramFiles()) {
    describe(name, () => {
      let planes: DrawnPlane[] = []
      before(async () => {
        planes = await readDrawing(name)
      })

      it('shows every element once', async () => {
        const drawn = planes.flatMap(({ shapes, edges }) => [...shapes, ...edges].map(({ id }) => id))
        expect(drawn).to.have.members((await drawableElements(name)).map(mustId))
      })

      it('fits a large screen', () => {
        for (const { shapes } of planes) {
          expect(Math.max(...shapes.map(({ box }) => box.x + box.width)) - 160).to.be.at.most(SCREEN.width)
          expect(Math.max(...shapes.map(({ box }) => box.y + box.height)) - 80).to.be.at.most(SCREEN.height)
        }
      })

      it('lets no shape lie on another', () => {
        for (const { shapes } of planes) {
          const faults = pairs(shapes).filter(([a, b]) => overlap(a.box, b.box) && !mayTouch(a, b))
          expect(faults.map(([a, b]) => `${a.id} on ${b.id}`)).to.deep.equal([])
        }
      })

      it('lets no label lie on a shape, a flow or another label', () => {
        for (const { shapes, edges } of planes) {
          const labels = [...shapes, ...edges].flatMap(({ id, label }) => (label ? [{ id, label }] : []))
          const faults = [
            ...pairs(labels).flatMap(([a, b]) => (overlap(a.label, b.label) ? [`label ${a.id} on label ${b.id}`] : [])),
            ...labels.flatMap(({ id, label }) =>
              shapes
                .filter(({ box, container }) => liesOn(label, box, container))
                .map((shape) => `label ${id} on ${shape.id}`),
            ),
            ...labels.flatMap(({ id, label }) =>
              edges
                .filter(({ points }) => segmentsOf(points).some(([a, b]) => crosses(a, b, label)))
                .map((edge) => `label ${id} on flow ${edge.id}`),
            ),
          ]
          expect(faults).to.deep.equal([])
        }
      })

      it('leads no flow through a shape', () => {
        for (const { shapes, edges } of planes) {
          const faults = edges.flatMap(({ id, source, target, points }) =>
            shapes
              .filter(({ container }) => !container)
              // Its own shapes it touches on the border; a circle lies inside its box.
              .map((shape) => ({ shape, box: [source, target].includes(shape.id) ? grow(shape.box, -8) : shape.box }))
              .filter(({ box }) => segmentsOf(points).some(([a, b]) => crosses(a, b, box)))
              .map(({ shape }) => `${id} through ${shape.id}`),
          )
          expect(faults).to.deep.equal([])
        }
      })

      it('draws flows with right angles and few bends', () => {
        for (const { edges } of planes) {
          const crooked = edges.filter(({ points }) => segmentsOf(points).some(([a, b]) => a.x !== b.x && a.y !== b.y))
          expect(crooked.map(({ id }) => id)).to.deep.equal([])
          expect(edges.filter(({ points }) => points.length > 6).map(({ id }) => id)).to.deep.equal([])
        }
      })

      it('lets flows share a line only where they come from or lead to the same element', () => {
        for (const { edges } of planes) {
          const faults = pairs(edges).filter(
            ([a, b]) => a.source !== b.source && a.target !== b.target && runTogether(a.points, b.points),
          )
          expect(faults.map(([a, b]) => `${a.id} along ${b.id}`)).to.deep.equal([])
        }
      })

      it('connects flows to the shapes they name', () => {
        for (const { shapes, edges } of planes) {
          const boxes = new Map(shapes.map(({ id, box }) => [id, box]))
          for (const { id, source, target, points } of edges) {
            expect(touches(boxes.get(source), points[0]), `start of ${id}`).to.equal(true)
            expect(touches(boxes.get(target), points[points.length - 1]), `end of ${id}`).to.equal(true)
          }
        }
      })

      it('keeps every element in its lane, and the lanes in their order', async () => {
        const [main] = planes
        const boxes = new Map(main?.shapes.map(({ id, box }) => [id, box]))
        const lanes = elementsOf(await readProcess(name), 'laneSets').flatMap((set) => elementsOf(set, 'lanes'))
        for (const lane of lanes) {
          for (const node of elementsOf(lane, 'flowNodeRef')) {
            const [outer, inner] = [boxes.get(mustId(lane)), boxes.get(mustId(node))]
            expect(outer && inner && contains(outer, inner), `${idOf(node)} in ${idOf(lane)}`).to.equal(true)
          }
        }
        const drawn = lanes
          .map((lane) => ({ code: mustId(lane).split('_').pop() ?? '', y: boxes.get(mustId(lane))?.y ?? 0 }))
          .sort((a, b) => a.y - b.y)
        const order = drawn.map(({ code }) => LANES.indexOf(code))
        expect(order).to.not.include(-1)
        expect(order).to.deep.equal([...order].sort((a, b) => a - b))
      })

      it('puts boundary events on the lower border of their host', () => {
        for (const { shapes } of planes) {
          for (const { id, element, box } of shapes) {
            const host = shapes.find((shape) => shape.id === idOf(elementOf(element, 'attachedToRef')))
            if (host) expect(box.y + box.height / 2, id).to.equal(host.box.y + host.box.height)
          }
        }
      })
    })
  }

  it('application runs its main path straight from left to right', async () => {
    const [main] = await readDrawing('application.bpmn')
    const ids = 'E01 S01 S02 S03 U01 S04 G01 G02 G03 P01 G06 U04 G11 S09 G10 E03 U08 S10 S12 G12 E09'.split(' ')
    const centres = ids.map((id) => {
      const box = main?.shapes.find((shape) => shape.id === `APP_${id}`)?.box
      return { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 }
    })
    expect(new Set(centres.map(({ y }) => y)).size).to.equal(1)
    expect(centres.map(({ x }) => x)).to.deep.equal(centres.map(({ x }) => x).sort((a, b) => a - b))
  })
})

function mayTouch(a: DrawnShape, b: DrawnShape): boolean {
  const holds = (outer: DrawnShape, inner: DrawnShape) => outer.container && contains(outer.box, inner.box)
  const hosts = (host: DrawnShape, event: DrawnShape) => idOf(elementOf(event.element, 'attachedToRef')) === host.id
  return holds(a, b) || holds(b, a) || hosts(a, b) || hosts(b, a)
}

/** A label may lie in a pool, lane or open sub-process, but not across its border. */
const liesOn = (label: Box, box: Box, container: boolean): boolean =>
  overlap(label, box) && !(container && contains(box, label))

function runTogether(a: readonly Point[], b: readonly Point[]): boolean {
  return segmentsOf(a).some(([p, q]) => segmentsOf(b).some(([r, s]) => shareLine(p, q, r, s)))
}

function shareLine(p: Point, q: Point, r: Point, s: Point): boolean {
  const along = (axis: 'x' | 'y', across: 'x' | 'y') =>
    [q, r, s].every((point) => point[across] === p[across]) &&
    Math.min(Math.max(p[axis], q[axis]), Math.max(r[axis], s[axis])) -
      Math.max(Math.min(p[axis], q[axis]), Math.min(r[axis], s[axis])) >
      0
  return along('x', 'y') || along('y', 'x')
}

function touches(box: Box | undefined, point: Point | undefined): boolean {
  if (!box || !point) return false
  const at = { ...point, width: 0, height: 0 }
  return contains(grow(box, 1), at) && !contains(grow(box, -6), at)
}

function pairs<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((a, index) => items.slice(index + 1).map((b): [T, T] => [a, b]))
}
