import { expect } from 'chai'
import type { InstanceState } from '../../../engine/model/instance-state.ts'
import { STATE_FORMAT, readState } from '../../../engine/store/state-upgrades.ts'

/** One stored state of every format that was ever written; never changed, only added to. */
const stored: Readonly<Record<number, string>> = {
  1: '{"format":1,"counter":3,"status":"active","scopes":{"s1":{"id":"s1","kind":"process","elementId":"leave","parent":null,"token":null,"variables":{"days":3},"loop":null}},"tokens":{"t2":{"id":"t2","elementId":"approve","scope":"s1","via":"f1","locals":null,"wait":{"for":"task","taskId":"k3","setAt":"2026-03-02T08:00:00.000Z"},"since":"2026-03-02T08:00:00.000Z"}},"triggers":{}}',
}

describe('stored states', () => {
  it('are read in every format that was ever written', () => {
    expect(Object.keys(stored)).to.deep.equal(Array.from({ length: STATE_FORMAT }, (_, index) => String(index + 1)))
    for (const text of Object.values(stored)) {
      const state: InstanceState = readState(text, 'i')
      expect(state.format).to.equal(STATE_FORMAT)
      expect(state.tokens.t2?.wait).to.have.property('taskId', 'k3')
    }
  })

  it('of a newer program are refused, not guessed at', () => {
    expect(() => readState('{"format":99,"scopes":{},"tokens":{},"triggers":{}}', 'i')).to.throw(/instance "i".*newer/)
    expect(() => readState('{"format":0}', 'i')).to.throw(/format 0/)
  })
})
