import { EntitySchema } from 'typeorm'
import { keyText } from './columns.ts'

/** A word by which a case is found, folded; the key is in the order in which the beginnings of words are looked up. */
export interface CaseWordRow {
  institutionId: string
  word: string
  rootInstanceId: string
}

export const caseWordTable = new EntitySchema<CaseWordRow>({
  name: 'case_word',
  columns: {
    institutionId: keyText('institution_id'),
    word: keyText('word'),
    rootInstanceId: keyText('root_instance_id'),
  },
  indices: [{ name: 'case_word_root', columns: ['rootInstanceId', 'word'] }],
})
