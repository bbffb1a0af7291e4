import { useRouterState } from '@tanstack/react-router'

/** The path of the page that is shown: that of the address, but for the moment in which the next page still loads. */
export function useShownPath(): string {
  return useRouterState({
    select: ({ resolvedLocation, location }) => (resolvedLocation ?? location).pathname,
  })
}
