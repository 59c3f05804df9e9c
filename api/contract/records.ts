/** Registers and their records. */
import { Type } from 'typebox'
import { AnyJson, Id, Instant, Key, nullable, object, pageOf, PAGING, text, Variables } from './common.ts'

const Bilingual = object({ lv: Type.String(), en: Type.String() })

export const RegisterList = object(
  {
    items: Type.Array(
      object(
        {
          register: Type.String(),
          name: Bilingual,
          number: nullable(Type.String()),
          schema: AnyJson,
          unique: Type.Array(Type.Array(Type.String())),
          search: Type.Array(Type.String()),
          title: Type.String(),
          reference: Type.Boolean(),
          mayWrite: Type.Boolean({ description: 'whether you may' }),
        },
        { title: 'Register' },
      ),
    ),
    next: Type.Null(),
  },
  { title: 'RegisterList' },
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

export const RecordQuery = object({
  text: Type.Optional(text(200, 'words in the fields that the register searches')),
  status: Type.Optional(Type.String({ minLength: 1, maxLength: 1000, description: 'one or several with commas' })),
  ...PAGING,
})

export const CreateRecordRequest = object(
  {
    data: Variables,
    id: Type.Optional(Id),
    status: Type.Optional(text(100, 'reference registers only: the status of casework changes in its process')),
  },
  { title: 'CreateRecordRequest' },
)

export const UpdateRecordRequest = object(
  {
    data: Variables,
    expectedVersion: Type.Optional(Type.Integer({ minimum: 1, description: 'or the header If-Match' })),
  },
  { title: 'UpdateRecordRequest', description: 'Merges `data`; a null member is removed.' },
)

export const RegisterParams = object({ register: Key })
export const RecordParams = object({ register: Key, recordId: Id })
