import type pg from 'pg'

/** Words are counted in the background in the first minutes after a load; what is measured is the time after it. */
export async function learnWords(owner: pg.Client): Promise<void> {
  // The first run only sees the entries that the next ones count.
  for (let idle = 0; idle < 2; ) {
    const { rows } = await owner.query<{ counted: number }>('select core.search_learn(100000) as counted')
    if ((rows[0]?.counted ?? 0) === 0) idle++
  }
}
