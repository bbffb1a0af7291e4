import { useState } from 'react'
import { ProblemError } from '../../../web/api/client.ts'
import { confirmed } from '../../../web/shell/step-up.ts'
import { PasskeyFailed } from './passkey-browser.ts'
import { useSignInT } from './useSignInT.ts'

const NO_FIELDS: ReadonlyMap<string, string> = new Map()

/**
 * Sends something, once at a time, and keeps the sentences of its refusal: by field where they belong to one. Where
 * the server wants to know again who it is, that is asked first. Who closed a question of the device hears nothing.
 */
export function useSending() {
  const t = useSignInT()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<{ failure?: string; fields: ReadonlyMap<string, string> }>({
    fields: NO_FIELDS,
  })
  const fail = (failure: string) => setProblem({ failure, fields: NO_FIELDS })
  const run = async (send: () => Promise<void>): Promise<void> => {
    setBusy(true)
    setProblem({ fields: NO_FIELDS })
    try {
      await confirmed(send)
    } catch (error) {
      if (error instanceof PasskeyFailed) {
        if (error.why !== 'closed') fail(t(`signIn.passkey.${error.why}`))
      } else if (!(error instanceof ProblemError)) fail(t('signIn.factor.network'))
      else if (error.fields.size > 0) setProblem({ fields: error.fields })
      else if (error.type !== 'step-up-needed') fail(error.detail ?? error.title)
    } finally {
      setBusy(false)
    }
  }
  return { run, isBusy, ...problem }
}
