/** All pages on one page: each room brings its own, this mounts them. */
import Router from '@koa/router'
import type { Middleware } from 'koa'
import { applicantPages } from './applicant/pages.ts'
import { counterPages } from './counter/pages.ts'
import { arrivalPages } from './entrance/arrive.ts'
import { casePages } from './cases/pages.ts'
import { loginPages } from './entrance/login.tsx'
import { documentPages } from './documents/pages.ts'
import { firstStepsPages } from './first-steps/pages.tsx'
import { helpPages } from './help/pages.tsx'
import { glossaryPages } from './glossary/glossary-page.tsx'
import { landscapePages } from './landscape/pages.ts'
import { myPages } from './me/pages.ts'
import { peoplePages } from './people/pages.ts'
import { measuringPages } from './measuring/pages.ts'
import { ownerPages } from './owner/pages.ts'
import { noticePages } from './notices/pages.ts'
import { procedurePages } from './procedure/pages.ts'
import { registerPages } from './registers/pages.ts'
import { scalePages } from './scale/pages.ts'
import { responsibilityPages } from './responsibilities/pages.ts'
import type { PageRoute } from './shared/page.ts'
import { createUiHouse, type UiPorts } from './shared/ports.ts'
import { standingPages } from './standing/pages.ts'
import { startPages } from './start/pages.ts'
import { staffPages } from './staff/pages.ts'
import { problemPage } from './shared/problem-page.tsx'
import { servePage } from './shared/serve-page.ts'

export const PAGES: readonly PageRoute[] = [
  ...arrivalPages,
  ...loginPages,
  ...helpPages,
  ...glossaryPages,
  ...staffPages,
  ...noticePages,
  ...registerPages,
  ...startPages,
  ...counterPages,
  ...applicantPages,
  ...peoplePages,
  ...myPages,
  ...firstStepsPages,
  // Before those of single processes, whose keys they take.
  ...landscapePages,
  ...standingPages,
  ...responsibilityPages,
  ...procedurePages,
  ...documentPages,
  ...ownerPages,
  ...measuringPages,
  ...scalePages,
  ...casePages,
]

/** @returns what answers every address of a page, and leaves the others alone */
export function createPages(ports: UiPorts): Middleware {
  const house = createUiHouse(ports)
  const router = new Router({ sensitive: true, strict: true })
  for (const route of PAGES)
    router.register(route.path, [route.method.toLowerCase()], servePage(house, route) as Middleware)
  // A person who went astray reads a page; programs get what the API says.
  const astray = servePage(house, NOTHING_HERE)
  const routes = router.routes() as Middleware
  return (context, next) =>
    routes(context, async () => {
      const forPeople =
        context.method === 'GET' && !context.path.startsWith('/api/') && context.accepts('json', 'html') === 'html'
      return forPeople ? astray(context, async () => undefined) : next()
    })
}

const NOTHING_HERE: PageRoute = {
  method: 'GET',
  path: '*',
  may: 'public',
  handle: async ({ language }) => problemPage(language, 404, 'not-found'),
}
