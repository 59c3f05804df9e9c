/** How many schedules share a world. */
const PER_WORLD = 50

/**
 * Seeds of schedules.
 *
 * @param beginning what all of them begin with
 */
export function seedsFrom(beginning: string, count: number): string[] {
  return Array.from(
    { length: count },
    (_, index) => `${beginning}-${Math.floor(index / PER_WORLD)}.${index % PER_WORLD}`,
  )
}
