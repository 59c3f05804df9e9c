import { expect } from 'chai'
import { ALL_KINDS, POSITIONS } from './examples/events.ts'
import { rulesBroken } from './table.ts'

describe('each kind of event at each position (BPMN 2.0.2 table 10.93)', () => {
  for (const [position, { allowed, draw }] of Object.entries(POSITIONS)) {
    for (const kind of ALL_KINDS) {
      const may = allowed.includes(kind)
      it(`${kind}: ${may ? '' : 'never '}${position}`, async () => {
        const broken = await rulesBroken(draw(kind))
        if (may) expect(broken).to.deep.equal([])
        else expect(broken).to.include('event-in-wrong-position e')
      })
    }
  }
})
