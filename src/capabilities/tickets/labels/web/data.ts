import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, ask, ProblemError } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'

export type Thing = 'place' | 'workstation'
export type Line =
  paths['/api/labels']['get']['responses'][200]['content']['application/json']['rows'][number]
export type Stock = paths['/api/labels/sheet']['post']['requestBody']['content']['application/json']['stock']

/** How many labels lie on each sheet. */
export const labelsOn: Readonly<Record<Stock, number>> = {
  'a4-21': 21,
  'a4-24': 24,
  'a4-65': 65,
  'letter-30': 30,
  'letter-20': 20,
  'letter-10': 10,
}

export const listQuery = (of: Thing, q: string, department: string) =>
  infiniteQueryOptions({
    queryKey: ['labels', of, q, department],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/labels', {
          params: {
            query: {
              of,
              limit: 100,
              ...(q ? { q } : {}),
              ...(department ? { department_id: department } : {}),
              ...(pageParam ? { after: pageParam } : {}),
            },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
  })

export const scannedQuery = (code: string) =>
  queryOptions({
    queryKey: ['labels', 'scanned', code],
    queryFn: () => ask(api.GET('/api/labels/{code}', { params: { path: { code } } })),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })

/**
 * The sheet as a file.
 * @throws ProblemError with the sentence why there is none
 */
export async function fetchSheet(
  of: Thing,
  ids: readonly string[],
  stock: Stock,
  start: number,
): Promise<Blob> {
  const items = ids.map((id) => (of === 'place' ? { place_id: id } : { workstation_id: id }))
  const { data, error, response } = await api.POST('/api/labels/sheet', {
    body: { items, stock, start },
    parseAs: 'blob',
  })
  if (response.ok) return data as unknown as Blob
  throw new ProblemError({ ...(error as object), status: response.status })
}
