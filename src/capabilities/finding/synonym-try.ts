/** What the search makes of words, for those who keep the words that mean the same. */
import { Type } from 'typebox'
import { may } from '../../core/actor.ts'
import { reader } from '../../core/registry.ts'
import { parseSearch, query_length_max } from '../../core/search/parse.ts'
import { readTerms, similarWords, termQueries } from '../../core/search/plan.ts'
import { allSynonyms, ownSynonyms } from '../../core/search/synonyms.ts'

const Understood = Type.Object({
  typed: Type.String({ description: 'The word or phrase as it is compared.' }),
  same: Type.Array(Type.String(), { description: 'What is found as well, because it means the same.' }),
  similar: Type.Array(Type.String(), {
    description: 'The words that are looked for when nothing is found, because nobody uses the typed one.',
  }),
  is_exact: Type.Boolean({ description: 'It was quoted, so it is meant as it stands.' }),
  is_unwanted: Type.Boolean({ description: 'What holds it is left out.' }),
  is_beginning: Type.Boolean({ description: 'Longer words that begin with it are found as well.' }),
  is_passed_over: Type.Boolean({ description: 'The search passes over it, as over “the” and “of”.' }),
})

export const trySynonyms = reader({
  name: 'synonyms.try',
  summary: 'What the words of a search become: the terms, and what each of them stands for.',
  path: '/api/synonyms/try',
  query: Type.Object({ q: Type.String({ maxLength: query_length_max }) }, { additionalProperties: false }),
  output: Type.Object({ rows: Type.Array(Understood) }),
  permits: (actor) => may(actor, 'organization.manage'),
  run: async ({ tx, actor, query }) => {
    const own = await tx.all(ownSynonyms(actor.orgId))
    const { terms } = parseSearch(query.q, allSynonyms(own))
    const [phrases, beginnings] = await tx.many(...termQueries(actor.orgId, terms))
    const rows = []
    // At most a dozen terms, and only those that nobody uses are asked for.
    for (const { term, query: condition, misspelled } of readTerms(terms, phrases, beginnings)) {
      const [typed = '', ...same] = term.phrases
      rows.push({
        typed,
        same,
        similar: misspelled === null ? [] : await similarWords(tx, misspelled),
        is_exact: term.isPhrase,
        is_unwanted: term.isUnwanted,
        is_beginning: term.isOpen && condition !== '',
        is_passed_over: condition === '',
      })
    }
    return { rows }
  },
})
