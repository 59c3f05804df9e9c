export interface Tab {
  readonly href: string
  readonly text: string
  readonly current: boolean
  readonly count?: number | undefined
}

export interface TabsProps {
  /** What they are views of. */
  readonly label: string
  readonly tabs: readonly Tab[]
}

/** Views of one thing, each a page of its own: plain links, so that every one has an address. */
export function Tabs({ label, tabs }: TabsProps) {
  return (
    <nav class="ritums-tabs" aria-label={label}>
      <ul class="ritums-tabs__list">
        {tabs.map(({ href, text, current, count }) => (
          <li key={href}>
            <a class="ritums-tabs__link" href={href} {...(current ? { 'aria-current': 'page' as const } : {})}>
              {text}
              {count === undefined ? '' : ` (${count})`}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
