import type { Outcome } from './schedule.ts'

const MOST_SENTENCES = 10

/** Everything that somebody needs who looks for the cause: the seed first. */
export function reportOf({ seed, violations, steps, diagrams, snapshot }: Outcome): string {
  const rows =
    snapshot === null
      ? []
      : Object.entries(snapshot).flatMap(([table, kept]) =>
          table === 'events' || table === 'answers'
            ? []
            : [...kept.values()].map((row: unknown) => `${table}: ${JSON.stringify(row, leaveOutHistory)}`),
        )
  return [
    `SIMULATION_SEED=${seed} runs this schedule again.`,
    ...violations.slice(0, MOST_SENTENCES).map(({ invariant, sentence }) => `${invariant}: ${sentence}`),
    ...(violations.length > MOST_SENTENCES ? [`… and ${violations.length - MOST_SENTENCES} more.`] : []),
    '',
    'Steps:',
    ...steps,
    '',
    'Processes:',
    ...Object.values(diagrams),
    '',
    'Rows:',
    ...rows,
    ...[...(snapshot?.instances.values() ?? [])].flatMap(({ history }) =>
      history.map(
        ({ processInstanceId, sequence, at, type, elementId, data }) =>
          `history: ${processInstanceId} ${sequence} ${at} ${type} ${elementId ?? ''} ${JSON.stringify(data)}`,
      ),
    ),
  ].join('\n')
}

/** It comes last, line by line. */
function leaveOutHistory(name: string, value: unknown): unknown {
  return name === 'history' || name === 'tokens' ? undefined : value
}
