/** Macros, canned replies and templates as the API shows them. */
import { queryOptions } from '@tanstack/react-query'
import { api, ask } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'

type Answer<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } }
}
  ? Body
  : never
export type Macro = Answer<'/api/macros'>['rows'][number]
export type Reply = Answer<'/api/canned-replies'>['rows'][number]
export type Template = Answer<'/api/ticket-templates'>['rows'][number]
export type MacroDeed = Macro['content']['deeds'][number]
export type Preview = Answer<'/api/tickets/{id}/macros/{macro_id}'>
export type Named = { id: string; name: string }

export const tabs = ['macros', 'replies', 'templates', 'signatures'] as const
export type Tab = (typeof tabs)[number]
export const settingsPath = '/desk/settings'

export const macrosQuery = queryOptions({
  queryKey: ['presets', 'macros'],
  queryFn: () => ask(api.GET('/api/macros')),
})
export const repliesQuery = queryOptions({
  queryKey: ['presets', 'replies'],
  queryFn: () => ask(api.GET('/api/canned-replies')),
})
export const templatesQuery = queryOptions({
  queryKey: ['presets', 'templates'],
  queryFn: () => ask(api.GET('/api/ticket-templates')),
})
export const signaturesQuery = queryOptions({
  queryKey: ['presets', 'signatures'],
  queryFn: () => ask(api.GET('/api/signatures')),
})
export const offeredMacros = (ticketId: string) =>
  queryOptions({
    queryKey: ['presets', 'macros', ticketId],
    queryFn: () => ask(api.GET('/api/tickets/{id}/macros', { params: { path: { id: ticketId } } })),
  })
export const offeredReplies = (ticketId: string) =>
  queryOptions({
    queryKey: ['presets', 'replies', ticketId],
    queryFn: () => ask(api.GET('/api/tickets/{id}/canned-replies', { params: { path: { id: ticketId } } })),
  })

/** Those whose name or text hold all the words, without regard to case and accents; by name first. */
export function matching<T extends { name: string; text?: string }>(rows: readonly T[], typed: string): T[] {
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const words = plain(typed).split(/\s+/).filter(Boolean)
  const all = (text: string) => words.every((word) => plain(text).includes(word))
  const named = rows.filter((row) => all(row.name))
  return [...named, ...rows.filter((row) => !named.includes(row) && all(`${row.name} ${row.text ?? ''}`))]
}
