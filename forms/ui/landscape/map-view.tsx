/** The map of processes, drawn by the server; the table below it says the same. */
import { inLines } from '../registers/graph-view.tsx'
import type { PageCall } from '../shared/page.ts'
import { processAddress } from '../owner/process-address.ts'
import { GROUPS, GROUP_TEXTS } from '../shared/process-groups.ts'
import { LANDSCAPE_TEXTS } from './landscape-texts.ts'
import type { Landscape, LandscapeProcess } from './load-landscape.ts'
import { BOX, layoutMap, type MapBox, type MapLine } from './map-layout.ts'

/** Every process uses the shared schemes: their lines would hide all others. */
const ON_THE_MAP = GROUPS.filter((group) => group !== 'shared')

export function MapView({ call, landscape }: { readonly call: PageCall; readonly landscape: Landscape }) {
  const { language } = call
  const label = LANDSCAPE_TEXTS[language].mapLabel
  // In the order of the method: what follows one another in the work stands side by side.
  const order = call.ports.data.maturity.processes.map(({ processKey }) => processKey)
  const place = (processKey: string): number => (order.includes(processKey) ? order.indexOf(processKey) : order.length)
  const shown = landscape.processes
    .filter(({ group }) => group !== 'shared')
    .toSorted((a, b) => place(a.processKey) - place(b.processKey))
  const { width, height, bands, boxes, lines } = layoutMap(ON_THE_MAP, shown, landscape.interactions)
  return (
    <div class="ritums-graph ritums-map" role="region" aria-label={label} tabindex={0}>
      <svg
        class="ritums-graph__picture"
        xmlns="http://www.w3.org/2000/svg"
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        role="group"
        aria-label={label}
      >
        <defs>
          <marker
            id="map-arrow"
            viewBox="0 0 10 10"
            refX="9"
            refY="5"
            markerWidth="7"
            markerHeight="7"
            markerUnits="userSpaceOnUse"
            orient="auto"
          >
            <path class="ritums-graph__arrow" d="M0 0L10 5L0 10z" />
          </marker>
        </defs>
        {bands.map(({ group, y, height: tall }) => (
          <g key={group}>
            <rect class="ritums-map__band" x={8} y={y - 4} width={width - 16} height={tall} rx="8" />
            <text class="ritums-map__group" x={20} y={y + 18}>
              {GROUP_TEXTS[language][group] ?? group}{' '}
            </text>
          </g>
        ))}
        {lines.map((line) => (
          <Line key={`${line.interaction.from} ${line.interaction.to}`} line={line} />
        ))}
        {boxes.map((box) => (
          <Box key={box.node.processKey} box={box} />
        ))}
      </svg>
    </div>
  )
}

function Line({ line: { interaction, path } }: { readonly line: MapLine }) {
  const sent = interaction.messages.reduce((sum, message) => sum + message.sent, 0)
  // A tenfold of messages is one step thicker.
  const width = 1.25 + Math.log10(1 + sent)
  return (
    <g stroke-width={width}>
      <path
        class={`ritums-graph__line${sent === 0 && interaction.messages.length > 0 ? ' ritums-map__line--quiet' : ''}`}
        d={path}
        marker-end="url(#map-arrow)"
      />
    </g>
  )
}

function Box({ box: { node, x, y } }: { readonly box: MapBox<LandscapeProcess> }) {
  const kind = node.group === 'service' || node.callsServices
  return (
    <a class={`ritums-graph__item${kind ? ' ritums-map__item--service' : ''}`} href={processAddress(node.processKey)}>
      <rect class="ritums-graph__box" x={x} y={y} width={BOX.width} height={BOX.height} rx="6" />
      {inLines(node.name).map((line, index) => (
        <text key={index} class="ritums-graph__name" x={x + 12} y={y + 27 + index * 21}>
          {`${line} `}
        </text>
      ))}
      {node.group !== 'service' && node.callsServices && (
        <rect class="ritums-map__call" x={x + BOX.width - 30} y={y + BOX.height - 22} width={20} height={14} rx="3" />
      )}
    </a>
  )
}
