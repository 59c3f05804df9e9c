/** Files that people bring. */
import { Type } from 'typebox'
import { Id, Instant, nullable, object } from './common.ts'

export const FileParams = object({ fileId: Id })

export const FileQuery = object({
  inline: Type.Optional(Type.Boolean({ description: 'to be shown in place of being saved, for kinds that allow it' })),
})

export const FileContext = object({
  context: Type.Optional(
    Type.String({
      maxLength: 200,
      pattern: '^[a-z]+(:[^\\s:]+)+$',
      description: 'what they are for, e.g. `task:<id>`',
    }),
  ),
})

export const File = object(
  {
    id: Id,
    name: Type.String(),
    mediaType: Type.String(),
    size: Type.Integer({ description: 'bytes' }),
    sha256: Type.String(),
    uploadedBy: Type.String(),
    uploadedAt: Instant,
    context: nullable(Type.String()),
    processInstanceId: nullable(Type.String()),
  },
  { title: 'File' },
)

export const FileList = object({ items: Type.Array(File) }, { title: 'FileList' })
