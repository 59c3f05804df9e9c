/**
 * The diagram of a case, drawn when somebody asks for it: the viewer is large and most readers need the list below alone. Where
 * the case has been and is are classes and a number; bpmn.io's mark stays where its licence wants it.
 */
import './case-diagram.css'

interface Data {
  readonly xml: string
  /** Calls of what each service has of its own: in green. */
  readonly service: readonly string[]
  readonly done: readonly string[]
  readonly here: readonly { readonly id: string; readonly count: number }[]
}

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
  canvasBox.className = 'ritums-case-diagram'
  canvasBox.setAttribute('role', 'group')
  canvasBox.setAttribute('aria-label', label)
  frame.append(said(hint), canvasBox)
  try {
    const [{ default: NavigatedViewer }, data] = await Promise.all([loadViewer(), load(diagram)])
    const viewer = new NavigatedViewer({ container: canvasBox })
    await viewer.importXML(data.xml)
    const canvas = viewer.get<Canvas>('canvas')
    const overlays = viewer.get<Overlays>('overlays')
    const registry = viewer.get<Registry>('elementRegistry')
    for (const id of data.service) if (registry.get(id)) canvas.addMarker(id, 'ritums-service-call')
    for (const id of data.done) if (registry.get(id)) canvas.addMarker(id, 'ritums-done')
    for (const { id, count } of data.here) {
      if (!registry.get(id)) continue
      canvas.addMarker(id, 'ritums-here')
      const badge = document.createElement('span')
      badge.className = 'ritums-here-count'
      badge.textContent = String(count)
      overlays.add(id, { position: { top: -14, right: 14 }, html: badge })
    }
    canvas.zoom('fit-viewport')
  } catch (error) {
    console.error(error)
    frame.replaceChildren(said(failed))
  }
}

/** Its types are made for another module system. */
const loadViewer = () =>
  import('bpmn-js/lib/NavigatedViewer.js') as unknown as Promise<{ readonly default: ViewerClass }>

async function load(address: string): Promise<Data> {
  const answer = await fetch(address, { headers: { Accept: 'application/json' } })
  if (!answer.ok) throw new Error(`Expected the diagram, but the answer was ${answer.status}.`)
  return answer.json() as Promise<Data>
}

function said(text: string): HTMLElement {
  const line = document.createElement('p')
  line.className = 'govuk-body'
  line.textContent = text
  return line
}
