/** Search over everything that has words. See README.md for how it finds and in which order. */
import type { Capability } from '../registry.ts'
import { learnWords } from './learn.ts'
import { search as find } from './search.ts'
import { addSynonyms, changeSynonyms, listSynonyms, removeSynonyms } from './synonym-actions.ts'
import { trySynonyms } from './synonym-try.ts'

export const search: Capability = {
  name: 'search',
  plainActions: [addSynonyms, changeSynonyms, removeSynonyms],
  readers: [find, listSynonyms, trySynonyms],
  jobs: { 'search.learn': learnWords },
  schedules: ['* * * * * search.learn'],
}
