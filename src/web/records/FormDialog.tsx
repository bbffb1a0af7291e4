import { Button, Group, Modal, Stack } from '@mantine/core'
import { type FormEvent, type KeyboardEvent, type ReactNode, useState } from 'react'
import { ProblemError } from '../api/client.ts'
import { useKitT } from '../i18n/useKitT.ts'
import styles from './FormDialog.module.css'

type FormDialogProps = {
  title: string
  submitLabel: string
  cancelLabel?: string
  isDanger?: boolean
  isReady?: boolean
  /** Rejects with a ProblemError: its sentences are shown at their fields, all words stay. */
  onSubmit: () => Promise<unknown>
  onClose: () => void
  children: ReactNode | ((errors: ReadonlyMap<string, string>) => ReactNode)
}

/** A dialog with a form: Enter sends, Escape closes, a refusal keeps everything that was typed. */
export function FormDialog(props: FormDialogProps) {
  const t = useKitT()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemError>()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    if (isBusy || props.isReady === false) return
    setBusy(true)
    try {
      await props.onSubmit()
      props.onClose()
    } catch (error) {
      // A conflict is told by the page behind, with what changed.
      if (error instanceof ProblemError && error.status === 409) props.onClose()
      else
        setProblem(
          error instanceof ProblemError
            ? error
            : new ProblemError({ status: 0, title: t('kit.error.title') }),
        )
    } finally {
      setBusy(false)
    }
  }
  const errors = problem?.fields ?? new Map<string, string>()
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={props.title}
      size="md"
      closeButtonProps={{ 'aria-label': t('kit.close') }}
      styles={{ title: { fontWeight: 650, fontSize: 'var(--mantine-font-size-lg)' } }}
    >
      <form ref={markFirst} onSubmit={submit} onKeyDown={(event) => sendOnModEnter(event)}>
        <Stack gap="sm">
          {problem && (
            <p role="alert" className={styles.failure}>
              {problem.message || problem.title}
            </p>
          )}
          {typeof props.children === 'function' ? props.children(errors) : props.children}
        </Stack>
        <Group justify="flex-end" mt="lg" gap="sm">
          <Button variant="default" onClick={props.onClose}>
            {props.cancelLabel ?? t('kit.cancel')}
          </Button>
          <Button
            type="submit"
            loading={isBusy}
            disabled={props.isReady === false}
            {...(props.isDanger ? { color: 'red' } : {})}
          >
            {props.submitLabel}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}

function sendOnModEnter(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault()
    event.currentTarget.requestSubmit()
  }
}

/** Tells the dialog where its focus begins: in the form, not at the button that closes it. */
function markFirst(form: HTMLFormElement | null): void {
  if (!form || form.querySelector('[data-autofocus]')) return
  const fields =
    'input:checked, input:not([type="radio"], [type="hidden"]), textarea, select, button[type="submit"]'
  form.querySelector(fields)?.setAttribute('data-autofocus', 'true')
}
