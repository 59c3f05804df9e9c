import { type Actor, EMBEDDED } from '../../../engine/index.ts'

const clerk = (id: string): Actor => ({ ...EMBEDDED, id, groups: ['clerks'], mayManage: false })

/** Who tells the engine something: two who may take tasks, and one who may manage. */
export const PEOPLE: readonly Actor[] = [clerk('anna'), clerk('boris'), EMBEDDED]
