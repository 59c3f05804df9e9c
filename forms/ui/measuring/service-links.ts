import { maySeeMeasuresOfService } from '../../../api/policies/measuring.ts'
import type { PageCall } from '../shared/page.ts'
import { bilingual, servicesOf } from '../shared/service-names.ts'

/** The services whose indicators the reader may see, by name. */
export async function serviceLinks(call: PageCall): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const { caller, language } = call
  const collator = new Intl.Collator(language)
  return (await servicesOf(call))
    .filter(({ id }) => maySeeMeasuresOfService(caller, id))
    .map(({ id, data }) => ({ id, name: bilingual(data['name'], language, id) }))
    .toSorted((one, other) => collator.compare(one.name, other.name))
}
