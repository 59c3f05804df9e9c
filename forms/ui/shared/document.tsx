/** A page in its frame, as text. */
import { renderToString } from 'preact-render-to-string'
import type { PageCall, PageContent } from './page.ts'
import { roomsOf } from './rooms.ts'
import { Shell } from './shell.tsx'

/** @param unread notices that the reader has not read */
export function documentOf(call: PageCall, page: PageContent, unread: number): string {
  const { ports, language } = call
  const { title, body, room, ...rest } = page
  const html = renderToString(
    <Shell
      {...rest}
      language={language}
      title={title}
      address={call.address}
      institutionName={ports.institutionName}
      demo={ports.demo}
      who={call.loggedIn ? { name: call.caller.name, unread } : null}
      rooms={roomsOf(call, room)}
      forgeryToken={call.forgeryToken}
    >
      {body}
    </Shell>,
  )
  return `<!doctype html>${html}`
}
