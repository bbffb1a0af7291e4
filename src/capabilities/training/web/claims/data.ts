/** What the pages of handed-in learning ask. */
import { queryOptions } from '@tanstack/react-query'
import { api, ask } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'

export type Claims = paths['/api/training/claims']['get']['responses'][200]['content']['application/json']
export type Claim = Claims['rows'][number]

export const claimsQuery = queryOptions({
  queryKey: ['training', 'claims'],
  queryFn: () => ask(api.GET('/api/training/claims')),
})

export const ownClaimsQuery = queryOptions({
  queryKey: ['training', 'claims', 'mine'],
  queryFn: () => ask(api.GET('/api/training/claims/mine')),
})
