/** The shape of the database as text, in an order that does not depend on when things were made. */
import pg from 'pg'

const parts: readonly { title: string; sql: string }[] = [
  {
    title: 'Columns',
    sql: `select format('%s.%s.%s %s%s%s', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
        case when a.attnotnull then ' not null' else '' end, coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')) as line
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
      where c.relkind in ('r', 'p', 'v') and not c.relispartition and a.attnum > 0 and not a.attisdropped and OURS
      order by n.nspname, c.relname, a.attnum`,
  },
  {
    title: 'Constraints',
    sql: `select format('%s.%s %s: %s', n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid)) as line
      from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
      where not c.relispartition and k.contype in ('p', 'u', 'f', 'c') and OURS order by n.nspname, c.relname, k.contype, k.conname`,
  },
  {
    title: 'Indexes',
    sql: `select pg_get_indexdef(i.indexrelid) as line from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
      where not c.relispartition and OURS order by n.nspname, c.relname, (select relname from pg_class x where x.oid = i.indexrelid)`,
  },
  {
    title: 'Row security',
    sql: `select format('%s.%s %s to %s using (%s) check (%s)', schemaname, tablename, policyname, roles, qual, with_check) as line
      from pg_policies p join pg_namespace n on n.nspname = p.schemaname where OURS order by schemaname, tablename, policyname`,
  },
  {
    title: 'Grants',
    sql: `select format('%s.%s: %s', table_schema, table_name, string_agg(privilege_type, ', ' order by privilege_type)) as line
      from information_schema.role_table_grants g join pg_namespace n on n.nspname = g.table_schema
      join pg_class c on c.relnamespace = n.oid and c.relname = g.table_name
      where grantee = 'wardline_app' and not c.relispartition and OURS group by table_schema, table_name order by 1`,
  },
  {
    title: 'Functions',
    sql: `select pg_get_functiondef(p.oid) as line from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.prokind in ('f', 'p') and OURS
      order by n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)`,
  },
]
const ours = "n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'public', 'graphile_worker')"

/** Describes all tables, constraints, indexes, policies, grants and functions of the product. */
export async function describeSchema(ownerUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const text = [
      '-- Generated from the migrations by `npm run generate`. Not run by anything: for reading and review.',
    ]
    for (const { title, sql } of parts) {
      const { rows } = await client.query<{ line: string }>(sql.replaceAll('OURS', ours))
      text.push(`\n-- ${title}`, ...rows.map(({ line }) => line.trimEnd()))
    }
    return `${text.join('\n')}\n`
  } finally {
    await client.end()
  }
}
