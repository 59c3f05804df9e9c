/**
 * Settings: each with its meaning, unit, default and variable name once. `.env.example` and the table in the README
 * are made from this list by `tools/print-settings.ts`. A value that is not understood stops the start with a sentence.
 */

/** One setting as it is documented and read. */
export interface Setting<T> {
  readonly variable: string
  readonly meaning: string
  /** `` where there is none. */
  readonly unit: string
  /** As one would write it in the environment. */
  readonly default: string
  /** @throws {UnreadableSetting} when the text is no such value. */
  readonly read: (text: string) => T
}

/** Thrown at start, with a sentence for the person who starts it. */
export class UnreadableSetting extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UnreadableSetting'
  }
}

type Facts = Pick<Setting<unknown>, 'variable' | 'meaning' | 'default'> & { readonly unit?: string }

function text(facts: Facts, pattern?: { readonly expression: RegExp; readonly words: string }): Setting<string> {
  const read = (value: string): string => {
    if (pattern && !pattern.expression.test(value)) throw unreadable(facts.variable, pattern.words, value)
    return value
  }
  return { unit: '', ...facts, read }
}

function wholeNumber(facts: Facts, least: number, most: number): Setting<number> {
  const read = (value: string): number => {
    const number = /^\d{1,15}$/.test(value) ? Number(value) : NaN
    if (!(number >= least && number <= most)) {
      throw unreadable(facts.variable, `a whole number from ${least} to ${most}`, value)
    }
    return number
  }
  return { unit: '', ...facts, read }
}

function oneOf<const T extends string>(facts: Facts, values: readonly T[]): Setting<T> {
  const read = (value: string): T => {
    const found = values.find((known) => known === value)
    if (found === undefined) throw unreadable(facts.variable, `one of ${values.join(', ')}`, value)
    return found
  }
  return { unit: '', ...facts, read }
}

function numbers(facts: Facts): Setting<readonly number[]> {
  const read = (value: string): readonly number[] => {
    if (!/^\d{1,9}(,\d{1,9}){0,9}$/.test(value)) throw unreadable(facts.variable, 'whole numbers with commas', value)
    return value.split(',').map(Number)
  }
  return { unit: '', ...facts, read }
}

/** An address with a password in it: the password must not come out with a refusal. */
function databaseUrl(facts: Facts): Setting<string> {
  const read = (value: string): string => {
    if (value === '') return value
    const url = URL.canParse(value) ? new URL(value) : null
    const right = url !== null && ['postgres:', 'postgresql:'].includes(url.protocol) && url.pathname.length > 1
    if (!right) {
      const expected = 'an address such as postgres://ritums:password@db.example.lv:5432/ritums'
      throw unreadable(facts.variable, expected, maskedUrl(value))
    }
    return value
  }
  return { unit: '', ...facts, read }
}

