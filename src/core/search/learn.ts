/** Counts the words of new entries in the background: how common each is, for plans, completion and typing errors. */
import type { App } from '../app.ts'

const batch_entries = 40_000
const seconds_max = 40

/** Runs batches until nothing new is left or the next run is near; what remains waits for that one. */
export async function learnWords(app: Pick<App, 'pool'>): Promise<void> {
  const end_ms = performance.now() + seconds_max * 1000
  while (performance.now() < end_ms) {
    const { rows } = await app.pool.query<{ counted: number }>('select core.search_learn($1) as counted', [
      batch_entries,
    ])
    if ((rows[0]?.counted ?? 0) === 0) return
  }
}
