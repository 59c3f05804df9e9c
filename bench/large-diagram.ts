/**
 * A diagram of so many flow nodes, written as modellers write them: blocks of a choice, two tasks, a join and a task
 * with a timer on it, in two lanes.
 */
export function largeDiagram(nodes: number, name: string): string {
  const blocks = Math.floor((nodes - 2) / 6)
  const elements: string[] = []
  const flows: { id: string; source: string; target: string; condition?: string }[] = []
  const lanes: [string[], string[]] = [[], []]
  const connect = (source: string, target: string, condition?: string) => {
    const id = `Flow_${flows.length}`
    flows.push(condition === undefined ? { id, source, target } : { id, source, target, condition })
    return id
  }
  let last = 'Start'
  for (let block = 0; block < blocks; block += 1) {
    const [choice, first, second, join, task, timer] = ['Choice', 'First', 'Second', 'Join', 'Task', 'Timer'].map(
      (kind) => `${kind}_${block}`,
    ) as [string, string, string, string, string, string]
    connect(last, choice)
    connect(choice, first, `=amount &gt; ${block}`)
    const other = connect(choice, second)
    connect(first, join)
    connect(second, join)
    connect(join, task)
    connect(timer, 'End')
    elements.push(
      `<bpmn:exclusiveGateway id="${choice}" name="Large?" default="${other}" />`,
      `<bpmn:userTask id="${first}" name="Assess the documents ${block}" camunda:candidateGroups="clerks" />`,
      `<bpmn:userTask id="${second}" name="Sign ${block}" camunda:candidateGroups="clerks, \${manager}" />`,
      `<bpmn:exclusiveGateway id="${join}" />`,
      `<bpmn:userTask id="${task}" name="Decide ${block}" camunda:candidateGroups="clerks" />`,
      `<bpmn:boundaryEvent id="${timer}" name="Late" attachedToRef="${task}" cancelActivity="false"><bpmn:timerEventDefinition><bpmn:timeDuration>P3D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>`,
    )
    lanes[block % 2]?.push(choice, first, second, join, task, timer)
    last = task
  }
  connect(last, 'End')
  lanes[0].push('Start', 'End')
  const withWays = elements.map((element) => {
    const id = /id="([^"]*)"/.exec(element)?.[1]
    const ways = flows.flatMap(({ id: flow, source, target }) => [
      ...(target === id ? [`<bpmn:incoming>${flow}</bpmn:incoming>`] : []),
      ...(source === id ? [`<bpmn:outgoing>${flow}</bpmn:outgoing>`] : []),
    ])
    const tag = /<(bpmn:\w+)/.exec(element)?.[1] ?? ''
    return element.endsWith(' />')
      ? `${element.slice(0, -3)}>${ways.join('')}</${tag}>`
      : element.replace('><bpmn:timerEventDefinition', `>${ways.join('')}<bpmn:timerEventDefinition`)
  })
  const written = flows.map(({ id, source, target, condition }) =>
    condition === undefined
      ? `<bpmn:sequenceFlow id="${id}" sourceRef="${source}" targetRef="${target}" />`
      : `<bpmn:sequenceFlow id="${id}" name="yes" sourceRef="${source}" targetRef="${target}"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${condition}</bpmn:conditionExpression></bpmn:sequenceFlow>`,
  )
  const laneSet = lanes.map(
    (members, index) =>
      `<bpmn:lane id="Lane_${index}" name="Office ${index}">${members.map((id) => `<bpmn:flowNodeRef>${id}</bpmn:flowNodeRef>`).join('')}</bpmn:lane>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="Definitions" targetNamespace="http://bpmn.io/schema/bpmn">
<bpmn:collaboration id="Collaboration"><bpmn:participant id="Pool" name="Office" processRef="large" /></bpmn:collaboration>
<bpmn:process id="large" name="${name}" isExecutable="true">
<bpmn:laneSet id="Lanes">${laneSet.join('')}</bpmn:laneSet>
<bpmn:startEvent id="Start"><bpmn:outgoing>Flow_0</bpmn:outgoing></bpmn:startEvent>
<bpmn:endEvent id="End" />
${[...withWays, ...written].join('\n')}
</bpmn:process>
</bpmn:definitions>
`
}
