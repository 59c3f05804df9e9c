/** `catalogue.describe`: what would be published of a service, where, and what is missing. */
import { NotFound } from '../../../engine/model/errors.ts'
import type { Handler } from '../../../engine/ports.ts'
import { requiredText, texts } from '../input.ts'
import { cataloguesFor, describeService } from './description.ts'

/**
 * {serviceId, catalogues?} → {content, checksum, missing: [descriptionPart], complete, catalogues: [{name, mandatory}],
 * service: {code, name, kind, recipientGroups}}. Mandatory catalogues of the recipient groups are always among them, others
 * where `catalogues` names them or names none.
 *
 * @throws NotFound when there is no such service
 */
export const describeForCatalogues: Handler = async (call) => {
  const { input, records } = call
  const serviceId = requiredText(input, 'serviceId')
  const service = await records.get('service', serviceId)
  if (!service) throw new NotFound('service record', serviceId)
  const { content, checksum, missing } = await describeService(call, service)
  const asked = texts(input['catalogues'])
  const catalogues = cataloguesFor(call, texts(service.data['recipientGroups']))
    .filter(({ name, mandatory }) => mandatory || asked.length === 0 || asked.includes(name))
    .map(({ name, mandatory }) => ({ name, mandatory }))
  const { code = null, name = null, kind = null, recipientGroups = null } = service.data
  return {
    variables: {
      content,
      checksum,
      missing,
      complete: missing.length === 0,
      catalogues,
      service: { code, name, kind, recipientGroups },
    },
  }
}
