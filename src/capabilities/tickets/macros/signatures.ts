/** How replies are signed: a line of one's own, and under it what the team puts there. Never under notes. */
import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { type Actor, may } from '../../../core/actor.ts'
import { reader } from '../../../core/registry.ts'
import { type Raw, raw } from '../../../platform/db/transaction.ts'
import { invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Text } from '../../../platform/http/schema.ts'
import { worksOnTickets } from '../policy.ts'
import { agentValues, fillIn, type Language, ofAgent, unknownIn } from './placeholders.ts'

const body_max = 100_000
const Texts = (length_max: number) => ({ en: Text(length_max), es: Text(length_max) })

type Row = {
  language: Language
  team_en: string | null
  team_es: string | null
  own_en: string | null
  own_es: string | null
}

/**
 * The query for what is put under a reply of the person. The team is the ticket's when the person belongs to it, or
 * else the only team of the person.
 */
export function signatureRow(
  actor: Pick<Actor, 'orgId' | 'personId' | 'teamIds'>,
  ticketId: string,
): Raw<Row> {
  return raw(
    `select coalesce(q.language, g.language) as language, t.en as team_en, t.es as team_es, o.en as own_en, o.es as own_es
     from core.record r join core.organization g on g.id = r.org_id
       left join core.person q on q.org_id = r.org_id and q.id = r.requester_id
       left join tickets.person_signature o on o.org_id = r.org_id and o.person_id = $3
       left join tickets.team_signature t on t.org_id = r.org_id
         and t.team_id = case when r.team_id = any($4::uuid[]) then r.team_id when cardinality($4::uuid[]) = 1 then ($4::uuid[])[1] end
     where r.org_id = $1 and r.id = $2`,
    [actor.orgId, ticketId, actor.personId, actor.teamIds],
  )
}

/** The signature in the requester's language, or in the other one when there is none; empty when nothing is set. */
export function signatureOf(row: Row | undefined, name: string): string {
  if (!row) return ''
  const other = row.language === 'en' ? 'es' : 'en'
  const parts = (['own', 'team'] as const).map(
    (whose) => row[`${whose}_${row.language}`]?.trim() || row[`${whose}_${other}`]?.trim() || '',
  )
  // Two spaces at the end of a line keep the line in Markdown.
  return fillIn(parts.filter(Boolean).join('\n'), agentValues(name)).replaceAll(/ *\n/g, '  \n')
}

/** A reply with its signature, as it is stored; one that would become too long goes without. */
export function signed(body: string, signature: string): string {
  const whole = `${body.trimEnd()}\n\n${signature}`
  return signature === '' || whole.length > body_max ? body : whole
}

const saveOwn = plainAction({
  name: 'signatures.save_own',
  summary: 'Set the line that is put under one’s own replies, in both languages.',
  path: '/api/signatures/own',
  method: 'PUT',
  input: Body(Texts(200)),
  output: Type.Object({}),
  permits: worksOnTickets,
  run: async ({ tx, actor, input }) => {
    requireSound(input)
    tx.send(
      raw(
        `insert into tickets.person_signature (org_id, person_id, en, es) values ($1,$2,$3,$4)
         on conflict (org_id, person_id) do update set en = excluded.en, es = excluded.es`,
        [tx.orgId, actor.personId, input.en, input.es],
      ),
    )
    return { result: {}, audit: {} }
  },
})

const saveTeam = plainAction({
  name: 'signatures.save_team',
  summary: 'Set what is put under the replies of a team, in both languages.',
  path: '/api/signatures/teams/:id',
  method: 'PUT',
  params: Body({ id: Id }),
  input: Body(Texts(1000)),
  output: Type.Object({}),
  permits: (actor) => may(actor, 'macros.manage'),
  run: async ({ tx, input, params }) => {
    requireSound(input)
    const team = await tx.maybe(
      raw('select id from core.team where org_id = $1 and id = $2 and archived_at is null', [
        tx.orgId,
        params.id,
      ]),
    )
    if (!team) throw notFound('This team')
    tx.send(
      raw(
        `insert into tickets.team_signature (org_id, team_id, en, es) values ($1,$2,$3,$4)
         on conflict (org_id, team_id) do update set en = excluded.en, es = excluded.es`,
        [tx.orgId, params.id, input.en, input.es],
      ),
    )
    return { result: {}, audit: { team: params.id } }
  },
})

function requireSound(texts: { en: string; es: string }): void {
  for (const [language, text] of Object.entries(texts)) {
    const unknown = unknownIn(text, ofAgent)
    if (unknown) throw invalid(`#/${language}`, unknown)
    if (/\(person:/i.test(text))
      throw invalid(`#/${language}`, 'Mention nobody in a signature: they would hear of every reply.')
  }
}

const Signature = Type.Object({ en: Type.String(), es: Type.String() })
const list = reader({
  name: 'signatures.list',
  summary: 'One’s own line, and the signatures of all teams.',
  path: '/api/signatures',
  output: Type.Object({
    own: Signature,
    teams: Type.Array(Type.Object({ id: Id, name: Type.String(), ...Signature.properties })),
  }),
  permits: worksOnTickets,
  run: async ({ tx, actor }) => {
    const [own, teams] = await tx.many(
      raw<{ en: string; es: string }>(
        'select en, es from tickets.person_signature where org_id = $1 and person_id = $2',
        [tx.orgId, actor.personId],
      ),
      raw<{ id: string; name: string; en: string; es: string }>(
        `select t.id, t.name, coalesce(s.en, '') as en, coalesce(s.es, '') as es
         from core.team t left join tickets.team_signature s on s.org_id = t.org_id and s.team_id = t.id
         where t.org_id = $1 and t.archived_at is null order by lower(t.name), t.id limit 500`,
        [tx.orgId],
      ),
    )
    return { own: own[0] ?? { en: '', es: '' }, teams }
  },
})

export const signatures = { actions: [saveOwn, saveTeam], readers: [list] }
