import { useEffect } from 'react'

/** The document's title: the page first, then the product, so that many tabs can be told apart. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title ? `${title} · Wardline` : 'Wardline'
  }, [title])
}
