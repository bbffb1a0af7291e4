// npm test [-- PART-OF-A-PATH …]: installs and builds what is missing, then runs the suite.
import { ensureInstalled } from './install.mjs'
import { ensureWebBuilt } from './web.mjs'
import { runFile } from './with-node.mjs'

ensureInstalled()
ensureWebBuilt()
runFile('test/run.ts', process.argv.slice(2))
