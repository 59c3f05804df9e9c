/**
 * Draws `.bpmn` files as pictures, as they open in bpmn-js:
 * `npx tsx tools/diagrams/render.ts <folder for the pictures> processes/application.bpmn …`.
 * A collapsed sub-process with a plane of its own gets a picture of its own.
 */
import { mkdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { openBpmnJs } from './open-bpmn-js.ts'

const [folder, ...files] = process.argv.slice(2)
if (!folder) throw new Error('Expected a folder for the pictures as the first argument, but there is none.')
mkdirSync(folder, { recursive: true })
const viewer = await openBpmnJs()
try {
  for (const file of files) {
    const { warnings, planes } = await viewer.open(readFileSync(file, 'utf8'))
    for (const warning of warnings) process.stdout.write(`${file}: ${warning}\n`)
    for (const plane of planes) {
      const name = plane === planes[0] ? basename(file, '.bpmn') : `${basename(file, '.bpmn')}.${plane}`
      await viewer.picture(plane, join(folder, `${name}.png`))
      process.stdout.write(`${join(folder, `${name}.png`)}\n`)
    }
  }
} finally {
  await viewer.close()
}
