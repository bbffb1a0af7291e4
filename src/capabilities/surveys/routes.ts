/** Answering by the links of a mail, without signing in: each works for its one ticket and shows none of its words. */
import { type Static, Type } from 'typebox'
import type { Actor } from '../../core/actor.ts'
import type { App } from '../../core/app.ts'
import { execute } from '../../core/execute.ts'
import { takeTry } from '../../core/people/throttle.ts'
import { raw, read, type Tx } from '../../platform/db/transaction.ts'
import { placeOf } from '../../platform/http/place-of.ts'
import { Problem } from '../../platform/http/problem.ts'
import { Body, NullableText, OneOf, Text } from '../../platform/http/schema.ts'
import type { Http } from '../../platform/http/server.ts'
import { type Verdict, verdictOf } from '../tickets/index.ts'
import { deadLink, type LinkMeans, readLink } from './link.ts'

const Link = Type.String({
  minLength: 1,
  maxLength: 1000,
  description: 'What stands after the # of the link.',
})
const Rating = Type.Integer({ minimum: 1, maximum: 5 })
const Asked = Type.Object({
  number: Type.Integer(),
  team: NullableText,
  organization: Type.String(),
  language: OneOf(['en', 'es']),
  proposed: { ...Rating, description: 'The answer that the link proposes; nothing is stored yet.' },
  given: Type.Union([Rating, Type.Null()], { description: 'The answer that was given before.' }),
  has_words: Type.Boolean(),
  may_change: Type.Boolean({ description: 'False once an answer was given and the request is closed.' }),
})

/** Mounts the two routes. Both are POST, so that no prefetching of links reaches them. */
export function mountAnswering(http: Http, app: App): void {
  http.post(
    '/api/surveys/open',
    {
      schema: {
        operationId: 'surveys.open',
        summary: 'What the link of a survey asks about; nothing is answered by it.',
        tags: ['surveys'],
        security: [],
        body: Body({ link: Link }),
        response: { 200: Asked, default: Type.Ref('Problem') },
      },
    },
    async (request) => {
      const means = readLink(app, request.body.link)
      return shown(await askedBy(app, means, request.ip), means.rating)
    },
  )
  http.post(
    '/api/surveys/answer',
    {
      schema: {
        operationId: 'surveys.answer',
        summary: 'Answer a survey by its link. A later answer replaces it until the request is closed.',
        tags: ['surveys'],
        security: [],
        body: Body({ link: Link, rating: Rating, comment: Type.Optional(Text(2000)) }),
        response: { 200: Asked, default: Type.Ref('Problem') },
      },
    },
    async (request) => {
      const means = readLink(app, request.body.link)
      const asked = await askedBy(app, means, request.ip)
      await answer(app, asked, request.body, request.ip)
      return shown(await askedBy(app, means, request.ip), means.rating)
    },
  )
}

type Known = {
  org_id: string
  ticket_id: string
  person_id: string
  person: string
  number: number
  state: string
  team: string | null
  organization: string
  language: 'en' | 'es'
} & Verdict

async function askedBy(app: App, { orgId, invitationId }: LinkMeans, address: string): Promise<Known> {
  const limit = { key: `survey:${placeOf(address)}`, tries_max: 120, window_minutes: 15 }
  await takeTry(app, orgId, [limit], { address, personId: null })
  const known = await read(app.pool, orgId, (tx) => knownBy(tx, invitationId))
  if (!known) throw deadLink()
  return known
}

/** Who is not the requester any more, what is open again, or what got another solution since is not asked. */
async function knownBy(tx: Tx, invitationId: string): Promise<Known | undefined> {
  const found = await tx.maybe(
    raw<Omit<Known, keyof Verdict> & { turn: number }>(
      `select i.org_id, i.ticket_id, i.person_id, i.reopened_count as turn, p.name as person, r.number, r.state, m.name as team, g.name as organization,
         coalesce(p.language, g.language) as language
       from surveys.invitation i join core.record r on r.org_id = i.org_id and r.id = i.ticket_id and r.requester_id = i.person_id
         join core.person p on p.org_id = i.org_id and p.id = i.person_id and p.is_active join core.organization g on g.id = i.org_id
         left join core.team m on m.org_id = r.org_id and m.id = r.team_id
       where i.org_id = $1 and i.id = $2 and i.sent_at is not null and r.state in ('resolved', 'closed')`,
      [tx.orgId, invitationId],
    ),
  )
  if (!found) return undefined
  const { turn, ...known } = found
  const verdict = await tx.one(verdictOf(tx.orgId, known.ticket_id))
  return verdict.reopened_count === turn ? { ...known, ...verdict } : undefined
}

function shown(known: Known, proposed: number): Static<typeof Asked> {
  const { number, team, organization, language, rating, rating_comment, state } = known
  return {
    number,
    team,
    organization,
    language,
    proposed,
    given: rating,
    has_words: rating_comment !== null,
    may_change: state === 'resolved' || rating === null,
  }
}

async function answer(
  app: App,
  known: Known,
  input: { rating: number; comment?: string },
  address: string,
): Promise<void> {
  const comment = input.comment?.trim() || known.rating_comment
  // A link that is used twice says the same thing once.
  if (known.rating === input.rating && comment === known.rating_comment) return
  const rate = app.registry.recordActions.get('tickets.rate')
  if (!rate) throw new Error('The action tickets.rate is not registered.')
  const words = comment ? { comment } : {}
  try {
    await execute(app, requester(known, address), rate, { rating: input.rating, ...words }, known.ticket_id)
  } catch (error) {
    // It was reopened, or given to somebody else, between the two.
    if (error instanceof Problem && error.status === 404) throw deadLink()
    throw error
  }
}

/** The person who was asked, with the right to answer and no other. */
function requester(known: Known, address: string): Actor {
  return {
    orgId: known.org_id,
    personId: known.person_id,
    name: known.person,
    permissions: new Set(['tickets.rate']),
    teamIds: [],
    sessionId: null,
    steppedUpAt: null,
    address,
  }
}
