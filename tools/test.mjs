// Runs the tests from a clean clone: installs what is missing, then mocha. Further arguments go to mocha, e.g. the path of
// one test file. Ends with mocha's exit code; the last line is the count.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { checkNode, installIfMissing, root } from './prepare.mjs'

checkNode()
await installIfMissing()
console.log('Testing …')
const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js')
const reporter = join(root, 'tools', 'reporter.cjs')
const chosen = process.argv.slice(2)
// With files of one's own choice the list in .mocharc.json would be added to them.
const only = chosen.some((argument) => !argument.startsWith('-'))
  ? ['--no-config', '--node-option', 'import=tsx', '--timeout', '20000']
  : []
const child = spawn(process.execPath, [mocha, '--reporter', reporter, ...only, ...chosen], {
  cwd: root,
  stdio: 'inherit',
})
child.once('close', (code) => {
  process.exitCode = code ?? 1
})
