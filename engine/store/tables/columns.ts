/** The column types that SQLite and PostgreSQL share: text, integers, and nothing else. */

/** Text that is always there. Instants, ids and JSON are text too. */
export const text = (name: string) => ({ type: 'text', name }) as const

/** Text that may be missing. */
export const optionalText = (name: string) => ({ type: 'text', name, nullable: true }) as const

/** A whole number; booleans are 0 and 1. */
export const integer = (name: string) => ({ type: 'integer', name }) as const

/** A whole number that may be missing. */
export const optionalInteger = (name: string) => ({ type: 'integer', name, nullable: true }) as const

/** A whole number of up to 15 digits, in tables that are written by statements of their own. */
export const longInteger = (name: string) => ({ type: 'bigint', name }) as const

/** The same as part of the primary key. */
export const keyLongInteger = (name: string) => ({ type: 'bigint', name, primary: true }) as const

/** Text that is (part of) the primary key. */
export const keyText = (name: string) => ({ type: 'text', name, primary: true }) as const

/** A whole number that is part of the primary key. */
export const keyInteger = (name: string) => ({ type: 'integer', name, primary: true }) as const
