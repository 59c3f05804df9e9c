/** What is wrong in a calendar, said to the person who wrote it, with the remedy. */
import type { CalendarProblem } from '../engine/time/working-calendar-json.ts'

/** One sentence of what is wrong and one of what to do. */
export function calendarSentence({ code, found, other = '' }: CalendarProblem, language: 'lv' | 'en'): string {
  return (language === 'lv' ? LATVIAN : ENGLISH)[code](found, other)
}

type Sentences = Readonly<Record<CalendarProblem['code'], (found: string, other: string) => string>>

const LATVIAN: Sentences = {
  'time-zone': (found) => `“${found}” nav laika josla. Ierakstiet, piemēram, Europe/Riga.`,
  weekday: (found) => `“${found}” nav nedēļas diena. Lietojiet mon, tue, wed, thu, fri, sat, sun.`,
  'no-working-time': () => 'Nedēļā nav neviena darba laika. Ierakstiet darba stundas vismaz vienai dienai.',
  'too-many-spans': (found) => `Vienai dienai ir ${found} darba laika posmi. Atstājiet ne vairāk kā 10.`,
  'too-many-dates': (found) =>
    `Brīvdienu un izņēmumu ir ${found}. Atstājiet ne vairāk kā 5000, piemēram, izņemot pagājušos gadus.`,
  date: (found) => `“${found}” nav datums. Rakstiet gadu, mēnesi un dienu, piemēram, 2026-01-01.`,
  'time-of-day': (found) => `“${found}” nav pulksteņa laiks. Rakstiet, piemēram, 08:30; dienas beigas ir 24:00.`,
  backwards: (found) =>
    `Darba laiks ${found} beidzas, pirms sākas. Samainiet laikus vai sadaliet to starp divām dienām.`,
  overlap: (found, other) =>
    `Darba laiks ${found} pārklājas ar ${other}. Sakārtojiet posmus pēc kārtas tā, lai tie nepārklātos.`,
}

const ENGLISH: Sentences = {
  'time-zone': (found) => `“${found}” is no time zone. Write, for example, Europe/Riga.`,
  weekday: (found) => `“${found}” is no day of the week. Use mon, tue, wed, thu, fri, sat, sun.`,
  'no-working-time': () => 'The week has no working time. Give at least one day its hours.',
  'too-many-spans': (found) => `One day has ${found} spans of hours. Keep at most 10.`,
  'too-many-dates': (found) =>
    `There are ${found} holidays and exceptions. Keep at most 5000, e.g. without past years.`,
  date: (found) => `“${found}” is no date. Write year, month and day, for example 2026-01-01.`,
  'time-of-day': (found) => `“${found}” is no time of day. Write, for example, 08:30; the end of the day is 24:00.`,
  backwards: (found) => `The hours ${found} end before they begin. Swap the times, or divide them between two days.`,
  overlap: (found, other) => `The hours ${found} overlap with ${other}. Put the spans in order so that none overlaps.`,
}
