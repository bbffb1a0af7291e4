/** What looks like a text: articles, tickets that were solved, open requests of one's own. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, ask, background } from '../../../../web/api/client.ts'

const TEXT_LENGTH_MAX = 2000

export type Sentence = { text: string; marks: readonly (readonly number[])[] }

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
