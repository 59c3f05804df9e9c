import {
  NOTICE_CHANNELS,
  NOTICE_EVENTS,
  type NoticeChannel,
  type NoticeEvent,
  type Preferences,
} from '../../../api/workplace/preferences.ts'
import type { Language } from '../../check/form-file.ts'
import { DataTable } from '../shared/parts/data-table.tsx'
import { ME_TEXTS } from './me-texts.ts'

/** The name of one box. */
function boxName(event: NoticeEvent, channel: NoticeChannel): string {
  return `notice-${event}-${channel}`
}

/** What to be told of, and by which way: a box for each. */
export function NoticeChoices({
  language,
  notices,
}: {
  readonly language: Language
  readonly notices: Preferences['notices']
}) {
  const texts = ME_TEXTS[language]
  return (
    <DataTable
      caption={texts.noticesCaption}
      captionHidden
      rows={NOTICE_EVENTS}
      keyOf={(event) => event}
      columns={[
        { key: 'event', text: texts.event, names: true, cell: (event) => texts.events[event] },
        ...NOTICE_CHANNELS.map((channel) => ({
          key: channel,
          text: texts.channels[channel],
          cell: (event: NoticeEvent) => (
            <span class="ritums-select">
              <label class="govuk-visually-hidden" for={boxName(event, channel)}>
                {texts.events[event]}: {texts.channels[channel]}
              </label>
              <input
                type="checkbox"
                id={boxName(event, channel)}
                name={boxName(event, channel)}
                value="1"
                checked={notices[event][channel]}
              />
            </span>
          ),
        })),
      ]}
    />
  )
}

/** @returns what was ticked */
export function readNotices(fields: URLSearchParams): Preferences['notices'] {
  const events = NOTICE_EVENTS.map((event) => [
    event,
    Object.fromEntries(NOTICE_CHANNELS.map((channel) => [channel, fields.has(boxName(event, channel))])),
  ])
  return Object.fromEntries(events) as Preferences['notices']
}
