import { expect } from 'chai'
import { createBpmnReader, type BpmnReader } from '../../../engine/bpmn/read-bpmn.ts'
import { DEFAULT_BPMN_LIMITS, type BpmnLimits } from '../../../engine/bpmn/bpmn-limits.ts'
import { makeDrawing } from '../../../engine/bpmn/layout/make-drawing.ts'
import { process, read as readHere } from './diagram-text.ts'

const xml = process('<bpmn:startEvent id="s"/>')
/** Each text between comments makes the parser look for its line from the beginning: minutes, if it were let. */
const slow = process(`<bpmn:startEvent id="s"/>${'x<!---->'.repeat(200_000)}`)
const roomy = { maxBytes: 4_194_304, maxElements: 1_000_000 }

describe('the reader', function () {
  // Starting a thread from the sources takes a moment where the machine is busy.
  this.timeout(20_000)

  const readers: BpmnReader[] = []
  const open = (limits: Partial<BpmnLimits> = {}) => {
    const reader = createBpmnReader(limits)
    readers.push(reader)
    return reader
  }
  afterEach(async () => {
    await Promise.all(readers.splice(0).map((reader) => reader.close()))
  })

  it('reads in its thread what is read here', async () => {
    expect(await open().read('test.bpmn', xml)).to.deep.equal(await readHere(xml))
  })

  it('draws in its thread, between readings', async () => {
    const reader = open()
    const [first, drawing, second] = await Promise.all([reader.read('a', xml), reader.draw(xml), reader.read('b', xml)])
    expect(drawing).to.deep.equal(await makeDrawing(xml, DEFAULT_BPMN_LIMITS))
    expect(drawing?.text).to.include('bpmnElement="s"')
    expect([first, second].map(({ problems }) => problems)).to.deep.equal([[], []])
  })

  it('says that it could not draw, and draws the next', async () => {
    const reader = open({ ...roomy, readTimeoutMs: 1_500 })
    const late = await reader.draw(slow).catch((error: unknown) => error)
    expect(late).to.be.instanceOf(Error)
    expect(await reader.draw(xml)).to.not.equal(null)
  })

  it('answers several requests in order, each with its own file', async () => {
    const reader = open()
    const readings = await Promise.all(['a.bpmn', 'b.bpmn', 'c.bpmn'].map((name) => reader.read(name, xml)))
    expect(readings.map(({ processes }) => processes[0]?.resource)).to.deep.equal(['a.bpmn', 'b.bpmn', 'c.bpmn'])
  })

  it('stops a file that takes too long, and reads the next in a new thread', async () => {
    const reader = open({ ...roomy, readTimeoutMs: 1_500 })
    const [late, next] = await Promise.all([reader.read('slow.bpmn', slow), reader.read('test.bpmn', xml)])

    expect(late.processes).to.deep.equal([])
    expect(late.problems.map(({ code, resource }) => [code, resource])).to.deep.equal([
      ['reading-took-too-long', 'slow.bpmn'],
    ])
    expect(next.problems).to.deep.equal([])
  })

  it('turns a thread without memory into a problem', async () => {
    const { problems } = await open({ maxHeapMb: 4 }).read('test.bpmn', xml)
    expect(problems.map(({ code }) => code)).to.deep.equal(['reading-took-too-much-memory'])
  })

  it('does not even take in a file that is too large', async () => {
    const { problems } = await open({ maxBytes: 100 }).read('test.bpmn', xml)
    expect(problems.map(({ code }) => code)).to.deep.equal(['too-large'])
  })

  it('can be closed before it was used, while it reads, and twice', async () => {
    const reader = open()
    await reader.close()
    const reading = reader.read('test.bpmn', xml)
    await reader.close()
    await reader.close()
    expect((await reading).problems.map(({ code }) => code)).to.deep.equal(['reading-stopped'])
    expect((await reader.read('test.bpmn', xml)).problems).to.deep.equal([])
  })
})
