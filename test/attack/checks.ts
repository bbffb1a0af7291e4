/** What may never be in an answer, and what may never change. */
import { Ajv } from 'ajv'
import type pg from 'pg'
import { ProblemDocument } from '../../src/platform/http/problem.ts'
import { missingId } from '../helpers/openapi.ts'
import type { Attacker } from './target.ts'

export type Reply = { status: number; type: string; text: string }

const isProblem = new Ajv({ strict: false }).compile({ ...ProblemDocument, $id: undefined })
const machinery =
  /node_modules|\.ts:\d+:\d+|violates \w+ constraint|duplicate key value|syntax error at|invalid input syntax/

/**
 * Says what is wrong with an answer, or nothing. `forbidden` are words that its reader may not learn.
 */
export function wrongWith(reply: Reply, forbidden: readonly string[]): string | undefined {
  const { status, type, text } = reply
  const leaked = forbidden.find((word) => text.includes(word))
  if (leaked !== undefined) return `tells the word ${leaked}`
  if (status >= 500) return `answers ${status}`
  if (status < 400) return undefined
  if (!type.startsWith('application/problem+json')) return `answers ${status} as ${type || 'nothing'}`
  const document = parse(text)
  if (!isProblem(document)) return `answers ${status} with a problem that does not fit its schema`
  if ((document as { status: number }).status !== status) return `says another status than ${status}`
  return machinery.test(text) ? 'tells of its machinery' : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What is in the tables of an organization, by table, so that any write shows. */
export type Print = Map<string, string>

let tables: { name: string; key: string; own: string | null }[] | undefined

/** `personId` is the attacker: the rows that are about themselves alone are left out. */
export async function takePrint(owner: pg.Pool, orgId: string, personId: string | undefined): Promise<Print> {
  tables ??= await readTables(owner)
  const parts = tables.map(({ name, key, own }) => {
    const others = own === null ? '' : ` and ${own} is distinct from $2`
    return `select '${name}' as name, count(*) || ' ' || coalesce(sum(xmin::text::bigint), 0) as print from ${name} where ${key} = $1${others}`
  })
  const { rows } = await owner.query<{ name: string; print: string }>(parts.join(' union all '), [
    orgId,
    personId ?? missingId,
  ])
  return new Map(rows.map(({ name, print }) => [name, print]))
}

async function readTables(owner: pg.Pool) {
  const { rows } = await owner.query<{ name: string; key: string; own: string | null }>(
    `select n.nspname || '.' || c.relname as name, 'org_id' as key,
       case when c.relname = 'person' then 'id' else (select attname from pg_attribute p where p.attrelid = c.oid and p.attname in ('person_id', 'uploaded_by') limit 1) end as own
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped
     where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker')
     union all select 'core.organization', 'id', null`,
  )
  return rows
}

/** Whose acts are counted or told wherever somebody only knocks. */
const knocking = ['core.throttle', 'core.audit']
/** What may change in the organization of the attacker; those who are not here may change what their roles let them. */
const allowed: Partial<Record<Attacker, readonly string[]>> = {
  stranger: knocking,
  // What was seen in a file that one uploaded and sent nowhere.
  nobody: [...knocking, 'privacy.file'],
}
/** What agents and requesters never change, whatever they send: who may do what, and how one gets in. */
const ofAdministrators = [
  'core.role',
  'core.role_permission',
  'core.role_assignment',
  'core.organization',
  'core.team',
  'core.team_member',
]

/** The tables that changed and may not have, of the victim's organization or the attacker's own. */
export function changedWrongly(before: Print, after: Print, of: Attacker, isVictim: boolean): string[] {
  const changed = [...after].filter(([name, print]) => before.get(name) !== print).map(([name]) => name)
  if (isVictim) return changed.filter((name) => !knocking.includes(name))
  const mayChange = allowed[of]
  if (mayChange) return changed.filter((name) => !mayChange.includes(name))
  if (of === 'requester' || of === 'agent') return changed.filter((name) => ofAdministrators.includes(name))
  return []
}
