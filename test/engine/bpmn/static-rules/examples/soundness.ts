import {
  after,
  beside,
  boundary,
  element,
  flow,
  link,
  MESSAGE,
  path,
  process,
  ROOTS,
  START,
  tasks,
  TERMINATE,
  TIMER,
  type Examples,
} from './snippets.ts'

const work = (...ids: string[]) => ids.map((id) => element('userTask', id, '', 'camunda:assignee="a"')).join('')
const gateway = (kind: string, ...ids: string[]) => ids.map((id) => element(`${kind}Gateway`, id)).join('')
const and = (...ids: string[]) => gateway('parallel', ...ids)
const xor = (...ids: string[]) => gateway('exclusive', ...ids)
const or = (...ids: string[]) => gateway('inclusive', ...ids)
const end = (id: string, definition = '') => element('endEvent', id, definition)
const when = (from: string, to: string) => flow(from, to, '=n')
/** `x` with the ways `a` and `b` to `j`, and an end. */
const block = (split: string, join: string, more = '') =>
  after(
    element(`${split}Gateway`, 'x') +
      element(`${join}Gateway`, 'j') +
      work('a', 'b') +
      end('end') +
      (split === 'parallel' ? path('x', 'a') + path('x', 'b') : when('x', 'a') + when('x', 'b')) +
      path('a', 'j', 'end') +
      flow('b', 'j') +
      more,
  )

export const JOINS: Examples = {
  'is sound: parallel ways joined': [block('parallel', 'parallel')],
  'is sound: a choice merged': [block('exclusive', 'exclusive')],
  'is sound: some ways of an inclusive choice joined': [block('inclusive', 'inclusive')],
  'is sound: a choice merged by an inclusive gateway': [block('exclusive', 'inclusive')],
  'is sound: parallel ways that end at one end event': [
    after(and('x') + work('a', 'b') + end('e') + path('x', 'a', 'e') + path('x', 'b', 'e')),
  ],
  'waits for all ways of a choice': [block('exclusive', 'parallel'), '~join-never-complete j'],
  'waits for all ways of a choice between events': [
    after(
      gateway('eventBased', 'x') +
        element('intermediateCatchEvent', 'a', MESSAGE) +
        element('intermediateCatchEvent', 'b', TIMER) +
        and('j') +
        end('e') +
        path('x', 'a', 'j', 'e') +
        path('x', 'b', 'j'),
    ),
    '~join-never-complete j',
  ],
  'waits for an activity and for what interrupts it': [
    after(work('x') + boundary('b', 'x', TIMER) + and('j') + end('e') + path('x', 'j', 'e') + flow('b', 'j')),
    '~join-never-complete j',
  ],
  'waits for an activity and for what comes beside it': [
    after(
      work('x') +
        boundary('b', 'x', TIMER, 'cancelActivity="false"') +
        and('j') +
        end('e') +
        path('x', 'j', 'e') +
        flow('b', 'j'),
    ),
  ],
  'waits for an element that nothing leads to': [
    after(work('x', 'y') + and('j') + end('e') + path('x', 'j', 'e') + flow('y', 'j')),
    '~element-unreachable y',
    '~join-never-complete j',
  ],
  'waits for two start events of a process': [
    process(
      element('startEvent', 's', MESSAGE) +
        element('startEvent', 's2') +
        and('j') +
        end('e') +
        path('s', 'j', 'e') +
        flow('s2', 'j'),
      ROOTS,
    ),
    '~join-never-complete j',
  ],
  'waits for two tasks that begin without a start event': [
    process(work('a', 'b') + and('j') + work('c') + path('a', 'j', 'c') + flow('b', 'j')),
  ],
  'waits for a choice inside a parallel way': [
    after(
      and('x', 'j') +
        xor('g') +
        work('a', 'b', 'c') +
        end('e') +
        path('x', 'g') +
        when('g', 'a') +
        when('g', 'b') +
        path('a', 'j', 'e') +
        flow('b', 'j') +
        path('x', 'c', 'j'),
    ),
    '~join-never-complete j',
  ],
  'waits behind a loop': [
    after(
      work('x', 'a') +
        and('j') +
        xor('g') +
        end('e') +
        path('x', 'g') +
        when('g', 'a') +
        when('g', 'x') +
        when('g', 'j') +
        path('a', 'j', 'e'),
    ),
    '~join-never-complete j',
  ],
  'is nested and sound': [
    after(
      and('x', 'j', 'x2', 'j2') +
        work('a', 'b', 'c') +
        end('e') +
        path('x', 'x2', 'a', 'j2', 'j', 'e') +
        path('x2', 'b', 'j2') +
        path('x', 'c', 'j'),
    ),
  ],
  'joins some ways first, then the rest': [
    after(
      and('x', 'j', 'j2') +
        work('a', 'b', 'c') +
        end('e') +
        path('x', 'a', 'j2', 'j', 'e') +
        path('x', 'b', 'j2') +
        path('x', 'c', 'j'),
    ),
  ],
  'stands in a loop': [
    after(
      xor('x', 'again') +
        and('s', 'j') +
        work('a', 'b') +
        end('e') +
        path('x', 's', 'a', 'j', 'again') +
        path('s', 'b', 'j') +
        when('again', 'x') +
        when('again', 'e'),
    ),
  ],
  'is missing: parallel ways meet at an exclusive gateway': [block('parallel', 'exclusive'), '~token-doubled j'],
  'is missing: parallel ways meet at a task': [
    after(and('x') + work('a', 'b', 'c') + end('e') + path('x', 'a', 'c', 'e') + path('x', 'b', 'c')),
    '~token-doubled c',
  ],
  'is missing: the ways of an activity meet at a task': [
    after(work('x', 'a', 'b', 'c') + end('e') + path('x', 'a', 'c', 'e') + path('x', 'b', 'c')),
    '~token-doubled c',
  ],
  'is not missing: the conditional ways of an activity meet at a task': [
    after(work('x', 'a', 'b', 'c') + end('e') + when('x', 'a') + when('x', 'b') + path('a', 'c', 'e') + path('b', 'c')),
  ],
  'is not missing: the first of parallel ways ends all': [
    after(and('x') + work('a', 'b') + xor('j') + end('e', TERMINATE) + path('x', 'a', 'j', 'e') + path('x', 'b', 'j')),
  ],
  'may wait for a way that has ended': [
    block('parallel', 'parallel')
      .replace('<bpmn:userTask id="b"', `${xor('g')}${end('e2')}${flow('g', 'e2', '=n')}<bpmn:userTask id="b"`)
      .replace(flow('b', 'j'), flow('b', 'g') + flow('g', 'j', '=m')),
    '~join-left-waiting j',
  ],
  'does not wait for a way that ended all': [
    block('parallel', 'parallel')
      .replace(
        '<bpmn:userTask id="b"',
        `${xor('g')}${end('e2', TERMINATE)}${flow('g', 'e2', '=n')}<bpmn:userTask id="b"`,
      )
      .replace(flow('b', 'j'), flow('b', 'g') + flow('g', 'j', '=m')),
  ],
  'may wait for a way that was interrupted': [
    block('parallel', 'parallel', boundary('late', 'a', TIMER) + end('e2') + flow('late', 'e2')),
    '~join-left-waiting j',
  ],
  'is inclusive, and waits for nothing that cannot come': [
    after(or('x', 'j') + work('a') + end('e', '') + when('x', 'a') + when('x', 'j') + path('a', 'j', 'e')),
  ],
  'is in a sub-process': [
    after(
      element(
        'subProcess',
        'x',
        START.replaceAll('"start"', '"s"') +
          xor('g') +
          and('j') +
          path('s', 'g') +
          when('g', 'j') +
          flow('g', 'a', '=m') +
          work('a') +
          flow('a', 'j') +
          end('e') +
          flow('j', 'e'),
      ),
    ),
    '~join-never-complete j',
  ],
}

