/** On every page of somebody who is logged in. An inbox listens itself: one connection is enough for a page. */
import { listenLive } from './parts/listen-live.ts'
import { tellNotices } from './parts/tell-notices.ts'

const isInbox = document.querySelector('[data-live="inbox"]') !== null
if (!isInbox && document.querySelector('[data-notices]') !== null) listenLive('/events', { notices: tellNotices })
