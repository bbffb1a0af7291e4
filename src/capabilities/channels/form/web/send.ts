/** Sends what was written on the form: a puzzle, its solution, the words and the files. */
import { api, ask, ProblemError } from '../../../../web/api/client.ts'

const load = (organization: string) =>
  ask(api.GET('/public/{organization}/form', { params: { path: { organization } } }))

export const formQuery = (organization: string) => ({
  queryKey: ['public-form', organization],
  queryFn: () => load(organization),
  retry: false,
  refetchOnWindowFocus: false,
  staleTime: Number.POSITIVE_INFINITY,
})

export type Written = {
  topic_id: string
  title: string
  body: string
  name: string
  email: string
  phone?: string
  language: 'en' | 'es'
}

/** @throws ProblemError with the sentence of the server */
export async function sendForm(
  organization: string,
  written: Written,
  files: readonly File[],
): Promise<void> {
  // A fresh one each time: a puzzle counts once, and who writes long has not lost it.
  const { puzzle } = await load(organization)
  const asked = { ...written, puzzle: puzzle.token, answer: await solved(puzzle) }
  const form = new FormData()
  form.append('asked', JSON.stringify(asked))
  for (const file of files) form.append('file', file)
  const response = await fetch(`/public/${organization}/form`, { method: 'POST', body: form })
  if (response.ok) return
  const answer = await response.json().catch(() => ({}))
  throw new ProblemError({ ...answer, status: response.status })
}

function solved(puzzle: { nonce: string; bits: number }): Promise<number> {
  const worker = new Worker(new URL('./solve-worker.ts', import.meta.url), { type: 'module' })
  return new Promise<number>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<number>) => resolve(data))
    worker.addEventListener('error', () => reject(new Error('The puzzle was not solved.')))
    worker.postMessage(puzzle)
  }).finally(() => worker.terminate())
}
