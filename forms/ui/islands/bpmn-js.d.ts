/** What of bpmn-js our scripts use; its own types are for another way of finding modules. */
declare module 'bpmn-js/lib/NavigatedViewer' {
  export default class NavigatedViewer {
    constructor(options: { container: HTMLElement; zoomScroll?: { enabled: boolean } })
    /** @throws Error where the text is no diagram, or has no drawing */
    importXML(xml: string): Promise<unknown>
    get<Service>(name: string): Service
    on<Event>(name: string, listen: (event: Event) => void): void
  }
}

/** Bundled beside the script that imports them. */
declare module '*.css'
