import { expect } from 'chai'
import { readMessages } from '../../../engine/definitions/read-messages.ts'
import { permissiveForms } from '../../../engine/engine-defaults.ts'

const read = (file: unknown) =>
  readMessages('messages.json', typeof file === 'string' ? file : JSON.stringify(file), permissiveForms)

describe('messages.json', () => {
  it('gives contracts, with what is left out filled in', () => {
    expect(read({ messages: [{ name: 'order.paid', key: 'orderId', timeToLive: 'P2D' }] })).to.deep.equal({
      contracts: [
        { name: 'order.paid', key: 'orderId', uniqueBy: [], payload: null, timeToLive: 'P2D', external: false },
      ],
      problems: [],
    })
  })

  const wrong: readonly [string, unknown, RegExp][] = [
    ['that is no JSON', '{"messages":', /Expected JSON/],
    ['without a list', { messages: {} }, /messages/],
    ['with a nameless entry', { messages: [{}] }, /Message 1.*name/],
    ['with the same name twice', { messages: [{ name: 'a' }, { name: 'a' }] }, /"a" is there twice/],
    ['with an unknown field', { messages: [{ name: 'a', ttl: 'P1D' }] }, /"ttl"/],
    ['with a duration that is none', { messages: [{ name: 'a', timeToLive: '7 days' }] }, /timeToLive/],
    ['with a time to live that goes back', { messages: [{ name: 'a', timeToLive: '-P1D' }] }, /timeToLive/],
    ['with a time to live beyond ten years', { messages: [{ name: 'a', timeToLive: 'P11Y' }] }, /timeToLive/],
    ['with a key that is no name', { messages: [{ name: 'a', key: 3 }] }, /"key"/],
  ]
  for (const [what, file, sentence] of wrong) {
    it(`${what} is a problem that says so`, () => {
      expect(read(file).problems.map(({ message }) => message))
        .to.have.length(1)
        .and.satisfy((messages: string[]) => sentence.test(messages[0] ?? ''))
    })
  }
})
