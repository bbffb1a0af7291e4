import { Modal } from '@mantine/core'
import { api, ask, ProblemError } from '../../../web/api/client.ts'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { ReasonForm } from './ReasonForm.tsx'
import { usePrivacyT } from './usePrivacyT.ts'

type FileRefusedProps = { id: string; problem: unknown; onOpen: () => Promise<void>; onClose: () => void }

/** Why a file does not open now; one with patient data opens for a reason. */
export function FileRefused({ id, problem, onOpen, onClose }: FileRefusedProps) {
  const t = usePrivacyT()
  const asksWhy = problem instanceof ProblemError && problem.status === 403
  return (
    <Modal
      opened
      onClose={onClose}
      title={asksWhy ? t('privacy.mask.why') : undefined}
      closeButtonProps={{ 'aria-label': t('privacy.mask.cancel') }}
    >
      {asksWhy ? (
        <ReasonForm
          onReason={async (reason) => {
            await ask(api.POST('/api/privacy/open-file', { body: { attachment_id: id, reason } }))
            await onOpen()
          }}
          onClose={onClose}
        />
      ) : (
        <ErrorState problem={problem} />
      )}
    </Modal>
  )
}
