import { expect } from 'chai'
import { bpmn } from '../../support/bpmn.ts'
import { Machine } from '../../support/machine.ts'

const role = (kind: string, text: string): string =>
  `<${kind}><resourceAssignmentExpression><formalExpression>${text}</formalExpression></resourceAssignmentExpression></${kind}>`

const bound = (kind: string, ...bindings: readonly (readonly [parameter: string, feel: string])[]): string =>
  `<${kind}><resourceRef>res</resourceRef>${bindings
    .map(
      ([parameter, feel]) =>
        `<resourceParameterBinding parameterRef="${parameter}"><formalExpression>${feel}</formalExpression></resourceParameterBinding>`,
    )
    .join('')}</${kind}>`

const roots =
  '<resource id="res" name="Registry"><resourceParameter id="pu" name="user"/><resourceParameter id="pg" name="group"/><resourceParameter id="px" name="region"/></resource>'

const peopleFor = async (roles: string, attributes = '', variables = {}, lane = '') => {
  const xml = bpmn(`${lane}<startEvent id="s"/><userTask id="a" ${attributes}>${roles}</userTask>`, 's > a', { roots })
  const { assignee, candidateUsers, candidateGroups } = (await Machine.of(xml)).start(variables).task('a')
  return [assignee, candidateUsers, candidateGroups]
}

describe('people in the words of the standard', () => {
  it('are groups where a potential owner is a plain name, people where it says so', async () => {
    expect(await peopleFor(role('potentialOwner', 'clerks'))).to.deep.equal([null, [], ['clerks']])
    expect(await peopleFor(role('potentialOwner', 'user(anna), group(clerks), heads'))).to.deep.equal([
      null,
      ['anna'],
      ['clerks', 'heads'],
    ])
  })

  it('have the task where a performer is one person, and may claim it where there are more', async () => {
    expect(await peopleFor(role('humanPerformer', 'user(anna)'))).to.deep.equal(['anna', [], []])
    expect(await peopleFor(role('performer', '=boss'), '', { boss: 'user(maris)' })).to.deep.equal(['maris', [], []])
    expect(await peopleFor(role('humanPerformer', 'user(anna), user(maris)'))).to.deep.equal([
      null,
      ['anna', 'maris'],
      [],
    ])
    expect(await peopleFor(role('humanPerformer', 'user(anna)') + role('potentialOwner', 'clerks'))).to.deep.equal([
      'anna',
      [],
      ['clerks'],
    ])
  })

  it('are computed: a text, a list, or a context of users and groups', async () => {
    const variables = { who: 'user(anna), clerks', list: ['heads', 'user(maris)'], both: { users: ['x'], groups: 'y' } }
    expect(await peopleFor(role('potentialOwner', '=who'), '', variables)).to.deep.equal([null, ['anna'], ['clerks']])
    expect(await peopleFor(role('resourceRole', '${list}'), '', variables)).to.deep.equal([null, ['maris'], ['heads']])
    expect(await peopleFor(role('potentialOwner', '=both'), '', variables)).to.deep.equal([null, ['x'], ['y']])
    expect(await peopleFor(role('potentialOwner', '=nobody'))).to.deep.equal([null, [], []])
  })

  it('may be named by a variable, whose text stays a name', async () => {
    const text = 'user(${name}), group(${unit})'
    expect(await peopleFor(role('potentialOwner', text), '', { name: 'x) group(admins', unit: 'u' })).to.deep.equal([
      null,
      ['x) group(admins'],
      ['u'],
    ])
  })

  it('are the group of a resource, or what its parameters give', async () => {
    expect(await peopleFor(bound('potentialOwner'))).to.deep.equal([null, [], ['Registry']])
    expect(await peopleFor(bound('potentialOwner', ['px', '"north"']))).to.deep.equal([null, [], ['Registry']])
    expect(
      await peopleFor(bound('potentialOwner', ['pg', '["a", "b"]'], ['pu', 'name']), '', { name: 'anna' }),
    ).to.deep.equal([null, ['anna'], ['a', 'b']])
    expect(await peopleFor(bound('humanPerformer', ['pu', '"anna"']))).to.deep.equal(['anna', [], []])
  })

  it('give way to what the Camunda attributes say, and come before the lane', async () => {
    const owner = role('potentialOwner', 'clerks')
    const performer = role('humanPerformer', 'user(anna)')
    const lane = '<laneSet id="ls"><lane id="L1"><flowNodeRef>a</flowNodeRef></lane></laneSet>'
    expect(await peopleFor(owner, 'camunda:candidateGroups="heads"')).to.deep.equal([null, [], ['heads']])
    expect(await peopleFor(performer + owner, 'camunda:assignee="maris"')).to.deep.equal(['maris', [], ['clerks']])
    expect(await peopleFor(owner, '', {}, lane)).to.deep.equal([null, [], ['clerks']])
    expect(await peopleFor('', '', {}, lane)).to.deep.equal([null, [], ['L1']])
  })

  it('are those of the lane where all that is named turns out to be empty, so that no task stands in nobody’s queue', async () => {
    const lane = '<laneSet id="ls"><lane id="L1"><flowNodeRef>a</flowNodeRef></lane></laneSet>'
    const named = 'camunda:assignee="=account" camunda:candidateGroups="=groups"'
    expect(await peopleFor('', named, { account: null, groups: [] }, lane)).to.deep.equal([null, [], ['L1']])
    expect(await peopleFor('', named, { account: 'anna', groups: [] }, lane)).to.deep.equal(['anna', [], []])
    expect(await peopleFor(role('potentialOwner', '=nobody'), '', {}, lane)).to.deep.equal([null, [], ['L1']])
  })

  it('that cannot be read leave an incident', async () => {
    const xml = bpmn(`<startEvent id="s"/><userTask id="a">${role('potentialOwner', '=[[1]]')}</userTask>`, 's > a')
    expect((await Machine.of(xml)).start().openIncidents[0]?.message).to.match(/Expected people and groups/)
  })

  it('are nobody to wait for at a manual task', async () => {
    const xml = bpmn(`<startEvent id="s"/><manualTask id="a">${role('potentialOwner', 'x')}</manualTask>`, 's > a')
    expect((await Machine.of(xml)).start().ended?.status).to.equal('completed')
  })
})
