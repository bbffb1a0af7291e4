/** Refuses what cannot stand in a plan. */
import { type Raw, raw, type Tx } from '../../../platform/db/transaction.ts'
import { invalid } from '../../../platform/http/problem.ts'
import { requireYear } from '../today.ts'
import type { NewItem } from './items.ts'
import type { ItemKind } from './lifecycle.ts'

/** That each target is there to be learned from now on; $1 is the organization, $2 the id, $3 the level, $4 the time. */
const there: Readonly<Record<Exclude<ItemKind, 'words'>, readonly [query: string, sentence: string]>> = {
  competency: [
    `select from training.competency k join training.framework f on f.org_id = k.org_id and f.id = k.framework_id
     where k.org_id = $1 and k.id = $2 and $3::int between 1 and cardinality(f.levels) and $4::timestamptz is not null`,
    'This competency, or this level of it, does not exist. Choose another one.',
  ],
  course: [
    `select from core.record r where r.org_id = $1 and r.id = $2 and r.kind = 'course' and r.state = 'published' and $3::int is null and $4::timestamptz is not null`,
    'This course is not published. Choose another one.',
  ],
  class: [
    `select from core.record r join training.class c on c.org_id = r.org_id and c.id = r.id
     where r.org_id = $1 and r.id = $2 and r.state = 'open' and c.starts_at > $4 and $3::int is null`,
    'This class is not open any more. Choose another one.',
  ],
  package: [
    'select from training.package where org_id = $1 and id = $2 and retired_at is null and $3::int is null and $4::timestamptz is not null',
    'This packaged course is not given any more. Choose another one.',
  ],
  quiz: [
    'select from training.quiz where org_id = $1 and id = $2 and is_open and $3::int is null and $4::timestamptz is not null',
    'This quiz is not given any more. Choose another one.',
  ],
}

export const twice = 'This stands in the plan already. Take one of them out.'

/** Of an item that stands in the plan already only its day and its place are looked at. */
export async function requireItems(
  tx: Tx,
  items: readonly NewItem[],
  now: string,
  known: ReadonlySet<string>,
): Promise<void> {
  const seen = new Set<string>()
  for (const [at, item] of items.entries()) {
    requireYear(`#/items/${at}/due_on`, item.due_on)
    const key = `${item.kind} ${item.target.trim().toLowerCase()}`
    if (seen.has(key)) throw invalid(`#/items/${at}`, twice)
    seen.add(key)
    if (item.id !== undefined && known.has(item.id)) continue
    if (item.kind === 'words') {
      if (item.target.trim() === '' || item.target.length > 300)
        throw invalid(`#/items/${at}`, 'Say in up to 300 characters what is to be done.')
      continue
    }
    const [query, sentence] = there[item.kind]
    const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(item.target)
    const found = isId && (await tx.maybe(raw(query, [tx.orgId, item.target, item.level, now])))
    if (!found) throw invalid(`#/items/${at}`, sentence)
  }
}

export const countItems = (orgId: string, planId: string): Raw<{ count: number }> =>
  raw('select count(*)::int as count from training.plan_item where org_id = $1 and plan_id = $2', [
    orgId,
    planId,
  ])