/** @returns the address as it may be printed and logged: without its password, wherever that stands */
export function maskedUrl(value: string): string {
  return value
    .replace(/^([a-z]*:\/\/)?([^/?#@:]*):(?!\/\/).*@/i, '$1$2:***@')
    .replace(/([?&](?:password|sslpassword)=)[^&#]*/gi, '$1***')
}

function unreadable(variable: string, expected: string, value: string): UnreadableSetting {
  return new UnreadableSetting(`Expected ${variable} to be ${expected}, but it is "${value}".`)
}

const URL_OR_NOTHING = {
  expression: /^$|^https?:\/\/[^\s/?#]+$/,
  words: 'an address such as https://ritums.example.lv without a path',
}
const ADDRESS_OR_NOTHING = {
  expression: /^$|^[A-Za-z0-9._+-]{1,64}@([A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{1,63}$/,
  words: 'an e-mail address such as ritums@iestade.lv',
}
const KEY = { expression: /^[a-z0-9][a-z0-9-]{0,39}$/, words: 'a key of small letters, digits and hyphens' }
const NOT_EMPTY = { expression: /\S/, words: 'a text' }
const DURATION = {
  expression: /^P(?=\d|T\d)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/,
  words: 'an ISO 8601 duration such as P7D',
}

/** Every setting, in the order in which a person would look for it. */
export const SETTINGS = {
  mode: oneOf(
    {
      variable: 'RITUMS_MODE',
      default: 'demo',
      meaning:
        '`demo` seeds a small institution with printed logins; `production` seeds nothing and prints a one-time link for the first administrator',
    },
    ['demo', 'production'],
  ),
  demoAnywhere: oneOf(
    {
      variable: 'RITUMS_DEMO_ANYWHERE',
      default: 'no',
      meaning: '`yes` lets the demonstration, whose passwords are public, listen on other addresses than this machine',
    },
    ['yes', 'no'],
  ),
  host: text({ variable: 'HOST', default: '127.0.0.1', meaning: 'address to listen on' }, NOT_EMPTY),
  port: wholeNumber(
    { variable: 'PORT', default: '3000', meaning: 'port to listen on; 0 takes any free one' },
    0,
    65_535,
  ),
  publicUrl: text(
    {
      variable: 'PUBLIC_URL',
      default: '',
      meaning:
        'address by which people reach the server, where it differs from HOST and PORT; with https the session cookie is Secure',
    },
    URL_OR_NOTHING,
  ),
  trustProxyHops: wholeNumber(
    {
      variable: 'TRUST_PROXY_HOPS',
      default: '0',
      unit: 'proxies',
      meaning: 'how many proxies in front append to X-Forwarded-For; 0 ignores that header',
    },
    0,
    10,
  ),
  databasePath: text(
    {
      variable: 'DATABASE_PATH',
      default: 'data/ritums.db',
      meaning: 'SQLite file, from the project’s folder; its folder is made when missing',
    },
    NOT_EMPTY,
  ),
  databaseUrl: databaseUrl({
    variable: 'DATABASE_URL',
    default: '',
    meaning:
      'PostgreSQL database, e.g. `postgres://ritums:password@db.example.lv/ritums`; when it is set, `DATABASE_PATH` is not used',
  }),
  logLevel: oneOf(
    {
      variable: 'LOG_LEVEL',
      default: 'auto',
      meaning:
        'least important lines that are logged; `auto` is `warn` in the demonstration, so that a person finds the printed ones, and `info` in production',
    },
    ['auto', 'debug', 'info', 'warn', 'error', 'silent'],
  ),
  institutionId: text(
    {
      variable: 'INSTITUTION_ID',
      default: 'institution',
      meaning: 'key of the institution whose people log in without naming one',
    },
    KEY,
  ),
  institutionName: text(
    { variable: 'INSTITUTION_NAME', default: 'Parauga iestāde', meaning: 'its name on the pages' },
    NOT_EMPTY,
  ),
  workers: oneOf(
    {
      variable: 'WORKERS',
      default: 'on',
      meaning: '`off` leaves due timers, jobs and messages alone, e.g. to look at a copy',
    },
    ['on', 'off'],
  ),
  sessionHours: wholeNumber(
    { variable: 'SESSION_HOURS', default: '12', unit: 'hours', meaning: 'a login lasts at most this long' },
    1,
    168,
  ),
  sessionIdleMinutes: wholeNumber(
    {
      variable: 'SESSION_IDLE_MINUTES',
      default: '60',
      unit: 'minutes',
      meaning: 'a login that is not used ends after this time',
    },
    1,
    10_080,
  ),
  setupLinkHours: wholeNumber(
    {
      variable: 'SETUP_LINK_HOURS',
      default: '24',
      unit: 'hours',
      meaning: 'the one-time link for the first administrator works this long',
    },
    1,
    168,
  ),
  loginAttemptsPerAccount: wholeNumber(
    {
      variable: 'LOGIN_ATTEMPTS_PER_ACCOUNT',
      default: '5',
      unit: 'failures per window',
      meaning: 'wrong passwords for one login name before further attempts wait',
    },
    1,
    1_000,
  ),
  loginAttemptsPerAddress: wholeNumber(
    {
      variable: 'LOGIN_ATTEMPTS_PER_ADDRESS',
      default: '50',
      unit: 'failures per window',
      meaning: 'wrong passwords from one address before further attempts wait',
    },
    1,
    100_000,
  ),
  loginWindowMinutes: wholeNumber(
    { variable: 'LOGIN_WINDOW_MINUTES', default: '15', unit: 'minutes', meaning: 'the window of the two limits above' },
    1,
    1_440,
  ),
  requestsPerMinute: wholeNumber(
    {
      variable: 'REQUESTS_PER_MINUTE',
      default: '0',
      unit: 'requests',
      meaning: 'requests that one address may send in a minute; 0 is no limit',
    },
    0,
    10_000_000,
  ),
  bodyLimitBytes: wholeNumber(
    { variable: 'BODY_LIMIT_BYTES', default: '1048576', unit: 'bytes', meaning: 'largest request body' },
    1_024,
    104_857_600,
  ),
  deploymentLimitBytes: wholeNumber(
    {
      variable: 'DEPLOYMENT_LIMIT_BYTES',
      default: '16777216',
      unit: 'bytes',
      meaning: 'largest request body of a deployment',
    },
    1_024,
    268_435_456,
  ),
  maxConnections: wholeNumber(
    {
      variable: 'MAX_CONNECTIONS',
      default: '2000',
      unit: 'connections',
      meaning: 'open connections; further ones are closed',
    },
    1,
    100_000,
  ),
  maxConnectionsPerAddress: wholeNumber(
    {
      variable: 'MAX_CONNECTIONS_PER_ADDRESS',
      default: '200',
      unit: 'connections',
      meaning: 'open connections of one address; not applied behind trusted proxies',
    },
    1,
    100_000,
  ),
  maxRequestsInProgress: wholeNumber(
    {
      variable: 'MAX_REQUESTS_IN_PROGRESS',
      default: '500',
      unit: 'requests',
      meaning:
        'requests at a time, a body counting once more for each MiB; further ones are answered 503 with Retry-After. As many again may wait for external tasks',
    },
    1,
    100_000,
  ),
  externalTaskPollSeconds: wholeNumber(
    {
      variable: 'EXTERNAL_TASK_POLL_SECONDS',
      default: '30',
      unit: 'seconds',
      meaning: 'longest time that a fetch of external tasks may wait for one',
    },
    0,
    300,
  ),
  stopSeconds: wholeNumber(
    {
      variable: 'STOP_SECONDS',
      default: '20',
      unit: 'seconds',
      meaning: 'time that running commands get to finish after SIGTERM',
    },
    1,
    600,
  ),
  stepBudget: wholeNumber(
    {
      variable: 'STEP_BUDGET',
      default: '10000',
      unit: 'steps',
      meaning: 'token moves in one run of a process before it stops with an incident',
    },
    10,
    1_000_000,
  ),
  multiInstanceLimit: wholeNumber(
    {
      variable: 'MULTI_INSTANCE_LIMIT',
      default: '1000',
      unit: 'iterations',
      meaning: 'most iterations of one multi-instance activity',
    },
    1,
    100_000,
  ),
  callDepth: wholeNumber(
    {
      variable: 'CALL_DEPTH_LIMIT',
      default: '50',
      unit: 'processes',
      meaning: 'most processes that call one another, one inside the other; a process that calls itself stops there',
    },
    1,
    1_000,
  ),
  maxVariablesBytes: wholeNumber(
    { variable: 'MAX_VARIABLES_BYTES', default: '262144', unit: 'bytes of JSON', meaning: 'variables of one command' },
    1_024,
    104_857_600,
  ),
  maxStateBytes: wholeNumber(
    {
      variable: 'MAX_STATE_BYTES',
      default: '1048576',
      unit: 'bytes of JSON',
      meaning: 'state of one process instance',
    },
    1_024,
    104_857_600,
  ),
  messageTtl: text(
    {
      variable: 'MESSAGE_TTL',
      default: 'P7D',
      unit: 'ISO 8601 duration',
      meaning: 'how long a message waits for its receiver where its contract says nothing',
    },
    DURATION,
  ),
  jobRetryPausesMs: numbers({
    variable: 'JOB_RETRY_PAUSES_MS',
    default: '10000,60000',
    unit: 'milliseconds',
    meaning: 'pauses before the second, third … try of a job; after the last one it is an incident',
  }),
  smtpHost: text({
    variable: 'SMTP_HOST',
    default: '',
    meaning:
      'mail server that e-mails are given to; without it no e-mail is sent and notifications are kept in the case',
  }),
  smtpPort: wholeNumber({ variable: 'SMTP_PORT', default: '587', meaning: 'its port' }, 1, 65_535),
  smtpSecurity: oneOf(
    {
      variable: 'SMTP_SECURITY',
      default: 'starttls',
      meaning:
        '`starttls` or `tls` (port 465) encrypt and check the certificate, or nothing is sent; `none` is for a relay on this machine or in a network of its own',
    },
    ['starttls', 'tls', 'none'],
  ),
  smtpUser: text({
    variable: 'SMTP_USER',
    default: '',
    meaning: 'login name at the mail server, where it asks for one',
  }),
  smtpPassword: text({ variable: 'SMTP_PASSWORD', default: '', meaning: 'password for it' }),
  smtpTimeoutSeconds: wholeNumber(
    { variable: 'SMTP_TIMEOUT_SECONDS', default: '20', unit: 'seconds', meaning: 'longest wait for an answer of it' },
    1,
    60,
  ),
  mailFrom: text(
    {
      variable: 'MAIL_FROM',
      default: '',
      meaning:
        'address that e-mails come from, under the name of the institution; its domain makes their message ids; needed with SMTP_HOST',
    },
    ADDRESS_OR_NOTHING,
  ),
  outboxRetryPausesMs: numbers({
    variable: 'OUTBOX_RETRY_PAUSES_MS',
    default: '60000,300000,1800000,7200000,21600000,43200000',
    unit: 'milliseconds',
    meaning: 'pauses before the second, third … try to send a notification; after the last one it has failed',
  }),
  filesPath: text(
    {
      variable: 'FILES_PATH',
      default: 'data/files',
      meaning:
        'folder of the files that people bring, from the project’s folder; with several nodes one that all of them share',
    },
    NOT_EMPTY,
  ),
  maxFileBytes: wholeNumber(
    { variable: 'MAX_FILE_BYTES', default: '20971520', unit: 'bytes', meaning: 'largest file that is taken' },
    1_024,
    1_073_741_824,
  ),
  maxFilesPerPost: wholeNumber(
    { variable: 'MAX_FILES_PER_POST', default: '20', unit: 'files', meaning: 'most files that come at a time' },
    1,
    200,
  ),
  fileScanCommand: text({
    variable: 'FILE_SCAN_COMMAND',
    default: '',
    meaning:
      'program that looks for harmful content in each file, with its arguments, e.g. `clamdscan --fdpass --no-summary`; the path of the file is put behind them. Exit code 0: clean, 1: infected; with any other no file is taken. Without it nothing is scanned',
  }),
  fileScanSeconds: wholeNumber(
    { variable: 'FILE_SCAN_SECONDS', default: '60', unit: 'seconds', meaning: 'longest wait for an answer of it' },
    1,
    600,
  ),
  looseFileDays: wholeNumber(
    {
      variable: 'LOOSE_FILE_DAYS',
      default: '2',
      unit: 'days',
      meaning: 'a file that was brought and belongs to no case or draft is removed after this time',
    },
    1,
    90,
  ),
  applicationsPerAddress: wholeNumber(
    {
      variable: 'APPLICATIONS_PER_ADDRESS',
      default: '30',
      unit: 'per hour',
      meaning: 'what people without an account may send in from one address: applications, reports, answers',
    },
    1,
    100_000,
  ),
  uploadsPerAddress: wholeNumber(
    {
      variable: 'UPLOADS_PER_ADDRESS',
      default: '120',
      unit: 'per hour',
      meaning: 'forms that may bring files, from one address by people without an account',
    },
    1,
    100_000,
  ),
  trackingAttemptsPerNumber: wholeNumber(
    {
      variable: 'TRACKING_ATTEMPTS_PER_NUMBER',
      default: '10',
      unit: 'failures per hour',
      meaning: 'wrong codes for one application number before further attempts wait',
    },
    1,
    1_000,
  ),
  trackingAttemptsPerAddress: wholeNumber(
    {
      variable: 'TRACKING_ATTEMPTS_PER_ADDRESS',
      default: '50',
      unit: 'failures per hour',
      meaning: 'wrong codes of applications from one address before further attempts wait',
    },
    1,
    100_000,
  ),
  trackingMinutes: wholeNumber(
    {
      variable: 'TRACKING_MINUTES',
      default: '30',
      unit: 'minutes',
      meaning: 'how long an applicant sees an application after entering its number and code',
    },
    5,
    240,
  ),
  draftDays: wholeNumber(
    {
      variable: 'DRAFT_DAYS',
      default: '90',
      unit: 'days',
      meaning: 'a draft that nobody has saved again is removed after this time',
    },
    1,
    3_650,
  ),
  noticeDays: wholeNumber(
    {
      variable: 'NOTICE_DAYS',
      default: '90',
      unit: 'days',
      meaning: 'what a person was told on the pages is removed after this time, read or not',
    },
    1,
    3_650,
  ),
  outboxKeptDays: wholeNumber(
    {
      variable: 'OUTBOX_KEPT_DAYS',
      default: '90',
      unit: 'days',
      meaning: 'how long the outbox lists a notification that was sent; its record stays. 0: for ever',
    },
    0,
    36_500,
  ),
  readTracesKeptDays: wholeNumber(
    {
      variable: 'READ_TRACES_KEPT_DAYS',
      default: '0',
      unit: 'days',
      meaning:
        'how long it is kept who read personal data, and why. 0: for ever; shorten it only as far as your rules allow',
    },
    0,
    36_500,
  ),
} as const

/** All settings as they are in force. */
export type Config = { readonly [K in keyof typeof SETTINGS]: ReturnType<(typeof SETTINGS)[K]['read']> }

/**
 * Reads the settings from environment variables; an empty variable counts as not set.
 *
 * @throws {UnreadableSetting} for a value that is not understood, an unknown `RITUMS_…` variable (a misspelling), and a
 * demonstration that would be reachable from outside; for e-mail without a sender, or a password sent in the open.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const settings: readonly (readonly [string, Setting<unknown>])[] = Object.entries(SETTINGS)
  const known = new Set(settings.map(([, setting]) => setting.variable))
  for (const name of Object.keys(environment)) {
    if (name.startsWith('RITUMS_') && !known.has(name)) {
      throw new UnreadableSetting(`Expected only settings that exist, but "${name}" is none. See .env.example.`)
    }
  }
  const values = settings.map(([key, setting]) => [key, setting.read(environment[setting.variable] || setting.default)])
  const config = Object.fromEntries(values) as Config
  if (config.mode === 'demo' && config.demoAnywhere === 'no' && !isLoopback(config.host)) {
    throw new UnreadableSetting(
      `Expected the demonstration to listen on this machine only, because its passwords are public, but HOST is "${config.host}". ` +
        'Set RITUMS_MODE=production, or RITUMS_DEMO_ANYWHERE=yes if everybody who can reach it may enter.',
    )
  }
  if (config.smtpHost !== '' && config.mailFrom === '') {
    throw new UnreadableSetting(
      'Expected MAIL_FROM to say where e-mails come from, because SMTP_HOST is set, but it is not.',
    )
  }
  if (config.smtpSecurity === 'none' && config.smtpUser !== '' && !isLoopback(config.smtpHost)) {
    throw new UnreadableSetting(
      'Expected SMTP_SECURITY to be starttls or tls, because a password is sent with SMTP_USER, but it is "none".',
    )
  }
  return config
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}
