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
stopWithNpm()
await main()

/** npm hands a signal to the shell between it and us; some shells end of it and leave us behind. */
function stopWithNpm() {
  if (process.env['npm_lifecycle_event'] !== 'start') return
  const shell = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 250)
  watch.unref()
}
