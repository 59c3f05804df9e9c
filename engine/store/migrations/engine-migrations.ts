import { Deployments1763600000001 } from './0001-deployments.ts'
import { ProcessInstances1763600000002 } from './0002-process-instances.ts'
import { Tasks1763600000003 } from './0003-tasks.ts'
import { Waiting1763600000004 } from './0004-waiting.ts'
import { BetweenInstances1763600000005 } from './0005-between-instances.ts'
import { CommandLog1763600000006 } from './0006-command-log.ts'
import { BusinessKey1763600000007 } from './0007-business-key.ts'
import { Generation1763600000008 } from './0008-generation.ts'
import { LeanHistory1763600000009 } from './0009-lean-history.ts'
import { DataStores1763600000010 } from './0010-data-stores.ts'
import { TaskDeadlines1763600000011 } from './0011-task-deadlines.ts'
import { Outbox1763600000012 } from './0012-outbox.ts'
import { EscalatedTasks1763600000013 } from './0013-escalated-tasks.ts'
import { OpenTasksInOrder1763600000014 } from './0014-open-tasks-in-order.ts'
import { CaseSummaries1763600000015 } from './0015-case-summaries.ts'
import { TaskHandBacks1763600000016 } from './0016-task-hand-backs.ts'
import { DefinitionChanges1763600000017 } from './0017-definition-changes.ts'
import { News1763600000018 } from './0018-news.ts'
import { Counting1763600000019 } from './0019-counting.ts'
import { Measuring1763600000020 } from './0020-measuring.ts'
import { MeasuredMonths1763600000021 } from './0021-measured-months.ts'

/** The engine's migrations, oldest first. Once merged, a file stays as it is and the next number corrects it. */
export const engineMigrations = [
  Deployments1763600000001,
  ProcessInstances1763600000002,
  Tasks1763600000003,
  Waiting1763600000004,
  BetweenInstances1763600000005,
  CommandLog1763600000006,
  BusinessKey1763600000007,
  Generation1763600000008,
  LeanHistory1763600000009,
  DataStores1763600000010,
  TaskDeadlines1763600000011,
  Outbox1763600000012,
  EscalatedTasks1763600000013,
  OpenTasksInOrder1763600000014,
  CaseSummaries1763600000015,
  TaskHandBacks1763600000016,
  DefinitionChanges1763600000017,
  News1763600000018,
  Counting1763600000019,
  Measuring1763600000020,
  MeasuredMonths1763600000021,
] as const
