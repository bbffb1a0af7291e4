import { queryOptions } from '@tanstack/react-query'
import { api, ask } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'

export type TicketLessonsAnswer =
  paths['/api/tickets/{id}/lessons']['get']['responses'][200]['content']['application/json']
export type FittingClass = TicketLessonsAnswer['classes'][number]

export const ticketLessonsQuery = (id: string) =>
  queryOptions({
    queryKey: ['training', 'ticket', id],
    queryFn: () => ask(api.GET('/api/tickets/{id}/lessons', { params: { path: { id } } })),
  })
