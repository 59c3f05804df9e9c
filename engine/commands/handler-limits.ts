import type { RecordUnit } from '../records/record-unit.ts'

/** A handler works inside the write door: everybody waits for it. */
export const HANDLER_LIMIT_MS = 10_000

/** Records that a handler may use until its time is over: what it left running must not write into another's transaction. */
export function lendRecords(records: RecordUnit): { readonly lent: RecordUnit; readonly takeBack: () => void } {
  let over = false
  const check = (): RecordUnit => {
    if (over)
      throw new Error(
        'Expected the handler to be done with its records when it returned, but it went on. Is an await missing?',
      )
    return records
  }
  return {
    takeBack: () => {
      over = true
    },
    lent: {
      create: async (...given) => check().create(...given),
      update: async (...given) => check().update(...given),
      get: async (...given) => check().get(...given),
      findBy: async (...given) => check().findBy(...given),
      list: async (...given) => check().list(...given),
      history: async (...given) => check().history(...given),
    },
  }
}

/** @throws Error when `work` takes longer than the limit */
export async function withinLimit<T>(work: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    const message = `Expected ${what} to finish within ${HANDLER_LIMIT_MS} ms, but it did not. It must not wait for anything outside.`
    timer = setTimeout(() => reject(new Error(message)), HANDLER_LIMIT_MS)
  })
  try {
    return await Promise.race([work, limit])
  } finally {
    clearTimeout(timer)
  }
}
