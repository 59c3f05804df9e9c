import type { ComponentChildren } from 'preact'
import type { Language } from '../../check/form-file.ts'
import { Shell } from '../shared/shell.tsx'

/** What every entrance page knows of where it stands. */
export interface EntranceFrame {
  readonly language: Language
  readonly institutionName: string
  readonly demo: boolean
}

export interface EntranceShellProps {
  readonly frame: EntranceFrame
  readonly title: string
  readonly address: string
  readonly failed?: boolean
  readonly children: ComponentChildren
}

/** The frame around people who have not logged in: it leads to no room. */
export function EntranceShell({ frame, children, ...page }: EntranceShellProps) {
  return (
    <Shell {...frame} {...page} who={null} rooms={[]} forgeryToken="">
      {children}
    </Shell>
  )
}
