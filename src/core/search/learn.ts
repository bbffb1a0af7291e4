/** Counts the words of new entries in the background: how common each is, for plans, completion and typing errors. */
import type { App } from '../app.ts'

const batch_entries = 5_000
const batches_max = 40

/** Runs batches until nothing new is left, some at most; what remains waits for the next run. */
export async function learnWords(app: Pick<App, 'pool'>): Promise<void> {
  for (let batch = 0; batch < batches_max; batch++) {
    const { rows } = await app.pool.query<{ counted: number }>('select core.search_learn($1) as counted', [
      batch_entries,
    ])
    if ((rows[0]?.counted ?? 0) === 0) return
  }
}
