/** A asks B to take a shift, and may take one of B's in return. Nothing changes before B says yes. */
import { Type } from 'typebox'
import { plainAction } from '../../../../core/action.ts'
import type { App } from '../../../../core/app.ts'
import { raw, type Tx } from '../../../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../../../platform/http/problem.ts'
import { Body, Id, OneOf, Time } from '../../../../platform/http/schema.ts'
import { newId } from '../../../../platform/id/id.ts'
import { swapAnswered, swapAsked } from '../mails.ts'
import { readsRotas, standingIn } from '../may.ts'
import { type Interval, isHeld } from '../rota.ts'
import { iso } from '../schema.ts'
import { loadRota, lockRota, type StoredRota } from '../store.ts'
import { tellPeople } from '../tell.ts'
import { cutCovers, fromNowOn, insertCover, layerOf, requireThere } from './covers.ts'
import { intervalOf } from './save.ts'

const open_max = 20

export const askSwap = plainAction({
  name: 'on_call.ask_swap',
  summary: 'Ask a member of the team to take one’s shift, in return for one of theirs or for nothing.',
  path: '/api/teams/:id/rota/swaps',
  params: Body({ id: Id }),
  input: Body({
    layer_id: Id,
    asked_id: Id,
    from: Time,
    to: Time,
    back_from: Type.Optional(Time),
    back_to: Type.Optional(Time),
  }),
  output: Type.Object({ id: Id }),
  permits: readsRotas,
  run: async ({ app, tx, actor, input, params, now }) => {
    const { id: teamId, name } = await standingIn(tx, actor, params.id ?? '')
    const within = fromNowOn(intervalOf(input), now)
    if ((input.back_from === undefined) !== (input.back_to === undefined))
      throw invalid('#/back_to', 'The shift in return needs a beginning and an end.')
    const back =
      input.back_from !== undefined && input.back_to !== undefined
        ? fromNowOn(intervalOf({ from: input.back_from, to: input.back_to }), now)
        : undefined
    await lockRota(tx, teamId)
    const layer = layerOf(await loadRota(tx, teamId, within), input.layer_id)
    if (input.asked_id === actor.personId) throw invalid('#/asked_id', 'Ask somebody else than yourself.')
    await requireThere(tx, teamId, input.asked_id, '#/asked_id')
    await requireHolders(tx, teamId, layer.id, {
      askerId: actor.personId,
      askedId: input.asked_id,
      within,
      back,
    })
    await requireFew(tx, actor.personId, now)
    const id = newId()
    tx.send(
      raw(
        `insert into escalation.swap (org_id, id, layer_id, asker_id, asked_id, starts_at, ends_at, back_starts_at, back_ends_at, state, created_at)
         values ($1,$2,$3,$4,$5,$6,$7,$8,$9,'asked',$10)`,
        [
          tx.orgId,
          id,
          layer.id,
          actor.personId,
          input.asked_id,
          iso(within.from_ms),
          iso(within.to_ms),
          back ? iso(back.from_ms) : null,
          back ? iso(back.to_ms) : null,
          now,
        ],
      ),
    )
    await tellPeople(app, tx, [input.asked_id], {
      reason: 'swap_asked',
      template: swapAsked,
      isChosen: true,
      team: name,
      byId: actor.personId,
      path: `/desk/on-call/${teamId}`,
      now,
    })
    return { result: { id }, audit: { team: teamId, swap: id } }
  },
})

export const answerSwap = plainAction({
  name: 'on_call.answer_swap',
  summary: 'Accept or decline a swap that one was asked for, or withdraw one’s own question.',
  path: '/api/teams/:id/rota/swaps/:swap/answer',
  params: Body({ id: Id, swap: Id }),
  input: Body({ answer: OneOf(['accept', 'decline', 'withdraw']) }),
  output: Type.Object({ state: Type.String() }),
  permits: readsRotas,
  run: async ({ app, tx, actor, input, params, now }) => {
    const { id: teamId, name } = await standingIn(tx, actor, params.id ?? '')
    await lockRota(tx, teamId)
    const swap = await lockSwap(tx, teamId, params.swap ?? '')
    const speaker = input.answer === 'withdraw' ? swap?.asker_id : swap?.asked_id
    // Whose swap it is not does not learn that there is one.
    if (!swap || speaker !== actor.personId) throw notFound('This swap')
    if (swap.state !== 'asked') throw conflict('This swap was answered already.')
    const state = { accept: 'accepted', decline: 'declined', withdraw: 'withdrawn' }[input.answer]
    if (input.answer === 'accept') await carryOut(tx, teamId, swap, now)
    tx.send(
      raw('update escalation.swap set state = $3, answered_at = $4 where org_id = $1 and id = $2', [
        tx.orgId,
        swap.id,
        state,
        now,
      ]),
    )
    if (input.answer !== 'withdraw') await tellAnswer(app, tx, { teamId, name }, swap, now)
    return { result: { state }, audit: { team: teamId, swap: swap.id, state } }
  },
})

