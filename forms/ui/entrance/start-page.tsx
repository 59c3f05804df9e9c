/** The start page: what this is, whether it runs, what to try. */
import { Layout } from './layout.tsx'
import { TEXTS, type Language } from './texts.ts'

export interface StartPageProps {
  readonly language: Language
  readonly institutionName: string
  readonly demo: boolean
  readonly healthy: boolean
  readonly notes: readonly string[]
  /** The first administrator was created a moment ago. */
  readonly setupDone: boolean
  /** Address by which this page was reached, for what can be copied from it. */
  readonly address: string
}

export function StartPage({ language, institutionName, demo, healthy, notes, setupDone, address }: StartPageProps) {
  const texts = TEXTS[language]
  const login = `curl -c cookies -H 'Content-Type: application/json' \\
  -d '{"user":"kac","password":"…"}' ${address}/api/session
curl -b cookies ${address}/api/tasks`
  return (
    <Layout language={language} title={texts.startTitle} address="/">
      <h1>{texts.startTitle}</h1>
      {setupDone && (
        <p class="note" role="status">
          {texts.setupDone}
        </p>
      )}
      <p>{texts.whatItIs}</p>
      <dl>
        <dt>{texts.institution}</dt>
        <dd>{institutionName}</dd>
        <dt>{texts.state}</dt>
        <dd>{healthy ? texts.running : texts.failing}</dd>
      </dl>
      {demo && <p>{texts.demo}</p>}
      {notes.length > 0 && (
        <section class="note" aria-labelledby="notes">
          <h2 id="notes">{texts.notesTitle}</h2>
          <ul>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </section>
      )}
      <h2>{texts.tryTitle}</h2>
      <ul>
        <li>
          <a href="/api/health">{texts.tryHealth}</a>
        </li>
        <li>
          <a href="/api/openapi.json">{texts.tryOpenApi}</a>
        </li>
      </ul>
      <p>{texts.tryLogin}</p>
      <pre>
        <code>{login}</code>
      </pre>
    </Layout>
  )
}
