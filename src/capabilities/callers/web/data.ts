/** What the pages of callers read, and how they send. */
import { queryOptions } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask, background, ProblemError } from '../../../web/api/client.ts'
import { confirmed } from '../../../web/shell/step-up.ts'

export const listPath = '/desk/callers'
export const settingsPath = '/desk/callers/settings'

const looked_at_ms = 3000

export const shownQuery = (id: string) =>
  queryOptions({
    queryKey: ['callers', 'shown', id],
    queryFn: () =>
      ask(api.GET('/api/callers/verifications/{id}', { ...background, params: { path: { id } } })),
    // The manager, the person or a colleague answers somewhere else.
    refetchInterval: looked_at_ms,
  })
export type Shown = Awaited<ReturnType<NonNullable<ReturnType<typeof shownQuery>['queryFn']>>>

export const askedQuery = queryOptions({
  queryKey: ['callers', 'asked'],
  queryFn: () => ask(api.GET('/api/callers/asked', background)),
})

export const settingsQuery = queryOptions({
  queryKey: ['callers', 'settings'],
  queryFn: () => ask(api.GET('/api/callers/settings')),
})
export type Settings = Awaited<ReturnType<NonNullable<typeof settingsQuery.queryFn>>>

export const listQuery = (query: { state?: Line['state']; waits?: boolean; person_id?: string }) =>
  queryOptions({
    queryKey: ['callers', 'list', query],
    queryFn: () => ask(api.GET('/api/callers', { params: { query } })),
  })
export type Line = Answer['rows'][number]
type Answer = NonNullable<Awaited<ReturnType<typeof readList>>>
const readList = async () => (await api.GET('/api/callers')).data

/** What is asked for; a role by its name. */
export function withRole(act: string, role: string | null | undefined): string {
  return role ? `${act} – ${role}` : act
}

/** Sends once at a time and keeps the sentence of a refusal. */
export function useSending() {
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const run = async (send: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true)
    setFailure(undefined)
    try {
      await confirmed(send)
      return true
    } catch (error) {
      const isClosed = error instanceof ProblemError && error.type === 'step-up-needed'
      if (!isClosed) setFailure(error instanceof ProblemError ? error.message || error.title : String(error))
      return false
    } finally {
      setBusy(false)
    }
  }
  return { run, isBusy, failure }
}
