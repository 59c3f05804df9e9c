import type { ComponentChildren } from 'preact'

/** `teal` is the brand's; the meaning is in the word, the colour repeats it. */
export type TagColour = 'teal' | 'grey' | 'green' | 'yellow' | 'orange' | 'red' | 'purple'

export interface TagProps {
  readonly colour?: TagColour
  /** The word, e.g. the state of a case. */
  readonly children: ComponentChildren
}

/** A state in one or two words. */
export function Tag({ colour = 'teal', children }: TagProps) {
  return <strong class={`govuk-tag govuk-tag--${colour}`}>{children}</strong>
}
