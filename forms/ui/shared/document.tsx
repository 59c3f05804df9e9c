/** A page in its frame, as text. */
import { renderToStringAsync } from 'preact-render-to-string'
import type { PageCall, PageContent } from './page.ts'
import { roomsOf } from './rooms.ts'
import { Shell } from './shell.tsx'

export async function documentOf(call: PageCall, page: PageContent): Promise<string> {
  const { ports, language } = call
  const { title, body, room, ...rest } = page
  const html = await renderToStringAsync(
    <Shell
      {...rest}
      language={language}
      title={title}
      address={call.address}
      institutionName={ports.institutionName}
      demo={ports.demo}
      who={call.loggedIn ? { name: call.caller.name } : null}
      rooms={roomsOf(call, room)}
      forgeryToken={call.forgeryToken}
    >
      {body}
    </Shell>,
  )
  return `<!doctype html>${html}`
}
