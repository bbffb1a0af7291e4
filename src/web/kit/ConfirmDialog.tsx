import { Button, Group, Modal, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useKitT } from '../i18n/useKitT.ts'

type ConfirmDialogProps = {
  isOpen: boolean
  /** The question, naming what would be lost. */
  title: string
  /** A verb: "Delete 3 rows", never "OK". */
  confirmLabel: string
  cancelLabel?: string
  tone?: 'normal' | 'danger'
  isBusy?: boolean
  onConfirm: () => void
  onCancel: () => void
  children?: ReactNode
}

/** A question before something that cannot be undone. What can be undone uses `toast.undo` instead. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const t = useKitT()
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onCancel}
      title={props.title}
      closeButtonProps={{ 'aria-label': t('kit.close') }}
      styles={{ title: { fontWeight: 650, fontSize: 'var(--mantine-font-size-lg)' } }}
    >
      {props.children && <Text c="dimmed">{props.children}</Text>}
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={props.onCancel} data-autofocus>
          {props.cancelLabel ?? t('kit.cancel')}
        </Button>
        <Button
          color={props.tone === 'danger' ? 'red' : undefined}
          loading={props.isBusy}
          onClick={props.onConfirm}
        >
          {props.confirmLabel}
        </Button>
      </Group>
    </Modal>
  )
}
