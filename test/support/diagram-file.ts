import type { ResourceFile } from '../../engine/index.ts'

/**
 * A diagram for a test, without its drawing.
 *
 * @param body the elements of the process; `messages` and `signals` named in it are declared here, with their name as id
 */
export function diagram(
  key: string,
  body: string,
  {
    messages = [],
    signals = [],
    errors = [],
  }: { messages?: readonly string[]; signals?: readonly string[]; errors?: readonly string[] } = {},
): ResourceFile {
  const declared = [
    ...messages.map((name) => `<message id="${idOf(name)}" name="${name}" />`),
    ...signals.map((name) => `<signal id="${idOf(name)}" name="${name}" />`),
    ...errors.map((code) => `<error id="${idOf(code)}" errorCode="${code}" name="${code}" />`),
  ]
  return {
    name: `${key}.bpmn`,
    content: `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions-${key}" targetNamespace="http://example.org/test">
  <process id="${key}" name="${key}" isExecutable="true" camunda:historyTimeToLive="P30D">
${body}
  </process>
  ${declared.join('\n  ')}
</definitions>`,
  }
}

function idOf(name: string): string {
  return name.replaceAll('.', '_')
}

/** Elements in a line, joined by sequence flows: `line('start', '<userTask id="a" />', 'end')`. */
export function line(...elements: readonly string[]): string {
  const drawn = elements.map((element) =>
    element === 'start' ? '<startEvent id="start" />' : element === 'end' ? '<endEvent id="end" />' : element,
  )
  const ids = drawn.map((element) => /id="([^"]+)"/.exec(element)?.[1] ?? '')
  const flows = ids
    .slice(1)
    .map((id, index) => `<sequenceFlow id="f${ids[index]}-${id}" sourceRef="${ids[index]}" targetRef="${id}" />`)
  return [...drawn, ...flows].join('\n')
}
