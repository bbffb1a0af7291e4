import { Type } from 'typebox'
import { raw } from '../../../platform/db/transaction.ts'
import { invalid } from '../../../platform/http/problem.ts'
import { Body, Id, Line, Nullable, OneOf } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { plainAction } from '../../action.ts'
import { may } from '../../actor.ts'
import { invite } from '../login/invite.ts'
import { assignRole } from '../setup.ts'
import { storeOr } from '../store.ts'
import { doubles, emailOf, personFields, personKinds, requireSuperiors } from './fields.ts'

/** Adds a person, who holds the role of everybody; with `is_invited` a link to choose a password is mailed. */
export const createPerson = plainAction({
  name: 'people.create',
  summary: 'Add a person.',
  input: Body({
    name: Line(200),
    kind: Type.Optional(OneOf(personKinds)),
    ...personFields,
    is_invited: Type.Optional(Type.Boolean()),
  }),
  output: Type.Object({ id: Id, invitation: Nullable(Type.String({ description: 'queued or held' })) }),
  permits: (actor) => may(actor, 'people.manage'),
  run: async ({ app, tx, actor, input, now }) => {
    const id = newId()
    const kind = input.kind ?? 'staff'
    const email = emailOf(input.email)
    if (kind === 'service' && !input.custodian_id)
      throw invalid('#/custodian_id', 'A service identity needs a person who answers for it.')
    if (input.is_invited && (email === null || kind === 'service'))
      throw invalid('#/email', 'Without an e-mail address nobody can be invited.')
    await requireSuperiors(tx, id, input)
    await storeOr(
      tx,
      raw(
        `insert into core.person (org_id, id, kind, name, email, phone, title, department_id, site_id, place_id, manager_id, custodian_id, language, external_key, extension, badge, created_at, updated_at)
         values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$17)`,
        [
          tx.orgId,
          id,
          kind,
          input.name,
          email,
          input.phone ?? null,
          input.title ?? null,
          input.department_id ?? null,
          input.site_id ?? null,
          input.place_id ?? null,
          input.manager_id ?? null,
          input.custodian_id ?? null,
          input.language ?? null,
          input.external_key ?? null,
          input.extension ?? null,
          input.badge ?? null,
          now,
        ],
      ),
      doubles,
    )
    if (kind === 'staff') await giveBaseRole(tx, id, now)
    const invitation = input.is_invited ? await invite(app, tx, id, actor.personId, now) : null
    return { result: { id, invitation }, audit: { person: id, kind, isInvited: invitation !== null } }
  },
})

/** The role that everybody of the staff holds. */
async function giveBaseRole(tx: Parameters<typeof storeOr>[0], personId: string, now: string): Promise<void> {
  const role = await tx.maybe(
    raw<{ id: string }>("select id from core.role where org_id = $1 and key = 'requester'", [tx.orgId]),
  )
  if (role) tx.send(assignRole(tx.orgId, personId, role.id, now))
}
