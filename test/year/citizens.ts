/** Clients, monitoring and partners: what comes from outside, and how they answer what they are asked. */
import { Conflict } from '../../engine/model/errors.ts'
import type { Actor } from '../../engine/engine.ts'
import type { Instant, Variables } from '../../engine/model/json.ts'
import type { Random } from '../simulation/random.ts'
import { INSTITUTION, person, type House } from '../support/house.ts'
import { choose, countOf } from './chances.ts'
import type { Intent, World } from './world.ts'

const HOUR_MS = 3_600_000
const OUTSIDE: Actor = { ...person('outside'), mayManage: true }

const SERVICES = {
  'service-s-001': 30,
  'service-s-014': 25,
  'service-s-021': 15,
  'service-s-030': 15,
  'service-s-042': 15,
} as const

/** A permit has an open incident already, in the demonstration: what breaks there is added to it. */
const BREAKING = { 'service-s-001': 20, 'service-s-014': 50, 'service-s-021': 20, 'service-s-042': 10 } as const

/** What people ask of each service. */
const SUBJECTS: Readonly<Record<Intent['kind'], string>> = {
  information: 'Jautājums par pakalpojumu',
  service_request: 'Pakalpojuma pieteikums',
  incident: 'Pakalpojums nedarbojas',
  complaint: 'Sūdzība par apkalpošanu',
  suggestion: 'Ierosinājums uzlabot pakalpojumu',
  change: 'Lūgums mainīt pakalpojumu',
  agreement: 'Vienošanās par datu pārbaudi',
}

/** Something that will be done at a moment. */
interface Plan {
  readonly at: Instant
  readonly act: () => Promise<void>
}

export class Citizens {
  private readonly house: House
  private readonly world: World
  private readonly random: Random
  private plans: Plan[] = []
  private readonly answered = new Set<string>()
  private count = 0
  /** Messages so far. */
  sent = 0

  constructor(house: House, world: World, random: Random) {
    this.house = house
    this.world = world
    this.random = random
  }

  /** New applications and disturbances of a while in which people are awake: so many on average. */
  async arrive(applications: number, disturbances: number): Promise<void> {
    for (let left = countOf(this.random, applications); left > 0; left -= 1) await this.apply()
    if (this.random.chance(disturbances)) await this.disturb()
  }

  /** Does what was planned for by now, and sees what it is asked. */
  async react(): Promise<void> {
    await this.answerQuestions()
    await this.judgeResults()
    await this.payInvoices()
    const now = this.house.instant
    const due = this.plans.filter(({ at }) => at <= now)
    this.plans = this.plans.filter(({ at }) => at > now)
    for (const { act } of due) await act()
  }

  private async apply(given: Partial<Intent> = {}): Promise<void> {
    const { random } = this
    const kind =
      given.kind ?? choose(random, { information: 35, service_request: 55, complaint: 3, suggestion: 3, change: 4 })
    const intent: Intent = {
      kind,
      serviceId: choose(random, SERVICES),
      isSimple: random.chance(0.3),
      isIncomplete: random.chance(0.1),
      opinion: choose(random, { confirm: 50, silent: 46, dispute: 4 }),
      ...given,
    }
    this.count += 1
    const number = String(this.count).padStart(5, '0')
    const id = await this.send('application.submitted', null, {
      channel: choose(random, { portal: 60, email: 40 }),
      clientKind: 'natural_person',
      clientId: `32${number.slice(0, 4)}-${number}`,
      clientName: `Iedzīvotājs Nr. ${this.count}`,
      contactEmail: `iedzivotajs${this.count}@epasts.example`,
      preferredChannel: 'email',
      language: random.chance(0.9) ? 'lv' : 'en',
      serviceId: intent.serviceId,
      kind,
      subject: SUBJECTS[kind],
      description: `${SUBJECTS[kind]}, pieteicis iedzīvotājs Nr. ${this.count}.`,
      sourceSystem: 'year',
      externalRef: number,
    })
    if (id !== null) this.world.intents.set(id, intent)
  }

  /** A service stops working; monitoring notices, and so do some of its clients. */
  private async disturb(): Promise<void> {
    const { random, world } = this
    const serviceId = choose(random, BREAKING)
    const from = this.house.instant
    if ((world.disturbanceAt(serviceId, from)?.to ?? '') > from) return
    const to = later(from, 0.5 + random.next() * 6)
    world.disturbances.push({ serviceId, from, to })
    await this.send('monitoring.alarm', null, {
      probeId: `probe-${serviceId}`,
      serviceId,
      detectedAt: from,
      severity: 'critical',
      message: 'Pakalpojums neatbild.',
    })
    for (let caller = random.below(3); caller > 0; caller -= 1)
      await this.apply({ kind: 'incident', serviceId, isSimple: false })
  }

  private async answerQuestions(): Promise<void> {
    const query = { institutionId: INSTITUTION, processKey: 'client-info', state: ['active'] as const, limit: 200 }
    for (const { id } of (await this.house.engine.listProcessInstances(query)).items) {
      if (this.answered.has(id)) continue
      this.answered.add(id)
      if (this.random.chance(0.15)) continue
      const { variables } = await this.house.instance(id)
      const originRef = String(variables['originRef'] ?? id)
      this.plan(2 + this.random.below(70), () =>
        this.send('client.replied', originRef, { text: 'Precizēju: par pagājušo gadu.' }).then(() => undefined),
      )
    }
  }

  private async judgeResults(): Promise<void> {
    const query = { institutionId: INSTITUTION, register: 'application', status: ['resolved'], limit: 200 }
    for (const { id } of (await this.house.engine.listRecords(query)).items) {
      const opinion = this.world.intents.get(id)?.opinion ?? 'silent'
      if (opinion === 'silent' || this.answered.has(id)) continue
      this.answered.add(id)
      this.plan(1 + this.random.below(48), async () => {
        // Who was asked on the spot, or has waited too long, is not asked any more.
        const { waitingFor } = await this.house.instance(id)
        if (!waitingFor.some(({ name }) => name === 'client.confirmed')) return
        if (opinion === 'confirm') await this.send('client.confirmed', id, { score: 3 + this.random.below(3) })
        else await this.send('client.disputed', id, { reason: 'Rezultāts nav par to gadu, ko lūdzu.' })
      })
    }
  }

  private async payInvoices(): Promise<void> {
    if (!this.house.engine.listRegisters().some(({ register }) => register === 'invoice')) return
    const query = { institutionId: INSTITUTION, register: 'invoice', status: ['issued'], limit: 200 }
    for (const { id, number, data } of (await this.house.engine.listRecords(query)).items) {
      if (this.answered.has(id)) continue
      this.answered.add(id)
      if (this.random.chance(0.05)) continue
      const invoiceId = number ?? id
      this.plan(3 + this.random.below(140), () =>
        this.send('payment.received', invoiceId, {
          invoiceId,
          amount: Number(data['amount']),
          paidAt: this.house.instant,
        }).then(() => undefined),
      )
    }
  }

  private plan(hours: number, act: Plan['act']): void {
    this.plans.push({ at: later(this.house.instant, hours), act })
  }

  private async send(name: string, correlationKey: string | null, payload: Variables): Promise<string | null> {
    try {
      const answer = await this.house.engine.publishMessage({ by: OUTSIDE, name, correlationKey, payload })
      this.sent += 1
      return answer.processInstanceId
    } catch (error) {
      throw new Error(`${name}: ${error instanceof Conflict ? error.message : String(error)}`, { cause: error })
    }
  }
}

function later(at: Instant, hours: number): Instant {
  return new Date(Date.parse(at) + hours * HOUR_MS).toISOString()
}
