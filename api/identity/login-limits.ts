/** Brute force: wrong passwords are counted per login name and per address, in memory. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { tooManyRequests } from '../http-refusal.ts'

export interface LoginLimitsSettings {
  readonly loginAttemptsPerAccount: number
  readonly loginAttemptsPerAddress: number
  readonly loginWindowMinutes: number
}

export class LoginLimits {
  private readonly perAccount: RateLimiterMemory
  private readonly perAddress: RateLimiterMemory

  constructor(settings: LoginLimitsSettings) {
    const duration = settings.loginWindowMinutes * 60
    this.perAccount = new RateLimiterMemory({ points: settings.loginAttemptsPerAccount, duration })
    this.perAddress = new RateLimiterMemory({ points: settings.loginAttemptsPerAddress, duration })
  }

  /**
   * Counts an attempt before it is made, so that a thousand at once are not a thousand tries.
   *
   * @returns what to call when the password was right
   * @throws {HttpRefusal} 429 with the time to wait
   */
  async attempt(account: string, address: string): Promise<() => Promise<void>> {
    await spend(this.perAddress, address)
    await spend(this.perAccount, account)
    return async () => {
      await this.perAccount.delete(account)
      await this.perAddress.reward(address)
    }
  }
}

async function spend(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (cause) {
    if (!(cause instanceof RateLimiterRes)) throw cause
    throw tooManyRequests(
      'Expected fewer wrong passwords, but there were too many. Wait, then try again.',
      cause.msBeforeNext / 1000,
    )
  }
}
