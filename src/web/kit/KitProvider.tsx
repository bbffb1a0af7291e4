import '@mantine/core/styles.layer.css'
import './tokens.css'
import './theme.css'
import { MantineProvider } from '@mantine/core'
import type { ReactNode } from 'react'
import { FormatProvider } from '../i18n/useFormat.tsx'
import { useResolvedScheme } from './appearance.ts'
import { RouteAnnouncer } from './RouteAnnouncer.tsx'
import { ShortcutProvider } from './shortcuts/ShortcutProvider.tsx'
import { Toasts } from './Toasts.tsx'
import { theme } from './theme.ts'

/**
 * Everything the kit needs above a page. `setupI18n` must have resolved before it is rendered.
 * Mantine would write its variables and classes into style elements; ours are in theme.css instead.
 *
 * @param zone the organization's IANA time zone
 */
export function KitProvider({ zone, children }: { zone?: string; children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme={useResolvedScheme()}
      withCssVariables={false}
      withGlobalClasses={false}
      deduplicateInlineStyles
    >
      <FormatProvider zone={zone}>
        <ShortcutProvider>
          {children}
          <Toasts />
          <RouteAnnouncer />
        </ShortcutProvider>
      </FormatProvider>
    </MantineProvider>
  )
}
