/**
 * Draws a diagram where a page says where its file is. All that it shows stands as a list beside it, too: there the page
 * can be read without a script, and there every element of the picture leads.
 *
 * `data-diagram-address`: the file; `data-marks`: `{ elementId: { count?, kind, text? } }`, drawn as a badge and a frame;
 * `data-list-id`: the list whose entries carry `data-element-id`, and links in it `data-show-element`; texts in
 * `data-label`, `data-unreadable`, `data-zoom-in`, `data-zoom-out`, `data-fit`.
 */
import 'bpmn-js/dist/assets/diagram-js.css'

for (const place of document.querySelectorAll<HTMLElement>('[data-diagram-address]')) void show(place)

<<<<<<< HEAD
/** What is used of bpmn-js and diagram-js. */
type ViewerClass = new (options: { readonly container: HTMLElement }) => {
  importXML(xml: string): Promise<unknown>
  get<Service>(name: string): Service
}
interface Canvas {
  addMarker(id: string, marker: string): void
  zoom(to: 'fit-viewport'): void
}
interface Overlays {
  add(id: string, overlay: { position: { top: number; right: number }; html: HTMLElement }): void
}
interface Registry {
  get(id: string): unknown
}

for (const place of document.querySelectorAll<HTMLElement>('[data-diagram]')) offer(place)

function offer(place: HTMLElement): void {
  const { show = '', hide = '' } = place.dataset
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'govuk-button govuk-button--secondary'
  button.textContent = show
  button.setAttribute('aria-expanded', 'false')
  const frame = document.createElement('div')
  frame.hidden = true
  place.append(button, frame)
  button.addEventListener('click', () => {
    const opens = frame.hidden
    frame.hidden = !opens
    button.textContent = opens ? hide : show
    button.setAttribute('aria-expanded', String(opens))
    if (opens && !frame.hasChildNodes()) void draw(place, frame)
  })
}

async function draw(place: HTMLElement, frame: HTMLElement): Promise<void> {
  const { diagram = '', hint = '', label = '', failed = '' } = place.dataset
  const canvasBox = document.createElement('div')
  canvasBox.className = 'ritums-diagram'
  canvasBox.setAttribute('role', 'group')
  canvasBox.setAttribute('aria-label', label)
  frame.append(said(hint), canvasBox)
=======
async function show(place: HTMLElement): Promise<void> {
  place.hidden = false
>>>>>>> pages
  try {
    const [{ drawDiagram }, answer] = await Promise.all([
      import('./parts/draw-diagram.ts'),
      fetch(place.dataset['diagramAddress'] ?? ''),
    ])
    if (!answer.ok) throw new Error(`Expected a diagram, but the answer was ${answer.status}.`)
    await drawDiagram(place, await answer.text())
  } catch (error) {
    console.error(error)
    place.classList.add('ritums-diagram--unreadable')
    place.textContent = place.dataset['unreadable'] ?? ''
  }
}
