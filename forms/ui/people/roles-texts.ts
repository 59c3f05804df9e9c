/** Texts of the page of roles. */
import type { Language } from '../../check/form-file.ts'

const lv = {
  title: 'Lomas',
  intro:
    'Loma nosaka, kurus uzdevumus cilvēks redz un ko drīkst darīt. Lomas un to tiesības nosaka iestādes dati; šeit redzat, ko katra nozīmē un kam tā ir.',
  missingTitle: 'Šīs lomas ir vajadzīgas, bet tās nav nevienam',
  missing: 'Šo lomu uzdevumus neviens neredzēs un tie gulēs neizpildīti. Piešķiriet lomu kādam cilvēkam.',
  needed: (processes: string) => `vajadzīga procesiem: ${processes}`,
  unknownTitle: 'Shēmās minētas lomas, kuru nav',
  may: 'Ko drīkst darīt',
  holders: 'Kam tā ir',
  nobody: 'Nevienam',
  more: (count: number) => `un vēl ${count}`,
  code: 'Apzīmējums shēmās',
}

const en: typeof lv = {
  title: 'Roles',
  intro:
    'A role decides which tasks a person sees and what they may do. Roles and their rights are data of the institution; here you see what each means and who holds it.',
  missingTitle: 'These roles are needed, but nobody holds them',
  missing: 'Nobody will see the tasks of these roles, and they will lie undone. Give the role to somebody.',
  needed: (processes) => `needed by the processes: ${processes}`,
  unknownTitle: 'Schemes name roles that do not exist',
  may: 'What it allows',
  holders: 'Who holds it',
  nobody: 'Nobody',
  more: (count) => `and ${count} more`,
  code: 'Code in schemes',
}

export const ROLES_TEXTS: Readonly<Record<Language, typeof lv>> = { lv, en }
