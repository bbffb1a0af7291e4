import { useEffect, useRef, useState } from 'react'

let announce: ((text: string) => void) | undefined

/** Says a sentence to screen readers without moving the focus. */
export function announcePolitely(text: string): void {
  announce?.(text)
}

/** The live region behind `useRouteAnnouncer` and `announcePolitely`. KitProvider holds the only one. */
export function RouteAnnouncer() {
  const [text, setText] = useState('')
  useEffect(() => {
    announce = setText
    return () => {
      announce = undefined
    }
  }, [])
  return (
    <div role="status" aria-live="polite" className="wl-hidden">
      {text}
    </div>
  )
}

/**
 * After a change of route, moves the focus to the page's h1 and says its title. A browser does both when it
 * loads a page; a router does neither, and the reader of a screen reader would not know that anything happened.
 *
 * @param path the path without search parameters: a filter that changes is not a new page
 */
export function useRouteAnnouncer(path: string): void {
  const previous = useRef(path)
  useEffect(() => {
    if (previous.current === path) return
    previous.current = path
    return whenHeadingComes((heading) => {
      heading.setAttribute('tabindex', '-1')
      heading.focus({ preventScroll: true })
      announcePolitely(document.title)
    })
  }, [path])
}

const HEADING_WAIT_MS = 3000

/** A page that still loads has its h1 a moment later; past the limit nobody waits for it. */
function whenHeadingComes(run: (heading: HTMLElement) => void): () => void {
  const startedAt = performance.now()
  let frame = 0
  const look = () => {
    const heading = document.querySelector<HTMLElement>('main h1, h1')
    if (heading) run(heading)
    else if (performance.now() - startedAt < HEADING_WAIT_MS) frame = requestAnimationFrame(look)
  }
  frame = requestAnimationFrame(look)
  return () => cancelAnimationFrame(frame)
}
