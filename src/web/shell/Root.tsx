import { useQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { KitProvider } from '../kit/KitProvider.tsx'
import { later } from '../kit/later.tsx'
import type { Stuck } from './leave-nothing.ts'
import { type Me, meQuery } from './session.ts'
import { stuckKey } from './useSignedIn.ts'

const StillSignedIn = later(async () => (await import('./StillSignedIn.tsx')).StillSignedIn)

/** What every page stands in; the organization's time zone once it is known who is signed in. */
export function Root() {
  const me = useQuery({ ...meQuery, enabled: false }).data as Me | undefined
  const stuck = useQuery<Stuck | null>({ queryKey: stuckKey, enabled: false }).data
  return (
    <KitProvider {...(me ? { zone: me.time_zone } : {})}>
      <Outlet />
      {stuck && <StillSignedIn stuck={stuck} />}
    </KitProvider>
  )
}
