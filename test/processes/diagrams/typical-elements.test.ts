import { expect } from 'chai'
import { readFileSync, readdirSync } from 'node:fs'
import {
  elementOf,
  elementsOf,
  extensionsOf,
  idOf,
  isModdleElement,
  textOf,
  type ModdleElement,
} from '../../../engine/bpmn/xml/moddle-element.ts'
import { diagramFiles, insideOf, mustElement, mustId, readProcess } from './read-drawing.ts'

/** One row of a flow table of the typical schemes. */
interface Row {
  readonly id: string
  readonly type: string
  readonly lane: string
  readonly lv: string
  readonly en: string
  readonly parent?: string
  /** Has fields of its own. */
  readonly form?: boolean
  /** Where its flows lead; null is the end of the scope. */
  readonly next: readonly (string | null)[]
}

/** One file per scheme, named after its process. */
const FOLDER = new URL('elements/', import.meta.url)
const TABLES: Readonly<Record<string, readonly Row[]>> = Object.fromEntries(
  readdirSync(FOLDER).map((file) => [
    file.replace('.json', ''),
    JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Row[],
  ]),
)

/** How the notation of the tables is drawn. */
const DRAWN_AS: Readonly<Record<string, RegExp>> = {
  'start.form': /^bpmn:StartEvent$/,
  'start.msg': /^bpmn:StartEvent$/,
  'start.timer': /^bpmn:StartEvent$/,
  user: /^bpmn:UserTask$/,
  service: /^bpmn:ServiceTask$/,
  call: /^bpmn:CallActivity$/,
  'throw.msg': /^bpmn:(IntermediateThrowEvent|SendTask)$/,
  receive: /^bpmn:ReceiveTask$/,
  'catch.msg': /^bpmn:IntermediateCatchEvent$/,
  'catch.timer': /^bpmn:IntermediateCatchEvent$/,
  xor: /^bpmn:ExclusiveGateway$/,
  and: /^bpmn:ParallelGateway$/,
  eventGw: /^bpmn:EventBasedGateway$/,
  sub: /^bpmn:SubProcess$/,
  eventSub: /^bpmn:SubProcess$/,
  boundary: /^bpmn:BoundaryEvent$/,
  end: /^bpmn:EndEvent$/,
  'end.error': /^bpmn:EndEvent$/,
}