export const LOOPS: Examples = {
  'that waits for a person': [
    after(work('x') + xor('g') + end('e') + path('x', 'g') + when('g', 'x') + when('g', 'e')),
  ],
  'that waits for nobody': [
    after(tasks('x') + xor('g') + end('e') + path('x', 'g') + when('g', 'x') + when('g', 'e')),
    '~loop-without-wait x',
  ],
  'that waits for a service': [
    after(
      element('serviceTask', 'x', '', 'camunda:class="a"') +
        xor('g') +
        end('e') +
        path('x', 'g') +
        when('g', 'x') +
        when('g', 'e'),
    ),
  ],
  'that computes': [
    after(
      element('serviceTask', 'x', '', 'camunda:expression="=1"') +
        xor('g') +
        end('e') +
        path('x', 'g') +
        when('g', 'x') +
        when('g', 'e'),
    ),
    '~loop-without-wait x',
  ],
  'over a link': [
    after(
      xor('x') +
        element('intermediateThrowEvent', 'again', link('l')) +
        element('intermediateCatchEvent', 'from', link('l')) +
        end('e') +
        when('x', 'again') +
        when('x', 'e') +
        flow('from', 'x'),
    ),
    '~loop-without-wait x',
  ],
  'through a sub-process in which somebody works': [
    after(
      element('subProcess', 'x', work('y')) + xor('g') + end('e') + path('x', 'g') + when('g', 'x') + when('g', 'e'),
    ),
  ],
  'through a sub-process in which nobody works': [
    after(
      element('subProcess', 'x', tasks('y')) + xor('g') + end('e') + path('x', 'g') + when('g', 'x') + when('g', 'e'),
    ),
    '~loop-without-wait x',
  ],
  'of one element': [after(tasks('x') + end('e') + flow('x', 'x', '=n') + path('x', 'e')), '~loop-without-wait x'],
  'without a way out': [after(work('x', 'y') + path('x', 'y', 'x')), '~no-way-to-end x'],
  'without a way out, but interrupted': [
    after(
      work('x', 'y') +
        path('x', 'y', 'x') +
        element('subProcess', 'stop', element('startEvent', 's', MESSAGE), 'triggeredByEvent="true"'),
    ),
  ],
  'without a way out in a sub-process with a deadline': [
    after(
      element('subProcess', 'x', START.replaceAll('"start"', '"s"') + work('y', 'z') + path('s', 'y', 'z', 'y')) +
        boundary('b', 'x', TIMER),
    ),
  ],
  'without a way out in a sub-process': [
    after(element('subProcess', 'x', START.replaceAll('"start"', '"s"') + work('y', 'z') + path('s', 'y', 'z', 'y'))),
    '~no-way-to-end y',
  ],
  'without a way out beside a way that ends all': [
    after(and('x') + work('a', 'b', 'c') + end('e', TERMINATE) + path('x', 'a', 'e') + path('x', 'b', 'c', 'b')),
  ],
  'with a way out over a boundary event': [
    after(work('x', 'y') + path('x', 'y', 'x') + boundary('b', 'y', MESSAGE) + end('e') + flow('b', 'e')),
  ],
  'that nothing leads to': [
    beside(tasks('a', 'b') + path('a', 'b', 'a')),
    '~element-unreachable a',
    '~element-unreachable b',
  ],
}
