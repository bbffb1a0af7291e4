/** The web page's entry: translations, the router with all capabilities' pages, and live news. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ProblemError, whenSignedOut } from '../web/api/client.ts'
import type { Dictionary } from '../web/i18n/dictionary.ts'
import { type Language, setupI18n } from '../web/i18n/setup.ts'
import { CapabilitiesContext } from '../web/shell/capabilities-context.ts'
import { shellCapability } from '../web/shell/index.ts'
import { createAppRouter } from '../web/shell/router.tsx'
import { webCapabilities } from './web-capabilities.ts'

type Loader = () => Promise<{ default: Dictionary }>
const dictionaries: Record<Language, Loader[]> = {
  en: Object.values(
    import.meta.glob<{ default: Dictionary }>([
      '../**/web/en.json',
      '../web/shell/en.json',
      '../web/records/en.json',
      '../core/people/web/public/en.json',
    ]),
  ),
  es: Object.values(
    import.meta.glob<{ default: Dictionary }>([
      '../**/web/es.json',
      '../web/shell/es.json',
      '../web/records/es.json',
      '../core/people/web/public/es.json',
    ]),
  ),
}
const load = (language: Language) => async () =>
  Promise.all(dictionaries[language].map(async (loader) => (await loader()).default))

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: true,
      retry: (count, error) => !(error instanceof ProblemError && error.status < 500) && count < 2,
    },
  },
})
const capabilities = [shellCapability, ...webCapabilities]
const router = createAppRouter(queries, capabilities)

whenSignedOut(() => {
  const here = router.state.location
  if (here.pathname === '/sign-in') return
  queries.clear()
  router.navigate({ href: `/sign-in?next=${encodeURIComponent(here.href)}&ended=1` })
})

await setupI18n({ en: load('en'), es: load('es') })
const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <CapabilitiesContext value={capabilities}>
          <RouterProvider router={router} />
        </CapabilitiesContext>
      </QueryClientProvider>
    </StrictMode>,
  )
}
