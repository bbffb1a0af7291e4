import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { api, ask, background } from '../api/client.ts'

/** Who is signed in. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: () => ask(api.GET('/api/session', background)),
  staleTime: 60_000,
  retry: false,
})

export type Me = Awaited<ReturnType<NonNullable<typeof meQuery.queryFn>>>

export function useMe(): Me {
  return useSuspenseQuery(meQuery).data as Me
}

export function useMay(): (permission: string) => boolean {
  const me = useMe()
  return (permission) => me.permissions.includes(permission)
}

/** People who work on tickets live at the desk; everybody else in the portal. */
export function worksAtDesk(me: Me): boolean {
  return me.permissions.includes('tickets.read_all') || me.permissions.includes('tickets.read_team')
}

/** The page that a person starts on. */
export function homeOf(me: Me): string {
  if (me.home === 'flow' && me.permissions.includes('reports.read')) return '/desk/flow'
  return worksAtDesk(me) || me.home === 'organization' ? '/desk' : '/'
}
