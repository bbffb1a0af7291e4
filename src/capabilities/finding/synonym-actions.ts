/** An organization's own words that mean the same: listed, added, changed, removed. The next search uses them. */
import { Type } from 'typebox'
import { plainAction } from '../../core/action.ts'
import { type Actor, may } from '../../core/actor.ts'
import { lockOrganization } from '../../core/people/store.ts'
import { reader } from '../../core/registry.ts'
import { foldWord, synonym_words_max } from '../../core/search/parse.ts'
import { ownSynonyms, shippedSynonyms, synonyms_max } from '../../core/search/synonyms.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { conflict, invalid, invalidFields, notFound } from '../../platform/http/problem.ts'
import { Body, Id, Line } from '../../platform/http/schema.ts'
import { newId } from '../../platform/id/id.ts'

const word_length_max = 60

const Words = Type.Array(Line(word_length_max), {
  minItems: 2,
  maxItems: 20,
  description: 'Words or short phrases that mean the same. Letter case does not matter.',
})
const Group = Type.Object({ id: Id, words: Type.Array(Type.String()) })
const IdParams = Body({ id: Id })

const permits = (actor: Actor) => may(actor, 'organization.manage')

export const listSynonyms = reader({
  name: 'synonyms.list',
  summary: 'The groups of words that mean the same: the organization’s own and those that ship.',
  path: '/api/synonyms',
  output: Type.Object({
    rows: Type.Array(Group),
    shipped: Type.Array(
      Type.Object({
        words: Type.Array(Type.String()),
        is_replaced: Type.Boolean({
          description:
            'True when a group of the organization’s own names one of the words and stands instead.',
        }),
      }),
    ),
  }),
  permits,
  run: async ({ tx, actor }) => {
    const rows = await tx.all(ownSynonyms(actor.orgId))
    const named = new Set(rows.flatMap(({ words }) => words.map(foldWord)))
    const shipped = shippedSynonyms.map((words) => ({
      words: [...words],
      is_replaced: words.some((word) => named.has(word)),
    }))
    return { rows, shipped }
  },
})

export const addSynonyms = plainAction({
  name: 'synonyms.create',
  summary: 'Add a group of words that mean the same in every search of the organization.',
  input: Body({ words: Words }),
  output: Group,
  permits,
  run: async ({ tx, actor, input }) => {
    const id = newId()
    const words = await checked(tx, id, input.words)
    const [groups] = await tx.all(
      raw<{ count: number }>('select count(*)::int as count from core.synonym where org_id = $1', [
        actor.orgId,
      ]),
    )
    if ((groups?.count ?? 0) >= synonyms_max)
      throw conflict(`There are ${synonyms_max} groups already. Remove one first.`)
    tx.send(raw('insert into core.synonym (org_id, id, words) values ($1, $2, $3)', [actor.orgId, id, words]))
    return { result: { id, words }, audit: { synonym: id, words: words.length } }
  },
})

export const changeSynonyms = plainAction({
  name: 'synonyms.edit',
  summary: 'Change the words of a group.',
  method: 'PATCH',
  path: '/api/synonyms/:id',
  params: IdParams,
  input: Body({ words: Words }),
  output: Group,
  permits,
  run: async ({ tx, actor, input, params }) => {
    const id = await known(tx, params.id ?? '')
    const words = await checked(tx, id, input.words)
    tx.send(raw('update core.synonym set words = $3 where org_id = $1 and id = $2', [actor.orgId, id, words]))
    return { result: { id, words }, audit: { synonym: id, words: words.length } }
  },
})

export const removeSynonyms = plainAction({
  name: 'synonyms.remove',
  summary: 'Remove a group. What ships with the product for its words holds again.',
  method: 'DELETE',
  path: '/api/synonyms/:id',
  params: IdParams,
  input: Type.Union([Body({}), Type.Null()]),
  output: Type.Object({}),
  permits,
  run: async ({ tx, actor, params }) => {
    const id = await known(tx, params.id ?? '')
    tx.send(raw('delete from core.synonym where org_id = $1 and id = $2', [actor.orgId, id]))
    return { result: {}, audit: { synonym: id } }
  },
})

async function known(tx: Tx, id: string): Promise<string> {
  // Writers of groups wait for each other, so that no word gets into two of them.
  lockOrganization(tx)
  const group = await tx.maybe(
    raw('select id from core.synonym where org_id = $1 and id = $2', [tx.orgId, id]),
  )
  if (!group) throw notFound('This group of words')
  return id
}

/** The words as they are compared with what somebody types. Throws a 422 that points at each word that cannot be. */
async function checked(tx: Tx, id: string, input: readonly string[]): Promise<string[]> {
  const words = input.map(foldWord)
  lockOrganization(tx)
  const found = await tx.all(
    raw<{ is_findable: boolean; is_taken: boolean }>(
      `select numnode(phraseto_tsquery('core.english', w.word)) > 0 as is_findable,
         exists (select from core.synonym s where s.org_id = $1 and s.id <> $2 and w.word = any(s.words)) as is_taken
       from unnest($3::text[]) with ordinality w (word, place) order by w.place`,
      [tx.orgId, id, words],
    ),
  )
  const errors = words.flatMap((word, at) => {
    const detail = flawOf(word, words.indexOf(word) < at, found[at])
    return detail === undefined ? [] : [{ pointer: `#/words/${at}`, detail }]
  })
  if (errors.length === 1 && errors[0]) throw invalid(errors[0].pointer, errors[0].detail)
  if (errors.length > 1) throw invalidFields(errors)
  return words
}

type Checked = { is_findable: boolean; is_taken: boolean }

function flawOf(word: string, isDouble: boolean, found: Checked | undefined): string | undefined {
  if (/["“”„]|(^|\s)-/u.test(word)) return 'Leave out quotation marks and leading minus signs.'
  if (word.split(' ').length > synonym_words_max)
    return `Too long: a phrase has ${synonym_words_max} words at most.`
  if (isDouble) return 'This word stands in the group twice.'
  if (!found?.is_findable) return 'The search passes over this word, so it cannot stand for another one.'
  if (found.is_taken) return 'This word stands in another group already. Add to that group instead.'
  return undefined
}
