/** Texts of applying and reporting, up to the receipt. */
import type { Language } from '../../check/form-file.ts'

const lv = {
  toService: 'Pakalpojuma apraksts',
  toServices: 'Pakalpojumi',
  continue: 'Turpināt',
  checkTitle: 'Pārbaudiet un nosūtiet',
  checkText: 'Pārbaudiet, vai viss ir pareizi. Nosūtot apliecināt, ka norādītās ziņas ir patiesas.',
  send: 'Nosūtīt',
  change: 'Labot',
  tooMany: (minutes: number) =>
    `No šīs vietas pēdējā stundā ir nosūtīts pārāk daudz pieteikumu. Mēģiniet vēlreiz pēc ${minutes} min; ievadītais ir saglabāts šajā lapā.`,
  formTooOld: 'Veidlapa ir novecojusi. Pārbaudiet ievadīto un turpiniet.',
  filesAgain: 'Datnes, kas netika pieņemtas, pievienojiet vēlreiz.',
  sentTitle: 'Pieteikums ir nosūtīts',
  number: 'Pieteikuma numurs',
  numberSoon: 'Numurs vēl tiek piešķirts.',
  showNumber: 'Parādīt numuru',
  code: 'Piekļuves kods',
  codeText:
    'Pierakstiet vai izdrukājiet kodu tagad: vēlreiz to neparādīsim. Ar numuru un kodu varat skatīt pieteikuma gaitu, atbildēt uz jautājumiem un pieteikumu atsaukt. Nedodiet kodu citiem.',
  codeWarning: 'Kodu rādām tikai vienu reizi',
  next: 'Kas notiks tālāk',
  nextLooked: 'Darbinieks izlasīs pieteikumu. Ja kaut kā trūks, mēs jums jautāsim.',
  nextTerm: (term: string) => `Pakalpojumu parasti sniedzam ${term} no pieteikuma saņemšanas.`,
  nextTold: 'Par gaitu un rezultātu paziņosim jūsu izvēlētajā veidā.',
  track: 'Skatīt pieteikuma gaitu',
  lost: 'Ja kodu pazaudēsiet, sazinieties ar mums un nosauciet pieteikuma numuru.',
  laterTitle: 'Pieteikums ir saņemts',
  later: 'Numuru piešķirs darbinieks un sazināsies ar jums pa norādīto e-pastu vai tālruni.',
  alreadyTitle: 'Šis pieteikums jau ir nosūtīts',
  already:
    'Pirmais sūtījums ir saņemts, un pēc tā veiktie labojumi nav pieņemti. Ja vajag ko piebilst, atveriet pieteikuma gaitu. Ja vajag vēl vienu pieteikumu, aizpildiet veidlapu no jauna.',
  newOne: 'Aizpildīt jaunu veidlapu',
  goneTitle: 'Pakalpojumam vairs nevar pieteikties',
  gone: 'Kamēr aizpildījāt veidlapu, pakalpojums kļuva nepieejams. Jūsu rakstītais ir zemāk: varat to nokopēt un pajautāt mums.',
  yourText: 'Ko jūs rakstījāt',
  ask: 'Uzdot jautājumu',
}

const en: typeof lv = {
  toService: 'About the service',
  toServices: 'Services',
  continue: 'Continue',
  checkTitle: 'Check and send',
  checkText: 'Check that everything is right. By sending it you confirm that what you say is true.',
  send: 'Send',
  change: 'Change',
  tooMany: (minutes) =>
    `Too much was sent from this place in the last hour. Try again in ${minutes} min; what you typed is kept on this page.`,
  formTooOld: 'The form is out of date. Check what you typed and go on.',
  filesAgain: 'Add the files again that were not taken.',
  sentTitle: 'The application was sent',
  number: 'Application number',
  numberSoon: 'The number is still being given.',
  showNumber: 'Show the number',
  code: 'Access code',
  codeText:
    'Write the code down or print it now: we will not show it again. With the number and the code you can see how far the application is, answer questions and withdraw it. Do not give the code to others.',
  codeWarning: 'We show the code only once',
  next: 'What happens next',
  nextLooked: 'A member of staff will read the application. If something is missing, we will ask you.',
  nextTerm: (term) => `We usually provide the service ${term} of receiving the application.`,
  nextTold: 'We will tell you of the progress and the result in the way that you chose.',
  track: 'See how far the application is',
  lost: 'If you lose the code, contact us and name the number of the application.',
  laterTitle: 'The application was received',
  later: 'A member of staff will give it a number and contact you by the e-mail or telephone that you named.',
  alreadyTitle: 'This application was sent already',
  already:
    'The first one was received, and changes made after that were not taken. To add something, open the progress of the application. If you need another application, fill the form in anew.',
  newOne: 'Fill in a new form',
  goneTitle: 'You can no longer apply for this service',
  gone: 'While you filled the form in, the service became unavailable. What you wrote is below: you can copy it and ask us.',
  yourText: 'What you wrote',
  ask: 'Ask a question',
}

export const APPLY_TEXTS: Readonly<Record<Language, typeof lv>> = { lv, en }
