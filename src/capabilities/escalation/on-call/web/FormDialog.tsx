import { Button, Group, Modal, Stack } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { ProblemError } from '../../../../web/api/client.ts'
import { useKitT } from '../../../../web/i18n/useKitT.ts'
import styles from './on-call.module.css'

type FormDialogProps = {
  title: string
  submitLabel: string
  isReady?: boolean
  onSubmit: () => Promise<unknown>
  onClose: () => void
  children: (errors: ReadonlyMap<string, string>) => ReactNode
}

/** A dialog with a form: a refusal is said above and at its field, and keeps what was typed. */
export function FormDialog({
  title,
  submitLabel,
  isReady = true,
  onSubmit,
  onClose,
  children,
}: FormDialogProps) {
  const t = useKitT()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemError>()
  const send = async (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    if (isBusy || !isReady) return
    setBusy(true)
    try {
      await onSubmit()
      onClose()
    } catch (error) {
      setProblem(
        error instanceof ProblemError ? error : new ProblemError({ status: 0, title: t('kit.error.title') }),
      )
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size="md"
      closeButtonProps={{ 'aria-label': t('kit.close') }}
    >
      <form onSubmit={send} noValidate>
        <Stack gap="sm">
          {problem && (
            <p role="alert" className={styles.failure}>
              {problem.message || problem.title}
            </p>
          )}
          {children(problem?.fields ?? new Map())}
        </Stack>
        <Group justify="flex-end" mt="lg" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('kit.cancel')}
          </Button>
          <Button type="submit" loading={isBusy} disabled={!isReady}>
            {submitLabel}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}

/** The error of a field, as a property that is only there when there is one. */
export function errorOf(errors: ReadonlyMap<string, string>, field: string): { error?: string } {
  const error = errors.get(field)
  return error === undefined ? {} : { error }
}
