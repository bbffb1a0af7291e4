/** The demo hospital's share: what two nurses say that they learned elsewhere, of which one was declined. */
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/id/id.ts'

const day_ms = 86_400_000

export function seedClaims(tx: Tx, { trainerId, now }: { trainerId: string; now: Date }): void {
  const at = (days: number) => new Date(now.getTime() - days * day_ms).toISOString()
  tx.send(
    raw(
      `insert into training.claim (org_id, id, person_id, state, origin, happened_on, competency_id, level, duration_minutes, title, provider, evidence, reason, created_at, decided_by, decided_at)
       select $1, case t.place when 1 then $2::uuid else $3::uuid end, t.person_id, case t.place when 1 then 'waiting' else 'declined' end, 'outside', $4::timestamptz::date,
         case t.place when 1 then t.competency_id end, case t.place when 1 then 2 end, 240,
         case t.place when 1 then 'Downtime week at the county college' else 'A course in spring' end, 'County college',
         case t.place when 1 then 'The letter of the college lies with the unit’s manager.' else '' end,
         case t.place when 1 then '' else 'Nothing says what the course was about.' end, $5,
         case t.place when 2 then $6::uuid end, case t.place when 2 then $7::timestamptz end
       from (select c.person_id, c.competency_id, row_number() over (order by p.name, p.id) as place
         from training.credential c join core.person p on p.org_id = c.org_id and p.id = c.person_id
           join training.competency k on k.org_id = c.org_id and k.id = c.competency_id
         where c.org_id = $1 and k.code = 'MER-2' and c.person_id <> $6) t
       where t.place <= 2`,
      [tx.orgId, newId(), newId(), at(50), at(3), trainerId, at(1)],
    ),
  )
}
