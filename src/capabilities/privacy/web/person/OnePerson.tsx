import { Button, Group } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FormDialog } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask, ProblemError } from '../../../../web/api/client.ts'
import { Time } from '../../../../web/i18n/Time.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { TextField } from '../../../../web/kit/fields.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { confirmed } from '../../../../web/shell/step-up.ts'
import { download, type Erasure, type PersonData, personQuery } from '../data.ts'
import styles from '../privacy.module.css'
import { usePrivacyT } from '../usePrivacyT.ts'

type Deed = 'export' | 'hold' | 'erase'
const counted = ['tickets', 'messages', 'files', 'sessions', 'drafts', 'notifications', 'mails'] as const

/** What is kept of one person, and what an officer may do with it. */
export function OnePerson({ id }: { id: string }) {
  const t = usePrivacyT()
  const { data, error, refetch } = useQuery(personQuery(id))
  const [deed, setDeed] = useState<Deed>()
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <PageSkeleton />
  const isErased = data.erasure !== null && !['asked', 'refused'].includes(data.erasure.state)
  return (
    <section aria-labelledby="person" className={styles.person}>
      <h2 id="person">{data.name}</h2>
      {!data.is_active && !isErased && <p className={styles.small}>{t('privacy.people.left')}</p>}
      <dl className={styles.counts}>
        {counted.map((key) => (
          <div key={key}>
            <dt>{t(`privacy.counts.${key}`)}</dt>
            <dd>{data.counts[key]}</dd>
          </div>
        ))}
      </dl>
      <Group gap="sm">
        <Button variant="default" onClick={() => setDeed('export')}>
          {t('privacy.deed.export')}
        </Button>
        {!data.hold && !isErased && (
          <Button variant="default" onClick={() => setDeed('hold')}>
            {t('privacy.deed.hold')}
          </Button>
        )}
        {(!data.erasure || data.erasure.state === 'refused') && (
          <Button variant="default" color="red" onClick={() => setDeed('erase')}>
            {t('privacy.deed.erase')}
          </Button>
        )}
      </Group>
      {data.hold && <Hold hold={data.hold} />}
      {data.erasure && <ErasureState erasure={data.erasure} person={data} />}
      {deed && <DeedDialog deed={deed} person={data} onClose={() => setDeed(undefined)} />}
    </section>
  )
}

function useRefreshed() {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: ['privacy'] })
}

type DeedDialogProps = { deed: Deed; person: PersonData; onClose: () => void }

/** Asks for the reason; an erasure says first what goes and what stays. */
function DeedDialog({ deed, person, onClose }: DeedDialogProps) {
  const t = usePrivacyT()
  const refresh = useRefreshed()
  const [reason, setReason] = useState('')
  const send = () =>
    confirmed(async () => {
      if (deed === 'export') {
        const params = { path: { id: person.id } }
        download((await ask(api.POST('/api/privacy/people/{id}/export', { params, body: { reason } }))).id)
      } else {
        const body = { person_id: person.id, reason }
        await ask(
          deed === 'hold'
            ? api.POST('/api/privacy/place-hold', { body })
            : api.POST('/api/privacy/ask-erasure', { body }),
        )
      }
      await refresh()
    })
  return (
    <FormDialog
      title={t(`privacy.deed.${deed}Title`, { name: person.name })}
      submitLabel={t(`privacy.deed.${deed}`)}
      isDanger={deed === 'erase'}
      isReady={reason.trim() !== ''}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          {deed === 'erase' ? <Preview person={person} /> : <p>{t(`privacy.deed.${deed}Body`)}</p>}
          <TextField
            label={t('privacy.mask.reason')}
            hint={t('privacy.deed.reasonHint')}
            {...(errors.has('reason') ? { error: errors.get('reason') as string } : {})}
            maxLength={500}
            autoComplete="off"
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  )
}

const goes = ['entry', 'signIn', 'own', 'words', 'waiting'] as const
const stays = ['tickets', 'held', 'trail', 'elsewhere'] as const

/** In plain words what an erasure takes, and what stays and why. */
function Preview({ person }: { person: PersonData }) {
  const t = usePrivacyT()
  return (
    <>
      <p className={styles.plain}>
        <strong>{t('privacy.preview.goes')}</strong>
      </p>
      <ul className={styles.found}>
        {goes.map((key) => (
          <li key={key}>{t(`privacy.preview.${key}`)}</li>
        ))}
      </ul>
      <p className={styles.plain}>
        <strong>{t('privacy.preview.stays')}</strong>
      </p>
      <ul className={styles.found}>
        {stays.map((key) => (
          <li key={key}>{t(`privacy.preview.${key}`)}</li>
        ))}
        {person.namesakes > 0 && <li>{t('privacy.preview.namesakes', { count: person.namesakes })}</li>}
      </ul>
      {person.teams_only.length > 0 && (
        <p className={styles.plain}>
          {t('privacy.preview.teamsOnly', { teams: person.teams_only.join(', ') })}
        </p>
      )}
      {person.needs_second && <p className={styles.plain}>{t('privacy.preview.second')}</p>}
    </>
  )
}

