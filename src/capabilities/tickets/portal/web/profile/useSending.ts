import { useState } from 'react'
import { ProblemError } from '../../../../../web/api/client.ts'
import { usePortalT } from '../usePortalT.ts'

const NO_FIELDS: ReadonlyMap<string, string> = new Map()

/**
 * Sends something, once at a time, and keeps the sentences of its refusal: by field where they belong to one.
 * `needsProof` is true when the server wants to know again who it is.
 */
export function useSending() {
  const t = usePortalT()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<{ failure?: string; fields: ReadonlyMap<string, string> }>({
    fields: NO_FIELDS,
  })
  const [retry, setRetry] = useState<() => Promise<void>>()
  const run = async (send: () => Promise<void>): Promise<void> => {
    setBusy(true)
    setProblem({ fields: NO_FIELDS })
    try {
      await send()
    } catch (error) {
      if (!(error instanceof ProblemError))
        setProblem({ failure: t('portal.error.network'), fields: NO_FIELDS })
      else if (error.type === 'step-up-needed') setRetry(() => () => run(send))
      else
        setProblem({
          ...(error.fields.size === 0 ? { failure: error.detail ?? error.title } : {}),
          fields: error.fields,
        })
    } finally {
      setBusy(false)
    }
  }
  return {
    run,
    isBusy,
    ...problem,
    proof: retry && {
      onConfirmed: () => {
        setRetry(undefined)
        void retry()
      },
      onCancel: () => setRetry(undefined),
    },
  }
}
