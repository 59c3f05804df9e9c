/**
 * Passwords: scrypt with N=2^15, r=8, p=3 (about 0.2 s and 32 MB each). At most two are computed at a time and twenty
 * wait; the next is told to come later, because otherwise logging in would be the way to bring the server down.
 * What is stored says with what cost it was made, so that passwords stay good when the cost is raised.
 */
import { randomBytes, scrypt } from 'node:crypto'
import { tooManyRequests } from '../http-refusal.ts'
import { sameText } from './secrets.ts'

/** How much work a password is, as scrypt calls it. */
export interface PasswordCost {
  readonly N: number
  readonly r: number
  readonly p: number
}

export const PASSWORD_COST: PasswordCost = { N: 2 ** 15, r: 8, p: 3 }
const HASH_BYTES = 32
const AT_A_TIME = 2
const WAITING = 20

export class Passwords {
  private running = 0
  private readonly queue: (() => void)[] = []
  private readonly cost: PasswordCost
  /** For a person that there is not: a cost and a salt to work with; the hash is nobody's. */
  private readonly nobody: string

  constructor(cost: PasswordCost = PASSWORD_COST) {
    this.cost = cost
    this.nobody = written(cost, randomBytes(16), randomBytes(HASH_BYTES))
  }

  /** @returns `scrypt$N$r$p$salt$hash`. @throws {HttpRefusal} 429 when too many wait already. */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(16)
    return written(this.cost, salt, await this.derive(password, salt, this.cost))
  }

  /**
   * @param stored null when there is no such person: the work is the same, so that time tells nothing
   * @throws {HttpRefusal} 429 when too many wait already
   */
  async matches(password: string, stored: string | null): Promise<boolean> {
    const [, N, r, p, salt, hash] = (stored ?? this.nobody).split('$')
    const cost = { N: Number(N), r: Number(r), p: Number(p) }
    const derived = await this.derive(password, Buffer.from(salt ?? '', 'base64url'), cost)
    return sameText(derived.toString('base64url'), hash ?? '') && stored !== null
  }

  private async derive(password: string, salt: Buffer, cost: PasswordCost): Promise<Buffer> {
    await this.turn()
    try {
      return await new Promise<Buffer>((resolve, reject) => {
        const options = { ...cost, maxmem: 256 * cost.N * cost.r } // Twice of what it takes.
        scrypt(password.normalize('NFC'), salt, HASH_BYTES, options, (error, key) =>
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

function written({ N, r, p }: PasswordCost, salt: Buffer, hash: Buffer): string {
  return ['scrypt', N, r, p, salt.toString('base64url'), hash.toString('base64url')].join('$')
}
