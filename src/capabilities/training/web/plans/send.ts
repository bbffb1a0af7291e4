import { useQueryClient } from '@tanstack/react-query'
import { api, ask } from '../../../../web/api/client.ts'
import { type Plan, type PlanItem, plansKey } from './data.ts'

export type SentItem = Pick<PlanItem, 'kind' | 'due_on'> & { id?: string; target: string; level?: number }

/** An item as it stands, to be sent along with what changes. */
export const sentOf = ({ id, kind, target, title, level, due_on }: PlanItem): SentItem => ({
  ...{ id, kind, due_on, target: target ?? title },
  ...(level === null ? {} : { level }),
})

/** What is done with a plan, against the version that was seen. */
export function useSend(plan: Pick<Plan, 'id' | 'version'>) {
  const queries = useQueryClient()
  const params = { path: { id: plan.id }, header: { 'if-match': `"${plan.version}"` } }
  const done = async (sending: Promise<unknown>) => {
    await sending
    await queries.invalidateQueries({ queryKey: plansKey })
  }
  return {
    submit: () => done(ask(api.POST('/api/learning-plans/{id}/submit', { params, body: {} }))),
    review: () => done(ask(api.POST('/api/learning-plans/{id}/review', { params, body: {} }))),
    approve: () => done(ask(api.POST('/api/learning-plans/{id}/approve', { params, body: {} }))),
    send_back: (reason: string) =>
      done(ask(api.POST('/api/learning-plans/{id}/send-back', { params, body: { reason } }))),
    withdraw: (reason: string) =>
      done(ask(api.POST('/api/learning-plans/{id}/withdraw', { params, body: { reason } }))),
    edit: (items: SentItem[]) =>
      done(ask(api.POST('/api/learning-plans/{id}/edit', { params, body: { items } }))),
    confirm: (item_id: string) =>
      done(ask(api.POST('/api/learning-plans/{id}/confirm', { params, body: { item_id } }))),
  }
}
