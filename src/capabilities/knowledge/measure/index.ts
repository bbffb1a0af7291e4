/** Measures of articles, gaps, what is stale and what is double. See README.md. */
import type { Capability } from '../../../core/registry.ts'
import { coach, dismissDuplicate, dismissGap, duplicates, gaps, gapTickets, mergeInto } from './coach.ts'
import { findAll } from './find-gaps.ts'
import { foldAll, foldMeasures } from './fold.ts'
import { measureOf, measures, noteFormRead, setReopenDays } from './measures.ts'

export { findDuplicates, findGaps } from './find-gaps.ts'
export { foldMeasures } from './fold.ts'

export const articleMeasures: Capability = {
  name: 'article-measures',
  recordActions: [mergeInto],
  plainActions: [noteFormRead, setReopenDays, dismissGap, dismissDuplicate],
  readers: [measures, measureOf, gaps, gapTickets, duplicates, coach],
  jobs: {
    'knowledge.fold_measures': foldAll,
    'knowledge.fold_measures_of': (app, payload) => foldMeasures(app, String(payload.org)),
    'knowledge.find_gaps': findAll,
  },
  schedules: ['13 2 * * * knowledge.fold_measures', '29 2 * * * knowledge.find_gaps'],
}
