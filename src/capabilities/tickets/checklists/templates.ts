/** Checklists that the organization keeps. A list that was put onto a ticket does not change with its template. */
import { type Static, Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { type Actor, may } from '../../../core/actor.ts'
import { storeOr } from '../../../core/people/store.ts'
import { reader } from '../../../core/registry.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Line } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { worksOnTickets } from '../policy.ts'
import { checkFulfilment, FulfilmentStep, steps_max } from './fulfilment.ts'

const templates_max = 500
const manages = (actor: Actor) => may(actor, 'macros.manage')
const path = '/api/checklist-templates'
const Params = Body({ id: Id })
const Input = Body({
  name: Line(200),
  steps: Type.Array(FulfilmentStep, { maxItems: steps_max }),
  is_shown: Type.Boolean({ description: 'Requesters see how far it is, in words.' }),
})
const double = {
  checklist_template_name: () => invalid('#/name', 'There is a checklist of this name already.'),
}
const Template = Type.Object({ id: Id, ...Input.properties })

export const templates = reader({
  name: 'checklists.templates',
  summary: 'The checklists that the organization keeps.',
  path,
  output: Type.Object({ rows: Type.Array(Template) }),
  permits: (actor) => worksOnTickets(actor) || manages(actor),
  run: async ({ tx }) => ({
    rows: await tx.all(
      raw<Static<typeof Template>>(
        `select id, name, steps, is_shown from tickets.checklist_template where org_id = $1 and archived_at is null order by lower(name), id limit ${templates_max}`,
        [tx.orgId],
      ),
    ),
  }),
})

export const createTemplate = plainAction({
  name: 'checklists.create_template',
  summary: 'Keep a checklist for use on tickets.',
  path,
  input: Input,
  output: Type.Object({ id: Id }),
  permits: manages,
  run: async ({ tx, input }) => {
    await checkFulfilment(tx, input)
    const id = newId()
    await storeOr(
      tx,
      raw(
        'insert into tickets.checklist_template (org_id, id, name, steps, is_shown) values ($1,$2,$3,$4,$5) returning id',
        [tx.orgId, id, input.name, JSON.stringify(input.steps), input.is_shown],
      ),
      double,
    )
    return { result: { id }, audit: { template: id } }
  },
})

export const editTemplate = plainAction({
  name: 'checklists.edit_template',
  summary: 'Change a checklist of the organization; tickets that have it keep theirs.',
  path: `${path}/:id`,
  method: 'PUT',
  params: Params,
  input: Input,
  output: Type.Object({ id: Id }),
  permits: manages,
  run: async ({ tx, input, params }) => {
    const id = params.id ?? ''
    const known = await tx.maybe(
      raw(
        'select id from tickets.checklist_template where org_id = $1 and id = $2 and archived_at is null for update',
        [tx.orgId, id],
      ),
    )
    if (!known) throw notFound('This checklist')
    await checkFulfilment(tx, input)
    await storeOr(
      tx,
      raw(
        'update tickets.checklist_template set name = $3, steps = $4, is_shown = $5 where org_id = $1 and id = $2',
        [tx.orgId, id, input.name, JSON.stringify(input.steps), input.is_shown],
      ),
      double,
    )
    return { result: { id }, audit: { template: id } }
  },
})

export const archiveTemplate = plainAction({
  name: 'checklists.archive_template',
  summary: 'Offer a checklist of the organization no more; tickets that have it keep theirs.',
  path: `${path}/:id/archive`,
  params: Params,
  input: Body({}),
  output: Type.Object({ id: Id }),
  permits: manages,
  run: async ({ tx, params, now }) => {
    const id = params.id ?? ''
    const archived = await tx.maybe(
      raw(
        'update tickets.checklist_template set archived_at = coalesce(archived_at, $3) where org_id = $1 and id = $2 returning id',
        [tx.orgId, id, now],
      ),
    )
    if (!archived) throw notFound('This checklist')
    return { result: { id }, audit: { template: id } }
  },
})
