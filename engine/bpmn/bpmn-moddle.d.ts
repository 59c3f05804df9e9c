/** The part of bpmn-moddle 10 that we use; the package ships types of its elements, but none of its parser. */
declare module 'bpmn-moddle' {
  export interface ModdleWarning {
    readonly message: string
    /** Where the warning concerns an element that was read. */
    readonly element?: unknown
    readonly property?: string
    readonly value?: unknown
  }

  export interface ModdleType {
    readonly name: string
    properties: { name: string; type: string; isAttr?: boolean }[]
  }

  export class BpmnModdle {
    readonly registry: {
      readonly typeMap: Readonly<Record<string, ModdleType>>
    }
    constructor(packages?: Readonly<Record<string, unknown>>)
    /** @throws Error with `warnings` when there is no root element */
    fromXML(xml: string): Promise<{
      readonly rootElement: unknown
      readonly warnings: readonly ModdleWarning[]
      readonly elementsById: Readonly<Record<string, unknown>>
    }>
  }
}
