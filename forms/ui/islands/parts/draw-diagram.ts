/** Draws one diagram with its marks, with buttons for its size, and ties it to the list that says the same in words. */
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer'

interface Mark {
  readonly count?: number
  /** Becomes a class: `waiting`, `late`, `error`, `warning`, `added`, `changed`, `done`, … */
  readonly kind: string
  /** Stands in the badge where there is no count. */
  readonly text?: string
}

/** What of the viewer's services is used. */
interface Canvas {
  zoom(to?: number | 'fit-viewport', centre?: 'auto'): number
  addMarker(id: string, name: string): void
  removeMarker(id: string, name: string): void
  scrollToElement(id: string): void
}
interface Overlays {
  add(id: string, overlay: { position: { top: number; right: number }; html: HTMLElement }): void
}
interface Registry {
  get(id: string): object | undefined
}

const SHOWN = 'ritums-mark--shown'
const STEP = 1.25

/** @throws Error where the text is no diagram that can be drawn */
export async function drawDiagram(place: HTMLElement, xml: string): Promise<void> {
  const picture = document.createElement('div')
  picture.className = 'ritums-diagram__picture'
  place.replaceChildren(picture)
  // The wheel scrolls the page: whoever comes across a picture must not get stuck in it.
  const viewer = new NavigatedViewer({ container: picture, zoomScroll: { enabled: false } })
  await viewer.importXML(xml)
  const canvas = viewer.get<Canvas>('canvas')
  const registry = viewer.get<Registry>('elementRegistry')
  canvas.zoom('fit-viewport', 'auto')

  const drawing = picture.querySelector('svg')
  drawing?.setAttribute('role', 'img')
  drawing?.setAttribute('aria-label', place.dataset['label'] ?? '')
  mark(viewer.get<Overlays>('overlays'), canvas, registry, marksOf(place))
  place.prepend(buttons(place, canvas))
  tieToList(viewer, canvas, registry, place)
}

function marksOf(place: HTMLElement): Readonly<Record<string, Mark>> {
  return JSON.parse(place.dataset['marks'] ?? '{}') as Record<string, Mark>
}

function mark(overlays: Overlays, canvas: Canvas, registry: Registry, marks: Readonly<Record<string, Mark>>): void {
  for (const [id, { count, kind, text }] of Object.entries(marks)) {
    // A removed element is not in the newer picture; the list tells of it.
    if (registry.get(id) === undefined) continue
    const name = kind.replaceAll(/[^a-z-]/g, '')
    canvas.addMarker(id, `ritums-mark--${name}`)
    const said = count === undefined ? text : String(count)
    if (said === undefined) continue
    const badge = document.createElement('span')
    badge.className = `ritums-badge ritums-badge--${name}`
    badge.textContent = said
    overlays.add(id, { position: { top: -12, right: 14 }, html: badge })
  }
}

function buttons(place: HTMLElement, canvas: Canvas): HTMLElement {
  const row = document.createElement('div')
  row.className = 'ritums-diagram__buttons'
  const add = (text: string | undefined, press: () => void): void => {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'govuk-button govuk-button--secondary ritums-button--small'
    button.textContent = text ?? ''
    button.addEventListener('click', press)
    row.append(button)
  }
  add(place.dataset['zoomIn'], () => canvas.zoom(canvas.zoom() * STEP, 'auto'))
  add(place.dataset['zoomOut'], () => canvas.zoom(canvas.zoom() / STEP, 'auto'))
  add(place.dataset['fit'], () => canvas.zoom('fit-viewport', 'auto'))
  return row
}

/** From a picture's element to its line in the list, and from a link of the list to the element. */
function tieToList(viewer: NavigatedViewer, canvas: Canvas, registry: Registry, place: HTMLElement): void {
  const list = document.getElementById(place.dataset['listId'] ?? '')
  if (list === null) return
  let shown: string | null = null
  const showElement = (id: string): void => {
    if (shown !== null) canvas.removeMarker(shown, SHOWN)
    canvas.addMarker(id, SHOWN)
    shown = id
  }
  viewer.on('element.click', ({ element }: { element: { id: string } }) => {
    const line = list.querySelector<HTMLElement>(`[data-element-id="${CSS.escape(element.id)}"]`)
    if (line === null) return
    showElement(element.id)
    line.tabIndex = -1
    line.focus()
  })
  list.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-show-element]') : null
    const id = link?.dataset['showElement']
    if (id === undefined || registry.get(id) === undefined) return
    event.preventDefault()
    if (canvas.zoom() < 0.8) canvas.zoom(1, 'auto')
    canvas.scrollToElement(id)
    showElement(id)
    place.scrollIntoView({ block: 'nearest' })
  })
}
