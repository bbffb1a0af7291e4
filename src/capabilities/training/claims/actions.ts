/** What people say that they learned elsewhere, handed in by themselves and accepted or declined by who records learning. */
import { type Static, Type } from 'typebox'
import { type Context, plainAction } from '../../../core/action.ts'
import type { App } from '../../../core/app.ts'
import { removeAttachments } from '../../../core/attachments/attachment.ts'
import { notify } from '../../../core/notifications/notify.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, forbidden, invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Line, OneOf, Text } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { readsOwn, records } from '../policy.ts'
import { files_max, grantsOf, requireLink, Shown } from '../records/add.ts'
import { requireUnheldPerson, requireUploaded, tellsOf } from '../records/evidence.ts'
import { storeLines } from '../records/store.ts'
import { requireYear, todayOf } from '../today.ts'
import { linkAsRead, requireNoPatient } from '../words.ts'

export const waiting_max = 20

const Input = Body({
  origin: OneOf(['prior', 'outside']),
  happened_on: Type.String({ format: 'date' }),
  title: { ...Line(200), description: 'What it was.' },
  provider: Type.Optional(Line(200)),
  competency: Type.Optional(
    Body(
      { competency_id: Id, level: Type.Integer({ minimum: 1, maximum: 10 }) },
      { description: 'What it shows.' },
    ),
  ),
  duration_minutes: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })),
  evidence: Type.Optional(Text(1000, { description: 'What proves it; never about a patient.' })),
  evidence_link: Type.Optional(Type.String({ maxLength: 500 })),
  file_ids: Type.Optional(
    Type.Array(Id, {
      maxItems: files_max,
      uniqueItems: true,
      description: 'Files that prove it, uploaded just now.',
    }),
  ),
})
type Input = Static<typeof Input>

export const handInClaim = plainAction({
  name: 'training.claim',
  summary: `Hand in what one learned before or elsewhere, with its evidence. It counts when it was accepted; ${waiting_max} may wait at once.`,
  path: '/api/training/claims',
  input: Input,
  output: Type.Object({ id: Id }),
  permits: readsOwn,
  run: async (context) => {
    const { tx, actor, input, now } = context
    await requireRight(context)
    const [grant] = input.competency ? await grantsOf(tx, { competencies: [input.competency] }) : []
    const id = newId()
    const trimmed = (text = '') => text.trim()
    tx.send(
      raw(
        `insert into training.claim (org_id, id, person_id, origin, happened_on, competency_id, level, duration_minutes, title, provider, evidence, evidence_link, created_at)
         values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)`,
        [
          ...[tx.orgId, id, actor.personId, input.origin, input.happened_on],
          ...[grant?.competencyId ?? null, grant?.level ?? null, input.duration_minutes ?? null],
          ...[trimmed(input.title), trimmed(input.provider), trimmed(input.evidence)],
          ...[trimmed(input.evidence_link) || null, now],
        ],
      ),
    )
    const files = input.file_ids ?? []
    tellsOf(tx, actor.personId, files)
    tx.send(
      raw(
        'insert into training.claim_file (org_id, claim_id, attachment_id) select $1, $2, unnest($3::uuid[])',
        [tx.orgId, id, files],
      ),
    )
    return { result: { id }, audit: { claim: id, origin: input.origin } }
  },
})

async function requireRight({ app, tx, actor, input, now }: Context<Input>): Promise<void> {
  requireYear('#/happened_on', input.happened_on)
  if (input.happened_on > (await todayOf(tx, now)))
    throw invalid('#/happened_on', 'This day has not come yet. Write it down when it was.')
  const files = input.file_ids ?? []
  if (!input.title.trim()) throw invalid('#/title', 'Say what it was.')
  if (!input.evidence?.trim() && !input.evidence_link?.trim() && files.length === 0)
    throw invalid('#/evidence', 'Say what proves it, add a file, or give the address of the evidence.')
  requireLink(input.evidence_link)
  await requireNoPatient(
    { app, tx, now },
    {
      '#/title': input.title,
      '#/provider': input.provider,
      '#/evidence': input.evidence,
      '#/evidence_link': input.evidence_link && linkAsRead(input.evidence_link),
    },
  )
  await requireUploaded(tx, actor, files)
  // The person's row is locked in a statement before, so that of two at once the second one counts the first.
  tx.send(
    raw('select 1 from core.person where org_id = $1 and id = $2 for no key update', [
      tx.orgId,
      actor.personId,
    ]),
  )
  const { count } = await tx.one(
    raw<{ count: number }>(
      `select count(*)::int as count from training.claim where org_id = $1 and person_id = $2 and state = 'waiting'`,
      [tx.orgId, actor.personId],
    ),
  )
  if (count >= waiting_max)
    throw conflict(`${waiting_max} of yours wait already. Hand in more when they were looked at.`)
}

type Claim = {
  id: string
  person_id: string
  state: 'waiting' | 'declined'
  origin: 'prior' | 'outside'
  happened_on: string
  duration_minutes: number | null
  title: string
  provider: string
  evidence: string
  evidence_link: string | null
}

