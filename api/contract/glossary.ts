/** The terms of the method. */
import { Type } from 'typebox'
import { object } from './common.ts'

const Bilingual = object({ lv: Type.String(), en: Type.String() })

export const Glossary = object(
  {
    sources: Type.Array(object({ id: Type.String({ description: 'e.g. `S004`' }), name: Bilingual })),
    terms: Type.Array(
      object({
        id: Type.String({ description: 'also the anchor on the page `/glossary`' }),
        term: Bilingual,
        definition: Bilingual,
        sources: Type.Array(Type.String({ description: 'a source and its section, e.g. `S004 §2.1`' })),
      }),
    ),
  },
  { title: 'Glossary' },
)
