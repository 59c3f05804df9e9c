/**
 * The workplace: what belongs to one person beside the cases they work on. Nothing of it is part of a case: the engine
 * goes on the same when all of it is lost.
 */
import { Drafts } from './drafts.ts'
import { Notices } from './notices.ts'
import { NoticeWindows } from './notice-window.ts'
import type { WorkplacePorts } from './ports.ts'
import { PersonalPreferences } from './preferences.ts'
import { SavedViews } from './saved-views.ts'

export interface Workplace {
  readonly drafts: Drafts
  readonly savedViews: SavedViews
  readonly preferences: PersonalPreferences
  readonly notices: Notices
  readonly noticeWindows: NoticeWindows
}

export function createWorkplace(ports: WorkplacePorts): Workplace {
  return {
    drafts: new Drafts(ports),
    savedViews: new SavedViews(ports),
    preferences: new PersonalPreferences(ports),
    notices: new Notices(ports),
    noticeWindows: new NoticeWindows(ports),
  }
}
