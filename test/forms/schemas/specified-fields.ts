/**
 * What the tables of the process specification say of the fields of each form: type (`*` = required), labels. Schemes
 * whose tables are long have a file in `specified/`.
 */
import { readdirSync, readFileSync } from 'node:fs'

type Specified = Readonly<Record<string, Readonly<Record<string, readonly [type: string, lv: string, en: string]>>>>

const FOLDER = new URL('specified/', import.meta.url)
const ofSchemes = readdirSync(FOLDER).map(
  (name) => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Specified,
)

export const specifiedFields: Specified = {
  ...Object.assign({}, ...ofSchemes),
  'client-info/question': {
    // CLI_E01
    question: ['text*', 'Jautājums', 'Question'],
  },
  'delivery-generic/prepare': {
    // DLV_U01
    entitled: ['bool*', 'Saņēmējam ir tiesības', 'Recipient entitled'],
    plan: ['text', 'Darba plāns', 'Work plan'],
  },
  'delivery-generic/deliver': {
    // DLV_U02
    executionState: ['executionState*', 'Izpildes stāvoklis', 'Execution state'],
    resultSummary: ['text', 'Rezultāts', 'Result'],
    resultDocuments: ['file[]', 'Rezultāta dokumenti', 'Result documents'],
    costLines: ['table{item,amount,nature,frequency}', 'Papildu izmaksas', 'Additional costs'],
  },
  'delivery-generic/check-quality': {
    // DLV_U03
    qualityOk: ['bool*', 'Atbilst standartam', 'Meets the standard'],
    qualityNotes: ['text', 'Piezīmes', 'Notes'],
  },
  'request/accept': {
    // REQ_U01
    acceptDecision: ['acceptDecision*', 'Lēmums', 'Decision'],
    question: ['text', 'Trūkstošā informācija', 'Missing information'],
    returnReason: ['text', 'Atgriešanas iemesls', 'Reason of return'],
    plannedCompletion: ['datetime', 'Plānotais izpildes laiks', 'Planned completion'],
    feeAmount: ['money', 'Maksa', 'Fee'],
  },
  'request/refuse': {
    // REQ_U02
    refusalReason: ['text*', 'Pamatojums', 'Reason'],
    legalBasis: ['string*', 'Tiesiskais pamats', 'Legal basis'],
    appealInfo: ['text*', 'Apstrīdēšanas kārtība', 'How to appeal'],
  },
  'request/approve-refusal': {
    // REQ_U03
    refusalApproved: ['bool*', 'Apstiprināts', 'Approved'],
    remarks: ['text', 'Piezīmes', 'Remarks'],
  },
  'request/approve': {
    // REQ_U04
    approved: ['bool*', 'Apstiprināts', 'Approved'],
    conditions: ['text', 'Nosacījumi', 'Conditions'],
  },
  'request/decide-failure': {
    // REQ_U05
    failureAction: ['failureAction*', 'Rīcība', 'Action'],
    failureNote: ['text*', 'Kas notika', 'What happened'],
  },
  'request/execute': {
    // REQ_U06
    resultSummary: ['text*', 'Rezultāts', 'Result'],
    resultDocuments: ['file[]', 'Dokumenti', 'Documents'],
  },
  'request/check-level': {
    // REQ_U07
    levelMet: ['bool*', 'Saskaņotais līmenis ievērots', 'Agreed level met'],
    deviation: ['text', 'Novirze', 'Deviation'],
  },
  'svc-residence-declaration/review-basis': {
    // SVR_U01
    review: ['residenceReview*', 'Lēmums', 'Decision'],
    addressId: ['ref(Address)', 'Adrese', 'Address'],
    basis: ['residenceBasis', 'Dzīvesvietas pamats', 'Basis of residence'],
    movedAt: ['date', 'Dzīvo kopš', 'Lives there since'],
    ground: ['text', 'Atteikuma pamats', 'Ground of the refusal'],
  },
  'svc-archive-statement/find-fonds': {
    // SVA_U01
    fondsSearch: ['fondsSearch*', 'Meklēšanas iznākums', 'Outcome of the search'],
    references: ['string', 'Fonds, apraksts un lietas', 'Fonds, series and files'],
    pages: ['int', 'Lapas', 'Pages'],
    ground: ['text', 'Kāpēc ziņu nav', 'Why there is nothing'],
  },
  'svc-archive-statement/prepare-statement': {
    // SVA_U02
    statement: ['text*', 'Izziņas teksts', 'Text of the statement'],
  },
  'application/classify': {
    // APP_U01
    kind: ['applicationKind*', 'Pieteikuma veids', 'Kind'],
    serviceId: ['ref(Service)', 'Pakalpojums', 'Service'],
    category: ['ref(Category)*', 'Kategorija', 'Category'],
    impact: ['impact*', 'Ietekme', 'Impact'],
    urgency: ['urgency*', 'Steidzamība', 'Urgency'],
    admissibility: ['admissibility*', 'Pieņemamība', 'Admissibility'],
    question: ['text', 'Jautājums klientam', 'Question to client'],
    linkedIncidentId: ['ref(Incident)', 'Saistītais incidents', 'Same open incident'],
    duplicateOf: ['ref(Application)', 'Dublikāts', 'Duplicate of'],
    l1Solvable: ['bool*', 'Risināms 1. līmenī', 'Solvable at level 1'],
    supportType: ['supportType', 'Atbalsta veids', 'Support type'],
  },
  'application/refuse': {
    // APP_U02
    refusalAction: ['refusalAction*', 'Rīcība', 'Action'],
    targetInstitution: ['ref(Institution)', 'Pārsūtīt iestādei', 'Forward to'],
    refusalReason: ['text*', 'Pamatojums', 'Reason'],
  },
  'application/inform': {
    // APP_P01_U1
    answer: ['text*', 'Atbilde', 'Answer'],
    sources: ['ref(KnowledgeArticle)[]', 'Avoti', 'Sources'],
    l1Solved: ['bool*', 'Atrisināts', 'Solved'],
  },
  'application/simple-incident': {
    // APP_P01_U2
    appliedArticle: ['ref(KnowledgeArticle)', 'Pielietotais risinājums', 'Applied workaround'],
    actionsTaken: ['text*', 'Veiktās darbības', 'Actions'],
    l1Solved: ['bool*', 'Atrisināts', 'Solved'],
  },
  'application/review-feedback': {
    // APP_U03
    feedbackDecision: ['feedbackDecision*', 'Lēmums', 'Decision'],
    answer: ['text*', 'Atbilde klientam', 'Answer to client'],
  },
  'application/answer-progress': {
    // APP_U05
    answer: ['text*', 'Atbilde', 'Answer'],
    complaintAboutProgress: ['bool*', 'Sūdzība par norisi', 'Complaint about progress'],
  },
  'application/coordinate': {
    // APP_U06
    coordinationNote: ['text*', 'Saskaņots ar izpildītāju', 'Agreed with executor'],
    newExpected: ['datetime', 'Paredzamais izpildes laiks', 'Expected completion'],
  },
  'application/hand-over': {
    // APP_U04
    resultSummary: ['text*', 'Rezultāts', 'Result'],
    deliveryChannel: ['notifyChannel*', 'Piegādes veids', 'Delivery'],
    confirmedOnSpot: ['bool*', 'Klients apstiprināja uzreiz', 'Client confirmed at once'],
  },
  'application/close': {
    // APP_U08
    closureCode: ['closureCode*', 'Slēgšanas kods', 'Closure code'],
    finalCategory: ['ref(Category)*', 'Galīgā kategorija', 'Final category'],
    knowledgeCandidate: ['bool', 'Zināšanu kandidāts', 'Knowledge candidate'],
    improvementIdea: ['text', 'Uzlabojuma ideja', 'Improvement idea'],
  },
  // The start form APP_E01.
  'application/received': {
    channel: ['channel*', 'Kanāls', 'Channel'],
    receivedAt: ['datetime*', 'Saņemts', 'Received'],
    clientKind: ['clientKind*', 'Klienta veids', 'Client kind'],
    clientId: ['string', 'Klienta identifikators', 'Client identifier'],
    clientName: ['string*', 'Klienta vārds vai nosaukums', 'Client name'],
    userName: ['string', 'Lietotājs (pārstāvis)', 'User (representative)'],
    userAuthority: ['string', 'Pārstāvības pamats', 'Basis of representation'],
    contactEmail: ['string', 'E-pasts', 'E-mail'],
    contactPhone: ['string', 'Tālrunis', 'Phone'],
    preferredChannel: ['notifyChannel*', 'Informēt mani', 'Inform me by'],
    language: ['language', 'Saziņas valoda', 'Language'],
    accessibilityNeeds: ['accessibility[]', 'Piekļūstamības vajadzības', 'Accessibility needs'],
    lifeSituationId: ['ref(LifeSituation)', 'Dzīves situācija', 'Life situation'],
    serviceId: ['ref(Service)', 'Pakalpojums', 'Service'],
    subject: ['string*', 'Temats', 'Subject'],
    description: ['text*', 'Apraksts', 'Description'],
    occurredAt: ['datetime', 'Notikuma laiks', 'When it happened'],
    requestData: ['json', 'Pakalpojuma dati', 'Service data'],
    attachments: ['file[]', 'Pielikumi', 'Attachments'],
    sourceSystem: ['string', 'Avota sistēma', 'Source system'],
    externalRef: ['string', 'Ārējais numurs', 'External number'],
    // Not in the table: the identifier is not needed for some kinds, so the kind must be sayable here.
    kind: ['applicationKind', 'Pieteikuma veids', 'Kind'],
  },
  // Level 1 answers from a knowledge article: one of the example services.
  'svc-simple-information/answer': {
    executionState: ['executionState*', 'Izpildes stāvoklis', 'Execution state'],
    answer: ['text*', 'Atbilde', 'Answer'],
    sources: ['ref(KnowledgeArticle)[]', 'Avoti', 'Sources'],
    resultSummary: ['text', 'Rezultāts', 'Result'],
  },
  // The task of the process manager when no deployed scheme can receive a message (C9).
  'undelivered-message/handle': {
    resolution: ['resolution*', 'Risinājums', 'Resolution'],
    note: ['text*', 'Pamatojums', 'Reason'],
    workOutcome: ['workOutcome', 'Darba iznākums', 'Work outcome'],
    resultSummary: ['text', 'Rezultāts', 'Result'],
  },
}
