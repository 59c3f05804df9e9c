/** A graph of items, drawn by the server: boxes that lead to their items, lines with the words of their relation. */
import type { PageCall } from '../shared/page.ts'
import { codeLabel } from '../shared/names.ts'
import { BOX, layoutGraph, type Box, type Line } from './graph-layout.ts'
import type { ItemGraph } from './item-graph.ts'
import { ITEMS, tabAddress } from './record-frame.tsx'
import { recordTitle, statusLabel } from './record-title.ts'
import { readableRegister } from './register-of.ts'
import { REGISTERS_TEXTS } from './registers-texts.ts'

/** Letters in one line of a box. */
const LETTERS = 21
const LINES = 3

export interface GraphViewProps {
  readonly call: PageCall
  readonly graph: ItemGraph
  /** Of the item that it is about. */
  readonly title: string
}

export function GraphView({ call, graph, title }: GraphViewProps) {
  const { width, height, boxes, lines } = layoutGraph(graph)
  const label = REGISTERS_TEXTS[call.language].graph(title)
  return (
    <div class="ritums-graph" role="region" aria-label={label} tabindex={0}>
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
          <marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto">
            <path class="ritums-graph__arrow" d="M0 0L10 5L0 10z" />
          </marker>
        </defs>
        {lines.map(({ relation, path }) => (
          <path key={relation.id} class="ritums-graph__line" d={path} marker-end="url(#arrow)" />
        ))}
        {lines.map((line) => (
          <Words key={line.relation.id} call={call} line={line} />
        ))}
        {boxes.map((box) => (
          <ItemBox key={box.item.record.id} call={call} box={box} />
        ))}
      </svg>
    </div>
  )
}

function Words({ call, line }: { readonly call: PageCall; readonly line: Line }) {
  return (
    <text class="ritums-graph__relation" x={line.x} y={line.y - 4} text-anchor="middle">
      {codeLabel(call.ports.data, 'relationType', line.relation.type, call.language)}
    </text>
  )
}

function ItemBox({ call, box }: { readonly call: PageCall; readonly box: Box }) {
  const { x, y, item } = box
  const { record, depth } = item
  const register = readableRegister(call, ITEMS)
  const name = register ? recordTitle(call, register, record) : record.id
  const status = register ? statusLabel(call, register, record.status) : ''
  const number = typeof record.data['ciNumber'] === 'string' ? record.data['ciNumber'] : record.id
  const drawn = (
    <>
      <rect class="ritums-graph__box" x={x} y={y} width={BOX.width} height={BOX.height} rx="6" />
      <text class="ritums-graph__number" x={x + 12} y={y + 20}>
        {`${number}${status === '' ? '' : ` · ${status}`} `}
      </text>
      {inLines(name).map((line, index) => (
        <text key={index} class="ritums-graph__name" x={x + 12} y={y + 40 + index * 18}>
          {`${line} `}
        </text>
      ))}
    </>
  )
  if (depth === 0) return <g class="ritums-graph__item ritums-graph__item--this">{drawn}</g>
  return (
    <a class="ritums-graph__item" href={tabAddress(ITEMS, record.id, 'relations')}>
      {drawn}
    </a>
  )
}

/** @returns a name in a few lines; what has no place ends in dots */
export function inLines(name: string): readonly string[] {
  const lines = ['']
  for (const word of name.split(/\s+/)) {
    const last = lines.at(-1) ?? ''
    const longer = last === '' ? word : `${last} ${word}`
    if (longer.length <= LETTERS || last === '') lines[lines.length - 1] = longer
    else lines.push(word)
  }
  const cut = (line: string): string => `${line.slice(0, LETTERS - 1)}…`
  return lines.slice(0, LINES).map((line, index) => {
    const isCut = line.length > LETTERS || (index === LINES - 1 && lines.length > LINES)
    return isCut ? cut(line) : line
  })
}
