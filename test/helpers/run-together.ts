/**
 * Runs the test files that it is given one after the other in this process, each as a suite of its own: what the server
 * is made of is loaded once for all of them. A file's hooks hold for that file.
 */
import { createRequire } from 'node:module'
import { suite } from 'node:test'

const file_ms_max = 5 * 60_000
const files = process.argv.slice(2)

// Helpers with hooks of their own come first: their hooks hold for all files.
await import('./database.ts')
if (files.some((file) => file.endsWith('.e2e.ts'))) await import('./browser.ts')

// A file that is required belongs to the suite that requires it; what is imported comes too late for that.
const load = createRequire(import.meta.url)
for (const file of files) suite(file, { timeout: file_ms_max }, () => load(file))
