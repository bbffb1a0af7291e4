/** What the pages of learning records ask. */
import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'
import { api, ask } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'

export type Records = paths['/api/training/records']['get']['responses'][200]['content']['application/json']
export type RecordRow = Records['rows'][number]

export const verbs = ['completed', 'passed', 'failed', 'attempted', 'revoked'] as const
export const origins = ['observed', 'prior', 'outside', 'import', 'package', 'statement', 'quiz'] as const
export const standings = ['valid', 'ended', 'revoked', 'no_proof'] as const

const words = ['person', 'department', 'competency', 'assessor', 'words', 'from', 'to'] as const
export type RecordFilter = { [word in (typeof words)[number]]?: string } & {
  verb?: (typeof verbs)[number]
  origin?: (typeof origins)[number]
  standing?: (typeof standings)[number]
}

/** What the address says, without what no filter knows. */
export function filterOf(search: Record<string, unknown>): RecordFilter {
  const filter: Record<string, string> = {}
  for (const word of words) if (search[word] !== undefined) filter[word] = String(search[word])
  const among = { verb: verbs, origin: origins, standing: standings }
  for (const [word, known] of Object.entries(among))
    if ((known as readonly unknown[]).includes(search[word])) filter[word] = String(search[word])
  return filter
}

export const recordsQuery = (filter: RecordFilter) =>
  infiniteQueryOptions({
    queryKey: ['training', 'records', filter],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/training/records', {
          params: { query: { ...filter, limit: 50, ...(pageParam ? { after: pageParam } : {}) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page: Records) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })
