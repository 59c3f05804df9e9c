/**
 * Passwords: scrypt with N=2^15, r=8, p=3 (about 0.2 s and 32 MB each). At most two are computed at a time and twenty
 * wait; the next is told to come later, because otherwise logging in would be the way to bring the server down.
 */
import { randomBytes, scrypt } from 'node:crypto'
import { tooManyRequests } from '../http-refusal.ts'
import { sameText } from './secrets.ts'

const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 }
const HASH_BYTES = 32
const AT_A_TIME = 2
const WAITING = 20

export class Passwords {
  private running = 0
  private readonly queue: (() => void)[] = []
  private readonly nobody: Promise<string>

  constructor() {
    this.nobody = this.hash(randomBytes(16).toString('hex'))
  }

  /** @returns `scrypt$N$r$p$salt$hash`. @throws {HttpRefusal} 429 when too many wait already. */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(16)
    const hash = await this.derive(password, salt)
    return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), hash.toString('base64url')].join('$')
  }

  /**
   * @param stored null when there is no such person: the work is the same, so that time tells nothing
   * @throws {HttpRefusal} 429 when too many wait already
   */
  async matches(password: string, stored: string | null): Promise<boolean> {
    const [, , , , salt, hash] = (stored ?? (await this.nobody)).split('$')
    const derived = await this.derive(password, Buffer.from(salt ?? '', 'base64url'))
    return sameText(derived.toString('base64url'), hash ?? '') && stored !== null
  }

  private async derive(password: string, salt: Buffer): Promise<Buffer> {
    await this.turn()
    try {
      return await new Promise<Buffer>((resolve, reject) => {
        scrypt(password.normalize('NFC'), salt, HASH_BYTES, COST, (error, key) =>
          error ? reject(error) : resolve(key),
        )
      })
    } finally {
      const next = this.queue.shift()
      if (next) next()
      else this.running -= 1
    }
  }

  /** Resolves when it is this caller's turn; the place is handed on, so `running` stays while somebody waits. */
  private async turn(): Promise<void> {
    if (this.running < AT_A_TIME) {
      this.running += 1
      return
    }
    if (this.queue.length >= WAITING) {
      throw tooManyRequests(
        'Expected fewer people to log in at the same moment, but the queue is full. Try again in a moment.',
        2,
      )
    }
    await new Promise<void>((resolve) => this.queue.push(resolve))
  }
}
