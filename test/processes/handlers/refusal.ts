/** What a promise was refused with. @throws Error when it was not */
export async function refusal(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('Expected a refusal, but it was accepted.')
}
