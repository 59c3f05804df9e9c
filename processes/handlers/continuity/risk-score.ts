/** `risk.score`: how heavy risks are, which come first, and where they lie in the matrix of likelihood and impact. */
import type { Variables } from '../../../engine/model/json.ts'
import type { Handler, HandlerCall } from '../../../engine/ports.ts'
import { number, objects, requiredText, text } from '../input.ts'

/** The decision that says which level a score has. */
const DECISION = 'risk-level'

/**
 * {risks: [{risk, likelihood, impact, …}]} → {risks, riskMatrix, riskTotal, worstRisk}. Each risk gets `score`, likelihood ×
 * impact, both from 1 to 5, and `level` by the decision `risk-level`; the highest score comes first, equal ones stay in the
 * order given. The matrix has a row for each pair that occurs: {likelihood, impact, score, level, count}. `riskTotal` is the
 * sum of the scores, `worstRisk` the first risk's name; null without risks.
 */
export const scoreRisks: Handler = async (call) => {
  const scored = objects(call.input, 'risks').map((risk, row) => scoreOf(call, risk, row))
  const risks = scored.toSorted((one, other) => numberIn(other, 'score') - numberIn(one, 'score'))
  const cells = new Map<string, Variables>()
  for (const { likelihood = null, impact = null, score = null, level = null } of risks) {
    const key = JSON.stringify([likelihood, impact])
    const count = numberIn(cells.get(key) ?? {}, 'count') + 1
    cells.set(key, { likelihood, impact, score, level, count })
  }
  return {
    variables: {
      risks,
      riskMatrix: [...cells.values()],
      riskTotal: risks.reduce((sum, risk) => sum + numberIn(risk, 'score'), 0),
      worstRisk: risks[0] ? text(risks[0], 'risk') : null,
    },
  }
}

function scoreOf({ environment, now }: HandlerCall, risk: Variables, row: number): Variables {
  const score = onScale(risk, 'likelihood', row) * onScale(risk, 'impact', row)
  const [output] = environment.decide(DECISION, { score }, now).outputs
  if (!output)
    throw new Error(`Expected decision "${DECISION}" to have a rule for the score ${score}, but it has none.`)
  return { ...risk, score, level: requiredText(output, 'level') }
}

/** @throws Error when it is no whole number from 1 to 5 */
function onScale(risk: Variables, name: string, row: number): number {
  const value = number(risk, name)
  if (value === null || !Number.isInteger(value) || value < 1 || value > 5)
    throw new Error(
      `Expected "${name}" of risk ${row + 1} to be a whole number from 1 to 5, but it is ${JSON.stringify(risk[name] ?? null)}.`,
    )
  return value
}

const numberIn = (values: Variables, name: string): number => number(values, name) ?? 0
