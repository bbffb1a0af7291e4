/** The steps of an import, as the pages take them. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, ask } from '../../../web/api/client.ts'
import type { Mapping, Settings } from './data.ts'

export type Choice = { mapping: Mapping } | { articles: Settings }
type Act = { task: 'preview' | 'run'; choice: Choice } | { task: 'stop' | 'discard' }

export function useActs(id: string) {
  const queries = useQueryClient()
  const params = { path: { id } }
  return useMutation({
    mutationFn: (act: Act) => {
      switch (act.task) {
        case 'preview':
          return ask(api.POST('/api/imports/{id}/preview', { params, body: act.choice }))
        case 'run':
          return ask(api.POST('/api/imports/{id}/run', { params, body: act.choice }))
        case 'stop':
          return ask(api.POST('/api/imports/{id}/stop', { params, body: {} }))
        case 'discard':
          return ask(api.POST('/api/imports/{id}/discard', { params, body: {} }))
      }
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['imports'] }),
  })
}
