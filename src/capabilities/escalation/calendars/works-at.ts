import { Type } from 'typebox'
import { reader } from '../../../core/registry.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { invalid } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, NullableText } from '../../../platform/http/schema.ts'
import { insideTicket, LocalTime, momentOf, worksOnTickets } from '../../tickets/index.ts'
import { workingMinutesBetween } from './calendar.ts'
import { compiledVersions } from './store.ts'

/** Whether a reply that goes out then finds somebody of the ticket's team at work. */
export const worksAt = reader({
  name: 'calendars.works_at',
  summary: 'Whether the team of a ticket works at a time: by its calendar, else by the organization’s own.',
  path: '/api/tickets/:id/works-at',
  params: Body({ id: Id }),
  query: Type.Object({ at: LocalTime }, { additionalProperties: false }),
  output: Type.Object({
    calendar: { ...NullableText, description: 'Its name; null where there is none to ask.' },
    is_working: Nullable(Type.Boolean()),
  }),
  permits: worksOnTickets,
  run: async ({ tx, actor, params, query }) => {
    const { team_id } = await insideTicket(tx, actor, params.id ?? '')
    const found = await tx.maybe(
      raw<{ id: string; name: string; time_zone: string }>(
        `select v.id, c.name, g.time_zone from escalation.calendar_use u join core.organization g on g.id = u.org_id
           join escalation.calendar c on c.org_id = u.org_id and c.id = u.calendar_id and c.archived_at is null
           join escalation.calendar_version v on v.org_id = c.org_id and v.calendar_id = c.id and v.number = c.version
         where u.org_id = $1 and u.site_id is null and (u.team_id is null or u.team_id = $2) order by u.team_id nulls last limit 1`,
        [tx.orgId, team_id],
      ),
    )
    const version = found && (await compiledVersions(tx, [found.id])).get(found.id)
    if (!version) return { calendar: null, is_working: null }
    const at_ms = instant(query.at, found.time_zone)
    const is_working = workingMinutesBetween(version.calendar, at_ms, at_ms + 60_000) > 0
    return { calendar: found.name, is_working }
  },
})

function instant(local: string, zone: string): number {
  try {
    return Date.parse(momentOf(local, zone))
  } catch {
    throw invalid('#/at', 'There is no such day.')
  }
}
