import type { DiagramNode, DiagramProcess } from '../diagram/diagram.ts'
import type { FlowNode } from '../../model/process-definition.ts'
import type { AttributeReader } from './attribute-reader.ts'

/** What every element compiler works with, for one process. */
export interface Compilation {
  readonly process: DiagramProcess
  readonly read: AttributeReader
}

/** Makes the flow node of one kind; null when this use of the kind cannot run, which a check reports. */
export type NodeCompiler = (node: DiagramNode, compilation: Compilation) => FlowNode | null
