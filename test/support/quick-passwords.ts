import type { PasswordCost } from '../../api/identity/passwords.ts'

/** Passwords that cost a few milliseconds, for tests of everything but their cost. */
export const QUICK_PASSWORDS: PasswordCost = { N: 2 ** 10, r: 8, p: 1 }
