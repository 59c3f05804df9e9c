/** `channel.optimise`: which ways to a service are worth their cost to those who need them. */
import type { Variables } from '../../../engine/model/json.ts'
import type { Handler, HandlerCall } from '../../../engine/ports.ts'
import { number, object, text, texts } from '../input.ts'
import { lastMonths } from '../months.ts'
import { settingsIn } from '../registers.ts'
import { walkRecords } from '../walk-records.ts'

const MONTHS = 12

/**
 * {serviceId?, targetGroups?, channels?} → {channels: [{channel, need, costPerContact, value, chosen}], contacts}, the
 * most valuable first. `need` 0–100 is how much the recipient groups need the channel by the setting `channelNeeds`
 * (the highest of the groups), or, once the service had `channelMinContacts` contacts in a year, its share of them where
 * that is higher. `costPerContact` in EUR is what its applications cost on average, else the setting `channelCosts`.
 * `value` is the need weighed by how dear the channel is beside the cheapest one that costs anything; a channel that
 * costs nothing keeps its need. Proposed are the channels in use (`channels`), and those worth at least the setting
 * `channelProposeFrom`.
 */
export const optimiseChannels: Handler = async (call) => {
  const { input } = call
  const settings = settingsIn(call)
  const usual = object(settings, 'channelCosts')
  const { counts, costs, contacts } = await contactsOf(call)
  const known = contacts >= (number(settings, 'channelMinContacts') ?? 0) && contacts > 0
  const inUse = texts(input['channels'])
  const candidates = [...new Set([...Object.keys(usual), ...inUse])]
  const rows = candidates.map((channel) => {
    const count = counts.get(channel) ?? 0
    const share = known ? (100 * count) / contacts : 0
    const need = Math.round(Math.max(share, needOf(settings, texts(input['targetGroups']), channel)))
    const paid = known && count > 0 ? (costs.get(channel) ?? 0) / count : 0
    // Work that nobody booked costs something all the same.
    return { channel, need, costPerContact: cents(paid > 0 ? paid : (number(usual, channel) ?? 0)) }
  })
  const cheapest = Math.min(...rows.map(({ costPerContact }) => costPerContact).filter((cost) => cost > 0))
  const from = number(settings, 'channelProposeFrom') ?? 0
  const channels = rows
    .map((row): Variables & { readonly value: number } => {
      const value = row.costPerContact > 0 ? Math.round((row.need * cheapest) / row.costPerContact) : row.need
      return { ...row, value, chosen: inUse.includes(row.channel) || value >= from }
    })
    .toSorted((one, other) => other.value - one.value)
  return { variables: { channels, contacts } }
}

/** The highest of the groups; of all groups where none is named. */
function needOf(settings: Variables, groups: readonly string[], channel: string): number {
  const needs = object(settings, 'channelNeeds')
  const asked = groups.length > 0 ? groups : Object.keys(needs)
  return Math.max(0, ...asked.map((group) => number(object(needs, group), channel) ?? 0))
}

/** Applications of the service in the last year, by channel. */
async function contactsOf(call: HandlerCall) {
  const counts = new Map<string, number>()
  const costs = new Map<string, number>()
  const serviceId = text(call.input, 'serviceId')
  if (serviceId === null) return { counts, costs, contacts: 0 }
  const { from } = lastMonths(call, MONTHS)
  const { found } = await walkRecords(
    call.records,
    { register: 'application', where: { serviceId }, since: from },
    call.now,
  )
  for (const { data } of found) {
    const channel = text(data, 'channel') ?? ''
    counts.set(channel, (counts.get(channel) ?? 0) + 1)
    costs.set(channel, (costs.get(channel) ?? 0) + Math.max(number(data, 'cost') ?? 0, 0))
  }
  return { counts, costs, contacts: found.length }
}

const cents = (amount: number): number => Math.round(amount * 100) / 100
