/** The demo hospital's share: two checklists that are put onto tickets when somebody begins or leaves. */
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'

const lists = [
  {
    name: 'New starter',
    isShown: true,
    titles: ['Account made', 'Badge ordered', 'Workstation ready', 'Shown how to get help'],
  },
  {
    name: 'Leaver',
    isShown: false,
    titles: ['Account closed on the last day', 'Devices returned', 'Shared mailboxes handed over'],
  },
]

export function seedChecklists(tx: Tx): void {
  for (const { name, isShown, titles } of lists)
    tx.send(
      raw(
        'insert into tickets.checklist_template (org_id, id, name, steps, is_shown) values ($1,$2,$3,$4,$5)',
        [tx.orgId, newId(), name, JSON.stringify(titles.map((title) => ({ title, as: 'check' }))), isShown],
      ),
    )
}
