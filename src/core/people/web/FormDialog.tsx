import { Button, Group, Modal, Stack } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { ProblemError } from '../../../web/api/client.ts'
import { useKitT } from '../../../web/i18n/useKitT.ts'
import styles from './organization.module.css'

type FormDialogProps = {
  title: string
  submitLabel: string
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
  const { isBusy, problem, submit } = useSubmit(props.onSubmit, props.onClose)
  const send = (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    if (props.isReady !== false) void submit()
  }
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={props.title}
      size="md"
      closeButtonProps={{ 'aria-label': t('kit.close') }}
      styles={{ title: { fontWeight: 650, fontSize: 'var(--mantine-font-size-lg)' } }}
    >
      <form onSubmit={send} noValidate>
        <Stack gap="sm">
          <Failure problem={problem} />
          {typeof props.children === 'function'
            ? props.children(problem?.fields ?? new Map())
            : props.children}
        </Stack>
        <Group justify="flex-end" mt="lg" gap="sm">
          <Button variant="default" onClick={props.onClose}>
            {t('kit.cancel')}
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

/** Sends once at a time, and keeps what was refused to be shown. */
export function useSubmit(send: () => Promise<unknown>, onDone: () => void = () => {}) {
  const t = useKitT()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemError>()
  const submit = async () => {
    if (isBusy) return
    setBusy(true)
    setProblem(undefined)
    try {
      await send()
      onDone()
    } catch (error) {
      setProblem(
        error instanceof ProblemError ? error : new ProblemError({ status: 0, title: t('kit.error.title') }),
      )
    } finally {
      setBusy(false)
    }
  }
  return { isBusy, problem, submit }
}

/** Why it was refused, in a sentence that is read out. */
export function Failure({ problem }: { problem: ProblemError | undefined }) {
  if (!problem) return null
  return (
    <p role="alert" className={styles.failure}>
      {problem.message || problem.title}
    </p>
  )
}
