import { ProblemError } from '../api/client.ts'
import { ErrorState } from '../kit/ErrorState.tsx'
import { NotFoundPage } from './NotFoundPage.tsx'

/** A page that failed: what is not there says so, everything else offers to try again. */
export function RouteError({ error, reset }: { error: unknown; reset: () => void }) {
  if (error instanceof ProblemError && error.status === 404) return <NotFoundPage />
  return <ErrorState problem={error instanceof ProblemError ? error : undefined} onRetry={reset} />
}
