/** Files in the data of a form over the API: the same check as on the pages. */
import { DataRejected, FormRejected } from '../../engine/model/errors.ts'
import type { Json, Variables } from '../../engine/model/json.ts'
import type { ProcessInstanceView } from '../../engine/model/views.ts'
import type { Call } from '../endpoint.ts'
import { checkFiles, mayNameFiles, namedFiles, usableFiles, withAttached, type FormOf } from '../files/form-files.ts'

type Asking = Pick<Call<unknown, unknown, unknown>, 'house' | 'engine' | 'caller' | 'institutionId' | 'language'>

/**
 * Completes a task with what its data may name; its files go into the case.
 *
 * @throws {FormRejected} at each file that is somebody else's, of another case, or not there
 */
export async function withFilesOfTask<T>(
  { house, engine, caller, institutionId, language }: Asking,
  taskId: string,
  data: Variables,
  complete: (data: Variables) => Promise<T>,
): Promise<T> {
  if (!mayNameFiles(data)) return complete(data)
  const { form, formKey, rootInstanceId, variables } = await engine.getTask({ institutionId, taskId })
  const of: FormOf = { institutionId, by: caller.id, rootInstanceId, context: `task:${taskId}`, form, variables }
  const checked = await checkFiles(house.files, of, data)
  if (checked.refused.length > 0) throw new FormRejected(formKey ?? '', refusals(checked.refused, language))
  return withAttached(house.files, of, checked.loose, () => complete(checked.data))
}

/**
 * Starts a case with what its data may name; its files go into the new case.
 *
 * @param readForm the form of the start event, where it has one
 * @throws {DataRejected} at each file that is somebody else's, of another case, or not there
 */
export async function withFilesOfStart<T extends ProcessInstanceView>(
  { house, caller, institutionId, language }: Asking,
  processKey: string,
  readForm: () => Promise<{ readonly form: Json } | null>,
  data: Variables,
  start: (data: Variables) => Promise<T>,
): Promise<T> {
  if (!mayNameFiles(data)) return start(data)
  const form = (await readForm())?.form ?? null
  const context = `start:${processKey}`
  const of: FormOf = { institutionId, by: caller.id, rootInstanceId: null, context, form, variables: {} }
  const checked = await checkFiles(house.files, of, data)
  if (checked.refused.length > 0) {
    const message = `Expected files that you have brought, but ${checked.refused.length} of them are not.`
    throw new DataRejected(message, refusals(checked.refused, language))
  }
  const started = await start(checked.data)
  await house.files.attach({
    institutionId,
    ids: checked.loose,
    by: caller.id,
    processInstanceId: started.id,
    context,
  })
  return started
}

/**
 * A message is taken in; the caller's own files that its payload names go into the case that received it. One that waits
 * for its receiver takes none along: then they belong to who brought them, and are named again later.
 */
export async function withFilesOfMessage<T extends { readonly processInstanceId: string | null }>(
  { house, engine, caller, institutionId }: Asking,
  payload: Variables,
  publish: () => Promise<T>,
): Promise<T> {
  const answer = await publish()
  const { processInstanceId } = answer
  if (processInstanceId === null || !mayNameFiles(payload)) return answer
  const { rootInstanceId } = await engine.getProcessInstance({ institutionId, processInstanceId })
  const of = { institutionId, by: caller.id, rootInstanceId, context: 'message' }
  const usable = await usableFiles(house.files, of, namedFiles(payload).keys())
  const ids = [...usable.values()].flatMap((file) => (file.processInstanceId === null ? file.id : []))
  await house.files.attach({
    institutionId,
    ids,
    by: caller.id,
    processInstanceId: rootInstanceId,
    context: of.context,
  })
  return answer
}

function refusals(pointers: readonly string[], language: 'lv' | 'en') {
  const message =
    language === 'lv'
      ? 'Pievienojiet datni no jauna: tā nav atrodama starp jūsu datnēm.'
      : 'Add the file again: it cannot be found among yours.'
  return pointers.map((pointer) => ({ pointer, code: 'file', message }))
}
