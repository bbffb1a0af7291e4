/** What the import pages ask of the API. */
import { queryOptions } from '@tanstack/react-query'
import { api, ask, background, ProblemError } from '../../../web/api/client.ts'
import type { paths } from '../../../web/api/openapi.generated.ts'
import { isLive } from '../../../web/shell/live.ts'

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer A } } } }
}
  ? A
  : never

export type ImportRun = Answer<'/api/imports/{id}'>
export type ImportLine = Answer<'/api/imports'>['rows'][number]
export type Ready = Answer<'/api/imports/mappings'>
export type Mapping = NonNullable<ImportRun['mapping']>
export type ColumnMapping = Mapping['columns'][number]
export type Policy = NonNullable<NonNullable<Mapping['missing']>['people']>
export type Report = NonNullable<ImportRun['report']>
export type Settings = NonNullable<ImportRun['settings']>
export type ArticleReport = NonNullable<ImportRun['article_report']>

export const upload_bytes_max = 500_000_000
const poll_ms = 1_500
// Somebody else's run is told to its owner alone, and a worker that was killed tells nobody.
const quiet_poll_ms = 15_000
const kept_ms = 3_600_000

export const importsQuery = queryOptions({
  queryKey: ['imports'],
  queryFn: () => ask(api.GET('/api/imports')),
})

export const readyQuery = queryOptions({
  queryKey: ['import-mappings'],
  queryFn: () => ask(api.GET('/api/imports/mappings')),
  staleTime: kept_ms,
})

/** A run. News of it come live; while they do not, it is asked again and again, which keeps nobody signed in. */
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', id],
    queryFn: () => ask(api.GET('/api/imports/{id}', { params: { path: { id } }, ...background })),
    refetchInterval: (query) => {
      const run = query.state.data
      if (run === undefined || !isAtWork(run)) return false
      return isLive() ? quiet_poll_ms : poll_ms
    },
  })

export function isAtWork(run: Pick<ImportRun, 'state'>): boolean {
  return run.state === 'previewing' || run.state === 'running'
}

/** Sends the file; the answer is the run, with a guessed mapping and what is doubtful about it. */
export async function uploadImport(file: File): Promise<ImportRun> {
  const form = new FormData()
  form.append('file', file)
  const response = await fetch('/api/imports', { method: 'POST', body: form })
  const answer = await response.json().catch(() => ({}))
  if (!response.ok) throw new ProblemError({ ...answer, status: response.status })
  return answer as ImportRun
}

/** The sentence of a refusal: that of its first field, or its own. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof ProblemError)) return ''
  return [...error.fields.values()][0] ?? error.detail ?? error.title
}
