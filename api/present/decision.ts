/**
 * A line of history as the answer to "which rule decided, and why". Tables carry one text per column and rule; authors
 * write both languages into it as `Ietekme / Impact`.
 */
import type { DecisionTrace } from '../../engine/model/instance-event.ts'
import type { HistoryEventView } from '../../engine/model/views.ts'

/** The decision that a line of type `decision-evaluated` tells of. */
export function presentDecision({ processInstanceId, sequence, at, elementId, data }: HistoryEventView) {
  const decisionId = String(data['decisionId'])
  // Lines of earlier versions say only which rules matched.
  const { name = null, inputs = [], rules, requires = [] } = data as unknown as Partial<DecisionTrace>
  const matched = (data['matchedRules'] ?? []) as readonly string[]
  return {
    processInstanceId,
    sequence,
    at,
    elementId,
    decisionId,
    ...presentTrace(decisionId, {
      name,
      inputs,
      rules: rules ?? matched.map((ruleId) => ({ ruleId, description: null })),
    }),
    deploymentId: typeof data['deploymentId'] === 'string' ? data['deploymentId'] : null,
    result: data['result'] ?? null,
    requires: requires.map((one) => ({ decisionId: one.decisionId, ...presentTrace(one.decisionId, one.trace) })),
  }
}

function presentTrace(decisionId: string, { name, inputs, rules }: Omit<DecisionTrace, 'requires'>) {
  return {
    name: bilingual(name ?? decisionId),
    inputs: inputs.map(({ label, value }) => ({ label: bilingual(label), value })),
    rules: rules.map(({ ruleId, description }) => ({
      ruleId,
      description: description === null ? null : bilingual(description),
    })),
  }
}

/** A text in one language stands for both. */
function bilingual(text: string): { readonly lv: string; readonly en: string } {
  const [lv = text, en = lv, ...more] = text.split(' / ')
  return more.length === 0 ? { lv, en } : { lv: text, en: text }
}
