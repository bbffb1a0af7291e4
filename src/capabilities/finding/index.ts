/** Finding: one search over everything that has words, the words that mean the same, and what nobody found. */
import type { Capability } from '../../core/registry.ts'
import { learnWords } from '../../core/search/learn.ts'
import { listMisses, tidyMisses } from './misses.ts'
import { search } from './search.ts'
import { addSynonyms, changeSynonyms, listSynonyms, removeSynonyms } from './synonym-actions.ts'
import { trySynonyms } from './synonym-try.ts'

export const finding: Capability = {
  name: 'search',
  plainActions: [addSynonyms, changeSynonyms, removeSynonyms],
  readers: [search, listMisses, listSynonyms, trySynonyms],
  jobs: { 'search.learn': learnWords, 'search.tidy': tidyMisses },
  schedules: ['* * * * * search.learn', '17 3 * * * search.tidy'],
}
