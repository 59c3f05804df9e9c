/** What pages work with: made once, at start. */
import type { Engine } from '../../../engine/engine.ts'
import type { Clock, FormChecker, Log } from '../../../engine/ports.ts'
import type { FileStore } from '../../../api/files/file-store.ts'
import type { ProcessDocuments } from '../../../api/process-documents/process-documents.ts'
import type { Tracking, VisitorLimits } from '../../../api/tracking/index.ts'
import type { Workplace } from '../../../api/workplace/index.ts'
import type { Identity } from '../../../api/identity/index.ts'
import type { MeasuringDesk } from '../../../processes/measuring/desk.ts'
import type { ScaleDesk } from '../../../processes/scale/desk.ts'
import type { ProcessData } from '../../../processes/load-process-data.ts'
import { createPulse, type Pulse } from './live/pulse.ts'
import { readPublicForms, type PublicForms } from '../applicant/public-forms.ts'
import { createUnread, type Unread } from './live/unread.ts'
import { createNames, type Names } from './names.ts'
import { createPreferenceKeeper, type PreferenceKeeper } from './preference-keeper.ts'
import { createWorkingTime, type WorkingTime } from './working-time.ts'

/** What `main.ts` gives. */
export interface UiPorts {
  readonly engine: Engine
  readonly identity: Identity
  readonly workplace: Workplace
  readonly files: FileStore
  /** Procedures and instructions at the processes. */
  readonly documents: ProcessDocuments
  readonly measuring: MeasuringDesk
  readonly scale: ScaleDesk
  /** Applicants without an account, and how much they may do. */
  readonly tracking: Tracking
  readonly visitorLimits: VisitorLimits
  /** Judges what forms of pages have sent, as the engine has it judged. */
  readonly forms: FormChecker
  /** Roles, code lists, registers, settings: what is data in `processes/`. */
  readonly data: ProcessData
  readonly clock: Clock
  readonly log: Log
  readonly institutionId: string
  readonly institutionName: string
  /** How long drafts are kept, and the files of them. */
  readonly draftDays: number
  readonly demo: boolean
  /** Whether people reach the server by https, so that cookies may insist on it. */
  readonly https: boolean
  /** Whether messages go out by e-mail; otherwise they wait. */
  readonly sendsEmail: boolean
  /** Aborted when the server stops. */
  readonly stopping: AbortSignal
}

/** The same with what pages look up again and again. */
export interface UiHouse extends UiPorts {
  readonly names: Names
  readonly workingTime: WorkingTime
  readonly pulse: Pulse
  readonly publicForms: PublicForms
  readonly preferences: PreferenceKeeper
  readonly unread: Unread
}

export function createUiHouse(ports: UiPorts): UiHouse {
  const unread = createUnread(ports.workplace)
  return {
    ...ports,
    names: createNames(ports),
    workingTime: createWorkingTime(ports),
    pulse: createPulse({ ...ports, unread }),
    unread,
    publicForms: readPublicForms(ports.forms),
    preferences: createPreferenceKeeper(ports),
  }
}
