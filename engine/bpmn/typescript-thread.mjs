// First module of a thread when the engine runs from its sources: Node 20 hands a thread no loader hooks, so tsx is
// registered here before the TypeScript module (first argument, a URL) is imported. Not part of the compiled engine.
import { register } from 'tsx/esm/api'

register()
await import(process.argv[2])
