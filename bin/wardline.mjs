#!/usr/bin/env node
import { ensureInstalled } from '../scripts/install.mjs'
import { runFile } from '../scripts/with-node.mjs'

ensureInstalled()
runFile('src/app/cli.ts', process.argv.slice(2))
