import {
  after,
  association,
  beside,
  boundary,
  COMPENSATION,
  element,
  flow,
  MESSAGE,
  tasks,
  type Examples,
} from './snippets.ts'

const handler = (id = 'undo', kind = 'task') => element(kind, id, '', 'isForCompensation="true"')
const undoable = `${tasks('x')}${boundary('b', 'x', COMPENSATION)}${handler()}${association('b', 'undo')}`
const compensate = (activity: string) =>
  element('endEvent', 'e', `<bpmn:compensateEventDefinition activityRef="${activity}"/>`)
const eventSub = (id: string, inside = '') =>
  element('subProcess', id, element('startEvent', `${id}-s`, COMPENSATION) + inside, 'triggeredByEvent="true"')

export const COMPENSATIONS: Examples = {
  'a handler that is associated': [after(undoable)],
  'a handler that is associated the other way round': [
    after(`${tasks('x')}${boundary('b', 'x', COMPENSATION)}${handler()}${association('undo', 'b')}`),
  ],
  'a boundary event without handler': [
    after(tasks('x') + boundary('b', 'x', COMPENSATION)),
    'compensation-without-handler b',
  ],
  'a boundary event whose handler is an ordinary activity': [
    after(`${tasks('x', 'y')}${boundary('b', 'x', COMPENSATION)}${association('b', 'y')}${flow('start', 'y')}`),
    'compensation-without-handler b',
  ],
  'a boundary event with two handlers': [
    after(`${undoable}${handler('undo2')}${association('b', 'undo2')}`),
    'compensation-without-handler b',
  ],
  'a boundary event with a flow': [after(`${undoable}${tasks('y')}${flow('b', 'y')}`), 'compensation-with-flow b'],
  'a second boundary event': [
    after(`${undoable}${boundary('c', 'x', COMPENSATION)}${handler('undo2')}${association('c', 'undo2')}`),
    'compensation-twice c',
  ],
  'a handler with a flow': [after(`${undoable}${tasks('y')}${flow('undo', 'y')}`), 'compensation-with-flow undo'],
  'a handler with a boundary event': [
    after(undoable + boundary('c', 'undo', MESSAGE)),
    'compensation-with-boundary undo',
  ],
  'a handler of nothing': [beside(handler()), '~compensation-handler-unused undo'],
  'an activity that is compensated by name': [after(`${undoable}${compensate('x')}${flow('x', 'e')}`)],
  'an activity that has nothing to undo it': [
    after(`${tasks('x')}${compensate('x')}${flow('x', 'e')}`),
    '~compensation-without-effect e',
  ],
  'a sub-process that is compensated by name': [
    after(`${element('subProcess', 'x', tasks('y'))}${compensate('x')}${flow('x', 'e')}`),
  ],
  'an activity inside another sub-process': [
    after(`${element('subProcess', 'x', tasks('y'))}${compensate('y')}${flow('x', 'e')}`),
    'compensation-reference-outside e',
  ],
  'an activity around a sub-process': [
    after(
      `${undoable}${element('subProcess', 'sub', `${element('startEvent', 's')}${compensate('x')}${flow('s', 'e')}`)}${flow('x', 'sub')}`,
    ),
    'compensation-reference-outside e',
  ],
  'an activity around an event sub-process': [
    after(
      undoable +
        element(
          'subProcess',
          'sub',
          `${element('startEvent', 's', MESSAGE)}${compensate('x')}${flow('s', 'e')}`,
          'triggeredByEvent="true"',
        ),
    ),
  ],
  'something that is no activity': [
    after(`${tasks('x')}${compensate('start')}${flow('x', 'e')}`),
    'reference-of-wrong-kind e',
  ],
  'an event sub-process of a sub-process': [after(element('subProcess', 'x', tasks('y') + eventSub('z')))],
  'a second event sub-process': [
    after(element('subProcess', 'x', tasks('y') + eventSub('z') + eventSub('zz'))),
    'compensation-twice zz',
  ],
  'an event sub-process of a process': [beside(eventSub('z')), 'compensation-start-in-process z'],
}
