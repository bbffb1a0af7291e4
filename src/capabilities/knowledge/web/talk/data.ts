import { queryOptions } from '@tanstack/react-query'
import { api, ask } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'

export type Talk = paths['/api/articles/{id}/talk']['get']['responses'][200]['content']['application/json']
export type Comment = Talk['comments'][number]
export type Flag = Talk['flags'][number]

export const flagReasons = ['wrong', 'outdated', 'unclear', 'duplicate', 'private_data'] as const
export type FlagReason = (typeof flagReasons)[number]

export const talkQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'talk'],
    queryFn: () => ask(api.GET('/api/articles/{id}/talk', { params: { path: { id } } })),
  })