/** The claim, locked; throws the 404 problem. */
async function claimOf(tx: Tx, id: unknown): Promise<Claim> {
  const claim = await tx.maybe(
    raw<Claim>(
      `select id, person_id, state, origin, happened_on::text, duration_minutes, title, provider, evidence, evidence_link
       from training.claim where org_id = $1 and id = $2 for update`,
      [tx.orgId, id],
    ),
  )
  if (!claim) throw notFound('What was handed in')
  return claim
}

/** The claim, if it waits and is somebody else's. */
async function toDecide(tx: Tx, id: unknown, personId: string): Promise<Claim> {
  const claim = await claimOf(tx, id)
  if (claim.person_id === personId)
    throw forbidden('Nobody decides about what they handed in themselves. Ask a colleague.')
  if (claim.state !== 'waiting') throw conflict('It was declined already.')
  return claim
}

export const acceptClaim = plainAction({
  name: 'training.accept_claim',
  summary: 'Accept what somebody handed in: it becomes a line of learning with its evidence.',
  path: '/api/training/claims/:id/accept',
  params: Body({ id: Id }),
  input: Body({ competencies: Shown }),
  output: Type.Object({ id: Id }),
  permits: records,
  run: async ({ app, tx, actor, params, input, now }) => {
    const claim = await toDecide(tx, params.id, actor.personId)
    const grants = await grantsOf(tx, input)
    const { title, provider, evidence, evidence_link, duration_minutes } = claim
    const [line = ''] = storeLines(tx, { personId: actor.personId, now }, [
      {
        personId: claim.person_id,
        verb: 'completed',
        origin: claim.origin,
        happenedOn: claim.happened_on,
        ...(duration_minutes === null ? {} : { durationMinutes: duration_minutes }),
        words: {
          title,
          provider,
          evidence,
          ...(evidence_link === null ? {} : { evidenceLink: evidence_link }),
        },
        grants,
      },
    ])
    tx.send(
      raw(
        `insert into training.evidence_file (org_id, line_id, attachment_id)
         select org_id, $3, attachment_id from training.claim_file where org_id = $1 and claim_id = $2`,
        [tx.orgId, claim.id, line],
      ),
    )
    tx.send(raw('delete from training.claim where org_id = $1 and id = $2', [tx.orgId, claim.id]))
    tellLearner(app, tx, claim, actor.personId, now)
    return { result: { id: line }, audit: { record: line, claim: claim.id, person: claim.person_id } }
  },
})

export const declineClaim = plainAction({
  name: 'training.decline_claim',
  summary: 'Decline what somebody handed in, with a reason that they read. Its evidence is removed for good.',
  path: '/api/training/claims/:id/decline',
  params: Body({ id: Id }),
  input: Body({ reason: { ...Line(1000), description: 'Why; never about a patient.' } }),
  output: Type.Object({ id: Id }),
  permits: records,
  run: async ({ app, tx, actor, params, input, now }) => {
    const claim = await toDecide(tx, params.id, actor.personId)
    if (!input.reason.trim()) throw invalid('#/reason', 'Say why, so that they can do something about it.')
    await requireNoPatient({ app, tx, now }, { '#/reason': input.reason })
    await removeFiles(app, tx, claim, { personId: actor.personId, now })
    tx.send(
      raw(
        `update training.claim set state = 'declined', evidence = '', evidence_link = null, reason = $3, decided_by = $4, decided_at = $5
         where org_id = $1 and id = $2`,
        [tx.orgId, claim.id, input.reason.trim(), actor.personId, now],
      ),
    )
    tellLearner(app, tx, claim, actor.personId, now)
    return { result: { id: claim.id }, audit: { claim: claim.id, person: claim.person_id } }
  },
})

export const withdrawClaim = plainAction({
  name: 'training.withdraw_claim',
  summary: 'Take away what one handed in, with its evidence; what was declined, too.',
  path: '/api/training/claims/:id/withdraw',
  params: Body({ id: Id }),
  input: Type.Optional(Body({})),
  output: Type.Object({ id: Id }),
  permits: readsOwn,
  run: async ({ app, tx, actor, params, now }) => {
    const claim = await claimOf(tx, params.id)
    if (claim.person_id !== actor.personId) throw notFound('What was handed in')
    await removeFiles(app, tx, claim, { personId: actor.personId, now })
    tx.send(raw('delete from training.claim where org_id = $1 and id = $2', [tx.orgId, claim.id]))
    return { result: { id: claim.id }, audit: { claim: claim.id } }
  },
})

async function removeFiles(
  app: App,
  tx: Tx,
  { id, person_id }: Claim,
  by: { personId: string; now: string },
): Promise<void> {
  await requireUnheldPerson(tx, person_id)
  const files = await tx.all(
    raw<{ id: string; storage_key: string }>(
      `select a.id, a.storage_key from training.claim_file f join core.attachment a on a.org_id = f.org_id and a.id = f.attachment_id
       where f.org_id = $1 and f.claim_id = $2 and a.removed_at is null for update of a`,
      [tx.orgId, id],
    ),
  )
  removeAttachments(app, tx, files, by)
}

const tellLearner = (app: App, tx: Tx, { person_id }: Claim, byId: string, now: string) =>
  notify(app, tx, { record: null, byId, now }, new Map([[person_id, 'learning_claim' as const]]))
