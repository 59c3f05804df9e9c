import { ACTIVITIES } from './examples/activities.ts'
import { COLLABORATIONS } from './examples/collaborations.ts'
import { COMPENSATIONS } from './examples/compensation.ts'
import { CONNECTIONS } from './examples/connections.ts'
import { DATA } from './examples/data.ts'
import { EVENTS } from './examples/events.ts'
import { GATEWAYS } from './examples/gateways.ts'
import { table } from './table.ts'

describe('the rules of BPMN judge', () => {
  describe('connections:', () => table(CONNECTIONS))
  describe('events:', () => table(EVENTS))
  describe('compensation:', () => table(COMPENSATIONS))
  describe('a gateway', () => table(GATEWAYS))
  describe('an activity', () => table(ACTIVITIES))
  describe('data and references:', () => table(DATA))
  describe('collaborations:', () => table(COLLABORATIONS))
})
