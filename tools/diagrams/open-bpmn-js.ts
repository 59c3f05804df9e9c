/** bpmn-js in a headless browser: opens a diagram, says what it did not like, and draws pictures. */
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'

/** Where Chromium is: `CHROMIUM_PATH`, else the usual place on Linux. */
export const chromiumPath = (): string | null => {
  const path = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'
  return existsSync(path) ? path : null
}

export interface BpmnJs {
  /** @returns import warnings and the planes' ids, the main one first */
  open(xml: string): Promise<{ readonly warnings: readonly string[]; readonly planes: readonly string[] }>
  /** The diagram that is open, as the modeller saves it. */
  save(): Promise<string>
  /** Boxes of all texts outside shapes as the browser draws them on the plane now shown, by element id. */
  labels(plane: string): Promise<
    readonly {
      readonly id: string
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
    }[]
  >
  picture(plane: string, file: string): Promise<void>
  close(): Promise<void>
}

/** What the page offers; see the script in it. */
interface PageWindow {
  openDiagram(xml: string): Promise<{ warnings: string[]; planes: string[] }>
  saveDiagram(): Promise<string>
  showPlane(plane: string): { width: number; height: number }
  labelBoxes(): { id: string; x: number; y: number; width: number; height: number }[]
}

const PAGE = `<!doctype html><html><head><style>html,body{margin:0;background:#fff}#canvas{position:absolute;inset:0}.bjs-breadcrumbs,.bjs-drilldown{display:none!important}</style></head><body><div id="canvas"></div></body></html>`

const SCRIPT = `
window.openDiagram = async (xml) => {
  document.getElementById('canvas').innerHTML = ''
  window.viewer = new BpmnJS({ container: '#canvas' })
  const { warnings } = await viewer.importXML(xml)
  const roots = viewer.get('canvas').getRootElements()
  const main = roots.filter((root) => !root.id.endsWith('_plane')), others = roots.filter((root) => root.id.endsWith('_plane'))
  return { warnings: warnings.map((warning) => warning.message), planes: [...main, ...others].map((root) => root.id) }
}
window.saveDiagram = async () => (await viewer.saveXML({ format: true })).xml
window.showPlane = (id) => {
  const canvas = viewer.get('canvas')
  canvas.setRootElement(canvas.findRoot(id))
  const { inner } = canvas.viewbox()
  canvas.viewbox({ x: inner.x - 20, y: inner.y - 20, width: inner.width + 40, height: inner.height + 40 })
  return { width: inner.width + 40, height: inner.height + 40 }
}
window.labelBoxes = () => {
  const root = viewer.get('canvas').getRootElement()
  const boxes = []
  viewer.get('elementRegistry').forEach((element, gfx) => {
    if (!element.labelTarget || !gfx) return
    let top = element
    while (top.parent) top = top.parent
    if (top !== root) return
    const text = gfx.querySelector('text')
    if (!text) return
    const box = text.getBBox()
    boxes.push({ id: element.labelTarget.id, x: element.x + box.x, y: element.y + box.y, width: box.width, height: box.height })
  })
  return boxes
}
`

/** @throws Error when there is no Chromium; ask `chromiumPath` first. */
export async function openBpmnJs(): Promise<BpmnJs> {
  const executablePath = chromiumPath()
  if (!executablePath) throw new Error('Expected Chromium at CHROMIUM_PATH or /usr/bin/chromium, but it is not there.')
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  })
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } })
  const require = createRequire(import.meta.url)
  await page.setContent(PAGE)
  await page.addStyleTag({ path: require.resolve('bpmn-js/dist/assets/diagram-js.css') })
  await page.addScriptTag({ path: require.resolve('bpmn-js/dist/bpmn-navigated-viewer.production.min.js') })
  await page.addScriptTag({ content: SCRIPT })
  const show = (plane: string) => page.evaluate((id) => (globalThis as unknown as PageWindow).showPlane(id), plane)
  return {
    open: (xml) => page.evaluate((text) => (globalThis as unknown as PageWindow).openDiagram(text), xml),
    save: () => page.evaluate(() => (globalThis as unknown as PageWindow).saveDiagram()),
    labels: async (plane) => {
      await show(plane)
      return page.evaluate(() => (globalThis as unknown as PageWindow).labelBoxes())
    },
    picture: async (plane, path) => {
      const { width, height } = await show(plane)
      await page.setViewportSize({ width: Math.ceil(width), height: Math.ceil(height) })
      await show(plane)
      await page.screenshot({ path })
    },
    close: () => browser.close(),
  }
}
