/** The entrance: the start page, and the page of the first administrator. Server-rendered. */
import Router from '@koa/router'
import type { Context, Middleware } from 'koa'
import type { RequestContext } from '../../../api/middleware/context.ts'
import type { VNode } from 'preact'
import { LOGIN_PATTERN, PASSWORD_LENGTH } from '../../../api/contract/identity.ts'
import { isUnstorable } from '../../../api/safe-json.ts'
import { readBytes } from '../../../api/middleware/read-bytes.ts'
import { Conflict } from '../../../engine/model/errors.ts'
import type { Language } from '../../check/form-file.ts'
import { documentOf, languageOf } from './document.ts'
import { SetupClosedPage, SetupPage, type SetupErrors } from './setup-page.tsx'
import { StartPage } from './start-page.tsx'
import type { EntranceFrame } from './entrance-shell.tsx'
import { TEXTS, type Texts } from './texts.ts'

export interface EntrancePorts {
  readonly institutionName: string
  readonly demo: boolean
  /** What the operator should see to. */
  readonly notes: readonly { readonly lv: string; readonly en: string }[]
  isHealthy(): Promise<boolean>
  readonly setup: {
    /** Whether the one-time link still works. */
    isOpen(token: string): Promise<boolean>
    /** @throws Conflict `setup-link-used`, `person-exists` */
    finish(input: { token: string; login: string; name: string; password: string; language: Language }): Promise<void>
  }
}

const FORM_LIMIT_BYTES = 16_384
const LOGIN = new RegExp(LOGIN_PATTERN)

export function entrancePages(ports: EntrancePorts): Middleware {
  const router = new Router({ sensitive: true, strict: true })
  const { institutionName, demo, notes } = ports
  const frameOf = (language: Language): EntranceFrame => ({ language, institutionName, demo })

  router.get('/', async (context, next) => {
    // Who is logged in is led to their work; see `arrive.ts`.
    if ((context as unknown as RequestContext).state.caller?.kind === 'person') return next()
    const language = languageOf(context)
    const healthy = await ports.isHealthy()
    page(
      context,
      <StartPage
        frame={frameOf(language)}
        healthy={healthy}
        notes={notes.map((note) => note[language])}
        setupDone={context.query['setup'] === 'done'}
        // Not context.origin: that is the Origin header's, and a page that is only opened has none.
        address={`${context.protocol}://${context.host}`}
      />,
    )
  })

  router.get('/setup', async (context) => {
    const language = languageOf(context)
    const token = String(context.query['token'] ?? '')
    if (await ports.setup.isOpen(token))
      page(context, <SetupPage frame={frameOf(language)} token={token} values={{ login: '', name: '' }} errors={{}} />)
    else closed(context, frameOf(language))
  })

  router.post('/setup', async (context) => {
    const language = languageOf(context)
    const fields = await readForm(context)
    const token = fields.get('token') ?? ''
    if (!(await ports.setup.isOpen(token))) return closed(context, frameOf(language))
    const values = { login: (fields.get('login') ?? '').trim(), name: (fields.get('name') ?? '').trim() }
    const password = fields.get('password') ?? ''
    const errors = mistakes(TEXTS[language], { ...values, password, passwordAgain: fields.get('passwordAgain') ?? '' })
    const again = (wrong: SetupErrors): void => {
      context.status = 422
      page(context, <SetupPage frame={frameOf(language)} token={token} values={values} errors={wrong} />)
    }
    if (Object.keys(errors).length > 0) return again(errors)
    try {
      await ports.setup.finish({ token, ...values, password, language })
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      if (error.code === 'person-exists') return again({ login: TEXTS[language].loginTaken })
      return closed(context, frameOf(language))
    }
    context.redirect(`/?setup=done&lang=${language}`)
    context.status = 303
  })

  return router.routes() as Middleware
}

function closed(context: Context, frame: EntranceFrame): void {
  context.status = 410
  page(context, <SetupClosedPage frame={frame} />)
}

function page(context: Context, content: VNode): void {
  context.type = 'text/html'
  context.body = documentOf(content)
}

async function readForm(context: Context): Promise<URLSearchParams> {
  if (!context.is('application/x-www-form-urlencoded')) return new URLSearchParams()
  return new URLSearchParams((await readBytes(context, FORM_LIMIT_BYTES)).toString('utf8'))
}

interface Entered {
  readonly login: string
  readonly name: string
  readonly password: string
  readonly passwordAgain: string
}

/** One sentence per field that is not right. */
function mistakes(texts: Texts, { login, name, password, passwordAgain }: Entered): SetupErrors {
  const errors: { -readonly [K in keyof SetupErrors]: SetupErrors[K] } = {}
  if (login === '') errors.login = texts.loginMissing
  else if (!LOGIN.test(login)) errors.login = texts.loginWrong
  if (name === '' || isUnstorable(name)) errors.name = texts.nameMissing
  else if (name.length > 200) errors.name = texts.nameLong
  if (password.length < PASSWORD_LENGTH.least) errors.password = texts.passwordShort
  else if (password.length > PASSWORD_LENGTH.most) errors.password = texts.passwordLong
  else if (password !== passwordAgain) errors.passwordAgain = texts.passwordOther
  return errors
}
