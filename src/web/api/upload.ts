/** Files on their way to the store. */
import { ProblemError } from './client.ts'

export type Uploaded = { id: string; url: string; name: string; isInline: boolean }

/**
 * Sends one file to the store; it belongs to nobody else until a message with its id is sent.
 * @throws ProblemError when its type or size is refused
 */
export async function uploadFile(file: File): Promise<Uploaded> {
  const form = new FormData()
  form.append('file', file)
  const response = await fetch('/api/attachments', { method: 'POST', body: form })
  const answer = await response.json().catch(() => ({}))
  if (!response.ok) throw new ProblemError({ ...answer, status: response.status })
  const { id, name, is_inline, held } = answer as {
    id: string
    name: string
    is_inline: boolean
    held: string | null
  }
  // What is in quarantine, or waits for the scanner, cannot be shown yet: it is said, and not written into a text.
  if (held !== null) throw new ProblemError({ type: 'file-held', title: held, detail: held, status: 409 })
  return { id, name, isInline: is_inline, url: fileAddress(id, is_inline) }
}

/** Where a file is read: images that may stand in a text are shown, everything else is a download. */
export function fileAddress(id: string, isInline: boolean): string {
  return isInline ? `/api/attachments/${id}/image` : `/api/attachments/${id}`
}
