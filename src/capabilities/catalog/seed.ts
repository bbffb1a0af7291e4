/** The demo hospital's catalog: five items that are offered, each in its first version. */
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/id/id.ts'
import { demoItems } from './demo/items.ts'
import { demoGroups } from './demo/parts.ts'

type Ids = {
  team: ReadonlyMap<string, string>
  category: ReadonlyMap<string, string>
  ownerId: string
  now: Date
}

/** Stores headings and items in the name of the person who answers for them. */
export function seedCatalog(tx: Tx, { team, category, ownerId, now }: Ids): void {
  const at = now.toISOString()
  const groupIds = new Map(Object.keys(demoGroups).map((key) => [key, newId()]))
  for (const [index, [key, name]] of Object.entries(demoGroups).entries())
    tx.send(
      raw('insert into catalog.item_group (org_id, id, name, position) values ($1,$2,$3,$4)', [
        tx.orgId,
        groupIds.get(key),
        JSON.stringify(name),
        index + 1,
      ]),
    )
  const known = (map: ReadonlyMap<string, string>) => (key: string) => {
    const id = map.get(key)
    if (id === undefined) throw new Error(`The demo hospital has no ${key}.`)
    return id
  }
  const items = demoItems({ team: known(team), category: known(category) })
  for (const [index, { group, content }] of items.entries()) {
    const id = newId()
    tx.send(
      raw(
        `insert into catalog.item (org_id, id, group_id, owner_id, position, is_on, version, draft, drafted_by, drafted_at)
         values ($1,$2,$3,$4,$5,true,1,$6,$4,$7)`,
        [tx.orgId, id, groupIds.get(group), ownerId, index + 1, JSON.stringify(content), at],
      ),
    )
    tx.send(
      raw(
        'insert into catalog.item_version (org_id, id, item_id, number, content, published_by, published_at) values ($1,$2,$3,1,$4,$5,$6)',
        [tx.orgId, newId(), id, JSON.stringify(content), ownerId, at],
      ),
    )
  }
}
