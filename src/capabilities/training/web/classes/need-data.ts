import { queryOptions } from '@tanstack/react-query'
import { api, ask } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'

export type ProposedClass =
  paths['/api/training-needs/{id}/class']['get']['responses'][200]['content']['application/json']

export const proposedClassQuery = (id: string) =>
  queryOptions({
    queryKey: ['training', 'need class', id],
    queryFn: () => ask(api.GET('/api/training-needs/{id}/class', { params: { path: { id } } })),
    // What is filled in stays while somebody looks at it.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
