/** Where a sweep goes: every page that is read, by its route, as somebody who may see it. */
import type { ToldInstitution } from './told-institution.ts'

export interface Visit {
  /** Login of a person of the demonstration; `visitor`: nobody is logged in; `applicant`: looks at their application. */
  readonly as: string
  readonly at: string
  /** Part of the names of its pictures; for the second and further visits of a route. */
  readonly state?: string
  /** A button that is pressed first. */
  readonly press?: string
  /** Very long, of parts that other pages have, too: looked at closely in one language. */
  readonly long?: true
  /** Something that a script draws. */
  readonly drawn?: string
  /** Default 200. */
  readonly status?: number
}

/** Routes that answer with data or a file, for scripts of a page or to be saved. */
export const NO_PAGES: ReadonlySet<string> = new Set([
  '/events',
  '/lookup/:register',
  '/cases/:processInstanceId/diagram',
  '/processes/new/diagrams/:fileId',
  '/files/:fileId',
])

const LONG: ReadonlySet<string> = new Set(['timeline', 'diagram', 'messages'])
const DIAGRAM = '.ritums-diagram__picture svg .djs-element'
const ITEM = '/registers/configuration-item/IS-0007'

/** @returns visits by the path of the route, as `PAGES` has it */
export function visitsOf(told: ToldInstitution): Readonly<Record<string, readonly Visit[]>> {
  const { application, waiting, task, doneTask, definition, review } = told
  const brought = new URL(review, 'http://localhost').searchParams.get('file') ?? ''
  const oneAs = (as: string, at: string, more: Partial<Visit> = {}): readonly Visit[] => [{ as, at, ...more }]
  const caseView = (view: string): Visit => ({
    as: 'pm',
    at: `/cases/${application}?view=${view}`,
    state: view,
    ...(LONG.has(view) ? { long: true } : {}),
  })
  return {
    '/': oneAs('kac', '/'),
    '/login': oneAs('visitor', '/login'),
    '/help/shortcuts': oneAs('kac', '/help/shortcuts'),
    '/glossary': [
      { as: 'visitor', at: '/glossary' },
      { as: 'kac', at: '/glossary?q=nekas-tamlidzigs', state: 'nothing' },
    ],
    '/accessibility': oneAs('visitor', '/accessibility'),

    '/tasks': [
      { as: 'kac', at: '/tasks?list=groups' },
      { as: 'exe', at: '/tasks', state: 'mine' },
      { as: 'pm', at: '/tasks?list=all&q=nekas', state: 'nothing' },
    ],
    '/events': oneAs('kac', '/events'),
    '/tasks/:taskId': [
      { as: 'exe', at: `/tasks/${task}` },
      { as: 'kac', at: `/tasks/${doneTask}`, state: 'over' },
    ],
    '/tasks/:taskId/done': oneAs('kac', `/tasks/${doneTask}/done`),
    '/me/notices': [
      { as: 'kac', at: '/me/notices' },
      { as: 'exe', at: '/me/notices', state: 'nothing' },
    ],

    '/lookup/:register': oneAs('kac', '/lookup/service?q=dz'),
    '/registers': oneAs('rm', '/registers'),
    '/registers/:register': [
      { as: 'rm', at: '/registers/configuration-item' },
      { as: 'rm', at: '/registers/outage', state: 'empty' },
    ],
    '/registers/:register/new': oneAs('rm', '/registers/configuration-item/new'),
    '/registers/:register/import': oneAs('rm', '/registers/configuration-item/import'),
    '/registers/:register/:recordId': [
      { as: 'rm', at: '/registers/service/service-s-014' },
      { as: 'rm', at: `${ITEM}?version=1`, state: 'version' },
    ],
    '/registers/:register/:recordId/edit': oneAs('rm', `${ITEM}/edit`),
    '/registers/:register/:recordId/history': oneAs('rm', `${ITEM}/history`),
    '/registers/:register/:recordId/relations': oneAs('rm', `${ITEM}/relations`),
    '/registers/:register/:recordId/impact': oneAs('rm', '/registers/configuration-item/DB-0012/impact'),
    '/registers/:register/:recordId/used': oneAs('rm', '/registers/service/service-s-014/used'),

    '/start': oneAs('kac', '/start'),
    '/start/:processKey': oneAs('kac', '/start/change'),
    '/start/:processKey/started/:processInstanceId': oneAs('kac', `/start/application/started/${waiting}`),
    '/counter': oneAs('kac', '/counter'),
    '/counter/services': oneAs('kac', '/counter/services'),
    '/counter/clients/:clientId': oneAs('kac', `/counter/clients/${told.client}`),
    '/counter/reply/:processInstanceId': oneAs('kac', `/counter/reply/${waiting}`),
    '/counter/reply/:processInstanceId/:message': oneAs('kac', told.reply),
    '/counter/disruption': oneAs('kac', '/counter/disruption'),
    '/counter/disruption/reported/:processInstanceId': oneAs('kac', `/counter/disruption/reported/${told.incident}`),

    '/services': oneAs('visitor', '/services'),
    '/services/:serviceId': oneAs('visitor', '/services/service-s-021'),
    '/results': oneAs('visitor', '/results'),
    '/apply/:serviceId': oneAs('visitor', '/apply/service-s-021'),
    '/report': oneAs('visitor', '/report?kind=incident'),
    '/track': [
      { as: 'visitor', at: '/track' },
      { as: 'applicant', at: '/track', state: 'asked' },
    ],
    '/track/:action': [
      { as: 'applicant', at: '/track/reply' },
      { as: 'applicant', at: '/track/withdraw', state: 'withdraw' },
    ],

    '/people': oneAs('admin', '/people'),
    '/people/new': oneAs('admin', '/people/new'),
    '/people/groups': oneAs('admin', '/people/groups'),
    '/people/groups/:groupId': oneAs('admin', '/people/groups/work-group-front-office'),
    '/people/roles': oneAs('admin', '/people/roles'),
    '/people/keys': oneAs('admin', '/people/keys'),
    '/people/keys/new': oneAs('admin', '/people/keys/new'),
    '/people/keys/:keyId/revoke': oneAs('admin', `/people/keys/${told.key}/revoke`),
    '/people/absences': oneAs('admin', '/people/absences'),
    '/people/:login': oneAs('admin', '/people/kac'),
    '/people/:login/edit': oneAs('admin', '/people/kac/edit'),
    '/people/:login/state': oneAs('admin', '/people/kac/state'),
    '/people/:login/password': oneAs('admin', '/people/kac/password'),
    '/people/:login/roles/new': oneAs('admin', '/people/kac/roles/new'),
    '/people/:login/roles/:assignmentId/take': oneAs('admin', `/people/kac/roles/${told.roleOfKac}/take`),
    '/people/:login/competences': oneAs('admin', '/people/kac/competences'),
    '/people/:login/absences/new': oneAs('admin', '/people/kac/absences/new'),
    '/me': oneAs('kac', '/me'),
    '/me/absence': oneAs('kac2', '/me/absence'),
    '/setup/guide': oneAs('admin', '/setup/guide'),

    '/processes': oneAs('pm', '/processes'),
    '/processes/integrity': oneAs('pm', '/processes/integrity'),
    '/processes/new': oneAs('pm', '/processes/new'),
    '/processes/new/review': oneAs('pm', review, { drawn: DIAGRAM }),
    '/processes/new/diagrams/:fileId': oneAs('pm', `/processes/new/diagrams/${brought}`),
    '/processes/:key': [
      { as: 'pm', at: '/processes/client-info', drawn: DIAGRAM },
      { as: 'pm', at: '/processes/incident', drawn: DIAGRAM, state: 'documents', long: true },
    ],
    '/processes/:key/typical': oneAs('pm', '/processes/client-info/typical'),
    '/processes/:key/intake': oneAs('pm', '/processes/client-info/intake'),
    '/processes/:key/versions/:definitionId/activate': oneAs(
      'pm',
      `/processes/survey-response/versions/${definition}/activate`,
    ),
    '/processes/:key/versions/:definitionId/rehearsal': oneAs(
      'pm',
      `/processes/survey-response/versions/${definition}/rehearsal`,
    ),

    '/processes/:key/procedure': [
      { as: 'pm', at: '/processes/incident/procedure' },
      { as: 'pm', at: '/processes/client-info/procedure', state: 'short' },
    ],
    '/processes/:key/documents/new': oneAs('pm', '/processes/incident/documents/new'),
    '/processes/:key/documents/:documentId': oneAs('pm', `/processes/incident/documents/${told.document}`),
    '/processes/:key/documents/:documentId/remove': oneAs(
      'pm',
      `/processes/incident/documents/${told.document}/remove`,
    ),

    '/processes/landscape': oneAs('pm', '/processes/landscape'),
    '/processes/maturity': oneAs('opm', '/processes/maturity'),
    '/processes/maturity/:key/confirm': oneAs('opm', '/processes/maturity/problem/confirm'),
    '/processes/responsibilities': oneAs('opm', '/processes/responsibilities'),
    '/processes/responsibilities/managers/:key': oneAs('opm', '/processes/responsibilities/managers/incident'),
    '/processes/responsibilities/matrix': oneAs('opm', '/processes/responsibilities/matrix'),
    '/processes/responsibilities/matrix/:task': oneAs('opm', '/processes/responsibilities/matrix/PU2-8'),

    '/measures': [
      { as: 'opm', at: '/measures?period=2027-03' },
      { as: 'kac', at: '/measures', state: 'holder' },
    ],
    '/measures/processes/:key': [
      { as: 'opm', at: '/measures/processes/incident?period=2027-03' },
      { as: 'opm', at: '/measures/processes/request?period=2025-01', state: 'nothing' },
    ],
    '/measures/services/:id': oneAs('opm', '/measures/services/service-s-001?period=2027-03'),
    '/measures/indicators/:key': oneAs('opm', '/measures/indicators/incident.mttr?period=2027-03'),
    '/measures/reports/:key': [
      { as: 'opm', at: '/measures/reports/volumes?period=2027-03' },
      { as: 'opm', at: '/measures/reports/costs?period=2027-03', state: 'costs' },
    ],

    '/scale': [
      { as: 'mgmt', at: '/scale?period=2027-03' },
      { as: 'mgmt', at: '/scale?period=2027-03&service=virsis/P-77', state: 'service' },
    ],
    '/scale/report': oneAs('mgmt', '/scale/report'),

    '/cases': oneAs('pm', '/cases'),
    '/cases/:processInstanceId': [
      { as: 'pm', at: `/cases/${application}` },
      { ...caseView('diagram'), press: '[data-diagram] button', drawn: '.ritums-here .djs-visual', state: 'drawn' },
      ...['timeline', 'diagram', 'records', 'messages', 'costs'].map(caseView),
      { as: 'pm', at: `/cases/${application}?print=1`, state: 'print', long: true },
    ],
    '/cases/:processInstanceId/diagram': oneAs('pm', `/cases/${application}/diagram`),
    '/cases/:processInstanceId/suspend': oneAs('pm', `/cases/${application}/suspend`),
    '/cases/:processInstanceId/resume': oneAs('pm', `/cases/${told.suspended}/resume`),
    '/cases/:processInstanceId/cancel': oneAs('pm', `/cases/${application}/cancel`),
    '/files/:fileId': oneAs('exe', `/files/${told.file}`),
  }
}

/** Pages that no route has. */
export const ASTRAY: readonly Visit[] = [
  { as: 'visitor', at: '/nowhere', state: 'not-found', status: 404 },
  { as: 'kac', at: '/people', state: 'not-allowed', status: 403 },
]
