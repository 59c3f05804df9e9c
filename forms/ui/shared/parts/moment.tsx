export interface MomentProps {
  /** RFC 3339 in UTC, or a date. */
  readonly at: string
  /** As people read it, in the language of the page. */
  readonly children: string
}

/** A point in time, for people and for programs. */
export function Moment({ at, children }: MomentProps) {
  return <time datetime={at}>{children}</time>
}