/** Does something and says why it was refused, where it was. */
function useDeed() {
  const refresh = useRefreshed()
  const [isBusy, setBusy] = useState(false)
  const run = async (call: () => Promise<unknown>) => {
    setBusy(true)
    try {
      await confirmed(call)
    } catch (error) {
      toast.show(error instanceof ProblemError ? error.message || error.title : String(error), 'danger')
    }
    await refresh()
    setBusy(false)
  }
  return { isBusy, run }
}

function Hold({ hold }: { hold: NonNullable<PersonData['hold']> }) {
  const t = usePrivacyT()
  const { isBusy, run } = useDeed()
  return (
    <div className={styles.item}>
      <p className={styles.plain}>
        <strong>{t('privacy.hold.title')}</strong>
      </p>
      <p className={styles.context}>{hold.reason}</p>
      <p className={styles.small}>
        {t('privacy.review.by', { name: hold.by })} <Time at={hold.at} />
      </p>
      <Button
        mt={8}
        variant="default"
        loading={isBusy}
        onClick={() => void run(() => ask(api.POST('/api/privacy/lift-hold', { body: { id: hold.id } })))}
      >
        {t('privacy.hold.lift')}
      </Button>
    </div>
  )
}

function decided(id: string, decision: 'approve' | 'refuse') {
  return ask(api.POST('/api/privacy/decide-erasure', { body: { id, decision } }))
}

/** Nobody agrees with one click to what cannot be taken back: what goes and what stays is said once more. */
function ApproveDialog({ id, person, onClose }: { id: string; person: PersonData; onClose: () => void }) {
  const t = usePrivacyT()
  const refresh = useRefreshed()
  return (
    <FormDialog
      title={t('privacy.deed.eraseTitle', { name: person.name })}
      submitLabel={t('privacy.erasure.approve')}
      isDanger
      onSubmit={() => confirmed(() => decided(id, 'approve')).then(refresh)}
      onClose={onClose}
    >
      <Preview person={person} />
    </FormDialog>
  )
}

function ErasureState({ erasure, person }: { erasure: Erasure; person: PersonData }) {
  const t = usePrivacyT()
  const { isBusy, run } = useDeed()
  const [isApproving, setApproving] = useState(false)
  const goOn = (decision: 'continue' | 'end') =>
    void run(() => ask(api.POST('/api/privacy/resume-erasure', { body: { id: erasure.id, decision } })))
  return (
    <div className={styles.item} aria-live="polite">
      <p className={styles.plain}>
        <strong>{t(`privacy.erasure.states.${erasure.state}`)}</strong>
      </p>
      <p className={styles.context}>{erasure.reason}</p>
      <p className={styles.small}>
        {t('privacy.erasure.askedBy', { name: erasure.asked_by })} <Time at={erasure.asked_at} />
      </p>
      {!['asked', 'refused'].includes(erasure.state) && (
        <p className={styles.small}>{t('privacy.erasure.records', { count: erasure.records })}</p>
      )}
      {erasure.kept > 0 && (
        <p className={styles.small}>{t('privacy.erasure.kept', { count: erasure.kept })}</p>
      )}
      {erasure.left && <Left left={erasure.left} />}
      {erasure.state === 'unfinished' && (
        <>
          <p className={styles.small}>
            {t(erasure.has_failed ? 'privacy.erasure.failedNote' : 'privacy.erasure.goOnNote')}
          </p>
          <Group mt={8} gap="sm">
            <Button variant="default" loading={isBusy} onClick={() => goOn('continue')}>
              {t('privacy.erasure.goOn')}
            </Button>
            {erasure.done_at !== null && (
              <Button variant="default" loading={isBusy} onClick={() => goOn('end')}>
                {t('privacy.erasure.end')}
              </Button>
            )}
          </Group>
        </>
      )}
      {erasure.state === 'asked' && (
        <Group mt={8} gap="sm">
          {!erasure.is_own && (
            <Button color="red" onClick={() => setApproving(true)}>
              {t('privacy.erasure.approve')}
            </Button>
          )}
          <Button
            variant="default"
            loading={isBusy}
            onClick={() => void run(() => decided(erasure.id, 'refuse'))}
          >
            {t(erasure.is_own ? 'privacy.erasure.withdraw' : 'privacy.erasure.refuse')}
          </Button>
        </Group>
      )}
      {isApproving && <ApproveDialog id={erasure.id} person={person} onClose={() => setApproving(false)} />}
    </div>
  )
}

function Left({ left }: { left: NonNullable<Erasure['left']> }) {
  const t = usePrivacyT()
  if (left.length === 0) return <p className={styles.small}>{t('privacy.erasure.nowhere')}</p>
  return (
    <>
      <p className={styles.small}>{t('privacy.erasure.still')}</p>
      <ul className={styles.found}>
        {left.map(({ place, count }) => (
          <li key={place}>
            {place}: {count}
          </li>
        ))}
      </ul>
    </>
  )
}
