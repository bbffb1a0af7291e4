import { useState } from 'react'
import { CheckboxField } from '../../../../web/kit/fields.tsx'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import { useTicketsT } from '../useTicketsT.ts'
import styles from './dialogs.module.css'
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
  const [isEverywhere, setEverywhere] = useState(false)
  return (
    <FormDialog
      title={t('tickets.dialog.redactTitle')}
      submitLabel={t('tickets.dialog.redactDo')}
      isDanger
      onSubmit={() =>
        run('redact', passageOf(redaction, isEverywhere), { throws: true, said: t('tickets.did.redact') })
      }
      onClose={onClose}
    >
      <p style={{ margin: 0 }}>
        {redaction.what === 'file'
          ? t('tickets.dialog.redactFile', { name: redaction.name })
          : t(redaction.what === 'text' ? 'tickets.dialog.redactText' : 'tickets.dialog.redactWhole')}
      </p>
      {redaction.what !== 'file' && <blockquote className={styles.quote}>{redaction.text}</blockquote>}
      {redaction.what === 'text' && (
        <CheckboxField
          label={t('tickets.dialog.redactEverywhere')}
          checked={isEverywhere}
          onChange={(event) => setEverywhere(event.currentTarget.checked)}
        />
      )}
    </FormDialog>
  )
}

function passageOf(redaction: Redaction, isEverywhere: boolean): Record<string, unknown> {
  const { messageId: message_id } = redaction
  if (redaction.what === 'file') return { message_id, file_id: redaction.fileId }
  if (redaction.what === 'whole') return { message_id, is_whole: true }
  return isEverywhere ? { text: redaction.text, is_everywhere: true } : { message_id, text: redaction.text }
}
