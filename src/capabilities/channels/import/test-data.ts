import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../../../..')

/** The public test data's path, or a sentence for `skip` when it is not on this machine. */
export function publicData(name: string): { path: string; skip: string | false } {
  const path = resolve(root, process.env.WARDLINE_DATA ?? '../shared/data', name)
  return { path, skip: existsSync(path) ? false : `the public data ${name} is not on this machine` }
}

const folder = mkdtempSync(join(tmpdir(), 'wardline-import-'))
let count = 0

/** A file with this content in a folder of this run. */
export function fixture(content: string | Uint8Array, name = 'file.csv'): string {
  const path = join(folder, `${++count}-${name}`)
  writeFileSync(path, content)
  return path
}

/** A path that nothing is at yet. */
export function freshPath(name: string): string {
  return join(folder, `${++count}-${name}`)
}

/** One of the mappings that come with the product. */
export function readyMapping(name: string): string {
  return join(import.meta.dirname, 'mappings', `${name}.json`)
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}
