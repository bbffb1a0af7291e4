import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { ConfirmDialog } from '../../../../web/kit/ConfirmDialog.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { TextAreaField } from '../../../../web/kit/fields.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { useMay } from '../../../../web/shell/session.ts'
import styles from '../sign-in.module.css'
import { useSending } from '../useSending.ts'
import { useSignInT } from '../useSignInT.ts'
import { AccountForm } from './AccountForm.tsx'
import { type Account, emergencyQuery, type Use } from './data.ts'

/** Emergency accounts: which there are, what was done by them, and whether passwords are on for everybody else. */
export function Page() {
  const t = useSignInT()
  const may = useMay()
  const [open, setOpen] = useState<string>()
  const { data, error, refetch } = useQuery(emergencyQuery)
  const mayManage = may('roles.manage')
  return (
    <div className={styles.desk}>
      <PageHeader
        title={t('signIn.emergency.title')}
        actions={
          mayManage &&
          open === undefined && <Button onClick={() => setOpen('new')}>{t('signIn.emergency.add')}</Button>
        }
      />
      <p className={styles.quiet}>{t('signIn.emergency.note')}</p>
      {error && <ErrorState problem={error} onRetry={() => void refetch()} />}
      {!error && !data && <PageSkeleton />}
      {open === 'new' && <AccountForm account={undefined} onClose={() => setOpen(undefined)} />}
      {data?.accounts.length === 0 && open === undefined && (
        <EmptyState title={t('signIn.emergency.none')}>{t('signIn.emergency.noneBody')}</EmptyState>
      )}
      {data?.accounts.map((account) =>
        open === account.id ? (
          <AccountForm key={account.id} account={account} onClose={() => setOpen(undefined)} />
        ) : (
          <AccountLine
            key={account.id}
            account={account}
            onOpen={mayManage ? () => setOpen(account.id) : undefined}
          />
        ),
      )}
      {data && data.uses.length > 0 && <h2>{t('signIn.emergency.uses')}</h2>}
      {data?.uses.map((use) => (
        <UseLine key={use.id} use={use} />
      ))}
      {data && mayManage && <Local isOn={data.is_local_on} />}
    </div>
  )
}

function AccountLine({ account, onOpen }: { account: Account; onOpen: (() => void) | undefined }) {
  const t = useSignInT()
  const format = useFormat()
  const { name, owner, roles, hours_max: count } = account
  return (
    <section className={styles.part} aria-label={name}>
      <div className={styles.line}>
        <span className={styles.passkey}>
          <strong>{name}</strong>
          <span className={styles.quiet}>
            {t('signIn.emergency.about', {
              owner: owner.name,
              roles: roles.map(({ title }) => title).join(', '),
              count,
            })}
          </span>
          {account.needs_trial ? (
            <strong role="note">
              {account.tried_at
                ? t('signIn.emergency.stale', { date: format.date(account.tried_at) })
                : t('signIn.emergency.untried')}
            </strong>
          ) : (
            <span className={styles.quiet}>
              {t('signIn.emergency.tried', { date: format.date(account.tried_at ?? '') })}
            </span>
          )}
        </span>
        {onOpen && (
          <Button variant="default" onClick={onOpen}>
            {t('signIn.emergency.edit', { name })}
          </Button>
        )}
      </div>
    </section>
  )
}

function UseLine({ use }: { use: Use }) {
  const t = useSignInT()
  const format = useFormat()
  const state = use.reviewed_at ? 'reviewed' : use.ended_at ? 'open' : 'running'
  return (
    <section className={styles.part} aria-label={`${use.account.name}, ${format.dateTime(use.began_at)}`}>
      <h3>
        {use.account.name}: {use.role}
      </h3>
      <p>{use.reason}</p>
      <p className={styles.quiet}>
        {format.dateTime(use.began_at)} – {format.dateTime(use.ended_at ?? use.until)} ·{' '}
        {t(`signIn.emergency.states.${state}`)}
        {use.reviewed_by ? ` · ${use.reviewed_by}` : ''}
      </p>
      {use.review && <p>{use.review}</p>}
      <p>
        <a href={`/desk/organization/audit?person=${use.account.id}`}>{t('signIn.emergency.log')}</a>
      </p>
      {use.may_review && <Review use={use} />}
    </section>
  )
}

function Review({ use }: { use: Use }) {
  const t = useSignInT()
  const queries = useQueryClient()
  const [note, setNote] = useState('')
  const { run, isBusy, fields, failure } = useSending()
  const send = () =>
    run(async () => {
      await ask(
        api.POST('/api/emergency/uses/{id}/review', { params: { path: { id: use.id } }, body: { note } }),
      )
      toast.show(t('signIn.emergency.reviewed'), 'success')
      await queries.invalidateQueries({ queryKey: emergencyQuery.queryKey })
    })
  return (
    <div className={styles.fields}>
      <TextAreaField
        label={t('signIn.emergency.review')}
        maxLength={2000}
        value={note}
        error={fields.get('note') ?? failure}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Button variant="default" loading={isBusy} disabled={note.trim() === ''} onClick={() => void send()}>
        {t('signIn.emergency.reviewSend')}
      </Button>
    </div>
  )
}

/** Whether passwords and passkeys open a session for everybody. */
function Local({ isOn }: { isOn: boolean }) {
  const t = useSignInT()
  const queries = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const { run, isBusy, failure } = useSending()
  const change = () =>
    run(async () => {
      setAsking(false)
      await ask(api.PUT('/api/local-sign-in', { body: { is_on: !isOn } }))
      await queries.invalidateQueries({ queryKey: emergencyQuery.queryKey })
    })
  return (
    <section className={styles.part} aria-label={t('signIn.emergency.local')}>
      <h2>{t('signIn.emergency.local')}</h2>
      <p>{t(isOn ? 'signIn.emergency.localOn' : 'signIn.emergency.localOff')}</p>
      {failure && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
      <div className={styles.row}>
        <Button variant="default" loading={isBusy} onClick={() => (isOn ? setAsking(true) : void change())}>
          {t(isOn ? 'signIn.emergency.switchOff' : 'signIn.emergency.switchOn')}
        </Button>
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('signIn.emergency.switchOff')}
        confirmLabel={t('signIn.emergency.switchOff')}
        onConfirm={() => void change()}
        onCancel={() => setAsking(false)}
      >
        {t('signIn.emergency.switchBody')}
      </ConfirmDialog>
    </section>
  )
}
