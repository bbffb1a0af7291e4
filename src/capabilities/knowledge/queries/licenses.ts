import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { may } from '../../../core/actor.ts'
import { reader } from '../../../core/registry.ts'
import { Id, OneOf } from '../../../platform/http/schema.ts'

const people_max = 1000
const levels = ['candidate', 'contributor', 'publisher', 'coach'] as const
const Holder = Type.Object({
  id: Id,
  name: Type.String(),
  license: OneOf(levels),
  articles: Type.Integer({ description: 'How many articles are theirs, but for the archive.' }),
})

/** Licenses are permissions, and roles give them: this is a list, not a setting. */
export const licenses = reader({
  name: 'knowledge.licenses',
  summary: 'Who may write, validate, publish or coach, by the roles they have now.',
  path: '/api/articles/licenses',
  output: Type.Object({ rows: Type.Array(Holder) }),
  permits: (actor) => may(actor, 'knowledge.coach'),
  run: async ({ tx, actor, now }) => ({
    rows: await tx.all(
      sql<Static<typeof Holder>>`
        with holder as (
          select p.id, p.name, max(case permission when 'knowledge.coach' then 4 when 'knowledge.publish' then 3 when 'knowledge.validate' then 2 else 1 end) as level
          from core.person p
          join core.role_assignment a on a.org_id = p.org_id and a.person_id = p.id and a.valid_from <= ${now} and (a.valid_to is null or a.valid_to > ${now})
          join core.role o on o.org_id = a.org_id and o.id = a.role_id, unnest(o.permissions) permission
          where p.org_id = ${actor.orgId} and p.is_active and permission in ('knowledge.write', 'knowledge.validate', 'knowledge.publish', 'knowledge.coach')
          group by p.id, p.name)
        select h.id, h.name, (array['candidate', 'contributor', 'publisher', 'coach'])[h.level] as license,
          (select count(*)::int from core.record r where r.org_id = ${actor.orgId} and r.kind = 'article' and r.owner_id = h.id and r.state <> 'archived') as articles
        from holder h order by h.level desc, h.name, h.id limit ${people_max}`,
    ),
  }),
})
