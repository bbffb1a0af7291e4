/** What is at hand on one ticket: its macros, its canned replies filled in, and how a reply would be signed. */
import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { reader } from '../../../core/registry.ts'
import { Body, Id, NullableText, OneOf } from '../../../platform/http/schema.ts'
import { aspectsOf, type TicketAspects } from '../aspects.ts'
import { insideTicket } from '../inside-ticket.ts'
import { worksOnTickets } from '../policy.ts'
import { type MacroContent, macroDeeds, type ReplyContent } from './content.ts'
import { fillIn, fillingOf, languages } from './placeholders.ts'
import { countUse, PresetFields, type PresetRow, presetFor, presetsFor, withBreaks } from './presets.ts'
import { foresee } from './run-macro.ts'
import { signatureOf, signatureRow } from './signatures.ts'

const Params = Body({ id: Id })

/** Meant for the ticket's team or one's own, or for all. */
function isForTeam(row: PresetRow, teams: readonly (string | null)[]): boolean {
  return row.team_id === null || teams.includes(row.team_id)
}

function isOffered({ offered }: MacroContent, state: string, ticket: TicketAspects): boolean {
  const fits = (wanted: readonly string[], is: readonly string[]) =>
    wanted.length === 0 || wanted.some((each) => is.includes(each.toLowerCase()))
  return (
    fits(offered.states, [state]) &&
    fits(offered.kinds, [ticket.ticket_kind]) &&
    fits(offered.category_ids, ticket.category_ids)
  )
}

const macrosOffered = reader({
  name: 'macros.offered',
  summary: 'The macros that are offered on a ticket.',
  path: '/api/tickets/:id/macros',
  params: Params,
  output: Type.Object({ rows: Type.Array(Type.Object(PresetFields)) }),
  permits: worksOnTickets,
  run: async ({ tx, actor, params }) => {
    const record = await insideTicket(tx, actor, params.id as string)
    const ticket = await tx.one(aspectsOf(tx.orgId, [record.id]))
    const teams = [record.team_id, ...actor.teamIds]
    const rows = (await presetsFor<MacroContent>(tx, actor, 'macro')).filter(
      (row) => isForTeam(row, teams) && isOffered(row.content, record.state, ticket),
    )
    return { rows: (await withBreaks(tx, rows)).map(({ content: _content, ...row }) => row) }
  },
})

const preview = reader({
  name: 'macros.preview',
  summary: 'What a macro would do to the ticket now, step by step.',
  path: '/api/tickets/:id/macros/:macro_id',
  params: Body({ id: Id, macro_id: Id }),
  output: Type.Object({
    name: Type.String(),
    version: Type.Integer({ description: 'Of the ticket; it goes with the run.' }),
    steps: Type.Array(
      Type.Object({
        do: OneOf(macroDeeds),
        what: Type.Record(Type.String(), Type.Unknown(), {
          description: 'The step’s fields, without its text.',
        }),
        text: Type.String(),
        why: NullableText,
      }),
    ),
    signature: Type.String({ description: 'What is put under a reply.' }),
  }),
  permits: worksOnTickets,
  run: async ({ app, tx, actor, params }) => {
    const { macro, record, steps } = await foresee(
      app,
      tx,
      actor,
      params.id as string,
      params.macro_id as string,
    )
    return {
      name: macro.name,
      version: record.version,
      steps: steps.map(({ do: kind, deed: { text: _text, do: _do, ...what }, text, why }) => ({
        do: kind,
        what,
        text,
        why,
      })),
      signature: signatureOf(await tx.one(signatureRow(actor, record.id)), actor.name),
    }
  },
})

const repliesOffered = reader({
  name: 'canned_replies.offered',
  summary: 'The canned replies for a ticket, filled in, in the language of its requester.',
  path: '/api/tickets/:id/canned-replies',
  params: Params,
  output: Type.Object({
    rows: Type.Array(Type.Object({ ...PresetFields, text: Type.String(), language: OneOf(languages) })),
    language: OneOf(languages),
    signature: Type.String(),
  }),
  permits: worksOnTickets,
  run: async ({ tx, actor, params }) => {
    const record = await insideTicket(tx, actor, params.id as string)
    const { language, values } = await fillingOf(tx, actor, record.id)
    const other = language === 'en' ? 'es' : 'en'
    const rows = (await presetsFor<ReplyContent>(tx, actor, 'reply')).filter((row) =>
      isForTeam(row, [record.team_id, ...actor.teamIds]),
    )
    const signature = signatureOf(await tx.one(signatureRow(actor, record.id)), actor.name)
    const filled = (await withBreaks(tx, rows)).map(({ content, ...row }) => {
      const written = content[language].trim() === '' ? other : language
      return { ...row, text: fillIn(content[written], values), language: written }
    })
    return { rows: filled, language, signature }
  },
})

const used = plainAction({
  name: 'canned_replies.use',
  summary: 'Note that a canned reply was put into a reply.',
  path: '/api/canned-replies/:id/use',
  params: Params,
  input: Body({}),
  output: Type.Object({}),
  permits: worksOnTickets,
  run: async ({ tx, actor, params, now }) => {
    const { id } = await presetFor(tx, actor, 'reply', params.id as string)
    tx.send(countUse(tx.orgId, id, now))
    return { result: {} }
  },
})

export const forTicket = { actions: [used], readers: [macrosOffered, preview, repliesOffered] }
