/** Data, collaboration, people, and what is drawn but does not run. */
import { theme, type Theme } from './row.ts'

const DATA = theme('Data', 'data', [
  ['object', 'data object', 'lives as long as its process', '§10.4.1'],
  ['object-scope', 'data object', 'of a sub-process: gone with it'],
  ['object-shadow', 'data object', 'of a sub-process: hides one of the same name outside'],
  ['object-collection', 'data object', 'isCollection: a list'],
  ['reference', 'data object reference', 'several for one data object'],
  ['state', 'data object reference', 'with a data state'],
  ['store', 'data store', 'outlives the instance, shared by all'],
  ['property-process', 'property', 'of a process'],
  ['property-sub-process', 'property', 'of a sub-process'],
  ['property-activity', 'property', 'of a task: seen by it alone'],
  ['item-definition', 'item definition', 'itemSubjectRef: named, nothing depends on it', '§8.4.10'],
  ['input', 'data input association', 'of an activity: copies', '§10.4.2'],
  ['output', 'data output association', 'of an activity: copies'],
  ['transformation', 'data association', 'transformation'],
  ['transformation-sources', 'data association', 'transformation of several sources'],
  ['assignment', 'data association', 'assignments'],
  ['event-catch', 'data output association', 'of a catch event'],
  ['event-throw', 'data input association', 'of a throw event'],
  ['input-set', 'input set', 'an activity waits until its data are there', '§10.4.2, §13.3.2'],
  ['input-sets', 'input sets', 'several: the first that is there'],
  ['input-optional', 'input set', 'optional inputs are not waited for'],
  ['call-activity', 'data associations', 'of a call activity', '§10.4.2'],
  ['expression', 'formal expression', 'sees data objects and properties by name', '§8.4.6'],
])

const COLLABORATION = theme('Collaboration', 'collaboration', [
  ['pools', 'pools', 'several in one file: each executable process deploys', '§9.3'],
  ['black-box', 'pool', 'without a process'],
  ['not-executable', 'pool', 'with a process that is not executable'],
  ['message', 'message', 'thrown by one process, awaited by another', '§9.4, §8.4.11'],
  ['message-start', 'message', 'thrown by one process, starts another'],
  ['message-payload', 'message', 'its data come with it'],
  ['flow-names', 'message flow', 'says the message where the elements name none', '§9.4'],
  ['flow-send-task', 'message flow', 'from a send task without a message to a start event'],
  ['correlation-key', 'correlation', 'key-based: by the property of the conversation', '§8.4.2'],
  ['correlation-keys', 'correlation', 'key-based: a key of two properties'],
  ['correlation-context', 'correlation', 'context-based: by a correlation subscription'],
  ['correlation-none', 'correlation', 'a message with another key is not taken'],
])

const PEOPLE = theme('People and lanes', 'people', [
  ['potential-owner', 'potential owner', 'resource', '§10.3.4'],
  ['potential-owner-expression', 'potential owner', 'assignment expression'],
  ['potential-owner-parameters', 'potential owner', 'parameter bindings', '§10.3.1'],
  ['human-performer', 'human performer', 'assignment expression', '§10.3.4'],
  ['performer', 'performer', 'assignment expression', '§10.3.2'],
  ['several', 'several potential owners', 'any of them', '§10.3.4'],
  ['lane', 'lane', 'its role does its tasks', '§10.8'],
  ['lanes-nested', 'lanes', 'nested: the innermost'],
  ['lane-set-empty', 'lane set', 'empty'],
  ['lanes-flow', 'lanes', 'flows cross them freely'],
])

const DRAWN = theme('Drawn, not run', 'drawn', [
  ['annotation', 'text annotation', 'with its association', '§8.4.1'],
  ['group', 'group', 'around elements of several levels'],
  ['category', 'category', 'root element'],
  ['interface', 'interface and operation', 'root element', '§8.5'],
  ['resource', 'resource', 'root element', '§8.4.12'],
  ['partner', 'partner entity and role', 'root element', '§9.3'],
  ['auditing', 'auditing and monitoring', 'elements of process and activity', '§10.10, §10.11'],
  ['extension', 'extension', 'elements and attributes of other vendors', '§8.3.3'],
  ['conversation', 'conversation', 'nodes and links', '§9.5'],
  ['documentation', 'documentation', 'of any element', '§8.3.1'],
  ['flow-without-id', 'sequence flow', 'without an id', '§8.4.13'],
])

export const DATA_AND_PEOPLE: readonly Theme[] = [DATA, COLLABORATION, PEOPLE, DRAWN]
