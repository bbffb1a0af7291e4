/** What the page of import and export asks of the API. */
import { queryOptions } from '@tanstack/react-query'
import { api, ask, background, ProblemError } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'

export const exchangePath = '/desk/knowledge/exchange'
export const upload_bytes_max = 50_000_000
export const audiences = ['internal', 'staff', 'public'] as const

export type Run = paths['/api/article-imports/{id}']['get']['responses'][200]['content']['application/json']
export type Settings = Run['settings']

const poll_ms = 700

export const runsQuery = queryOptions({
  queryKey: ['article-imports'],
  queryFn: () => ask(api.GET('/api/article-imports')),
})

export const runQuery = (id: string) =>
  queryOptions({
    queryKey: ['article-imports', id],
    queryFn: () => ask(api.GET('/api/article-imports/{id}', { params: { path: { id } }, ...background })),
    enabled: id !== '',
    refetchInterval: (query) => (query.state.data?.state === 'running' ? poll_ms : false),
  })

export function startRun(id: string, settings: Settings): Promise<Run> {
  return ask(api.POST('/api/article-imports/{id}/run', { params: { path: { id } }, body: settings }))
}

/** Sends the file; answers what an import of it would do. */
export async function uploadFolder(file: File): Promise<Run> {
  const form = new FormData()
  form.append('file', file)
  const response = await fetch('/api/article-imports', { method: 'POST', body: form })
  const answer = await response.json().catch(() => ({}))
  if (!response.ok) throw new ProblemError({ ...answer, status: response.status })
  return answer as Run
}

/** The sentence of a refusal: that of its first field, or its own. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof ProblemError)) return error instanceof Error ? error.message : ''
  return [...error.fields.values()][0] ?? error.detail ?? error.title
}
