/** The checklist of the method held true: every place that it names exists, and the backbone is whole. */
import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { COVERAGE_PAGE, coverage, coveragePage } from '../../tools/method-coverage/page.ts'
import { readPlace } from '../../tools/method-coverage/places.ts'

const from = (first: number, last: number): readonly number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index)

/** Without these there is no first demonstration. */
const BACKBONE = [2, 12, 18, 19, 21, ...from(28, 30), 33, 40, ...from(46, 50), 60, ...from(73, 83)]
const idOf = (number: number): string => `F${String(number).padStart(3, '0')}`

describe('what the method demands', () => {
  const rows = coverage()

  it('is listed once each, F001 to F154', () => {
    expect(rows.map(({ id }) => id)).to.deep.equal(from(1, 154).map(idOf))
    expect(rows.filter(({ shown }) => shown.length === 0).map(({ id }) => id)).to.deep.equal([])
  })

  it('is shown at places that exist', () => {
    const missing = rows.flatMap(({ id, missing: places }) =>
      places.map(({ kind, name, comesWith }) => `${id} ${kind}:${name}${comesWith === null ? '' : `@${comesWith}`}`),
    )
    expect(missing).to.deep.equal([])
  })

  it('is shown whole in everything that is the backbone', () => {
    const backbone = rows.filter(({ id }) => BACKBONE.map(idOf).includes(id))
    const weak = backbone.filter(
      ({ notYet, there, toCome }) => notYet !== undefined || there.length === 0 || toCome.length > 0,
    )
    expect(weak.map(({ id }) => id)).to.deep.equal([])
  })

  it('is what the page says', async () => {
    expect(readFileSync(COVERAGE_PAGE, 'utf8'), 'run npx tsx tools/method-coverage.ts').to.equal(await coveragePage())
  })

  it('names places in one way', () => {
    expect(readPlace('element:CSI_U09@improvement')).to.deep.equal({
      kind: 'element',
      name: 'CSI_U09',
      comesWith: 'improvement',
    })
    expect(() => readPlace('somewhere')).to.throw('Expected a place like')
  })
})
