import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemError } from '../../../../../web/api/client.ts'
import { AppLink } from '../../../../../web/kit/AppLink.tsx'
import { ConfirmDialog } from '../../../../../web/kit/ConfirmDialog.tsx'
import { TextAreaField } from '../../../../../web/kit/fields.tsx'
import { toast } from '../../../../../web/kit/toast.ts'
import { useServerDraft } from '../../../../../web/shell/useServerDraft.ts'
import { act, type Ticket } from '../../../web/data/ticket.ts'
import { plainToMarkdown } from '../new/form.ts'
import { usePortalT } from '../usePortalT.ts'
import styles from './request.module.css'

type NextStepProps = { request: Ticket; may: ReadonlySet<string> }

/** What she can say about it with one tap: it works again, or it is back. */
export function NextStep({ request, may }: NextStepProps) {
  if (may.has('tickets.cancel')) return <WorksAgain request={request} />
  if (may.has('tickets.reopen')) return <IsBack request={request} />
  return null
}

function useSteps(request: Ticket) {
  const t = usePortalT()
  const queries = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState('')
  /** Words that were refused because of an article that the department alone reads: sent again, they are meant. */
  const [givenAway, setGivenAway] = useState<string>()
  /** Takes the step with its words, which arrive together or not at all; answers whether they did. */
  const run = async (verb: 'cancel' | 'reopen', body: string): Promise<boolean> => {
    setBusy(true)
    setFailure('')
    try {
      const isMeant = body !== '' && givenAway === body
      await act(request.id, verb, { ...(body ? { body } : {}), ...(isMeant ? { may_give_away: true } : {}) })
      return true
    } catch (error) {
      const told = error instanceof ProblemError ? error.fields.get('may_give_away') : undefined
      setGivenAway(told === undefined ? undefined : body)
      setFailure(
        told ?? (error instanceof ProblemError ? (error.detail ?? error.title) : t('portal.reply.offline')),
      )
      return false
    } finally {
      setBusy(false)
      void queries.invalidateQueries({ queryKey: ['record', request.id] })
      void queries.invalidateQueries({ queryKey: ['requests'] })
    }
  }
  return { run, isBusy, failure, givenAway }
}

function WorksAgain({ request }: { request: Ticket }) {
  const t = usePortalT()
  const { run, isBusy, failure, givenAway } = useSteps(request)
  const [isAsking, setAsking] = useState(false)
  const stop = async () => {
    const isDone = await run('cancel', t('portal.step.worksWords'))
    setAsking(false)
    if (isDone) toast.show(t('portal.step.worksDone'), 'success')
  }
  return (
    <div className={styles.step}>
      <span>{t('portal.step.worksTitle')}</span>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('portal.step.works')}
      </Button>
      <Failure text={failure} />
      <ConfirmDialog
        isOpen={isAsking}
        title={t('portal.step.worksAsk', { number: request.number })}
        confirmLabel={t(givenAway === undefined ? 'portal.step.worksSend' : 'portal.step.sendAnyway')}
        cancelLabel={t('portal.step.worksKeep')}
        isBusy={isBusy}
        onConfirm={stop}
        onCancel={() => setAsking(false)}
      >
        {t('portal.step.worksBody')}
      </ConfirmDialog>
    </div>
  )
}

function IsBack({ request }: { request: Ticket }) {
  const t = usePortalT()
  const { run, isBusy, failure, givenAway } = useSteps(request)
  const [isOpen, setOpen] = useState(false)
  const words = useServerDraft(`reopen.${request.id}`)
  const body = plainToMarkdown(words.text)
  const isRefused = givenAway !== undefined
  const reopen = async () => {
    if (!(await run('reopen', body))) return
    words.clear()
    toast.show(t('portal.step.backDone'), 'success')
  }
  if (!isOpen)
    return (
      <div className={styles.step}>
        <span>{t('portal.step.checkTitle')}</span>
        <Button variant="default" onClick={() => setOpen(true)}>
          {t('portal.step.backButton')}
        </Button>
      </div>
    )
  return (
    <form
      className={styles.panel}
      onSubmit={(event) => {
        event.preventDefault()
        void reopen()
      }}
    >
      <TextAreaField
        label={t('portal.step.backTitle')}
        hint={t('portal.step.backHint')}
        data-autofocus
        autoFocus
        value={words.text}
        onChange={(event) => words.setText(event.currentTarget.value)}
      />
      <Failure text={failure} />
      {failure && !isRefused && (
        <AppLink href={`/requests/new?q=${encodeURIComponent(request.title)}`} className={styles.back}>
          {t('portal.step.newInstead')}
        </AppLink>
      )}
      <div className={styles.buttons}>
        <Button type="submit" loading={isBusy}>
          {t(isRefused && givenAway === body ? 'portal.step.sendAnyway' : 'portal.step.backSend')}
        </Button>
        <Button variant="default" onClick={() => setOpen(false)}>
          {t('portal.step.cancel')}
        </Button>
      </div>
    </form>
  )
}

function Failure({ text }: { text: string }) {
  return text ? (
    <p role="alert" className={styles.failure}>
      {text}
    </p>
  ) : null
}
