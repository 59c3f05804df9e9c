import type { Language } from '../../check/form-file.ts'
import { OWNER_TEXTS } from './owner-texts.ts'

export interface DiagramMark {
  readonly count?: number
  readonly kind: 'waiting' | 'late' | 'error' | 'warning' | 'added' | 'changed' | 'service'
  readonly text?: string
}

export interface DiagramPictureProps {
  readonly language: Language
  /** Of the file. */
  readonly address: string
  readonly name: string
  readonly marks: Readonly<Record<string, DiagramMark>>
  /** Of the list that says the same. */
  readonly listId: string
}

/** Where scripts run, the diagram; elsewhere nothing, because the list says it all. The page loads the script `diagram`. */
export function DiagramPicture({ language, address, name, marks, listId }: DiagramPictureProps) {
  const texts = OWNER_TEXTS[language]
  return (
    <div
      class="ritums-diagram"
      hidden
      data-diagram-address={address}
      data-marks={JSON.stringify(marks)}
      data-list-id={listId}
      data-label={texts.diagramLabel(name)}
      data-unreadable={texts.unreadable}
      data-zoom-in={texts.zoomIn}
      data-zoom-out={texts.zoomOut}
      data-fit={texts.fit}
    />
  )
}
