/** What competencies there are. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { reader } from '../../../core/registry.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { invalid } from '../../../platform/http/problem.ts'
import { Id, OneOf, Page, PageQuery } from '../../../platform/http/schema.ts'
import { readsAll } from '../policy.ts'
import { competencyKinds } from './read-file.ts'

const frameworks_max = 200

export const frameworks = reader({
  name: 'training.frameworks',
  summary: 'The frameworks of competencies, with how many each holds.',
  path: '/api/training/frameworks',
  output: Type.Object({
    rows: Type.Array(
      Type.Object({
        id: Id,
        name: Type.String(),
        levels: Type.Array(Type.String()),
        competencies: Type.Integer(),
      }),
    ),
  }),
  permits: readsAll,
  run: async ({ tx }) => ({
    rows: await tx.all(
      raw<never>(
        `select f.id, f.name, f.levels, count(c.id)::int as competencies from training.framework f
           left join training.competency c on c.org_id = f.org_id and c.framework_id = f.id and c.archived_at is null
         where f.org_id = $1 group by f.id, f.name, f.levels order by f.name limit ${frameworks_max}`,
        [tx.orgId],
      ),
    ),
  }),
})

const Competency = Type.Object({
  id: Id,
  code: Type.String(),
  kind: OneOf(competencyKinds),
  name: Type.String(),
  description: Type.String(),
  framework_id: Id,
  framework: Type.String(),
  levels: Type.Array(Type.String()),
  is_archived: Type.Boolean(),
  requirements: Type.Integer({ description: 'How many requirements ask for it.' }),
})

export const competencies = reader({
  name: 'training.competencies',
  summary: 'A page of the competencies, by framework and code.',
  path: '/api/training/competencies',
  query: Type.Object(
    {
      q: Type.Optional(Type.String({ maxLength: 200, pattern: '^[^\\u0000\\p{Cs}]*$' })),
      framework: Type.Optional(Id),
      kind: Type.Optional(OneOf(competencyKinds)),
      archived: Type.Optional(Type.Boolean()),
      ...PageQuery,
    },
    { additionalProperties: false },
  ),
  output: Page(Competency),
  permits: readsAll,
  run: async ({ tx, query }) => {
    const limit = query.limit ?? 50
    const words = `%${(query.q ?? '')
      .trim()
      .toLowerCase()
      .replace(/[\\%_]/g, '\\$&')}%`
    const place = query.after === undefined ? null : readKey(query.after)
    const rows = await tx.all(
      sql<Static<typeof Competency>>`
        select c.id, c.code, c.kind, c.name, c.description, c.framework_id, f.name as framework, f.levels, c.archived_at is not null as is_archived,
          (select count(*)::int from training.requirement q where q.org_id = c.org_id and q.competency_id = c.id and q.archived_at is null) as requirements
        from training.competency c join training.framework f on f.org_id = c.org_id and f.id = c.framework_id
        where c.org_id = ${tx.orgId} and (c.archived_at is not null) = ${query.archived ?? false}
          and (${query.framework ?? null}::uuid is null or c.framework_id = ${query.framework ?? null}::uuid)
          and (${query.kind ?? null}::text is null or c.kind = ${query.kind ?? null})
          and (lower(c.name) like ${words} or lower(c.code) like ${words})
          and (${place?.[0] ?? null}::text is null or (f.name, c.code, c.id) > (${place?.[0] ?? null}::text, ${place?.[1] ?? null}::text, ${place?.[2] ?? null}::uuid))
        order by f.name, c.code, c.id limit ${limit + 1}`,
    )
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    const next = rows.length > limit && last ? writeKey([last.framework, last.code, last.id]) : null
    return { rows: page, next }
  },
})

/** The place in a list by three words: what the key `next` of a page holds. */
export function writeKey(parts: readonly [string, string, string]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/** Throws a 422 problem for a key that no page gave; the last part is an id. */
export function readKey(key: string): [string, string, string] {
  try {
    const parts = JSON.parse(Buffer.from(key, 'base64url').toString('utf8')) as unknown[]
    const isRight =
      Array.isArray(parts) &&
      parts.length === 3 &&
      parts.every((part) => typeof part === 'string' && part.isWellFormed() && !part.includes('\u0000'))
    if (isRight && isId(parts[2] as string)) return parts as [string, string, string]
  } catch {
    // A key that cannot be read is answered like any other wrong key.
  }
  throw unknownPage()
}

/** The same of a list by day, whose second part is an id too. */
export function readDayKey(key: string): [string, string, string] {
  const [day, id, more] = readKey(key)
  const isDay = /^\d{4}-\d\d-\d\d$/.test(day) && new Date(day).toJSON()?.startsWith(day)
  if (!isDay || !isId(id)) throw unknownPage()
  return [day, id, more]
}

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
const unknownPage = () =>
  invalid('#/after', 'This page of the list does not exist. Start again from its top.')
