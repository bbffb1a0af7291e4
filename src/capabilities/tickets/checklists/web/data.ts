/** What the parts and pages of checklists ask of the API. */
import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { api, ask, background, ProblemError } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'
import { toast } from '../../../../web/kit/toast.ts'

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer A } } } }
}
  ? A
  : never

export type List = Answer<'/api/tickets/{id}/checklists'>['lists'][number]
export type Item = List['items'][number]
export type Template = Answer<'/api/checklist-templates'>['rows'][number]

/** Under the record's key, so that live news of the ticket ask again. */
export const checklistsQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'checklists'],
    queryFn: () => ask(api.GET('/api/tickets/{id}/checklists', { ...background, params: { path: { id } } })),
    retry: false,
  })

export const templatesQuery = queryOptions({
  queryKey: ['checklist-templates'],
  queryFn: () => ask(api.GET('/api/checklist-templates')),
})

/** Does something and says what went wrong; answers whether it was done. */
export async function attempt(deed: Promise<unknown>, said?: string): Promise<boolean> {
  try {
    await deed
    if (said) toast.show(said, 'success')
    return true
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    toast.show(error.message || error.title, 'danger')
    return false
  }
}

/** The lines of a text that say something. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** Does something with the lists of the ticket, and asks again for all that stands on its page. */
export function useAct(ticketId: string) {
  const queries = useQueryClient()
  return async (deed: Promise<unknown>): Promise<boolean> => {
    const isDone = await attempt(deed)
    await queries.invalidateQueries({ queryKey: ['record', ticketId] })
    return isDone
  }
}
