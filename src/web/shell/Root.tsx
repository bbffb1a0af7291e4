import { useQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { KitProvider } from '../kit/KitProvider.tsx'
import { type Me, meQuery } from './session.ts'

/** What every page stands in; the organization's time zone once it is known who is signed in. */
export function Root() {
  const me = useQuery({ ...meQuery, enabled: false }).data as Me | undefined
  return (
    <KitProvider {...(me ? { zone: me.time_zone } : {})}>
      <Outlet />
    </KitProvider>
  )
}
