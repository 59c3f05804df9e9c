/** Tables of measuring: what is to be looked at, what each subject adds to the sums, the sums, and how far a walk over all has come. */
import { EntitySchema } from 'typeorm'
import { keyInteger, keyLongInteger, keyText, longInteger, optionalText, text } from './columns.ts'

/** What figures look at. */
export type SubjectKind = 'case' | 'task' | 'record'

/** A subject that was changed and is to be measured, once for every version of it. */
export interface MeasuringDueRow {
  kind: SubjectKind
  institutionId: string
  /** Of the process instance, the task, or the record. */
  subjectId: string
  version: number
}

export const measuringDueTable = new EntitySchema<MeasuringDueRow>({
  name: 'measuring_due',
  columns: {
    kind: keyText('kind'),
    institutionId: keyText('institution_id'),
    subjectId: keyText('subject_id'),
    version: keyInteger('version'),
  },
  withoutRowid: true,
})

/** What a subject adds to the sums as they stand: the same transaction changes both. */
export interface MeasuredSubjectRow {
  kind: SubjectKind
  institutionId: string
  subjectId: string
  /** JSON list of facts. */
  facts: string
}

export const measuredSubjectTable = new EntitySchema<MeasuredSubjectRow>({
  name: 'measured_subject',
  columns: {
    kind: keyText('kind'),
    institutionId: keyText('institution_id'),
    subjectId: keyText('subject_id'),
    facts: text('facts'),
  },
  withoutRowid: true,
})

/** One sum. Its key begins as it is asked for. */
export interface MeasuredSumRow {
  institutionId: string
  figure: string
  /** `YYYY-MM`; '' of what stands. */
  period: string
  bucket: number
  service: string
  group: string
  version: string
  first: string
  second: string
  n: number
  total: number
  per: number
}

export const measuredSumTable = new EntitySchema<MeasuredSumRow>({
  name: 'measured_sum',
  columns: {
    institutionId: keyText('institution_id'),
    figure: keyText('figure'),
    period: keyText('period'),
    bucket: keyLongInteger('bucket'),
    service: keyText('service'),
    group: keyText('group_name'),
    version: keyText('version'),
    first: keyText('first'),
    second: keyText('second'),
    n: longInteger('n'),
    total: longInteger('total'),
    per: longInteger('per'),
  },
  withoutRowid: true,
})

/** A month of a figure that has sums, or had some. */
export interface MeasuredMonthRow {
  institutionId: string
  figure: string
  /** `YYYY-MM`; '' of what stands. */
  period: string
  /** Grows with every change of its sums, in the same transaction. */
  version: number
}

export const measuredMonthTable = new EntitySchema<MeasuredMonthRow>({
  name: 'measured_month',
  columns: {
    institutionId: keyText('institution_id'),
    figure: keyText('figure'),
    period: keyText('period'),
    version: longInteger('version'),
  },
  withoutRowid: true,
})

/** A walk over everything of one kind, begun when the figures are others than before or somebody asks for it. */
export interface MeasuringWalkRow {
  kind: SubjectKind
  /** Of the figures for which it was begun. */
  checksum: string
  /** The last subject that was put among what is due, as `institution id`; null: it is over. */
  after: string | null
}

export const measuringWalkTable = new EntitySchema<MeasuringWalkRow>({
  name: 'measuring_walk',
  columns: { kind: keyText('kind'), checksum: text('checksum'), after: optionalText('after') },
  withoutRowid: true,
})
