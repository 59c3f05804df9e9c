import { expect } from 'chai'
import fc from 'fast-check'
import { DEFAULT_BPMN_LIMITS } from '../../../../engine/bpmn/bpmn-limits.ts'
import { makeDrawing } from '../../../../engine/bpmn/layout/make-drawing.ts'
import { elementsOf, idOf } from '../../../../engine/bpmn/xml/moddle-element.ts'
import { chromiumPath, openBpmnJs } from '../../../../tools/diagrams/open-bpmn-js.ts'
import { bpmn, flows } from '../../../support/bpmn.ts'
import { legalFiles } from '../../../support/legal-files.ts'
import { randomProcess } from '../../../support/random-process.ts'
import { definitionsOf, expectedShapes, faultsOf, planesOf, withDrawing } from './drawn-file.ts'

const RUNS = Number(process.env['RANDOM_RUNS'] ?? 200)

async function check(xml: string): Promise<void> {
  const definitions = await definitionsOf(await withDrawing(xml))
  const planes = planesOf(definitions)
  expect(planes.flatMap(faultsOf)).to.deep.equal([])
  const drawn = planes.flatMap(({ shapes }) => shapes.map(({ element }) => idOf(element)))
  expect(drawn).to.have.members(expectedShapes(definitions))
}

/** Any graph of some tasks and gateways with boundary events, loops and several starts: what people draw at worst. */
const wildGraph = fc
  .record({
    size: fc.integer({ min: 1, max: 14 }),
    edges: fc.array(fc.tuple(fc.nat(13), fc.nat(13)), { maxLength: 30 }),
    events: fc.array(fc.tuple(fc.nat(13), fc.nat(13)), { maxLength: 5 }),
    lanes: fc.integer({ min: 0, max: 3 }),
    subs: fc.array(fc.nat(13), { maxLength: 2 }),
  })
  .map(({ size, edges, events, lanes, subs }) => {
    const node = (index: number) => `n${index % size}`
    const element = (index: number) => {
      if (subs.includes(index)) {
        const inside = `<startEvent id="s${index}"/><task id="t${index}"/>${flows(`s${index} > t${index}`)}`
        return `<subProcess id="n${index}">${inside}</subProcess>`
      }
      return index % 3 === 2 ? `<exclusiveGateway id="n${index}" name="which way?"/>` : `<task id="n${index}"/>`
    }
    const elements = Array.from({ length: size }, (_, index) => element(index))
    const hosts = events.filter(([host]) => subs.includes(host % size) || (host % size) % 3 !== 2)
    const boundary = hosts.map(
      ([host], index) => `<boundaryEvent id="b${index}" name="late" attachedToRef="${node(host)}"/>`,
    )
    const ways = edges.map(
      ([from, to], index) => `<sequenceFlow id="f${index}" sourceRef="${node(from)}" targetRef="${node(to)}"/>`,
    )
    const late = hosts.map(
      ([, to], index) => `<sequenceFlow id="l${index}" sourceRef="b${index}" targetRef="${node(to)}"/>`,
    )
    const laneOf = (lane: number) =>
      elements.flatMap((_, index) => (index % (lanes + 1) === lane ? [`<flowNodeRef>n${index}</flowNodeRef>`] : []))
    const laneSet = Array.from({ length: lanes }, (_, lane) => `<lane id="lane${lane}">${laneOf(lane).join('')}</lane>`)
    const sets = lanes === 0 ? '' : `<laneSet>${laneSet.join('')}</laneSet>`
    return bpmn([sets, ...elements, ...boundary, ...ways, ...late].join('\n'))
  })

