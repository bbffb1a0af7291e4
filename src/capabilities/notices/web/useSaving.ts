import { useState } from 'react'
import { ProblemError } from '../../../web/api/client.ts'

/** Runs a save; what was refused is told at its field by the field's name, or else as a whole. */
export function useSaving() {
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemError>()
  const run = async (work: () => Promise<void>) => {
    setBusy(true)
    setProblem(undefined)
    try {
      await work()
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  const fields = problem?.fields ?? new Map<string, string>()
  return {
    run,
    isBusy,
    fields,
    failure: problem && fields.size === 0 ? problem.message || problem.title : undefined,
  }
}
