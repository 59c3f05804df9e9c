/**
 * Small charts, drawn by the server. A chart repeats what stands beside it in figures, so it is one picture with one
 * sentence for who does not see it, and nothing in it is told by colour alone.
 */

/** One point; null where there is no value: the line has a gap there. */
export interface Point {
  /** As a table names it, e.g. the period in words. */
  readonly name: string
  /** Below the line. */
  readonly short: string
  readonly value: number | null
}

export interface TrendProps {
  /** What a screen reader says. */
  readonly label: string
  readonly points: readonly Point[]
  readonly target: number | null
}

const SPARK = { width: 120, height: 32, margin: 4 }
const CHART = { width: 720, height: 200, margin: 28 }

/** A line in a cell. */
export function Sparkline({ label, points, target }: TrendProps) {
  const { width, height } = SPARK
  const scale = scaleOf(points, target, SPARK)
  const last = points.findLastIndex(({ value }) => value !== null)
  return (
    <svg
      class="ritums-spark"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={label}
    >
      {target !== null && <TargetLine y={scale.y(target)} width={width} />}
      <Lines points={points} scale={scale} />
      {last >= 0 && (
        <circle class="ritums-chart__point" cx={scale.x(last)} cy={scale.y(points[last]?.value ?? 0)} r={3} />
      )}
    </svg>
  )
}

/** A line over periods with its names. */
export function TrendChart({ label, points, target }: TrendProps) {
  const { width, height, margin } = CHART
  const scale = scaleOf(points, target, CHART)
  // Names that would run into one another are left out; the table has all of them.
  const every = Math.max(1, Math.ceil(points.length / 6))
  return (
    <svg class="ritums-chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <line class="ritums-chart__axis" x1={0} x2={width} y1={height - margin} y2={height - margin} />
      {target !== null && <TargetLine y={scale.y(target)} width={width} />}
      <Lines points={points} scale={scale} />
      {points.map(({ name, short, value }, index) => (
        <g key={name}>
          {value !== null && <circle class="ritums-chart__point" cx={scale.x(index)} cy={scale.y(value)} r={4} />}
          {(points.length - 1 - index) % every === 0 && (
            <text
              class="ritums-chart__name"
              x={scale.x(index)}
              y={height - 8}
              text-anchor={anchorOf(index, points.length)}
            >
              {short}
            </text>
          )}
        </g>
      ))}
    </svg>
  )
}

/** A bar as long as its value among others; the figure stands beside it. */
export function Bar({ share }: { readonly share: number }) {
  const width = Math.max(0, Math.min(1, share)) * 100
  return (
    <svg class="ritums-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect class="ritums-bar__rest" width={100} height={8} />
      <rect class="ritums-bar__value" width={Math.round(width * 10) / 10} height={8} />
    </svg>
  )
}

interface Scale {
  readonly x: (index: number) => number
  readonly y: (value: number) => number
}

function scaleOf(
  points: readonly Point[],
  target: number | null,
  { width, height, margin }: { readonly width: number; readonly height: number; readonly margin: number },
): Scale {
  const values = [...points.flatMap(({ value }) => value ?? []), ...(target === null ? [] : [target])]
  const least = Math.min(0, ...values)
  const most = Math.max(...values, least)
  const span = most === least ? 1 : most - least
  const inner = { width: width - 2 * margin, height: height - 2 * margin }
  const rounded = (value: number): number => Math.round(value * 10) / 10
  return {
    x: (index) => rounded(margin + (points.length < 2 ? inner.width / 2 : (index * inner.width) / (points.length - 1))),
    y: (value) => rounded(margin + inner.height - ((value - least) / span) * inner.height),
  }
}

function TargetLine({ y, width }: { readonly y: number; readonly width: number }) {
  return <line class="ritums-chart__target" x1={0} x2={width} y1={y} y2={y} stroke-dasharray="4 4" />
}

/** A line for every run of periods with a value. */
function Lines({ points, scale }: { readonly points: readonly Point[]; readonly scale: Scale }) {
  const runs: string[][] = [[]]
  points.forEach(({ value }, index) => {
    if (value === null) runs.push([])
    else runs.at(-1)?.push(`${scale.x(index)},${scale.y(value)}`)
  })
  return (
    <>
      {runs
        .filter(({ length }) => length > 1)
        .map((run) => (
          <polyline key={run[0]} class="ritums-chart__line" points={run.join(' ')} />
        ))}
    </>
  )
}

function anchorOf(index: number, length: number): 'start' | 'middle' | 'end' {
  if (index === length - 1 && length > 1) return 'end'
  return index === 0 && length > 1 ? 'start' : 'middle'
}
