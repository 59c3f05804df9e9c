import type { Told } from '../engine.ts'
import { NotFound, refusedValue } from '../model/errors.ts'
import { isStorableText } from '../model/storable-text.ts'
import type { TaskComment } from '../model/views.ts'
import { commentView } from '../store/to-views.ts'
import { type TaskCommentRow, taskCommentTable } from '../store/tables/task-comment.ts'
import { taskTable } from '../store/tables/task.ts'
import { addHistory } from './add-history.ts'
import type { Command } from './execute.ts'
import { openInstance } from './open-instance.ts'
import type { Unit } from './unit.ts'

const MAX_COMMENT_CHARACTERS = 10_000

/**
 * Writes a comment beside a task, open or closed.
 *
 * @throws NotFound
 * @throws DataRejected for an empty text or one over 10,000 characters
 */
export const commentTask: Command<Told & { readonly taskId: string; readonly text: string }, TaskComment> = async (
  input,
  unit,
  parts,
) => {
  const task = await unit.rows.find(taskTable, { id: input.taskId })
  if (task?.institutionId !== unit.by.institutionId) throw new NotFound('task', input.taskId)
  const row = writeComment(unit, task.id, input.text, '/text')
  const instance = await openInstance(unit, parts, task.processInstanceId)
  await addHistory(unit, parts, instance, 'task-commented', task.elementId, { taskId: task.id, commentId: row.id })
  return commentView(row)
}

/**
 * Writes a comment, also one that goes with another command.
 *
 * @param pointer where the caller gave it
 * @throws DataRejected for an empty text or one over 10,000 characters
 */
export function writeComment(unit: Unit, taskId: string, written: string, pointer: string): TaskCommentRow {
  const text = written.trim()
  const wrong =
    text === ''
      ? 'required'
      : text.length > MAX_COMMENT_CHARACTERS
        ? 'maxLength'
        : isStorableText(text)
          ? null
          : 'bad-characters'
  if (wrong !== null) {
    const message =
      unit.by.language === 'lv'
        ? `Komentārā jābūt no 1 līdz ${MAX_COMMENT_CHARACTERS} rakstzīmēm.`
        : `Expected a comment of 1 to ${MAX_COMMENT_CHARACTERS} characters.`
    throw refusedValue(pointer, wrong, message)
  }
  const row = { id: unit.newId(), taskId, by: unit.by.id, at: unit.now, text }
  unit.rows.insert(taskCommentTable, row)
  return row
}
