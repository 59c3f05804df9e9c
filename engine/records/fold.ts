/** Lower case without diacritics: `Dzīvesvietas` → `dzivesvietas`, so that people find what they type without them. */
export function fold(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC')
}
