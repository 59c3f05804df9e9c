/** Random tokens and how they are kept: the holder has the token, the database its SHA-256. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** @returns 256 random bits in 43 URL-safe characters. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** @returns the SHA-256 of a token, in base64url. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

/** Compares in a time that does not depend on where the texts differ. */
export function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
