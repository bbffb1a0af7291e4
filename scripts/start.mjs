// npm start: everything that a fresh clone needs, then the server. A later start skips what is done.
import { ensureInstalled } from './install.mjs'
import { ensureWebBuilt } from './web.mjs'
import { runFile } from './with-node.mjs'

ensureInstalled()
ensureWebBuilt()
runFile('src/app/cli.ts', ['start', ...process.argv.slice(2)], { NODE_ENV: 'production', ...process.env })
