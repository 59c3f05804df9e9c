/** Where each id stands, told in one pass the first time it is asked. */
export class LineIndex {
  private readonly xml: string
  private lines: Map<string, number> | null = null

  constructor(xml: string) {
    this.xml = xml
  }

  of(id: string | null): number | null {
    return id === null ? null : ((this.lines ??= this.read()).get(id) ?? null)
  }

  private read(): Map<string, number> {
    const lines = new Map<string, number>()
    this.xml.split('\n').forEach((text, index) => {
      for (const [, id] of text.matchAll(/\sid=["']([^"']{1,200})["']/g))
        if (id !== undefined && !lines.has(id)) lines.set(id, index + 1)
    })
    return lines
  }
}
