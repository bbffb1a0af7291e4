import { useState } from 'react'
import { ProblemError } from '../../../../../web/api/client.ts'
import { confirmed } from '../../../../../web/shell/step-up.ts'
import { usePortalT } from '../usePortalT.ts'

const NO_FIELDS: ReadonlyMap<string, string> = new Map()

/**
 * Sends something, once at a time, and keeps the sentences of its refusal: by field where they belong to one.
 * Where the server wants to know again who it is, that is asked first.
 */
export function useSending() {
  const t = usePortalT()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<{ failure?: string; fields: ReadonlyMap<string, string> }>({
    fields: NO_FIELDS,
  })
  const run = async (send: () => Promise<void>): Promise<void> => {
    setBusy(true)
    setProblem({ fields: NO_FIELDS })
    try {
      await confirmed(send)
    } catch (error) {
      if (!(error instanceof ProblemError))
        setProblem({ failure: t('portal.error.network'), fields: NO_FIELDS })
      // Whoever closed the question knows that nothing was done.
      else if (error.type !== 'step-up-needed')
        setProblem({
          ...(error.fields.size === 0 ? { failure: error.detail ?? error.title } : {}),
          fields: error.fields,
        })
    } finally {
      setBusy(false)
    }
  }
  return { run, isBusy, ...problem }
}
