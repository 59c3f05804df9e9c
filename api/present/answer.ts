/** A command's answer: its facts in the body, that it was given before in a header. */
import type { Reply } from '../endpoint.ts'

export function presentAnswer(answer: { readonly replayed?: boolean }, status?: number): Reply {
  const { replayed, ...body } = answer
  return { body, ...(status === undefined ? {} : { status }), ...(replayed === undefined ? {} : { replayed }) }
}

/** A command whose caller needs to know no more than that it is done. */
export function presentDone(answer: { readonly replayed?: boolean }): Reply {
  return answer.replayed === undefined ? {} : { replayed: answer.replayed }
}
