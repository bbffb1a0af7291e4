import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ProblemError } from '../../../../../web/api/client.ts'
import { TextAreaField } from '../../../../../web/kit/fields.tsx'
import { useServerDraft } from '../../../../../web/shell/useServerDraft.ts'
import { WritingHint } from '../../../../privacy/web/index.ts'
import { act, type Ticket } from '../../../web/data/ticket.ts'
import { plainToMarkdown, type SentFile } from '../new/form.ts'
import { Pictures } from '../Pictures.tsx'
import { usePortalT } from '../usePortalT.ts'
import styles from './request.module.css'

const BODY_LENGTH_MAX = 20_000

/** A plain box for an answer; the words are a draft until they are sent. */
export function ReplyBox({ request }: { request: Ticket }) {
  const t = usePortalT()
  const queries = useQueryClient()
  const draft = useServerDraft(`request.${request.id}`)
  const [files, setFiles] = useState<SentFile[]>([])
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState('')
  const isEmpty = draft.text.trim() === '' && files.length === 0
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (isEmpty || isBusy) return
    setBusy(true)
    setFailure('')
    try {
      await act(request.id, 'reply', {
        body: plainToMarkdown(draft.text) || t('portal.request.pictureOnly'),
        ...(files.length > 0 ? { file_ids: files.map((file) => file.id) } : {}),
      })
      draft.clear()
      setFiles([])
      await queries.invalidateQueries({ queryKey: ['record', request.id] })
    } catch (error) {
      setFailure(error instanceof ProblemError ? (error.detail ?? error.title) : t('portal.reply.offline'))
    } finally {
      setBusy(false)
    }
  }
  const isAsked = request.state === 'waiting_on_requester'
  return (
    <form className={styles.reply} onSubmit={send}>
      <TextAreaField
        label={t(isAsked ? 'portal.reply.labelWaiting' : 'portal.reply.label')}
        hint={t('portal.reply.hint')}
        minRows={3}
        maxLength={BODY_LENGTH_MAX}
        value={draft.text}
        onChange={(event) => draft.setText(event.currentTarget.value)}
      />
      <WritingHint text={draft.text} onChange={draft.setText} />
      <Pictures files={files} onChange={setFiles} />
      {failure && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
      <Button type="submit" loading={isBusy} disabled={isEmpty}>
        {t('portal.reply.send')}
      </Button>
    </form>
  )
}
