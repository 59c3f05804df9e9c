/**
 * What the parser knows of Camunda's extensions: as their package says it, but also on global tasks, which have the
 * attributes of the tasks that they are like (BPMN 2.0.2 §10.3.7), and as processes of their own those of a process.
 */
import { createRequire } from 'node:module'

interface Package {
  readonly types: readonly { readonly extends?: readonly string[] }[]
}

// Required, not imported: importing JSON still prints a warning on Node 20.
const camunda = createRequire(import.meta.url)('camunda-bpmn-moddle/resources/camunda.json') as Package

const ALSO_ON: Readonly<Record<string, string>> = {
  'bpmn:UserTask': 'bpmn:GlobalUserTask',
  'bpmn:ScriptTask': 'bpmn:GlobalScriptTask',
  'bpmn:BusinessRuleTask': 'bpmn:GlobalBusinessRuleTask',
  'bpmn:Process': 'bpmn:GlobalTask',
}

/** The package for the parser. */
export const CAMUNDA: unknown = {
  ...camunda,
  types: camunda.types.map((type) =>
    type.extends === undefined
      ? type
      : {
          ...type,
          extends: type.extends.flatMap((name) => [name, ...(ALSO_ON[name] === undefined ? [] : [ALSO_ON[name]])]),
        },
  ),
}
