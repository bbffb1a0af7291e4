/** Where an erasure looks for words beside the records: the lines of `swept.txt`. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Swept = { table: string; column: string; what: 'words' | 'row' | 'same' }

/** Names go into SQL as they stand, so that anything but a plain name is a defect. */
export function readSwept(): Swept[] {
  return readFileSync(join(import.meta.dirname, 'swept.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, table, column, what = 'words'] =
        /^([a-z_]+\.[a-z_]+)\.([a-z_]+)(?: (row|same))?$/.exec(line) ?? []
      if (table === undefined || column === undefined) throw new Error(`swept.txt cannot be read: ${line}`)
      return { table, column, what: what as Swept['what'] }
    })
}
