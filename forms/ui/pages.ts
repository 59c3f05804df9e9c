/** All pages on one page: each room brings its own, this mounts them. */
import Router from '@koa/router'
import type { Middleware } from 'koa'
import { loginPages } from './entrance/login.tsx'
import { helpPages } from './help/pages.tsx'
import type { PageRoute } from './shared/page.ts'
import { createUiHouse, type UiPorts } from './shared/ports.ts'
import { servePage } from './shared/serve-page.ts'
import { staffPages } from './staff/pages.ts'

export const PAGES: readonly PageRoute[] = [...loginPages, ...helpPages, ...staffPages]

/** @returns what answers every address of a page, and leaves the others alone */
export function createPages(ports: UiPorts): Middleware {
  const house = createUiHouse(ports)
  const router = new Router({ sensitive: true, strict: true })
  for (const route of PAGES)
    router.register(route.path, [route.method.toLowerCase()], servePage(house, route) as Middleware)
  return router.routes() as Middleware
}
