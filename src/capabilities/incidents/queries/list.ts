import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { readPlace, writePlace } from '../../../core/notifications/place.ts'
import { inside, visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { OneOf, Page, PageQuery } from '../../../platform/http/schema.ts'
import { partOf } from '../lifecycle.ts'
import { worksOnIncidents } from '../policy.ts'
import { IncidentLine } from './shapes.ts'

export const list = reader({
  name: 'incidents.list',
  summary: 'Major incidents, newest first: those that are open, or all.',
  path: '/api/incidents',
  query: Type.Object(
    { ...PageQuery, show: Type.Optional(OneOf(['open', 'all'])) },
    { additionalProperties: false },
  ),
  output: Page(IncidentLine),
  permits: worksOnIncidents,
  run: async ({ tx, actor, query }) => {
    const limit = query.limit ?? 50
    const place = query.after === undefined ? undefined : readPlace(query.after)
    const rows = await tx.all(
      sql<Static<typeof IncidentLine> & { created_at: string }>`
        select r.id, r.number, r.title, r.state, r.category, r.created_at, c.name as commander, i.applications, i.began_at, i.declared_at, i.resolved_at, i.next_update_at,
          (select count(*)::int from core.link k where k.org_id = r.org_id and k.to_id = r.id and k.type = ${partOf}) as tickets
        from core.record r join incidents.incident i on i.org_id = r.org_id and i.id = r.id
        left join core.person c on c.org_id = r.org_id and c.id = r.owner_id
        where r.kind = 'major_incident' and ${visible(actor, 'major_incident')} and ${inside(actor, 'major_incident')}
          and (${query.show ?? 'open'} = 'all' or r.category <> 'done')
          and (${place?.at ?? null}::timestamptz is null or (r.created_at, r.id) < (${place?.at ?? null}::timestamptz, ${place?.id ?? null}::uuid))
        order by r.created_at desc, r.id desc limit ${limit + 1}`,
    )
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return {
      rows: page.map(({ created_at: _, ...row }) => row),
      next: rows.length > limit && last ? writePlace(last.created_at, last.id) : null,
    }
  },
})
