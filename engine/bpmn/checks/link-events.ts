import type { DiagramNode, DiagramScope } from '../diagram/diagram.ts'
import { nameOf, problemAt, scopesOf, shorten, type Check, type Finding } from './check.ts'
import { linkNameOf, linkTargetsOf } from './links.ts'

/** Each link leads from throw events to one catch event of its name in the same scope (BPMN 2.0.2 §10.5.4, §10.5.5). */
export const checkLinkEvents: Check = (reading) =>
  scopesOf(reading).flatMap((scope) => findingsIn(scope).map((finding) => problemAt(reading, finding)))

function findingsIn(scope: DiagramScope): Finding[] {
  const links = scope.nodes.flatMap((node) => {
    const name = linkNameOf(node)
    return name === null ? [] : [{ node, name }]
  })
  if (links.length === 0) return []
  const targets = linkTargetsOf(scope)
  const thrown = new Set(links.filter(({ node }) => isThrow(node)).map(({ name }) => name))
  return links.flatMap(({ node, name }) => {
    const at = { elementId: node.id, section: '10.5.5' }
    if (name === '') {
      const message = `The link event ${nameOf(node)} has no name, and links find each other by name; give it one.`
      return [{ ...at, code: 'link-without-name', message }]
    }
    return isThrow(node)
      ? atThrow(node, name, targets.has(name), at)
      : atCatch(node, name, targets.get(name), thrown, at)
  })
}

type Place = Pick<Finding, 'elementId' | 'section'>

function atThrow(node: DiagramNode, name: string, hasTarget: boolean, at: Place): Finding[] {
  const found: Finding[] = []
  if (!hasTarget) {
    const message = `The link "${shorten(name)}" thrown at ${nameOf(node)} has no catch event in the same scope; draw one of that name.`
    found.push({ ...at, code: 'link-without-target', message })
  }
  if (node.outgoing.length > 0) {
    const message = `A sequence flow leads on from ${nameOf(node)}, but its token goes on at the catch event of the link; remove the flow.`
    found.push({ ...at, code: 'link-with-flow', message, section: '10.5.4' })
  }
  return found
}

function atCatch(
  node: DiagramNode,
  name: string,
  first: DiagramNode | undefined,
  thrown: ReadonlySet<string>,
  at: Place,
): Finding[] {
  const found: Finding[] = []
  if (first !== undefined && first !== node) {
    const message = `The link "${shorten(name)}" is caught at ${nameOf(node)} and at ${nameOf(first)}; keep one target of each name.`
    found.push({ ...at, code: 'link-target-twice', message })
  } else if (!thrown.has(name)) {
    const message = `Nothing in the same scope throws the link "${shorten(name)}" that ${nameOf(node)} catches; draw the throw event or remove it.`
    found.push({ ...at, code: 'link-without-source', message })
  }
  if (node.incoming.length > 0) {
    const message = `A sequence flow leads into ${nameOf(node)}, but tokens come to it only over its link; remove the flow.`
    found.push({ ...at, code: 'link-with-flow', message, section: '10.5.4' })
  }
  return found
}

function isThrow(node: DiagramNode): boolean {
  return node.type === 'bpmn:IntermediateThrowEvent'
}
