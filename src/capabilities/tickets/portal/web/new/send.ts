import { api, ask, ProblemError } from '../../../../../web/api/client.ts'
import type { PortalT } from '../usePortalT.ts'
import { type Form, plainToMarkdown } from './form.ts'

/** The form was sent before, and changed since: the request is there already. */
export class AlreadySent extends Error {}

/**
 * Sends the form under its key. A network that fails leaves open whether it arrived; sent again, it is the same
 * request.
 * @throws AlreadySent, or an error whose message is a sentence, or is empty when the network failed
 */
export async function sendRequest(
  t: PortalT,
  form: Form,
  placeId: string | undefined,
  answers: { version: number; given: Record<string, string> } | undefined,
): Promise<{ id: string }> {
  const tried = form.tried ? t('portal.new.words.tried', { title: form.tried }) : ''
  const words = [plainToMarkdown(form.body), tried].filter(Boolean).join('\n\n')
  const device = form.kind === 'question' ? '' : form.device.trim()
  try {
    return await ask(
      api.POST('/api/tickets', {
        params: { header: { 'idempotency-key': form.key } },
        body: {
          kind: form.kind ?? 'incident',
          title: form.title.trim(),
          body: words || form.title.trim(),
          channel: 'portal',
          ...(answers ? { answers } : {}),
          ...(form.topic ? { category_id: form.topic } : {}),
          ...(placeId && form.kind !== 'question' ? { place_id: placeId } : {}),
          ...(device ? { device } : {}),
          ...(form.files.length > 0 ? { file_ids: form.files.map((file) => file.id) } : {}),
        },
      }),
    )
  } catch (error) {
    if (!(error instanceof ProblemError)) throw new Error('')
    if (error.type === 'idempotency-key-reused') throw new AlreadySent()
    throw new Error(error.detail ?? error.title)
  }
}
