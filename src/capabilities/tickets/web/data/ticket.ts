/** The ticket as the API shows it, and the actions on it. */
import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { api, ask, ProblemError } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'
import { tellWarnings } from '../../../../web/api/warnings.ts'

type JsonOf<Answer> = Answer extends { 200: { content: { 'application/json': infer Body } } } ? Body : never

export type Ticket = JsonOf<paths['/api/tickets/{id}']['get']['responses']>
export type Message = Ticket['messages'][number]
export type TicketEvent = Ticket['events'][number]
export type TicketRow = JsonOf<paths['/api/tickets']['get']['responses']>['rows'][number]

export const ticketQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id],
    queryFn: () => ask(api.GET('/api/tickets/{id}', { params: { path: { id } } })) as Promise<Ticket>,
  })

type ActionPath = Extract<keyof paths, `/api/tickets/{id}/${string}`>
type VerbIn<Path> = Path extends `/api/tickets/{id}/${infer Name}` ? Name : never
type PostPath = { [Path in ActionPath]: paths[Path]['post'] extends object ? Path : never }[ActionPath]
export type Verb = VerbIn<PostPath>
type PostOf<Name extends Verb> = paths[`/api/tickets/{id}/${Name}`] extends { post: infer Post }
  ? Post
  : never
export type BodyOf<Name extends Verb> =
  PostOf<Name> extends { requestBody?: { content: { 'application/json': infer Body } } } ? Body : never
export type AnswerOf<Name extends Verb> =
  PostOf<Name> extends { responses: infer Answers } ? JsonOf<Answers> : never

/**
 * Takes one action on one ticket.
 * @param version what the reader saw; when somebody changed it since, the API refuses with a conflict (409)
 * @throws ProblemError
 */
export async function act<Name extends Verb>(
  id: string,
  verb: Name,
  body: BodyOf<Name>,
  version?: number,
): Promise<AnswerOf<Name>> {
  const response = await fetch(`/api/tickets/${id}/${verb}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
    },
    body: JSON.stringify(body),
  })
  const answer = (await response.json().catch(() => ({}))) as AnswerOf<Name>
  if (response.ok) {
    tellWarnings(answer)
    return answer
  }
  throw new ProblemError({ ...(answer as object), status: response.status })
}

/** Shows a change at once; answers how to take it back when the API refuses it. */
export function showAtOnce(queries: QueryClient, id: string, change: (ticket: Ticket) => Ticket): () => void {
  const key = ticketQuery(id).queryKey
  const before = queries.getQueryData<Ticket>(key)
  if (before) queries.setQueryData<Ticket>(key, change(before))
  return () => {
    if (before) queries.setQueryData<Ticket>(key, before)
    void queries.invalidateQueries({ queryKey: key })
  }
}

/** The names of the people and teams that the ticket's answer mentions, for sentences about it. */
export function namesIn(ticket: Ticket): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const each of [...ticket.people, ticket.team, ticket.owner, ticket.requester])
    if (each) names.set(each.id, each.name)
  return names
}
