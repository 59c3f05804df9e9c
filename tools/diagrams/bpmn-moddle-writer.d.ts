/** What the drawing tools need of bpmn-moddle beyond reading; merges with the declaration of the engine. */
declare module 'bpmn-moddle' {
  interface BpmnModdle {
    create(
      type: string,
      attributes?: Readonly<Record<string, unknown>>,
    ): import('../../engine/bpmn/xml/moddle-element.ts').ModdleElement
    toXML(element: unknown, options?: { readonly format?: boolean }): Promise<{ readonly xml: string }>
  }
}
