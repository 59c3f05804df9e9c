import { expect } from 'chai'
import type { Variables } from '../../../engine/index.ts'
import { exclusive, start, user } from '../elements.ts'
import { machine } from '../play.ts'
import { story } from '../story.ts'

const role = (kind: string, expression: string) =>
  `<${kind} id="${kind}-${expression.length}"><resourceAssignmentExpression><formalExpression>${expression}</formalExpression></resourceAssignmentExpression></${kind}>`
const RESOURCE =
  '<resource id="R" name="Registry"><resourceParameter id="pu" name="user"/><resourceParameter id="pg" name="group"/></resource>'

/** Who has the one task, and who may take it. */
const whoHas = async (roles: string, variables: Variables = {}) => {
  const m = (await machine(start('s') + user('a', roles), 's > a', RESOURCE)).start(variables)
  const { assignee, candidateUsers, candidateGroups } = m.task('a')
  return { assignee, candidateUsers, candidateGroups }
}

const lane = (id: string, groups: string, nodes: readonly string[], inside = '') =>
  `<lane id="${id}"><extensionElements><camunda:properties><camunda:property name="candidateGroups" value="${groups}"/></camunda:properties></extensionElements>${nodes
    .map((node) => `<flowNodeRef>${node}</flowNodeRef>`)
    .join('')}${inside}</lane>`

export const people = [
  story('people/potential-owner', 'the group of its name may take the task', async () => {
    expect(await whoHas('<potentialOwner id="o"><resourceRef>R</resourceRef></potentialOwner>')).to.deep.equal({
      assignee: null,
      candidateUsers: [],
      candidateGroups: ['Registry'],
    })
  }),
  story('people/potential-owner-expression', 'gives users and groups, also from data', async () => {
    const who = role('potentialOwner', 'user(anna), group(clerks)')
    const both = { assignee: null, candidateUsers: ['anna'], candidateGroups: ['clerks'] }
    expect(await whoHas(who)).to.deep.equal(both)
    expect(await whoHas(role('potentialOwner', '=who'), { who: 'user(anna), group(clerks)' })).to.deep.equal(both)
  }),
  story('people/potential-owner-parameters', 'say who of the resource', async () => {
    const bind = (parameter: string, feel: string) =>
      `<resourceParameterBinding parameterRef="${parameter}"><formalExpression>${feel}</formalExpression></resourceParameterBinding>`
    const owner = `<potentialOwner id="o"><resourceRef>R</resourceRef>${bind('pu', 'boss')}${bind('pg', '"north"')}</potentialOwner>`
    expect(await whoHas(owner, { boss: 'maris' })).to.deep.equal({
      assignee: null,
      candidateUsers: ['maris'],
      candidateGroups: ['north'],
    })
  }),
  story('people/human-performer', 'has the task', async () => {
    expect(await whoHas(role('humanPerformer', 'user(anna)'))).to.include({ assignee: 'anna' })
    expect(await whoHas(role('humanPerformer', '=who'), { who: 'user(maris)' })).to.include({ assignee: 'maris' })
  }),
  story('people/performer', 'has the task', async () => {
    expect(await whoHas(role('performer', 'user(anna)'))).to.include({ assignee: 'anna' })
  }),
  story('people/several', 'nobody has the task before one of them takes it', async () => {
    expect(await whoHas(role('potentialOwner', 'clerks') + role('potentialOwner', 'user(anna)'))).to.deep.equal({
      assignee: null,
      candidateUsers: ['anna'],
      candidateGroups: ['clerks'],
    })
  }),
  story('people/lane', 'a task that names nobody is for the role of its lane, another is not', async () => {
    const lanes = `<laneSet id="ls">${lane('L1', 'clerks', ['a'])}${lane('L2', 'heads', ['b'])}</laneSet>`
    const m = await machine(
      lanes + start('s') + user('a') + user('b', '', 'camunda:candidateGroups="own"'),
      's > a; s > b',
    )
    expect(m.start().task('a').candidateGroups).to.deep.equal(['clerks'])
    expect(m.task('b').candidateGroups).to.deep.equal(['own'])
  }),
  story('people/lanes-nested', 'its role counts', async () => {
    const inner = `<childLaneSet id="cls">${lane('L2', 'seniors', ['a'])}</childLaneSet>`
    const m = await machine(
      `<laneSet id="ls">${lane('L1', 'clerks', ['a'], inner)}</laneSet>` + start('s') + user('a'),
      's > a',
    )
    expect(m.start().task('a').candidateGroups).to.deep.equal(['seniors'])
  }),
  story('people/lane-set-empty', 'changes nothing', async () => {
    const m = await machine('<laneSet id="ls"/>' + start('s') + user('a'), 's > a')
    expect(m.start().openTasks).to.deep.equal(['a'])
  }),
  story('people/lanes-flow', 'to and fro', async () => {
    const lanes = `<laneSet id="ls">${lane('L1', 'clerks', ['s', 'a', 'x'])}${lane('L2', 'heads', ['b'])}</laneSet>`
    const m = await machine(lanes + start('s') + user('a') + user('b') + exclusive('x'), 's > a > b > x > a')
    expect(m.start().complete('a').openTasks).to.deep.equal(['b'])
    expect(m.complete('b').openTasks).to.deep.equal(['a'])
  }),
]
