/**
 * What the engine finds in a diagram, told in Latvian: what is wrong, and what to do. In English its own sentence says both.
 * By the code of the problem; the engine's sentence with names and places stands below as the technical description.
 */

type Sentence = readonly [what: string, remedy: string]

const OTHERWISE: Sentence = ['Diagrammā ir nepilnība.', 'Izlasiet tehnisko aprakstu un izlabojiet elementu modelētājā.']

const FILE_BROKEN: Sentence = [
  'Datni nevar nolasīt.',
  'Atveriet to modelētājā, saglabājiet vēlreiz un augšupielādējiet.',
]
const TWICE: Sentence = ['Tas pats ir norādīts divreiz.', 'Atstājiet vienu un otru noņemiet vai pārdēvējiet.']
const EVENT_PLACE: Sentence = [
  'Šāds notikums šajā vietā nedarbojas.',
  'Izvēlieties citu notikuma veidu vai pārvietojiet notikumu.',
]
const EVENT_GATEWAY: Sentence = [
  'Aiz vārtejas, kas gaida pirmo notikumu, zīmējums nav pareizs.',
  'Aiz tās zīmējiet vismaz divus gaidīšanas notikumus un neko citu.',
]
const LINK: Sentence = ['Saites notikumam nav pāra.', 'Katrai saitei vajag vienu mērķi ar to pašu nosaukumu.']
const COMPENSATION: Sentence = [
  'Atsaukšana ir uzzīmēta nepilnīgi.',
  'Pievienojiet solim atsaukšanas notikumu un atsaukšanas darbību, ko savieno asociācija.',
]
const LOOP: Sentence = ['Solis atkārtotos bez gala.', 'Pievienojiet ceļam izeju vai soli, kas gaida.']
const JOIN: Sentence = [
  'Ceļi šeit nekad nesanāks kopā.',
  'Pārbaudiet, vai ceļus sadala un savieno tāda paša veida vārtejas.',
]
const MULTIPLE: Sentence = [
  'Atkārtošana ir norādīta nepilnīgi.',
  'Norādiet, cik reižu vai kuram sarakstam soli atkārto.',
]
const RULES: Sentence = [
  'Lēmumu tabulas rindas nav saskaņotas.',
  'Pārskatiet rindas: katram gadījumam jāatbilst vismaz vienai un ne pretrunīgām.',
]
const SCHEMA: Sentence = ['Veidlapas vai ziņas shēma nav derīga.', 'Izlabojiet shēmu pēc tehniskā apraksta.']
const REFERENCE: Sentence = [
  'Elements norāda uz kaut ko, kā diagrammā nav.',
  'Modelētājā izvēlieties to vēlreiz vai noņemiet norādi.',
]
const CONNECTION: Sentence = ['Pāreja savieno to, ko savienot nedrīkst.', 'Noņemiet pāreju vai pievienojiet citur.']
const CALL: Sentence = ['Nav norādīts, kuru procesu izsaukt.', 'Norādiet izsaucamā procesa kodu un versijas izvēli.']
const VALUE: Sentence = ['Īpašības vērtība nav derīga.', 'Izlabojiet vērtību elementa īpašībās.']

