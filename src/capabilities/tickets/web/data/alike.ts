/** What looks like a text: articles, tickets that were solved, open requests of one's own. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, ask, background } from '../../../../web/api/client.ts'
import type { Ticket } from './ticket.ts'

const TEXT_LENGTH_MAX = 2000
const TITLE_LENGTH_MAX = 500
const FIRST_LENGTH_MAX = 900

export type Sentence = { text: string; marks: readonly (readonly number[])[] }

/** What answers to a ticket are looked for with: its title, its first words, and those that are being written. */
export function wordsOf(ticket: Pick<Ticket, 'title' | 'messages'>, typed: string): string {
  const first = ticket.messages[0]?.body ?? ''
  return `${ticket.title.slice(0, TITLE_LENGTH_MAX)}\n${first.slice(0, FIRST_LENGTH_MAX)}\n${typed}`
}

export const alikeQuery = (text: string) => {
  const asked = text.slice(0, TEXT_LENGTH_MAX)
  return queryOptions({
    queryKey: ['suggest', asked],
    queryFn: ({ signal }) =>
      ask(api.POST('/api/search/suggest', { body: { text: asked }, ...background, signal })),
    placeholderData: keepPreviousData,
    staleTime: 300_000,
    retry: false,
  })
}
