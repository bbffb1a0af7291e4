/** Published articles as readers see them. */
import { infiniteQueryOptions, queryOptions, useQuery } from '@tanstack/react-query'
import { api, ask, ProblemError } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'

export type ArticlePage = paths['/api/articles/{id}']['get']['responses'][200]['content']['application/json']
export type ArticleRow =
  paths['/api/articles']['get']['responses'][200]['content']['application/json']['rows'][number]

const PAGE_ROWS = 50
const TOPIC_ROWS_MAX = 100
const FOR_ME_ROWS = 10
const KEPT_MS = 300_000

export const libraryQuery = (topic: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['articles', 'library', topic ?? ''],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/articles', {
          params: {
            query: {
              state: ['validated'],
              limit: PAGE_ROWS,
              ...(topic ? { topic } : {}),
              ...(pageParam ? { after: pageParam } : {}),
            },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })

export const articleQuery = (id: string, isDraft = false) =>
  queryOptions({
    queryKey: ['record', id, isDraft ? 'draft' : 'shown'],
    queryFn: () => {
      const query = isDraft ? { draft: true } : {}
      // A readable address begins with the number; any other is no address of an article, and nothing is there.
      if (/^\d{1,15}(-.*)?$/.test(id))
        return ask(
          api.GET('/api/articles/by-slug/{slug}', { params: { path: { slug: id.slice(0, 200) }, query } }),
        )
      if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id)) throw new ProblemError({ status: 404 })
      return ask(api.GET('/api/articles/{id}', { params: { path: { id }, query } }))
    },
  })

const topicsQuery = queryOptions({
  queryKey: ['articles', 'topics'],
  queryFn: () =>
    ask(api.GET('/api/articles', { params: { query: { state: ['validated'], limit: TOPIC_ROWS_MAX } } })),
  staleTime: KEPT_MS,
})

/** The topics of the newest articles, in the order of the alphabet. */
export function useTopics(): readonly string[] {
  const { data } = useQuery(topicsQuery)
  const topics = (data?.rows ?? []).flatMap((row) => (row.topic ? [row.topic] : []))
  return [...new Set(topics)].sort((a, b) => a.localeCompare(b))
}

/** What is meant for this person's roles and department, before everything else. */
export const forMeQuery = queryOptions({
  queryKey: ['articles', 'for me'],
  queryFn: () =>
    ask(
      api.GET('/api/articles', {
        params: { query: { state: ['validated'], is_for_me: true, limit: FOR_ME_ROWS } },
      }),
    ),
  staleTime: KEPT_MS,
})