const SENTENCES: Readonly<Record<string, Sentence>> = {
  // Between the processes.
  'message-without-receiver': [
    'Šo ziņu neviens spēkā esošs process nesaņem: katra kļūtu par procesa vadītāja uzdevumu.',
    'Ieviesiet procesu, kas ziņu saņem, vai noņemiet soli.',
  ],
  'message-without-sender': [
    'Šo ziņu neviens spēkā esošs process nesūta: lieta te gaidītu veltīgi.',
    'Atjaunojiet soli, kas ziņu sūta, vai ziņas aprakstā norādiet, ka tā nāk no ārpuses.',
  ],
  'correlation-key-missing': [
    'Nav pateikts, kuras lietas ziņu te gaida: derētu jebkura.',
    'Norādiet īpašību correlationKey vai atslēgu ziņas aprakstā.',
  ],
  'answer-missing': [
    'Process saņem jautājumu, bet neatbild uz to: jautātājs gaidītu veltīgi.',
    'Atjaunojiet soli, kas nosūta atbildi.',
  ],
  'question-missing': [
    'Process gaida atbildi uz jautājumu, ko pats neuzdod.',
    'Atjaunojiet soli, kas uzdod jautājumu, vai noņemiet gaidīšanu.',
  ],
  'called-process-missing': [
    'Izsauktais process nav spēkā: lieta te apstātos.',
    'Ieviesiet šo procesu vai izsauciet citu.',
  ],
  'unknown-process': ['Izsauktā procesa vēl nav.', 'Izvietojiet to, pirms kāda lieta līdz šim solim nonāk.'],
  'lane-role-unknown': ['Celiņa lomas iestādē nav.', 'Izlabojiet celiņa īpašību candidateGroups.'],
  'lane-without-people': ['Celiņa loma nav nevienam: uzdevumi paliktu bez izpildītāja.', 'Piešķiriet kādam šo lomu.'],
  'activity-not-covered': [
    'Process vairs neīsteno pamatdarbību, ko īsteno redakcija, kuras vietā tas stājas.',
    'Ja to tagad dara cits solis, norādiet darbību tā īpašībā covers.',
  ],
  'end-state-lost': [
    'Process vairs nevar beigties stāvoklī, uz kuru paļaujas ieraksti un rādītāji.',
    'Saglabājiet stāvokļa kodu beigu notikuma īpašībā endState un procesa īpašībā endStates.',
  ],
  // What it refers to.
  'unknown-form': ['Soļa veidlapas nav.', 'Pievienojiet augšupielādei veidlapas datni vai izvēlieties citu veidlapu.'],
  'unknown-decision': ['Lēmumu tabulas nav.', 'Pievienojiet augšupielādei tās .dmn datni.'],
  'unknown-handler': ['Automātiskā soļa darba sistēmā nav.', 'Izlabojiet īpašību camunda:class.'],
  'unknown-message': ['Ziņai nav apraksta.', 'Pievienojiet to datnē messages.json vai izlabojiet ziņas nosaukumu.'],
  'reference-unresolved': REFERENCE,
  'reference-of-wrong-kind': REFERENCE,
  'element-unknown': ['Šādu elementu sistēma nepazīst.', 'Noņemiet elementu vai nomainiet ar zināmu.'],
  'element-not-supported': ['Šāda veida elementus sistēma neizpilda.', 'Nomainiet elementu ar citu.'],
  'extension-not-supported': [
    'Šo papildu īpašību sistēma neizmanto.',
    'Noņemiet to vai pārbaudiet, vai bez tās var iztikt.',
  ],
  'attribute-unknown': ['Elementam ir nezināma īpašība.', 'Pārbaudiet īpašības nosaukumu.'],
  'attribute-out-of-range': VALUE,
  'quantity-invalid': VALUE,
  'priority-invalid': VALUE,
  'loop-maximum-invalid': VALUE,
  'cardinality-invalid': VALUE,
  'multiplicity-invalid': VALUE,
  // Expressions and names.
  'expression-invalid': ['Izteiksmi nevar saprast.', 'Izlabojiet izteiksmi: iekavas, pēdiņas un funkciju nosaukumus.'],
  'reserved-name': ['Mainīgā nosaukums ir aizņemts.', 'Izvēlieties citu nosaukumu.'],
  'unsafe-name': ['Nosaukumā ir neatļautas zīmes.', 'Izmantojiet burtus, ciparus un pasvītru.'],
  'unsafe-id': ['Elementa identifikatorā ir neatļautas zīmes.', 'Modelētājā ierakstiet vienkāršu identifikatoru.'],
  'id-missing': ['Elementam nav identifikatora.', 'Modelētājā ierakstiet tam identifikatoru.'],
  'duplicate-id': TWICE,
  'duplicate-file': TWICE,
  'duplicate-form': TWICE,
  'duplicate-decision': TWICE,
  'duplicate-message': TWICE,
  'duplicate-process': TWICE,
  'start-name-twice': TWICE,
  'link-target-twice': TWICE,
  'error-caught-twice': TWICE,
  'compensation-twice': TWICE,
  'cancel-boundary-twice': TWICE,
  'script-language': ['Skripts nav FEEL valodā.', 'Pārrakstiet to kā FEEL izteiksmi.'],
  'script-missing': ['Aprēķina solim nav izteiksmes.', 'Ierakstiet FEEL izteiksmi.'],
  // Messages and events.
  'message-without-name': [
    'Notikumam vai solim nav ziņas: lieta te gaidītu vai sūtītu neko.',
    'Modelētājā izvēlieties elementa ziņu un piešķiriet tai nosaukumu.',
  ],
  'signal-without-name': ['Signālam nav nosaukuma.', 'Izvēlieties signālu un piešķiriet tam nosaukumu.'],
  'error-without-code': ['Kļūdai nav koda.', 'Norādiet kļūdas kodu.'],
  'escalation-without-code': ['Eskalācijai nav koda.', 'Norādiet eskalācijas kodu.'],
  'timer-incomplete': ['Termiņš nav norādīts.', 'Norādiet datumu, ilgumu vai atkārtošanu, piemēram, P5D.'],
  'timer-cannot-repeat': ['Šis termiņš nevar atkārtoties.', 'Norādiet datumu vai ilgumu.'],
  'event-in-wrong-position': EVENT_PLACE,
  'event-mix-senseless': EVENT_PLACE,
  'event-not-awaited': EVENT_PLACE,
  'event-condition-missing': ['Nosacījuma notikumam nav nosacījuma.', 'Ierakstiet nosacījumu.'],
  'condition-behind-event': EVENT_GATEWAY,
  'event-gateway-target-shared': EVENT_GATEWAY,
  'event-gateway-target-boundary': EVENT_GATEWAY,
  'event-gateway-single-way': EVENT_GATEWAY,
  'event-gateway-parallel': EVENT_GATEWAY,
  'event-gateway-mixed': EVENT_GATEWAY,
  'gateway-needs-events': EVENT_GATEWAY,
  'correlation-incomplete': [
    'Ziņas atslēga ir norādīta nepilnīgi.',
    'Norādiet, kur ziņā un kur lietā ir atslēgas vērtība.',
  ],
  'correlation-name-computed': ['Ziņas nosaukums ar atslēgu nevar būt aprēķināms.', 'Ierakstiet nosaukumu.'],
  'start-name-computed': ['Sākuma ziņas nosaukums nevar būt aprēķināms.', 'Ierakstiet nosaukumu.'],
  'message-flow-end-wrong': CONNECTION,
  'message-flow-within-pool': CONNECTION,
  'link-with-flow': CONNECTION,
  'flow-crosses-border': CONNECTION,
  'flow-leads-nowhere': ['Pāreja nekur neved.', 'Pievienojiet to solim vai noņemiet.'],
  'end-event-with-outgoing-flow': CONNECTION,
  'event-with-incoming-flow': CONNECTION,
  'instantiating-with-incoming-flow': CONNECTION,
  'compensation-with-flow': CONNECTION,
  'compensation-with-boundary': COMPENSATION,
  'compensation-without-handler': COMPENSATION,
  'compensation-without-effect': COMPENSATION,
  'compensation-start-in-process': COMPENSATION,
  'compensation-reference-outside': COMPENSATION,
  'compensation-handler-unused': COMPENSATION,
  'cancel-outside-transaction': ['Atcelšana darbojas tikai transakcijā.', 'Zīmējiet to transakcijas apakšprocesā.'],
  'boundary-without-activity': ['Notikums nav piestiprināts solim.', 'Pievelciet to pie soļa malas.'],
  'link-without-target': LINK,
  'link-without-source': LINK,
  'link-without-name': LINK,
  // Ways.
  'no-executable-process': ['Datnē nav izpildāma procesa.', 'Procesa īpašībās ieslēdziet “Executable”.'],
  'no-process': [
    'Starp datnēm nav diagrammas.',
    'Pievienojiet .bpmn datni vai veidlapu, ko spēkā esošs process izmanto.',
  ],
  'no-way-to-start': ['Procesu nav kā sākt.', 'Pievienojiet sākuma notikumu.'],
  'no-way-to-end': ['No šī soļa lieta nekad nenonāk līdz beigām.', 'Uzzīmējiet ceļu līdz beigu notikumam.'],
  'element-unreachable': ['Līdz šim solim neviens ceļš neved.', 'Pievienojiet pāreju uz to vai noņemiet to.'],
  'gateway-without-way-out': ['No vārtejas neved neviens ceļš.', 'Uzzīmējiet pāreju no tās.'],
  'gateway-direction-wrong': ['Vārtejas virziens neatbilst pārejām.', 'Pārbaudiet pārejas uz to un no tās.'],
  'condition-missing': ['Pārejai nav nosacījuma.', 'Ierakstiet nosacījumu vai padariet pāreju par noklusējuma ceļu.'],
  'condition-ignored': ['Pārejas nosacījums te netiek ievērots.', 'Noņemiet nosacījumu.'],
  'condition-alone': [
    'Vienīgajai pārejai ir nosacījums: ja tas neizpildās, lieta apstājas.',
    'Noņemiet nosacījumu vai uzzīmējiet otru ceļu.',
  ],
  'default-flow-unknown': ['Noklusējuma pārejas šeit nav.', 'Izvēlieties noklusējuma pāreju vēlreiz.'],
  'join-never-complete': JOIN,
  'join-left-waiting': JOIN,
  'token-doubled': [
    'Ceļi šeit sanāk kopā bez gaidīšanas: tālākie soļi notiktu divreiz.',
    'Savienojiet ceļus ar tāda paša veida vārteju, ar kādu tie sadalīti.',
  ],
  'loop-without-wait': LOOP,
  'loop-without-end': LOOP,
  'not-executed': ['Šo daļu sistēma neizpilda.', 'Ja tā vajadzīga, uzzīmējiet to izpildāmajā procesā.'],
  // Steps.
  'task-for-nobody': ['Uzdevumam nav izpildītāja.', 'Norādiet lomu celiņa vai uzdevuma īpašībā candidateGroups.'],
  'form-computed': ['Veidlapa nevar būt aprēķināma.', 'Ierakstiet veidlapas nosaukumu.'],
  'work-missing': ['Automātiskajam solim nav darba.', 'Norādiet, kas darbu izpilda.'],
  'work-type-unknown': ['Nav zināms, kā automātisko soli izpildīt.', 'Izvēlieties citu izpildes veidu.'],
  'topic-missing': ['Ārējam darbam nav temata.', 'Norādiet tematu.'],
  'four-eyes-unknown': [
    'Solis, no kura izpildītājam jāatšķiras, nav atrodams.',
    'Izlabojiet īpašību ar soļa nosaukumu.',
  ],
  'send-back-unknown': ['Solis, uz kuru atdot atpakaļ, nav atrodams.', 'Izlabojiet īpašību sendBackTo.'],
  'take-back-unknown': ['Atsaukšanas norāde nav saprotama.', 'Izlabojiet īpašību takeBack.'],
  'deadline-unknown': ['Termiņa norāde nav saprotama.', 'Izlabojiet termiņu.'],
  'sub-process-empty': ['Apakšprocess ir tukšs.', 'Uzzīmējiet tajā soļus vai noņemiet to.'],
  'event-sub-process-invalid': [
    'Notikuma apakšprocess ir uzzīmēts nepareizi.',
    'Tam vajag vienu sākuma notikumu un nevienu pāreju.',
  ],
  'ad-hoc-empty': ['Brīvās secības apakšprocess ir tukšs.', 'Uzzīmējiet tajā soļus.'],
  'ad-hoc-with-event': ['Brīvās secības apakšprocesā nedrīkst būt sākuma un beigu notikumu.', 'Noņemiet tos.'],
  'multi-instance-without-count': MULTIPLE,
  'multi-instance-event-missing': MULTIPLE,
  'multi-instance-complex-incomplete': MULTIPLE,
  'element-variable-unused': MULTIPLE,
  'called-element-missing': CALL,
  'binding-unknown': CALL,
  'binding-incomplete': CALL,
  'mapping-incomplete': ['Datu nodošana ir norādīta nepilnīgi.', 'Norādiet gan mainīgo, gan vērtību.'],
  'data-object-missing': REFERENCE,
  'data-association-incomplete': ['Datu bultai trūkst viena gala.', 'Savienojiet to vai noņemiet.'],
  // Lanes and pools.
  'element-in-two-lanes': ['Solis ir divos celiņos.', 'Atstājiet to vienā.'],
  'lane-names-foreign-element': ['Celiņš norāda uz soli, kas nav šajā procesā.', 'Pārvelciet soli savā celiņā.'],
  'process-in-two-pools': ['Process ir divos baseinos.', 'Atstājiet to vienā.'],
  // Decisions.
  'no-decision': ['Datnē nav lēmumu tabulas.', 'Pievienojiet lēmumu tabulu.'],
  'no-output': ['Lēmumu tabulai nav rezultāta.', 'Pievienojiet rezultāta kolonnu.'],
  'decision-without-id': ['Lēmumu tabulai nav identifikatora.', 'Piešķiriet tai identifikatoru.'],
  'decision-without-logic': ['Lēmumam nav tabulas.', 'Aizpildiet tabulu.'],
  'decision-mapping-unknown': VALUE,
  'decision-cycle': ['Lēmumi norāda viens uz otru riņķī.', 'Pārtrauciet riņķi.'],
  'dmn-invalid': FILE_BROKEN,
  'rules-overlap': RULES,
  'rules-gap': RULES,
  'rules-contradict': RULES,
  'rule-unused': RULES,
  'aggregation-of-several': RULES,
  'default-not-allowed': RULES,
  'too-many-decisions': ['Lēmumu tabulu ir par daudz.', 'Sadaliet datni.'],
  // Files.
  'content-unreadable': FILE_BROKEN,
  'json-syntax': ['JSON datnē ir kļūda.', 'Pārbaudiet iekavas, komatus un pēdiņas norādītajā rindā.'],
  'illegal-character': ['Datnē ir neatļauta zīme.', 'Noņemiet to un saglabājiet datni UTF-8 kodējumā.'],
  'invalid-text': FILE_BROKEN,
  'text-ignored': ['Teksts starp elementiem netiks ievērots.', 'Noņemiet to.'],
  'encoding-ignored': ['Datnes kodējums nav UTF-8.', 'Saglabājiet to UTF-8 kodējumā.'],
  'too-large': ['Datne ir par lielu.', 'Sadaliet procesu vairākos.'],
  'too-deep': ['Elementi ir ielikti cits citā pārāk dziļi.', 'Sadaliet procesu vairākos.'],
  'form-too-large': ['Veidlapa ir par lielu.', 'Sadaliet to vairākās.'],
  'too-many-files': ['Datņu ir par daudz.', 'Augšupielādējiet tikai mainītās.'],
  'bad-file-name': ['Datnes nosaukums nav derīgs.', 'Pārdēvējiet datni.'],
  'unknown-file': ['Šī datne nav procesa daļa.', 'Der .bpmn, .dmn, .form.json un messages.json.'],
  'more-problems': ['Ir vēl citas kļūdas.', 'Vispirms izlabojiet minētās, tad pārbaudiet vēlreiz.'],
  'schema-invalid': SCHEMA,
  'schema-keyword-refused': SCHEMA,
  'schema-dialect': SCHEMA,
  'pattern-unbounded': SCHEMA,
  'array-unbounded': SCHEMA,
}

/** @returns what is wrong and what to do, in Latvian */
export function latvianSentence(code: string): { readonly what: string; readonly remedy: string } {
  const [what, remedy] = SENTENCES[code] ?? OTHERWISE
  return { what, remedy }
}
