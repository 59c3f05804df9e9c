/** The part of dmn-moddle 12 that we use; the package ships no types. */
declare module 'dmn-moddle' {
  export class DmnModdle {
    constructor(packages?: Readonly<Record<string, unknown>>)
    /** @throws Error when there is no root element */
    fromXML(
      xml: string,
    ): Promise<{ readonly rootElement: unknown; readonly warnings: readonly { readonly message: string }[] }>
  }
}
