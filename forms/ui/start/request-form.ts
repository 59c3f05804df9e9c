/** The form of the service that an application is about, and whether what was entered into it is right. */
import { NotFound, type FieldError } from '../../../engine/model/errors.ts'
import { isObject, type Variables } from '../../../engine/model/json.ts'
import type { FormFile } from '../../check/form-file.ts'
import { REQUEST_DATA } from '../controls/field-shape.ts'
import { checkByForm } from '../form-pages/check-by-form.ts'
import { formOfData } from '../form/form-of-data.ts'
import { codeLabel } from '../shared/names.ts'
import type { PageCall } from '../shared/page.ts'

/** Hidden field: the service whose form the page has drawn. */
export const DRAWN_SERVICE = '_service'

/** @returns null where the form asks for no service, none is chosen, or the service asks for nothing */
export async function requestFormOf(
  { ports, institutionId }: PageCall,
  form: FormFile | null,
  serviceId: string,
): Promise<FormFile | null> {
  const asks = form !== null && Object.hasOwn(form.schema.properties, REQUEST_DATA)
  if (!asks || serviceId === '') return null
  try {
    const { data } = await ports.engine.getRecord({ institutionId, register: 'service', id: serviceId })
    return formOfData('service/request', data['requiredData'] ?? null, (list, code, language) =>
      codeLabel(ports.data, list, code, language),
    )
  } catch (error) {
    // The form itself says that there is no such service.
    if (error instanceof NotFound) return null
    throw error
  }
}

/**
 * Judges the data of a service by its own form. Where none were entered an application is registered without them, because
 * it must be taken in whatever the client has at hand; what was begun must be whole and right.
 */
export function checkRequestData(
  { ports, language }: Pick<PageCall, 'ports' | 'language'>,
  requestForm: FormFile | null,
  data: Variables,
): readonly FieldError[] {
  const entered = data[REQUEST_DATA]
  if (requestForm === null || !isObject(entered) || Object.keys(entered).length === 0) return []
  const errors = checkByForm({ ports, language }, requestForm, entered)
  return errors.map((error) => ({ ...error, pointer: `/${REQUEST_DATA}${error.pointer}` }))
}
