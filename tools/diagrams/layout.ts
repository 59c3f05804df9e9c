/**
 * Draws a semantic BPMN file: `npx tsx tools/diagrams/layout.ts processes/application.bpmn …`.
 * Everything but the drawing stays as it is; where things go is said in `hints/<process key>.json`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { createModdle, parseBpmn } from './moddle.ts'
import { readDiagram } from './diagram.ts'
import { drawDiagram } from './draw.ts'
import { readHints } from './hints.ts'
import { writeDi } from './write-di.ts'

for (const file of process.argv.slice(2)) {
  const moddle = createModdle()
  const definitions = await parseBpmn(moddle, readFileSync(file, 'utf8'))
  const diagram = readDiagram(definitions)
  const planes = drawDiagram(diagram, readHints(basename(file, '.bpmn')), String(diagram.root.get('id')))
  writeDi(moddle, diagram, planes)
  const { xml } = await moddle.toXML(definitions, { format: true })
  writeFileSync(file, xml)
  const size = planes.map(({ element, boxes }) => {
    const all = [...boxes.values()]
    const width = Math.max(...all.map((box) => box.x + box.width)) - Math.min(...all.map((box) => box.x))
    const height = Math.max(...all.map((box) => box.y + box.height)) - Math.min(...all.map((box) => box.y))
    return `${element} ${width}×${height}`
  })
  process.stdout.write(`${file}: ${size.join(', ')}\n`)
}
