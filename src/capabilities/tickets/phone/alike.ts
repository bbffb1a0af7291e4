import { Type } from 'typebox'
import { reader } from '../../../core/registry.ts'
import { ownSynonyms } from '../../../core/search/synonyms.ts'
import { Body, Id, Line, NullableText, Time } from '../../../platform/http/schema.ts'
import { type AlikeTicket, ticketsAlike, wordConditions } from '../queries/alike.ts'
import { answersCalls } from './may.ts'

const hours_back = 24
const rows_max = 5
const points_needed = 2
const words_needed = 2

/** Open tickets of the last hours that could be the same trouble as what is being typed. */
export const alike = reader({
  name: 'phone.alike',
  summary: 'Open tickets of the last day that look like what a caller tells, the likest first.',
  path: '/api/phone/alike',
  query: Body({
    title: Type.Optional(Type.String({ maxLength: 500 })),
    application: Type.Optional(Line(200)),
    place_id: Type.Optional(Id),
    category_id: Type.Optional(Id),
  }),
  output: Type.Object({
    rows: Type.Array(
      Type.Object({
        id: Id,
        number: Type.Integer(),
        title: Type.String(),
        state: Type.String(),
        place: NullableText,
        application: NullableText,
        created_at: Time,
      }),
    ),
  }),
  permits: answersCalls,
  run: async ({ tx, actor, query, now }) => {
    const title = (query.title ?? '').replaceAll('\0', '').trim()
    const own = title ? await tx.all(ownSynonyms(tx.orgId)) : []
    const [queries = []] = title ? await wordConditions(tx, [title], own) : []
    const rows = await tx.all(
      ticketsAlike(actor, {
        since: new Date(Date.parse(now) - hours_back * 3_600_000).toISOString(),
        // What is itself only one more of the same is left out for the first of them.
        unlinked: 'duplicates',
        applications: query.application ? [query.application] : [],
        placeIds: query.place_id ? [query.place_id] : [],
        categoryIds: query.category_id ? [query.category_id] : [],
        queries,
      }),
    )
    const wanted = Math.min(words_needed, queries.length)
    return {
      rows: rows
        .map((row) => ({ row, points: pointsOf(row, wanted) }))
        .filter(({ points }) => points >= points_needed)
        .toSorted((a, b) => b.points - a.points)
        .slice(0, rows_max)
        .map(({ row: { id, number, title, state, place, application, created_at } }) => ({
          id,
          number,
          title,
          state,
          place,
          application,
          created_at,
        })),
    }
  },
})

/** An application or enough words say it alone; a place and a category say it together. */
function pointsOf(row: AlikeTicket, words_wanted: number): number {
  const hasWords = words_wanted > 0 && row.words >= words_wanted
  return (
    (row.is_application ? 2 : 0) +
    (hasWords ? 1 + row.words : 0) +
    (row.is_place ? 1 : 0) +
    (row.is_category ? 1 : 0)
  )
}
