/** What is in every table, so that any write shows, and what each attacker may change. */
import type pg from 'pg'
import { missingId } from '../helpers/openapi.ts'

/**
 * What is in the tables of an organization, by table. Rows about the attacker are told apart (`core.session of
 * themselves`), and so is what lies in records that are closed to every attacker (`core.record closed`).
 */
export type Print = Map<string, string>

type Table = { name: string; key: string; own: string | null; record: string | null }
let tables: Table[] | undefined

/** Counts, and sums of the transactions that wrote: an update, a delete and an insert all show. */
export async function takePrint(
  owner: pg.Pool,
  orgId: string,
  personId: string | undefined,
  closed: readonly string[] = [],
): Promise<Print> {
  tables ??= await readTables(owner)
  const figures = "count(*) || ' ' || coalesce(sum(xmin::text::bigint), 0)"
  const parts = tables.flatMap(({ name, key, own, record }) => {
    const of = (what: string, where: string) =>
      `select '${name}${what}' as name, ${figures} as print from ${name} where ${key} = $1${where}`
    const isOpen = record === null ? '' : ` and (${record} is null or ${record} <> all($3))`
    return [
      of('', own === null ? isOpen : `${isOpen} and ${own} is distinct from $2`),
      ...(own === null ? [] : [of(' of themselves', `${isOpen} and ${own} = $2`)]),
      ...(record === null ? [] : [of(' closed', ` and ${record} = any($3)`)]),
    ]
  })
  const { rows } = await owner.query<{ name: string; print: string }>(
    `select null::text as name, null as print where $2::uuid is null and $3::uuid[] is null union all ${parts.join(' union all ')}`,
    [orgId, personId ?? missingId, closed],
  )
  return new Map(rows.map(({ name, print }) => [name, print]))
}

async function readTables(owner: pg.Pool): Promise<Table[]> {
  const { rows } = await owner.query<Table>(
    `select n.nspname || '.' || c.relname as name, 'org_id' as key,
       (select attname from pg_attribute p where p.attrelid = c.oid and not p.attisdropped and p.atttypid = 'uuid'::regtype
          and p.attname = any(case when c.relname = 'person' then '{id}'::name[] else $1::name[] end)
        order by array_position($1::name[], p.attname) limit 1) as own,
       (select attname from pg_attribute p where p.attrelid = c.oid and not p.attisdropped and p.atttypid = 'uuid'::regtype
          and p.attname = any(case when n.nspname || '.' || c.relname = 'core.record' then '{id}'::name[]
            else '{record_id,ticket_id}'::name[] end) limit 1) as record
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped
     where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker')
     union all select 'core.organization', 'id', null, null
     order by 1`,
    [['person_id', 'uploaded_by', 'requester_id', 'author_id', 'actor_id']],
  )
  return rows
}

/** The tables that changed between the two. */
export const changedTables = (before: Print, after: Print): string[] =>
  [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name))