describe('The drawing made for a file without one', function () {
  this.timeout(120_000)

  for (const { name, content } of legalFiles()) {
    it(`${name}: shows everything once, nothing on another, flows with right angles between their ends`, async () => {
      const drawing = await makeDrawing(content, DEFAULT_BPMN_LIMITS)
      if (drawing !== null && name !== 'several-processes.bpmn') await check(content)
    })
  }

  it('is as good for random processes', async () => {
    await fc.assert(
      fc.asyncProperty(randomProcess(['exclusive', 'parallel']), ({ xml }) => check(xml)),
      { numRuns: RUNS },
    )
  })

  it('is as good for whatever else may be drawn', async () => {
    await fc.assert(fc.asyncProperty(wildGraph, check), { numRuns: RUNS })
  })

  it('is the same each time', async () => {
    for (const { content } of legalFiles()) expect(await withDrawing(content)).to.equal(await withDrawing(content))
  })

  it('is not made twice', async () => {
    for (const { content } of legalFiles()) {
      expect(await makeDrawing(await withDrawing(content), DEFAULT_BPMN_LIMITS)).to.equal(null)
    }
  })

  it('is not made for what cannot be read', async () => {
    for (const xml of ['', '<a/>', '<definitions', bpmn('<task id="a"/>').slice(0, -20)]) {
      expect(await makeDrawing(xml, DEFAULT_BPMN_LIMITS)).to.equal(null)
    }
  })

  it('leaves what is drawn, and shows a process that is not in a diagram of its own', async () => {
    const { content = '' } = legalFiles().find(({ name }) => name === 'several-processes.bpmn') ?? {}
    const definitions = await definitionsOf(await withDrawing(content))
    const planes = planesOf(definitions).map(({ shapes }) => shapes.map(({ element }) => idOf(element)))
    expect(planes).to.deep.equal([
      ['a-start', 'a-task'],
      ['b-start', 'b-task'],
    ])
    expect(elementsOf(definitions, 'relationships'), 'what stands behind it').to.have.length(1)
  })

  it('comes before a diagram that shows nothing, as modellers open the first', async () => {
    const { content = '' } = legalFiles().find(({ name }) => name === 'empty-plane.bpmn') ?? {}
    const [first, second] = planesOf(await definitionsOf(await withDrawing(content)))
    expect(first?.shapes).to.have.length(2)
    expect(second?.shapes).to.deep.equal([])
  })

  it('has ids that nothing else in the file has', async () => {
    const xml = bpmn('<task id="Layout_1"/><task id="Layout0_1"/>')
    await check(xml)
    expect(await withDrawing(xml)).to.include('id="Layout1_1"')
  })

  it('has ids of its own whatever the elements are called', async () => {
    const drawn = await withDrawing(bpmn('<task id="plane"/><task id="plane_1"/><task id="label"/>', 'plane > plane_1'))
    const ids = [...drawn.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
    expect(new Set(ids)).to.have.property('size', ids.length)
  })

  it('shows the first way straight on', async () => {
    const xml = bpmn(
      '<startEvent id="s"/><exclusiveGateway id="g"/><endEvent id="no"/><task id="a"/><task id="b"/><endEvent id="e"/>',
      's > g; g > no [=x]; g > a > b > e',
    )
    const [plane] = planesOf(await definitionsOf(await withDrawing(xml)))
    const middles = new Map(plane?.shapes.map(({ element, box }) => [idOf(element), box.y + box.height / 2]))
    const y = middles.get('s')
    expect(['g', 'a', 'b', 'e'].map((id) => middles.get(id))).to.deep.equal([y, y, y, y])
    expect(middles.get('no')).to.be.greaterThan(y ?? Infinity)
  })

  it('opens in bpmn-js', async function () {
    if (chromiumPath() === null) return this.skip()
    const viewer = await openBpmnJs()
    try {
      for (const { name, content } of legalFiles()) {
        // Names beyond ASCII are legal, but beyond bpmn-js.
        if (name === 'unusual-xml.bpmn') continue
        const { planes } = await viewer.open(await withDrawing(content))
        expect(planes, name).to.have.length.above(0)
      }
    } finally {
      await viewer.close()
    }
  })
})

describe('Making a drawing is bounded', function () {
  this.timeout(60_000)
  const limits = DEFAULT_BPMN_LIMITS
  const count = 6_000
  const task = (index: number) => `<task id="n${index}"/>`
  const flow = (from: number, to: number, index: number) =>
    `<sequenceFlow id="f${index}" sourceRef="n${from}" targetRef="n${to}"/>`
  const tasks = Array.from({ length: count }, (_, index) => task(index)).join('')
  const connect = (ends: (index: number) => readonly [number, number]) =>
    bpmn(tasks + Array.from({ length: count }, (_, index) => flow(...ends(index), index)).join(''))

  const hostile: Record<string, string> = {
    'one long line': connect((index) => [index, (index + 1) % count]),
    'one task that leads to all': connect((index) => [0, index]),
    'all leading to one': connect((index) => [index, 0]),
    'links across half of it': connect((index) => [index, (index * 7919) % count]),
    'nothing connected': bpmn(tasks),
    'a comb': connect((index) => [Math.floor(index / 2), index]),
    'loops on one task': connect(() => [0, 0]),
    'loops back to the first': bpmn(
      tasks + Array.from({ length: count }, (_, index) => flow(index, index % 2 === 0 ? index + 1 : 0, index)).join(''),
    ),
  }
  for (const [name, xml] of Object.entries(hostile)) {
    it(`for ${name}, of ${count} tasks`, async () => {
      const start = performance.now()
      const drawing = await makeDrawing(xml, limits)
      expect(drawing).to.not.equal(null)
      // The reading thread stops after two seconds; the machine of the tests may be slower than it is alone.
      expect(performance.now() - start).to.be.below(6_000)
    })
  }
})