type Swap = {
  id: string
  layer_id: string
  asker_id: string
  asked_id: string
  from: string
  to: string
  back_from: string | null
  back_to: string | null
  state: string
}

function lockSwap(tx: Tx, teamId: string, id: string): Promise<Swap | undefined> {
  return tx.maybe(
    raw<Swap>(
      `select s.id, s.layer_id, s.asker_id, s.asked_id, s.starts_at as "from", s.ends_at as "to", s.back_starts_at as back_from, s.back_ends_at as back_to, s.state
       from escalation.swap s join escalation.rota_layer l on l.org_id = s.org_id and l.id = s.layer_id
       where s.org_id = $1 and l.team_id = $2 and s.id = $3 for update of s`,
      [tx.orgId, teamId, id],
    ),
  )
}

/** What was agreed becomes covers, if both still have the shifts that they give away. */
async function carryOut(tx: Tx, teamId: string, swap: Swap, now: string): Promise<void> {
  const within = fromNowOn(intervalOf(swap), now)
  const back =
    swap.back_from !== null && swap.back_to !== null
      ? fromNowOn(intervalOf({ from: swap.back_from, to: swap.back_to }), now)
      : undefined
  await requireThere(tx, teamId, swap.asker_id, '#/answer')
  await requireThere(tx, teamId, swap.asked_id, '#/answer')
  const { asker_id: askerId, asked_id: askedId } = swap
  const rota = await requireHolders(tx, teamId, swap.layer_id, { askerId, askedId, within, back })
  const take = (personId: string, time: Interval) => {
    cutCovers(tx, rota.covers, swap.layer_id, time)
    const cover = { ...time, id: newId(), layer_id: swap.layer_id, person_id: personId }
    insertCover(tx, cover, swap.asked_id, now, swap.id)
  }
  take(askedId, within)
  if (back) take(askerId, back)
}

type Holding = { askerId: string; askedId: string; within: Interval; back: Interval | undefined }

/** Throws a 422 unless each of the two is on call for what the other is to take. */
async function requireHolders(tx: Tx, teamId: string, layerId: string, of: Holding): Promise<StoredRota> {
  const { askerId, askedId, within, back } = of
  if (back && back.from_ms < within.to_ms && within.from_ms < back.to_ms)
    throw invalid('#/back_from', 'The shift in return lies in the time of the first one. Choose another.')
  const from_ms = Math.min(within.from_ms, back?.from_ms ?? within.from_ms)
  const to_ms = Math.max(within.to_ms, back?.to_ms ?? within.to_ms)
  const rota = await loadRota(tx, teamId, { from_ms, to_ms })
  if (!rota || !isHeld(rota, layerId, askerId, within))
    throw invalid(
      '#/from',
      'The one who asks is not on call for all of this time. Choose one of the shifts shown.',
    )
  if (back && !isHeld(rota, layerId, askedId, back))
    throw invalid(
      '#/back_from',
      'The one who is asked is not on call for all of the time in return. Choose one of the shifts shown.',
    )
  return rota
}

async function requireFew(tx: Tx, personId: string, now: string): Promise<void> {
  const { waiting } = await tx.one(
    raw<{ waiting: number }>(
      "select count(*) as waiting from escalation.swap where org_id = $1 and asker_id = $2 and state = 'asked' and ends_at > $3",
      [tx.orgId, personId, now],
    ),
  )
  if (waiting >= open_max)
    throw conflict('Many of your questions wait for an answer. Withdraw some before you ask again.')
}

function tellAnswer(
  app: App,
  tx: Tx,
  team: { teamId: string; name: string },
  swap: Swap,
  now: string,
): Promise<void> {
  return tellPeople(app, tx, [swap.asker_id], {
    reason: 'swap_answered',
    template: swapAnswered,
    isChosen: true,
    team: team.name,
    byId: swap.asked_id,
    path: `/desk/on-call/${team.teamId}`,
    now,
  })
}
