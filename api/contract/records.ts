/** Registers and their records. */
import { Type } from 'typebox'
import { AnyJson, Id, Instant, Key, nullable, object, oneOf, pageOf, PAGING, text, Variables } from './common.ts'

const Bilingual = object({ lv: Type.String(), en: Type.String() })

const FieldTexts = object({
  label: Type.String(),
  hint: Type.Optional(Type.String()),
  options: Type.Optional(Type.Record(Type.String(), Type.String())),
})

const RegisterTexts = object(
  {
    plural: Type.String({ description: 'what its records are called' }),
    purpose: Type.String(),
    sections: Type.Optional(Type.Record(Type.String(), Type.String())),
    fields: Type.Record(Type.String(), FieldTexts, { description: 'by path, e.g. `name` or `channels/*/url`' }),
  },
  { title: 'RegisterTexts' },
)

const ABOUT_REGISTER = {
  register: Type.String(),
  name: Bilingual,
  number: nullable(Type.String()),
  schema: AnyJson,
  unique: Type.Array(Type.Array(Type.String())),
  search: Type.Array(Type.String()),
  title: Type.String(),
  reference: Type.Boolean(),
  status: Type.Optional(
    object(
      {
        codes: Type.Array(Type.String()),
        initial: Type.Optional(Type.String()),
        codeList: Type.Optional(Type.String()),
        changedBy: Type.Optional(oneOf(['process', 'people'])),
      },
      { description: 'what statuses there are; any where it is missing' },
    ),
  ),
  mayWrite: Type.Boolean({ description: 'whether you may' }),
}

export const RegisterAnswer = object(
  {
    ...ABOUT_REGISTER,
    ui: Type.Optional(
      object(
        {
          list: Type.Array(Type.String()),
          sections: Type.Optional(Type.Array(object({ id: Type.String(), fields: Type.Array(Type.String()) }))),
        },
        { description: 'which fields a list shows, and how fields are grouped' },
      ),
    ),
    i18n: Type.Optional(object({ lv: RegisterTexts, en: RegisterTexts }, { description: 'what people read' })),
  },
  { title: 'Register' },
)

export const RegisterList = object(
  { items: Type.Array(object(ABOUT_REGISTER, { title: 'RegisterInList' })), next: Type.Null() },
  { title: 'RegisterList', description: 'Labels of fields are told by each register itself.' },
)

export const RecordAnswer = object(
  {
    id: Id,
    institutionId: Type.String(),
    register: Type.String(),
    number: nullable(Type.String()),
    status: nullable(Type.String()),
    version: Type.Integer(),
    data: Variables,
    createdAt: Instant,
    createdBy: nullable(Type.String()),
    updatedAt: Instant,
    updatedBy: nullable(Type.String()),
  },
  { title: 'Record' },
)
export const RecordPage = pageOf(RecordAnswer, 'RecordPage')

const PURPOSE = {
  purpose: Type.Optional(text(300, 'why you read personal data; kept with the trace of your reading')),
}

const FILTER = {
  text: Type.Optional(text(200, 'words in the fields that the register searches')),
  status: Type.Optional(Type.String({ minLength: 1, maxLength: 1000, description: 'one or several with commas' })),
  where: Type.Optional(text(2000, 'equal fields as JSON, e.g. {"serviceId":"…"}; null: the record has no such field')),
  since: Type.Optional(Instant),
  until: Type.Optional(Instant),
}

export const RecordQuery = object({
  ...FILTER,
  order: Type.Optional(oneOf(['newest', 'oldest'], 'by when records were created; default newest first')),
  ...PURPOSE,
  ...PAGING,
})

export const OneRecordQuery = object({
  version: Type.Optional(Type.Integer({ minimum: 1, description: 'the record as it was in this version' })),
  ...PURPOSE,
})

export const VersionQuery = object({ ...PURPOSE, ...PAGING })

export const RecordVersion = object(
  {
    version: Type.Integer(),
    at: Instant,
    by: nullable(Type.String()),
    status: nullable(Type.String()),
    data: nullable(Variables),
  },
  { title: 'RecordVersion', description: '`data` is null where the record was removed.' },
)
export const RecordVersionPage = pageOf(RecordVersion, 'RecordVersionPage')

export const ReferringRecordPage = pageOf(
  object(
    {
      register: Type.String(),
      id: Id,
      number: nullable(Type.String()),
      status: nullable(Type.String()),
      field: Type.String({ description: 'the field that names the record, e.g. `updates.ciId`' }),
    },
    { title: 'ReferringRecord' },
  ),
  'ReferringRecordPage',
)

export const RecordReadQuery = object({
  register: Type.Optional(Key),
  recordId: Type.Optional(Id),
  by: Type.Optional(text(200, 'who read')),
  since: Type.Optional(Instant),
  until: Type.Optional(Instant),
  ...PAGING,
})

export const RecordReadPage = pageOf(
  object(
    {
      id: Id,
      at: Instant,
      by: Type.String(),
      register: Type.String(),
      operation: Type.String(),
      recordIds: Type.Array(Type.String()),
      purpose: nullable(Type.String()),
    },
    { title: 'RecordRead' },
  ),
  'RecordReadPage',
)

const format = oneOf(['csv', 'json'])

export const ExportQuery = object({ format, ...FILTER, ...PURPOSE })

export const ImportQuery = object({
  format,
  mode: Type.Optional(oneOf(['check', 'apply'], 'default check: nothing is changed')),
})

export const ImportReport = object(
  {
    mode: oneOf(['check', 'apply']),
    created: Type.Integer(),
    updated: Type.Integer(),
    unchanged: Type.Integer(),
    problemCount: Type.Integer(),
    problems: Type.Array(
      object(
        {
          row: nullable(Type.Integer({ description: 'as a spreadsheet counts, the heading being 1; in JSON from 1' })),
          field: nullable(Type.String()),
          code: Type.String(),
          message: Type.String(),
          remedy: Type.String(),
        },
        { title: 'ImportProblem' },
      ),
    ),
  },
  { title: 'ImportReport' },
)

export const RemoveRecordAnswer = object({ id: Id, version: Type.Integer() }, { title: 'RemovedRecord' })

const STATUS = 'where people change it: the status of casework changes in its process'

export const CreateRecordRequest = object(
  {
    data: Variables,
    id: Type.Optional(Id),
    status: Type.Optional(text(100, STATUS)),
  },
  { title: 'CreateRecordRequest' },
)

export const UpdateRecordRequest = object(
  {
    data: Type.Optional(Variables),
    status: Type.Optional(text(100, STATUS)),
    expectedVersion: Type.Optional(Type.Integer({ minimum: 1, description: 'or the header If-Match' })),
  },
  { title: 'UpdateRecordRequest', description: 'Merges `data`; a null member is removed.' },
)

export const RegisterParams = object({ register: Key })
export const RecordParams = object({ register: Key, recordId: Id })
