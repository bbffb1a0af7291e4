/** Turns the capabilities' routes into the router: public pages, the portal, and the desk. */
import type { QueryClient } from '@tanstack/react-query'
import {
  type AnyRoute,
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  redirect,
} from '@tanstack/react-router'
import { mayOpen } from './capabilities-context.ts'
import { LostPage, NotFoundPage } from './NotFoundPage.tsx'
import { Root } from './Root.tsx'
import { RouteError } from './RouteError.tsx'
import { homeOf, type Me, meQuery, worksAtDesk } from './session.ts'
import type { Area, PageRoute, WebCapability } from './web-capability.ts'

type Context = { queries: QueryClient }

export function createAppRouter(queries: QueryClient, capabilities: readonly WebCapability[]) {
  const root = createRootRouteWithContext<Context>()({
    component: Root,
    notFoundComponent: LostPage,
    errorComponent: RouteError,
  })
  const routes = capabilities.flatMap((capability) => capability.routes)

  const signedIn = async ({ location }: { location: { href: string } }): Promise<Me> => {
    const next = `?next=${encodeURIComponent(location.href)}`
    const me = await queries.ensureQueryData(meQuery).catch(() => undefined)
    if (!me) throw redirect({ href: `/sign-in${next}` })
    if (me.owes_factor) throw redirect({ href: `/second-step${next}` })
    return me
  }
  const portal = createRoute({
    getParentRoute: () => root,
    id: 'portal',
    component: lazyRouteComponent(() => import('./PortalShell.tsx'), 'PortalShell'),
    beforeLoad: async (context) => {
      const me = await signedIn(context)
      if (context.location.pathname === '/' && homeOf(me) !== '/') throw redirect({ href: homeOf(me) })
    },
  })
  const desk = createRoute({
    getParentRoute: () => root,
    id: 'desk',
    component: lazyRouteComponent(() => import('./DeskShell.tsx'), 'DeskShell'),
    beforeLoad: async (context) => {
      const me = await signedIn(context)
      if (!worksAtDesk(me) && homeOf(me) === '/') throw redirect({ href: '/' })
    },
  })
  const parents = { public: root, portal, desk } as const
  const under = (area: Area) =>
    routes.filter((route) => route.area === area).map((route) => pageUnder(parents[area], route))

  return createRouter({
    routeTree: root.addChildren([
      ...under('public'),
      portal.addChildren(under('portal')),
      desk.addChildren(under('desk')),
    ]),
    context: { queries },
    defaultErrorComponent: RouteError,
    defaultNotFoundComponent: NotFoundPage,
    // An address that no route knows is not that of the page above it.
    notFoundMode: 'root',
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
  })
}

function pageUnder(parent: AnyRoute, route: PageRoute) {
  return createRoute({
    getParentRoute: () => parent,
    path: route.path,
    component: lazyRouteComponent(route.page, 'Page'),
    notFoundComponent: NotFoundPage,
    // What one may not open looks like what does not exist; the server refuses it in any case.
    // It is found out here and not before, so that the navigation stays around the answer.
    loader: async ({ context }: { context: Context }) => {
      if (route.permission === undefined) return
      const me = (await context.queries.ensureQueryData(meQuery)) as Me
      if (!mayOpen(route, me.permissions)) throw notFound()
    },
    validateSearch: (search: Record<string, unknown>) => search,
  })
}