describe('The typical scheme', () => {
  for (const [key, rows] of Object.entries(TABLES)) {
    describe(key, () => {
      let elements = new Map<string, ModdleElement>()
      let lanes = new Map<string, string>()
      before(async () => {
        const process = await readProcess(`${key}.bpmn`)
        elements = new Map(insideOf(process).map((element) => [mustId(element), element]))
        const all = elementsOf(process, 'laneSets').flatMap((set) => elementsOf(set, 'lanes'))
        lanes = new Map(
          all.flatMap((lane) =>
            elementsOf(lane, 'flowNodeRef').map((node) => [mustId(node), property(lane, 'candidateGroups') ?? '']),
          ),
        )
      })

      for (const row of rows) {
        it(`has ${row.id} ${row.en}`, () => {
          const element = elements.get(row.id)
          if (!element) throw new Error(`Expected ${row.id} in ${key}, but it is not there.`)
          const [notation = '', detail] = row.type.split(/[:(· ]/)
          expect(element.$type).to.match(DRAWN_AS[notation] ?? /^$/)
          expect(textOf(element, 'name')).to.equal(row.lv)
          expect(property(element, 'nameEn')).to.equal(row.en)
          expect(idOf(scopeOf(element))).to.equal(row.parent ?? key)
          if (!row.parent) expect(lanes.get(row.id)).to.equal(row.lane)
          if (notation === 'service') expect(textOf(element, 'camunda:class')).to.equal(detail)
          if (row.type.includes('.msg(') || / msg\(|^receive/.test(row.type))
            expect(messageOf(element)).to.equal(messageIn(row.type))
        })
      }

      it('leads every flow where the table leads it, through added elements at most', () => {
        const known = new Set(rows.map(({ id }) => id))
        const faults = rows.flatMap((row) => {
          const element = elements.get(row.id)
          const reached = element ? reach(entryOf(row, element), known) : new Set<string | null>()
          return row.next.filter((to) => !reached.has(to)).map((to) => `${row.id} → ${to ?? 'end'}`)
        })
        expect(faults).to.deep.equal([])
      })
    })
  }

  for (const name of diagramFiles()) {
    it(`${name} tells everybody in both languages what to do, with which form and until when`, async () => {
      const tasks = insideOf(await readProcess(name)).filter(({ $type }) => $type === 'bpmn:UserTask')
      // These ask nobody of the staff: they hear from the client.
      expect(tasks.length === 0).to.equal(['client-info.bpmn', 'survey-response.bpmn'].includes(name))
      for (const task of tasks) {
        const id = mustId(task)
        const [documentation] = elementsOf(task, 'documentation')
        expect(documentation ? textOf(documentation, 'text') : null, `${id} documentation`).to.be.a('string')
        expect(property(task, 'instructionEn'), `${id} instructionEn`).to.be.a('string')
        expect(textOf(task, 'camunda:formKey'), `${id} formKey`).to.match(/^[a-z-]+\/[a-z-]+$/)
        expect(textOf(task, 'camunda:dueDate'), `${id} dueDate`).to.match(/^(=|P)/)
      }
    })

    it(`${name} names every element that has a name in both languages`, async () => {
      const process = await readProcess(name)
      const named = [process, ...insideOf(process)].filter((element) => textOf(element, 'name') !== null)
      expect(named.filter((element) => property(element, 'nameEn') === null).map(idOf)).to.deep.equal([])
    })
  }
})

function property(element: ModdleElement, name: string): string | null {
  const all = extensionsOf(element, 'camunda:Properties').flatMap((properties) => elementsOf(properties, 'values'))
  const found = all.find((candidate) => textOf(candidate, 'name') === name)
  return found ? textOf(found, 'value') : null
}

const scopeOf = ({ $parent }: ModdleElement): ModdleElement | null => (isModdleElement($parent) ? $parent : null)

function messageOf(element: ModdleElement): string | null {
  if (['bpmn:ReceiveTask', 'bpmn:SendTask'].includes(element.$type))
    return textOf(elementOf(element, 'messageRef'), 'name')
  // An event sub-process waits with its start event.
  const start = elementsOf(element, 'flowElements').find(({ $type }) => $type === 'bpmn:StartEvent')
  const [definition] = elementsOf(start ?? element, 'eventDefinitions')
  return definition ? textOf(elementOf(definition, 'messageRef'), 'name') : null
}

const messageIn = (type: string): string | null => /(?:msg|receive)\(([^)]+)\)/.exec(type)?.[1] ?? null

/** Where the flow of a table row begins: an event sub-process leads to its first element inside. */
function entryOf(row: Row, element: ModdleElement): ModdleElement {
  if (!row.type.startsWith('eventSub')) return element
  return elementsOf(element, 'flowElements').find(({ $type }) => $type === 'bpmn:StartEvent') ?? element
}

/** Elements of the table that flows reach over elements that are not in it; null for an end event that is not. */
function reach(from: ModdleElement, known: ReadonlySet<string>): Set<string | null> {
  const found = new Set<string | null>()
  // Elements that are not in the table may lead in a circle.
  const seen = new Set<ModdleElement>()
  const open = [from]
  for (let element = open.pop(); element; element = open.pop()) {
    for (const flow of elementsOf(element, 'outgoing')) {
      const target = mustElement(flow, 'targetRef')
      const id = mustId(target)
      if (known.has(id)) found.add(id)
      else if (target.$type === 'bpmn:EndEvent') found.add(null)
      else if (!seen.has(target)) {
        seen.add(target)
        open.push(target)
      }
    }
  }
  return found
}
