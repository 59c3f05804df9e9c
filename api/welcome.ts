/** What is printed when the server is ready, for the person who started it. */

export interface DemoWelcome {
  readonly url: string
  readonly institutionName: string
  readonly password: string
  readonly people: readonly { readonly login: string; readonly name: string; readonly roles: readonly string[] }[]
  readonly roles: readonly { readonly key: string; readonly name: { readonly en: string } }[]
}

/** The address, the logins, and what to try next. */
export function demoWelcome({ url, institutionName, password, people, roles }: DemoWelcome): readonly string[] {
  const names = new Map(roles.map(({ key, name }) => [key, name.en]))
  const logins = people.map(
    ({ login, name, roles: held }) =>
      `  ${login.padEnd(6)} ${name.padEnd(18)} ${held.map((key) => names.get(key) ?? key).join(', ')}`,
  )
  return [
    '',
    `Ritums is running at ${url} (demonstration: ${institutionName})`,
    '',
    `Log in with the password "${password}" as`,
    ...logins,
    '',
    'What to try next:',
    `  curl -c cookies -H 'Content-Type: application/json' -d '{"user":"kac","password":"${password}"}' ${url}/api/session`,
    `  curl -b cookies ${url}/api/tasks`,
    `  The start page: ${url}/    The API: ${url}/api/openapi.json`,
    '',
    'Ctrl+C stops it.',
  ]
}

export interface ProductionWelcome {
  readonly url: string
  readonly institutionName: string
  /** Null when there is an administrator. */
  readonly setupToken: string | null
  readonly setupLinkHours: number
}

/** The address, and once the link by which the first administrator names themselves. */
export function productionWelcome({
  url,
  institutionName,
  setupToken,
  setupLinkHours,
}: ProductionWelcome): readonly string[] {
  const link = [
    `There is no administrator yet. Within ${setupLinkHours} hours open, once:`,
    `  ${url}/setup?token=${setupToken}`,
  ]
  return ['', `Ritums is running at ${url} (${institutionName})`, ...(setupToken === null ? [] : link)]
}
