/** The code of a refusal; the error itself when it has none, so that a test shows what it was. */
export async function codeOf(refused: Promise<unknown>): Promise<unknown> {
  try {
    await refused
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error
  }
  return 'not refused'
}

/** What a promise was refused with. @throws Error when it was not */
export async function refusal(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('Expected a refusal, but it was accepted.')
}
