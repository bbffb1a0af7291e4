import { Button } from '@mantine/core'
import { IconChevronLeft } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { api, ask, ProblemError } from '../../../web/api/client.ts'
import { Time } from '../../../web/i18n/Time.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { Shown } from '../../../web/records/masks/Shown.tsx'
import { MaskedMarkdown } from '../../privacy/web/index.ts'
import styles from './approvals.module.css'
import { type Decision, decisionQuery, usePlace, useRefresh } from './data.ts'
import { AskDialog, DeclineDialog, DelegateDialog } from './dialogs.tsx'
import { StateBadge, Story } from './look.tsx'
import { useApprovalsT } from './useApprovalsT.ts'

/** One request as somebody sees it who has to decide about it: what, who, and two large buttons. */
export function Page() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data, isPending, isError, error, refetch } = useQuery(decisionQuery(id))
  if (isPending) return <PageSkeleton />
  if (isError) return <Lost problem={error} onRetry={() => refetch()} />
  return <Deciding decision={data} key={id} />
}

function Deciding({ decision }: { decision: Decision }) {
  const t = useApprovalsT()
  const { isDesk } = usePlace()
  const { requester } = decision
  const from = [requester?.title, requester?.department].filter(Boolean).join(', ')
  return (
    <div className={styles.page} data-desk={isDesk}>
      <PageHeader
        title={decision.title}
        above={<BackLink />}
        note={
          <>
            #{decision.number}
            {requester &&
              ` · ${from ? t('approvals.decision.asksFrom', { name: requester.name, from }) : t('approvals.decision.asks', { name: requester.name })}`}
            {' · '}
            {t('approvals.decision.filed')} <Time at={decision.filed_at} />
          </>
        }
        actions={<StateBadge state={decision.state} />}
      />
      {decision.for && (
        <p className={styles.notice}>{t('approvals.decision.forYou', { name: decision.for.name })}</p>
      )}
      <Panel title={t('approvals.decision.what')}>
        {decision.body && <MaskedMarkdown source={decision.body} headingOffset={2} />}
      </Panel>
      {decision.answers.length > 0 && (
        <Panel title={t('approvals.decision.answers')}>
          <dl className={styles.facts}>
            {decision.answers.map(({ label, value }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>
                  <Shown text={value} />
                </dd>
              </div>
            ))}
          </dl>
        </Panel>
      )}
      {decision.question && (
        <Panel title={t('approvals.decision.question')}>
          <MaskedMarkdown source={decision.question} headingOffset={2} />
          {decision.answer ? (
            <>
              <strong>{t('approvals.decision.answer')}</strong>
              <MaskedMarkdown source={decision.answer} headingOffset={2} />
            </>
          ) : (
            <p className={styles.small}>{t('approvals.decision.noAnswer')}</p>
          )}
        </Panel>
      )}
      <Buttons decision={decision} />
      <Panel title={t('approvals.decision.others')}>
        <Story round={decision.round} />
      </Panel>
    </div>
  )
}

type Open = 'decline' | 'ask_back' | 'delegate'

function Buttons({ decision }: { decision: Decision }) {
  const t = useApprovalsT()
  const refresh = useRefresh()
  const [isBusy, setBusy] = useState(false)
  const [open, setOpen] = useState<Open>()
  if (decision.may.length === 0) return <p className={styles.notice}>{t('approvals.decision.over')}</p>
  const approve = async () => {
    setBusy(true)
    try {
      const path = { id: decision.id }
      await ask(api.POST('/api/approvals/{id}/approve', { params: { path }, body: {} }))
      toast.show(t('approvals.done.approved'), 'success')
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      toast.show(error.message || error.title, 'danger')
    } finally {
      setBusy(false)
      await refresh()
    }
  }
  const close = () => {
    setOpen(undefined)
    void refresh()
  }
  return (
    <div className={styles.buttons}>
      <Button size="md" loading={isBusy} onClick={approve}>
        {t('approvals.decision.approve')}
      </Button>
      <Button size="md" color="red" variant="outline" onClick={() => setOpen('decline')}>
        {t('approvals.decision.decline')}
      </Button>
      {decision.may.includes('ask_back') && (
        <Button size="md" variant="default" onClick={() => setOpen('ask_back')}>
          {t('approvals.decision.askBack')}
        </Button>
      )}
      <Button size="md" variant="default" onClick={() => setOpen('delegate')}>
        {t('approvals.decision.delegate')}
      </Button>
      {open === 'decline' && <DeclineDialog decision={decision} onClose={close} />}
      {open === 'ask_back' && <AskDialog decision={decision} onClose={close} />}
      {open === 'delegate' && <DelegateDialog decision={decision} onClose={close} />}
    </div>
  )
}

function Panel({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.panel} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

function BackLink() {
  const t = useApprovalsT()
  const { base } = usePlace()
  return (
    <AppLink href={base} className={styles.back}>
      <IconChevronLeft size={20} aria-hidden />
      {t('approvals.decision.back')}
    </AppLink>
  )
}

function Lost({ problem, onRetry }: { problem: Error; onRetry: () => void }) {
  const t = useApprovalsT()
  const { isDesk } = usePlace()
  const isMissing = problem instanceof ProblemError && problem.status === 404
  return (
    <div className={styles.page} data-desk={isDesk}>
      <PageHeader title={t('approvals.decision.lost')} above={<BackLink />} />
      {isMissing ? (
        <p className={styles.notice}>{t('approvals.decision.lostBody')}</p>
      ) : (
        <ErrorState problem={problem} onRetry={onRetry} />
      )}
    </div>
  )
}
