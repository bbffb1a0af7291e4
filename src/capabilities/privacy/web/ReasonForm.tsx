import { Button, Group } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { ProblemError } from '../../../web/api/client.ts'
import { TextField } from '../../../web/kit/fields.tsx'
import { usePrivacyT } from './usePrivacyT.ts'

type ReasonFormProps = { onReason: (reason: string) => Promise<void>; onClose: () => void }

/** Asks why somebody reads patient data. */
export function ReasonForm({ onReason, onClose }: ReasonFormProps) {
  const t = usePrivacyT()
  const [reason, setReason] = useState('')
  const [failure, setFailure] = useState('')
  const open = async (event: FormEvent) => {
    event.preventDefault()
    try {
      await onReason(reason)
      onClose()
    } catch (error) {
      setFailure(error instanceof ProblemError ? (error.detail ?? error.title) : String(error))
    }
  }
  return (
    <form onSubmit={(event) => void open(event)}>
      <TextField
        label={t('privacy.mask.reason')}
        hint={t('privacy.mask.reasonHint')}
        error={failure || undefined}
        maxLength={500}
        autoComplete="off"
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group mt="md">
        <Button type="submit" disabled={reason.trim() === ''}>
          {t('privacy.mask.show')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('privacy.mask.cancel')}
        </Button>
      </Group>
    </form>
  )
}
