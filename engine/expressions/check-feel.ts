export function checkFeel(_feel: string, _functionNames: readonly string[]): string | null {
  return null
}
