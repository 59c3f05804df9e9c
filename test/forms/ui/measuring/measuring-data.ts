/** An institution that has measured for a few months: incidents, applications and outages of two services. */
import { expect } from 'chai'
import type { ServedHouse } from '../../../support/served-house.ts'

const SERVICES = ['service-s-001', 'service-s-014']

/** Incidents of each of the six months before April 2027: later ones are restored more quickly. */
export async function fillMeasures(house: ServedHouse): Promise<void> {
  const admin = await house.person('admin')
  const create = async (register: string, data: object): Promise<void> => {
    const made = await admin.post(`/api/registers/${register}/records`, { data })
    expect(made.status, made.text).to.equal(201)
  }
  for (const [index, month] of ['2026-10', '2026-11', '2026-12', '2027-01', '2027-02', '2027-03'].entries()) {
    for (const [place, serviceId] of SERVICES.entries()) {
      const hours = 9 - index + place
      await create('incident', {
        title: 'Nav pieejama pieteikšanās',
        serviceId,
        priority: place === 0 ? 'P1' : 'P3',
        occurredAt: `${month}-05T06:00:00Z`,
        acceptedAt: `${month}-05T06:10:00Z`,
        reactDue: `${month}-05T06:30:00Z`,
        restoredAt: `${month}-05T${String(6 + hours).padStart(2, '0')}:00:00Z`,
        resolveDue: `${month}-05T12:00:00Z`,
        recurrenceCount: place,
      })
      for (const channel of ['portal', 'phone'])
        await create('application', {
          channel,
          kind: place === 0 ? 'information' : 'service_request',
          receivedAt: `${month}-0${index + 1}T08:00:00Z`,
          subject: 'Jautājums par pakalpojumu',
          serviceId,
        })
      await create('cost-entry', {
        serviceId,
        processKey: 'incident',
        date: `${month}-05`,
        amount: 40 + 10 * index,
        nature: 'direct',
        frequency: 'recurring',
        source: 'line',
      })
    }
  }
  await house.step()
}
