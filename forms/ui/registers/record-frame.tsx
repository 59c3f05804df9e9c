/** What every page of a record begins with: what it is, its status, and the views of it. */
import type { ComponentChildren } from 'preact'
import type { PageCall, PageNotice, PageReply } from '../shared/page.ts'
import { Tabs } from '../shared/parts/tabs.tsx'
import { Tag } from '../shared/parts/tag.tsx'
import type { RecordRoom } from './load-record.ts'
import { pluralName, recordAddress, statusLabel } from './record-title.ts'
import { REGISTERS_TEXTS } from './registers-texts.ts'

/** The register whose records have a graph of their own. */
export const ITEMS = 'configuration-item'

export type RecordTab = 'data' | 'history' | 'referring' | 'relations' | 'impact'

const PATHS: Readonly<Record<RecordTab, string>> = {
  data: '',
  history: '/history',
  referring: '/used',
  relations: '/relations',
  impact: '/impact',
}

/** @returns the address of a view of a record */
export function tabAddress(register: string, id: string, tab: RecordTab): string {
  return `${recordAddress(register, id)}${PATHS[tab]}`
}

export interface RecordPageParts {
  readonly room: RecordRoom
  readonly tab: RecordTab
  readonly notice?: PageNotice | undefined
  readonly children: ComponentChildren
}

/** @returns a page of a record */
export function recordPage(call: PageCall, { room, tab, notice, children }: RecordPageParts): PageReply {
  const { language } = call
  const texts = REGISTERS_TEXTS[language]
  const { register, record, title } = room
  const name = register.name[language]
  const tabs: readonly RecordTab[] = [
    'data',
    ...(register.register === ITEMS ? (['relations', 'impact'] as const) : []),
    'referring',
    'history',
  ]
  const status = statusLabel(call, register, record.status)
  return {
    page: {
      title: tab === 'data' ? title : `${texts.tabs[tab]} – ${title}`,
      room: 'registers',
      wide: true,
      back: { href: `/registers/${register.register}`, text: texts.toRegister(pluralName(register, call)) },
      ...(notice ? { notice } : {}),
      body: (
        <>
          <span class="govuk-caption-l">
            {name}
            {record.number !== null && record.number !== title && ` ${record.number}`}
          </span>
          <h1 class="govuk-heading-l">{title}</h1>
          {status !== '' && (
            <p class="govuk-body">
              <Tag>{status}</Tag>
            </p>
          )}
          <Tabs
            label={texts.tabsLabel}
            tabs={tabs.map((one) => ({
              href: tabAddress(register.register, record.id, one),
              text: texts.tabs[one],
              current: one === tab,
            }))}
          />
          {children}
        </>
      ),
    },
  }
}
