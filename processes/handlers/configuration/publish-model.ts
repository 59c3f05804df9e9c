/** `model.publish`: the plan of configuration management comes into force, and what no longer fits it is counted. */
import type { Variables } from '../../../engine/model/json.ts'
import type { Handler, HandlerCall } from '../../../engine/ports.ts'
import { objects, present, requiredText, text, texts } from '../input.ts'
import { servicesHit } from './impact.ts'
import { recordedValue } from './items.ts'
import { type CmdbModel, IN_FORCE, itemsInUse, missingAttributes, modelInForce, readModel, typeRow } from './model.ts'

/** Items that the answer names at most. */
const MOST_NAMED = 100

/**
 * {title, ciTypes, idRule, detailLevel?, relationTypes, auditFrequency?, responsibles?} → {modelId, modelVersion, misfits,
 * misfitCis, misfitServices}. Misfits are items in use whose type, prefix or required attributes the new version does
 * not have so.
 */
export const publishModel: Handler = async (call) => {
  const { input, records, facts, now } = call
  const before = await modelInForce(records)
  const modelVersion = (before?.version ?? 0) + 1
  const data = {
    title: requiredText(input, 'title'),
    modelVersion,
    ciTypes: objects(input, 'ciTypes'),
    idRule: requiredText(input, 'idRule'),
    relationTypes: texts(input['relationTypes']),
    responsibles: objects(input, 'responsibles'),
    validFrom: now.slice(0, 10),
    ...present({ detailLevel: text(input, 'detailLevel'), auditFrequency: text(input, 'auditFrequency') }),
  }
  for (const { id } of await records.list('cmdb-model', { status: [IN_FORCE] })) {
    await records.update('cmdb-model', id, {}, { status: 'superseded' })
  }
  const { id: modelId } = await records.create('cmdb-model', data, { id: facts.processInstanceId, status: IN_FORCE })
  const misfits = await misfitsOf(call, readModel(data))
  return { variables: { modelId, modelVersion, ...misfits } }
}

async function misfitsOf(call: HandlerCall, model: CmdbModel): Promise<Variables> {
  let misfits = 0
  const misfitCis: string[] = []
  for await (const item of itemsInUse(call.records)) {
    const number = text(item.data, 'ciNumber')
    const row = typeRow(model, text(item.data, 'type'), number)
    const fits =
      row !== null &&
      (number ?? '').startsWith(row.prefix) &&
      missingAttributes(row, (name) => recordedValue(item, name)).length === 0
    if (fits) continue
    misfits += 1
    if (misfitCis.length < MOST_NAMED) misfitCis.push(item.id)
  }
  return { misfits, misfitCis, misfitServices: await servicesHit(call, misfitCis) }
}
