import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../../../..')

/** The path of public test data, or a sentence for `skip` when it is not on this machine. */
export function publicFolder(name: string): { path: string; skip: string | false } {
  const path = resolve(root, process.env.WARDLINE_DATA ?? '../shared/data', name)
  return { path, skip: existsSync(path) ? false : `the public data ${name} is not on this machine` }
}
