/** In SQL, the ticket in which a ticket goes on: the one that it was merged into, else itself. */
export function goesOnIn(orgId: string, id: string): string {
  return `coalesce((select t.merged_into_id from tickets.ticket t where t.org_id = ${orgId} and t.id = ${id}), ${id})`
}
