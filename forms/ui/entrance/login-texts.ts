/** Texts of logging in and out. */
import type { Language } from '../../check/form-file.ts'

const lv = {
  title: 'Pieteikšanās',
  intro: 'Darba vieta iestādes darbiniekiem. Lai pieteiktos pakalpojumam, konts nav vajadzīgs.',
  applyLink: 'Pakalpojumi un pieteikumi',
  login: 'Lietotājvārds',
  password: 'Parole',
  enter: 'Pieteikties',
  loginMissing: 'Ievadiet lietotājvārdu.',
  passwordMissing: 'Ievadiet paroli.',
  wrong: 'Lietotājvārds vai parole nav pareiza. Pārbaudiet abus un mēģiniet vēlreiz.',
  tooMany: 'Pārāk daudz mēģinājumu. Uzgaidiet dažas minūtes un mēģiniet vēlreiz.',
  goOnTitle: 'Jūs esat pieteicies',
  goOn: 'Ievadītais ir saglabāts. Nosūtiet to tagad vai atveriet lapu no jauna, ja vairs nevajag.',
  send: 'Nosūtīt ievadīto',
  openAgain: 'Atvērt lapu no jauna',
  done: {
    'logged-out': 'Jūs esat izgājis no sistēmas.',
    'password-changed': 'Parole ir nomainīta. Piesakieties ar jauno paroli.',
  } as Readonly<Record<string, string>>,
}

const en: typeof lv = {
  title: 'Log in',
  intro: 'The workplace of the institution’s staff. To apply for a service you need no account.',
  applyLink: 'Services and applications',
  login: 'Login name',
  password: 'Password',
  enter: 'Log in',
  loginMissing: 'Enter your login name.',
  passwordMissing: 'Enter your password.',
  wrong: 'The login name or the password is wrong. Check both and try again.',
  tooMany: 'There were too many attempts. Wait a few minutes and try again.',
  goOnTitle: 'You are logged in',
  goOn: 'What you typed is kept. Send it now, or open the page anew if it is no longer needed.',
  send: 'Send what I typed',
  openAgain: 'Open the page anew',
  done: {
    'logged-out': 'You have logged out.',
    'password-changed': 'The password has been changed. Log in with the new one.',
  },
}

export const LOGIN_TEXTS: Readonly<Record<Language, typeof lv>> = { lv, en }
