/** The names behind the ids that lines of the audit log carry. */
import { raw, type Tx } from '../../platform/db/transaction.ts'

/** What a line may refer to, and where its name stands. Record titles are not among them: they have a gate. */
const sources = {
  person: 'select id, name from core.person',
  into: 'select id, name from core.person',
  role: 'select id, title as name from core.role',
  team: 'select id, name from core.team',
  skill: 'select id, name from core.skill',
  site: 'select id, name from core.site',
  department: 'select id, name from core.department',
  place: 'select id, name from core.place',
  workstation: 'select id, name from core.workstation',
} as const

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** For each line the names of what its data refers to, by the same keys; one statement for all lines. */
export async function namesOf(
  tx: Tx,
  lines: readonly { data: Record<string, unknown> }[],
): Promise<Record<string, string>[]> {
  const wanted = new Map<string, Set<string>>()
  for (const { data } of lines)
    for (const [key, source] of Object.entries(sources)) {
      const id = data[key]
      if (typeof id !== 'string' || !uuid.test(id)) continue
      wanted.set(source, (wanted.get(source) ?? new Set()).add(id))
    }
  const asked = [...wanted.entries()]
  const rows =
    asked.length === 0
      ? []
      : await tx.all(
          raw<{ id: string; name: string }>(
            asked
              .map(([source], at) => `${source} where org_id = $1 and id = any($${at + 2})`)
              .join(' union all '),
            [tx.orgId, ...asked.map(([, ids]) => [...ids])],
          ),
        )
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return lines.map(({ data }) =>
    Object.fromEntries(
      Object.keys(sources).flatMap((key) => {
        const name = names.get(String(data[key]))
        return name === undefined ? [] : [[key, name]]
      }),
    ),
  )
}
