import { expect } from 'chai'
import { beside, MESSAGE, start, sub, user } from '../elements.ts'
import { engine, machine, message, shared } from '../play.ts'
import { story } from '../story.ts'

/** The process runs as if what is drawn beside it were not there. */
const changesNothing = async (inProcess: string, roots = '', atTask = '') => {
  const m = await machine(start('s') + user('a', atTask) + user('b') + inProcess, 's > a > b', roots)
  expect(m.start().openTasks).to.deep.equal(['a'])
  expect(m.complete('a').openTasks).to.deep.equal(['b'])
  expect(m.complete('b').ended?.status).to.equal('completed')
  expect(m.path).to.deep.equal(['s', 'a', 'b'])
}

export const drawn = [
  story('drawn/annotation', 'changes nothing', () =>
    changesNothing(
      '<textAnnotation id="ta"><text>Mind the law</text></textAnnotation><association id="as" sourceRef="a" targetRef="ta"/>',
    ),
  ),
  story('drawn/group', 'changes nothing', async () => {
    const group = '<group id="g" categoryValueRef="cv"/>'
    const category = '<category id="ca" name="money"><categoryValue id="cv" value="paid"/></category>'
    await changesNothing(group, category)
    const inside = start('i') + user('a') + group.replace('"g"', '"g2"')
    const m = await machine(start('s') + sub('box', inside, 'i > a') + group, 's > box', category)
    expect(m.start().openTasks).to.deep.equal(['a'])
  }),
  story('drawn/category', 'changes nothing', () =>
    changesNothing(
      '',
      '<category id="ca" name="money"><categoryValue id="cv" value="paid"/></category>',
      '<categoryValueRef>cv</categoryValueRef>',
    ),
  ),
  story('drawn/interface', 'changes nothing', () =>
    changesNothing(
      '',
      '<interface id="if" name="Orders"><operation id="op" name="place"><inMessageRef>M</inMessageRef><outMessageRef>N</outMessageRef><errorRef>X</errorRef></operation></interface><endPoint id="ep"/>',
    ),
  ),
  story('drawn/resource', 'changes nothing', () =>
    changesNothing(
      '',
      '<resource id="R" name="Clerk"><resourceParameter id="rp" name="region" isRequired="false"/></resource>',
    ),
  ),
  story('drawn/partner', 'changes nothing', () =>
    changesNothing('', '<partnerEntity id="pe" name="Bank"/><partnerRole id="pr" name="Payer"/>'),
  ),
  story('drawn/auditing', 'changes nothing', () =>
    changesNothing('<auditing id="au"/><monitoring id="mo"/>', '', '<auditing id="au2"/><monitoring id="mo2"/>'),
  ),
  story('drawn/extension', 'changes nothing', () =>
    changesNothing(
      '',
      '',
      '<extensionElements><x:cost xmlns:x="http://vendor.example.org/x" amount="5"><x:note>per hour</x:note></x:cost></extensionElements>',
    ),
  ),
  story('drawn/conversation', 'changes nothing', () => {
    const talk = `<collaboration id="co"><participant id="pp" processRef="p"/><participant id="customer"/>
<conversation id="cv" name="order"><participantRef>pp</participantRef><participantRef>customer</participantRef></conversation>
<conversationLink id="cl" sourceRef="pp" targetRef="cv"/><conversationLink id="cl2" sourceRef="customer" targetRef="cv"/></collaboration>`
    return engine([shared('p', { p: [start('s') + user('a'), 's > a'] }, talk)], async (house) => {
      await house.start('p')
      expect(await house.openTasks()).to.deep.equal(['a'])
    })
  }),
  story('drawn/documentation', 'changes nothing', () =>
    changesNothing('', '', '<documentation id="d" textFormat="text/plain">How it is done</documentation>'),
  ),
  story('drawn/flow-without-id', 'leads on like any other, also out of a boundary event', async () => {
    const flow = (from: string, to: string) => `<sequenceFlow sourceRef="${from}" targetRef="${to}"/>`
    const m = await machine(
      start('s') +
        user('a') +
        beside('b', 'a', MESSAGE) +
        user('x') +
        user('y') +
        flow('s', 'a') +
        flow('b', 'x') +
        flow('a', 'y'),
      '',
    )
    expect(message(m.start()).openTasks).to.deep.equal(['a', 'x'])
    expect(m.complete('a').openTasks).to.deep.equal(['x', 'y'])
  }),
]
