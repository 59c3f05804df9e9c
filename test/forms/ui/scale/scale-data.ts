/** A lead of the state who has taken in the figures of two of three institutions. */
import { expect } from 'chai'
import type { ServedHouse } from '../../../support/served-house.ts'

export const PERIOD = '2027-03'
const ALL = { side: 'of', by: 'all', part: '' } as const

/** What the state archive says of the period; it has a service of its own. */
export const ARCHIVE = {
  format: 'ritums-scale-report',
  version: 1,
  regNo: '90000000003',
  period: PERIOD,
  madeAt: '2027-04-05T08:00:00Z',
  maturity: { operational: 3, formal: 3, strict: 2, target: 4 },
  services: [{ code: 'AR-1', virsisId: 'P-77', name: { lv: 'Arhīva izziņa', en: 'Statement of the archive' } }],
  figures: [
    { indicator: 'application.volume', ...ALL, n: 40, total: 40, per: 40 },
    { indicator: 'application.volume', ...ALL, by: 'service', part: 'AR-1', n: 40, total: 40, per: 40 },
    { indicator: 'application.volume', ...ALL, by: 'kind', part: 'information', n: 40, total: 40, per: 40 },
    { indicator: 'incident.in-term', ...ALL, n: 98, total: 49, per: 98 },
    { indicator: 'finance.actual', ...ALL, n: 2, total: 1250.5, per: 2 },
  ],
  spreads: [],
}

/** After `fillMeasures`. Who holds `mgmt` leads the state. */
export async function tellScale(house: ServedHouse): Promise<void> {
  const admin = await house.person('admin')
  await admin.post('/api/people/mgmt/roles', { role: 'STL' })
  const lead = await house.person('mgmt')
  const own = await lead.get(`/api/scale/report?period=${PERIOD}`)
  for (const report of [own.json, ARCHIVE]) {
    const taken = await lead.post('/api/scale/reports', report)
    expect(taken.status, taken.text).to.equal(200)
  }
}
