import { useTicketsT } from '../useTicketsT.ts'
import styles from './FormDialog.module.css'
import { FormDialog } from './FormDialog.tsx'
import type { DialogProps } from './PassDialogs.tsx'

export type Redaction =
  | { what: 'text'; messageId: string; text: string }
  | { what: 'whole'; messageId: string; text: string }
  | { what: 'file'; messageId: string; fileId: string; name: string }

/** Asks before words or files go for good; the question shows what goes. */
export function RedactDialog({
  redaction,
  run,
  onClose,
}: Omit<DialogProps, 'ticket'> & { redaction: Redaction }) {
  const t = useTicketsT()
  const passage =
    redaction.what === 'text'
      ? { text: redaction.text }
      : redaction.what === 'file'
        ? { file_id: redaction.fileId }
        : { is_whole: true }
  return (
    <FormDialog
      title={t('tickets.dialog.redactTitle')}
      submitLabel={t('tickets.dialog.redactDo')}
      isDanger
      onSubmit={() =>
        run(
          'redact',
          { message_id: redaction.messageId, ...passage },
          { throws: true, said: t('tickets.did.redact') },
        )
      }
      onClose={onClose}
    >
      <p style={{ margin: 0 }}>
        {redaction.what === 'file'
          ? t('tickets.dialog.redactFile', { name: redaction.name })
          : t(redaction.what === 'text' ? 'tickets.dialog.redactText' : 'tickets.dialog.redactWhole')}
      </p>
      {redaction.what !== 'file' && <blockquote className={styles.quote}>{redaction.text}</blockquote>}
    </FormDialog>
  )
}
