/** Doing something with an article from a page: what failed is said, what changed is asked for again. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemError } from '../../../web/api/client.ts'
import { toast } from '../../../web/kit/toast.ts'
import { useKnowledgeT } from './useKnowledgeT.ts'

/** Runs one deed at a time; answers whether it was done. `keys` are the queries that it changes. */
export function useDeed(keys: readonly (readonly unknown[])[]) {
  const t = useKnowledgeT()
  const queries = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  const run = async (deed: () => Promise<unknown>, said?: string): Promise<boolean> => {
    setBusy(true)
    try {
      await deed()
      if (said) toast.show(said, 'success')
      return true
    } catch (error) {
      toast.show(
        error instanceof ProblemError ? (error.detail ?? error.title) : t('knowledge.network'),
        'danger',
      )
      return false
    } finally {
      setBusy(false)
      for (const queryKey of keys) void queries.invalidateQueries({ queryKey })
    }
  }
  return { run, isBusy }
}
