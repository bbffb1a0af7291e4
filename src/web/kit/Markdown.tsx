import { useRouter } from '@tanstack/react-router'
import { type MouseEvent, useEffect, useState } from 'react'
import { useKitT } from '../i18n/useKitT.ts'
import styles from './Markdown.module.css'

type Renderer = typeof import('./markdown-html.ts').markdownToHtml
type MarkdownProps = {
  source: string
  /** How many levels the headings sink; 1 makes the text's first level an h2. */
  headingOffset?: number
}

let loaded: Renderer | undefined

/**
 * Markdown as safe HTML. The renderer comes in a chunk of its own; until it is here the words stand as they
 * were written, which a reader can already use.
 */
export function Markdown({ source, headingOffset }: MarkdownProps) {
  const t = useKitT()
  const router = useRouter({ warn: false }) as ReturnType<typeof useRouter> | null
  const [render, setRender] = useState<Renderer | undefined>(() => loaded)
  useEffect(() => {
    if (render) return
    let isWanted = true
    void import('./markdown-html.ts').then((module) => {
      loaded = module.markdownToHtml
      if (isWanted) setRender(() => module.markdownToHtml)
    })
    return () => {
      isWanted = false
    }
  }, [render])

  if (!render) return <div className={`${styles.markdown} ${styles.plain}`}>{source}</div>

  const follow = (event: MouseEvent) => {
    const href = (event.target as Element).closest('a')?.getAttribute('href')
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
    if (!router || !isPlain || !href?.startsWith('/') || href.startsWith('//') || href.startsWith('/api/'))
      return
    event.preventDefault()
    router.history.push(href)
  }
  const labels = { table: t('kit.markdown.table'), code: t('kit.markdown.code') }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: The handler serves the links inside, which are real links.
    // biome-ignore lint/a11y/useKeyWithClickEvents: A link's Enter arrives as a click.
    <div
      className={styles.markdown}
      onClick={follow}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: The renderer escapes HTML, and DOMPurify cleans its output.
      dangerouslySetInnerHTML={{ __html: render(source, { headingOffset, labels }) }}
    />
  )
}
