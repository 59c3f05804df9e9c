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

async function show(place: HTMLElement): Promise<void> {
  place.hidden = false
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
