// Starts Ritums from a clean clone: installs what is missing, builds what is newer, then runs the server in this process,
// so that a signal to it reaches the server. Plain JavaScript without packages, because it runs before there are any.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { buildIfOlder, checkNode, installIfMissing, root } from './prepare.mjs'

checkNode()
await installIfMissing()
await buildIfOlder()
if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'))
const { main } = await import(new URL('../dist/api/main.js', import.meta.url).href)
await main()
