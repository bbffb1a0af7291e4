/** Asking for an item: its answers, what is wrong with them, and sending them once. */
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ask, ProblemError } from '../../../../web/api/client.ts'
import { toast } from '../../../../web/kit/toast.ts'
import { evaluate } from '../../form.ts'
import { type AskedItem, itemQuery } from '../data.ts'
import { useCatalogT, useLanguage } from '../useCatalogT.ts'
import { useAnswers } from './useAnswers.ts'
import { useFlawSaid } from './useFlawSaid.ts'

export type Asking = ReturnType<typeof useAsking>

export function useAsking(item: AskedItem, isDesk: boolean) {
  const t = useCatalogT()
  const flawSaid = useFlawSaid()
  const language = useLanguage()
  const router = useRouter()
  const queries = useQueryClient()
  const answering = useAnswers(item.id)
  const { kept, clear } = answering
  const [isChecked, setChecked] = useState<ReadonlySet<string> | 'all'>(new Set())
  const [problem, setProblem] = useState<ProblemError>()
  const [isBusy, setBusy] = useState(false)
  const { shown, answers, flaws } = evaluate(item.fields, kept.given, item.today)
  const isLooked = (key: string) => isChecked === 'all' || isChecked.has(key)
  const errorOf = (key: string) =>
    (isLooked(key) ? flawSaid(flaws.get(key)) : undefined) ?? problem?.fields.get(`answers/${key}`)

  const send = async () => {
    setBusy(true)
    setProblem(undefined)
    try {
      const made = await ask(
        api.POST('/api/catalog/items/{id}/requests', {
          params: { path: { id: item.id }, header: { 'idempotency-key': kept.key } },
          body: {
            version: item.version,
            answers,
            language,
            ...(kept.note.trim() ? { note: kept.note.trim() } : {}),
            ...(kept.requester ? { requester_id: kept.requester.id } : {}),
          },
        }),
      )
      clear()
      toast.show(t('catalog.sent', { number: made.number }), 'success')
      void queries.invalidateQueries({ queryKey: ['requests'] })
      router.history.replace(isDesk ? `/desk/tickets/${made.id}` : `/requests/${made.id}`)
    } catch (error) {
      const refusal =
        error instanceof ProblemError ? error : new ProblemError({ status: 0, title: t('catalog.network') })
      if (refusal.type === 'idempotency-key-reused') {
        // It arrived the first time, and only its answer was lost.
        clear()
        toast.show(t('catalog.already'))
        return router.history.replace(isDesk ? '/desk/queue' : '/requests')
      }
      // Another version was published meanwhile: the new questions are shown with what was answered.
      if (refusal.status === 409) await queries.invalidateQueries({ queryKey: itemQuery(item.id).queryKey })
      setProblem(refusal)
    } finally {
      setBusy(false)
    }
  }
  const look = (keys: readonly string[] | 'all') =>
    setChecked(keys === 'all' || isChecked === 'all' ? 'all' : new Set([...isChecked, ...keys]))
  return { ...answering, shown, answers, flaws, errorOf, look, send, isBusy, problem }
}
