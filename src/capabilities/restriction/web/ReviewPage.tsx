import { Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import { Time } from '../../../web/i18n/Time.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { SelectField, TextAreaField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { StatusBadge } from '../../../web/kit/StatusBadge.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { FormDialog } from '../../../web/records/FormDialog.tsx'
import { Shown } from '../../../web/records/masks/Shown.tsx'
import { useCapabilities } from '../../../web/shell/capabilities-context.ts'
import { type Glass, glassQuery, reviewPath, settingsPath, useAskAgain } from './data.ts'
import styles from './restriction.module.css'
import { useRestrictionT } from './useRestrictionT.ts'

type Verdict = NonNullable<Glass['verdict']>

/** Where officers say whether it was right to break the glass. */
export function Page() {
  const t = useRestrictionT()
  const router = useRouter()
  const search = useSearch({ strict: false }) as { state?: unknown }
  const state = search.state === 'past' ? 'past' : 'open'
  const { data, error, refetch } = useQuery(glassQuery(state))
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('restriction.review.title')}
        note={t('restriction.review.note')}
        actions={<AppLink href={settingsPath}>{t('restriction.settings.link')}</AppLink>}
      />
      <div className={styles.filter}>
        <SelectField
          label={t('restriction.review.show')}
          value={state}
          data={[
            { value: 'open', label: t('restriction.review.open', { count: data?.open ?? 0 }) },
            { value: 'past', label: t('restriction.review.past') },
          ]}
          onChange={(event) => router.history.push(`${reviewPath}?state=${event.currentTarget.value}`)}
        />
      </div>
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <PageSkeleton />
      ) : data.rows.length === 0 ? (
        <EmptyState title={t(`restriction.review.empty.${state}`)}>
          {t('restriction.review.emptyBody')}
        </EmptyState>
      ) : (
        <ul className={styles.cards} aria-label={t('restriction.review.list')}>
          {data.rows.map((glass) => (
            <li key={glass.id} className={styles.card}>
              <Item glass={glass} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Item({ glass }: { glass: Glass }) {
  const t = useRestrictionT()
  const [verdict, setVerdict] = useState<Verdict>()
  return (
    <>
      <h2 className={styles.head}>
        {t('restriction.review.broke', { name: glass.person.name, number: glass.number })}
      </h2>
      <Group gap="xs">
        {glass.level && <StatusBadge label={t(`restriction.level.${glass.level}`)} />}
        {glass.is_late && <StatusBadge tone="danger" label={t('restriction.review.late')} />}
        {glass.verdict && (
          <StatusBadge
            tone={glass.verdict === 'justified' ? 'success' : 'danger'}
            label={t(`restriction.review.verdict.${glass.verdict}`)}
          />
        )}
      </Group>
      <blockquote className={styles.reason}>{glass.reason}</blockquote>
      <p className={styles.dim}>
        <Time at={glass.broken_at} /> · {t('restriction.review.reads', { count: glass.reads })}
        {glass.parts_read > 0 && `, ${t('restriction.review.parts', { count: glass.parts_read })}`}
        <Named glass={glass} />
      </p>
      {glass.verdict ? (
        <p>
          {t('restriction.review.by', { name: glass.reviewed_by ?? '' })}{' '}
          {glass.reviewed_at && <Time at={glass.reviewed_at} />} {glass.note}
        </p>
      ) : glass.may_review ? (
        <Group gap="xs" mt={8}>
          {(['justified', 'not_justified'] as const).map((each) => (
            <Button key={each} variant="default" onClick={() => setVerdict(each)}>
              {t(`restriction.review.verdict.${each}`)}
            </Button>
          ))}
        </Group>
      ) : (
        <p>{t('restriction.review.ownOne')}</p>
      )}
      {verdict && <VerdictDialog glass={glass} verdict={verdict} onClose={() => setVerdict(undefined)} />}
    </>
  )
}

/** The record, for those who see it. */
function Named({ glass }: { glass: Glass }) {
  const pages = useCapabilities().flatMap(({ recordPages = [] }) => recordPages)
  const href = pages.find(({ kind }) => kind === glass.kind)?.href(glass.record_id)
  if (glass.title === null || href === undefined) return null
  return (
    <>
      {' · '}
      <AppLink href={href}>
        <Shown text={`#${glass.number} ${glass.title}`} />
      </AppLink>
    </>
  )
}

function VerdictDialog({ glass, verdict, onClose }: { glass: Glass; verdict: Verdict; onClose: () => void }) {
  const t = useRestrictionT()
  const askAgain = useAskAgain()
  const [note, setNote] = useState('')
  const isNeeded = verdict === 'not_justified'
  const submit = async () => {
    await ask(
      api.POST('/api/broken-glass/{id}/review', {
        params: { path: { id: glass.id } },
        body: { verdict, ...(note.trim() === '' ? {} : { note: note.trim() }) },
      }),
    ).finally(askAgain)
    toast.show(t('restriction.review.done'), 'success')
  }
  return (
    <FormDialog
      title={t(`restriction.review.verdict.${verdict}`)}
      submitLabel={t('restriction.review.save')}
      isReady={!isNeeded || note.trim() !== ''}
      onSubmit={submit}
      onClose={onClose}
    >
      {(errors) => (
        <TextAreaField
          label={t(isNeeded ? 'restriction.review.whyNot' : 'restriction.review.remark')}
          maxLength={2000}
          value={note}
          {...(errors.has('note') ? { error: errors.get('note') as string } : {})}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      )}
    </FormDialog>
  )
}
