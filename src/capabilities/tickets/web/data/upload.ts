import { ProblemError } from '../../../../web/api/client.ts'

export { fileAddress, uploadFile } from '../../../../web/api/upload.ts'

const address = /\/api\/attachments\/([0-9a-f-]{36})/g

/** The ids of the uploaded files that a text shows or links to, each once. */
export function filesIn(markdown: string): string[] {
  return [...new Set([...markdown.matchAll(address)].map((match) => match[1] ?? ''))]
}

/** Opens the file behind its one-time link: the browser downloads it and the page stays. */
export async function openFile(id: string): Promise<void> {
  const response = await fetch(`/api/attachments/${id}`)
  const answer = await response.json().catch(() => ({}))
  if (!response.ok) throw new ProblemError({ ...answer, status: response.status })
  window.location.assign((answer as { url: string }).url)
}
