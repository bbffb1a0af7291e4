import { useEffect } from 'react'
import { api } from '../../../../web/api/client.ts'

const answer = /^\/answers\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:[?#]|$)/

/** Notes which articles are opened from the request form; it shows nothing and keeps none of the words typed there. */
export function FormReads() {
  useEffect(() => {
    const form_id = crypto.randomUUID()
    const note = (event: MouseEvent) => {
      const link = (event.target as Element | null)?.closest?.('a[href^="/answers/"]')
      const article_id = answer.exec(link?.getAttribute('href') ?? '')?.[1]
      // Whether it arrives is nothing that the reader should wait for or hear of.
      if (article_id)
        void api.POST('/api/article-form-reads', { body: { form_id, article_id } }).catch(() => undefined)
    }
    document.addEventListener('click', note, true)
    return () => document.removeEventListener('click', note, true)
  }, [])
  return null
}
