/** How much those may do who have no account: counted per address, and per application for wrong codes; in memory. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { tooManyRequests } from '../http-refusal.ts'

export interface VisitorLimitsSettings {
  readonly applicationsPerAddress: number
  readonly uploadsPerAddress: number
  readonly trackingAttemptsPerNumber: number
  readonly trackingAttemptsPerAddress: number
}

const HOUR_SECONDS = 3600

export class VisitorLimits {
  private readonly applications: RateLimiterMemory
  private readonly uploads: RateLimiterMemory
  private readonly perNumber: RateLimiterMemory
  private readonly perAddress: RateLimiterMemory

  constructor(settings: VisitorLimitsSettings) {
    const hourly = (points: number) => new RateLimiterMemory({ points, duration: HOUR_SECONDS })
    this.applications = hourly(settings.applicationsPerAddress)
    this.uploads = hourly(settings.uploadsPerAddress)
    this.perNumber = hourly(settings.trackingAttemptsPerNumber)
    this.perAddress = hourly(settings.trackingAttemptsPerAddress)
  }

  /** Something is sent in. @throws {HttpRefusal} 429 with the time to wait */
  async send(address: string): Promise<void> {
    await spend(this.applications, address, 'applications')
  }

  /** A form that may bring files comes. @throws {HttpRefusal} 429 with the time to wait */
  async upload(address: string): Promise<void> {
    await spend(this.uploads, address, 'forms with files')
  }

  /**
   * Counts an attempt before it is made, so that a thousand at once are not a thousand tries.
   *
   * @param number of the application, as it was typed
   * @returns what to call when the code was right
   * @throws {HttpRefusal} 429 with the time to wait
   */
  async track(number: string, address: string): Promise<() => Promise<void>> {
    await spend(this.perAddress, address, 'wrong codes')
    await spend(this.perNumber, number, 'wrong codes')
    return async () => {
      await this.perNumber.delete(number)
      await this.perAddress.reward(address)
    }
  }
}

async function spend(limiter: RateLimiterMemory, key: string, what: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (cause) {
    if (!(cause instanceof RateLimiterRes)) throw cause
    const detail = `Expected fewer ${what} from one place, but there were too many. Wait, then try again.`
    throw tooManyRequests(detail, cause.msBeforeNext / 1000)
  }
}
