import { Button, Group } from '@mantine/core'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { type KeyboardEvent, useRef, useState } from 'react'
import { api, ask, ProblemError } from '../../../web/api/client.ts'
import { Time } from '../../../web/i18n/Time.tsx'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { ConfirmDialog } from '../../../web/kit/ConfirmDialog.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { SelectField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { useShown } from '../../../web/records/masks/Shown.tsx'
import { kinds as detected } from '../detect/span.ts'
import { type Decision, type Finding, findingsQuery, type State } from './data.ts'
import { reviewPath } from './paths.ts'
import styles from './privacy.module.css'
import { type PrivacyKey, usePrivacyT } from './usePrivacyT.ts'

const states = ['suspected', 'confirmed', 'false_positive', 'redacted'] as const
const kinds = [...detected, 'text'] as const
const keys: Readonly<Record<string, Decision>> = { c: 'confirm', a: 'allow', d: 'redact' }

/** Where the privacy officer decides what is patient data. */
export function Page() {
  const t = usePrivacyT()
  const router = useRouter()
  const search = useSearch({ strict: false }) as { state?: unknown; kind?: unknown }
  const state: State = states.find((each) => each === search.state) ?? 'suspected'
  const kind = kinds.find((each) => each === search.kind) ?? ''
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    findingsQuery({ state, ...(kind ? { kind } : {}) }),
  )
  const show = (nextState: string, nextKind: string) =>
    router.history.push(`${reviewPath}?state=${nextState}${nextKind ? `&kind=${nextKind}` : ''}`)
  const rows = data?.pages.flatMap((page) => page.rows)
  const counts = data?.pages[0]?.counts
  return (
    <div className={styles.page}>
      <PageHeader title={t('privacy.review.title')} note={t('privacy.review.note')} />
      <div className={styles.filters}>
        <SelectField
          label={t('privacy.review.state')}
          value={state}
          data={states.map((each) => ({
            value: each,
            label: `${t(`privacy.review.states.${each}`)} (${counts?.[each] ?? 0})`,
          }))}
          onChange={(event) => show(event.currentTarget.value, kind)}
        />
        <SelectField
          label={t('privacy.review.kind')}
          value={kind}
          data={[
            { value: '', label: t('privacy.review.all') },
            ...kinds.map((each) => ({ value: each, label: t(`records.mask.kind.${each}`) })),
          ]}
          onChange={(event) => show(state, event.currentTarget.value)}
        />
      </div>
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !rows ? (
        <PageSkeleton />
      ) : rows.length === 0 ? (
        <EmptyState title={t('privacy.review.empty')}>{t('privacy.review.emptyBody')}</EmptyState>
      ) : (
        <Findings rows={rows} />
      )}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('privacy.review.more')}
        </Button>
      )}
    </div>
  )
}

function Findings({ rows }: { rows: readonly Finding[] }) {
  const t = usePrivacyT()
  const list = useRef<HTMLUListElement>(null)
  const { decide, removing, setRemoving } = useDeciding()
  const choose = (finding: Finding, decision: Decision) =>
    decision === 'redact' ? setRemoving(finding) : void decide(finding, decision)
  // Keys act on the finding that has the focus, and on none elsewhere.
  const onKey = (event: KeyboardEvent, at: number) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return
    const finding = rows[at] as Finding
    const decision = keys[event.key]
    const step = { j: 1, k: -1 }[event.key]
    if (decision && finding.state !== 'redacted') choose(finding, decision)
    else if (step) list.current?.querySelectorAll<HTMLElement>('[data-finding]')[at + step]?.focus()
    else return
    event.preventDefault()
  }
  return (
    <>
      <p className={styles.small}>{t('privacy.review.keys')}</p>
      <ul ref={list} className={styles.list} aria-label={t('privacy.review.list')}>
        {rows.map((finding, at) => (
          <li key={finding.id} className={styles.item} onKeyDown={(event) => onKey(event, at)}>
            <Item finding={finding} onDecide={(decision) => choose(finding, decision)} />
          </li>
        ))}
      </ul>
      <ConfirmDialog
        isOpen={removing !== undefined}
        title={t('privacy.review.sureTitle')}
        confirmLabel={t('privacy.review.redact')}
        tone="danger"
        onConfirm={() => {
          if (removing) void decide(removing, 'redact')
          setRemoving(undefined)
        }}
        onCancel={() => setRemoving(undefined)}
      >
        {t('privacy.review.sureBody')}
      </ConfirmDialog>
    </>
  )
}

function useDeciding() {
  const t = usePrivacyT()
  const queries = useQueryClient()
  const [removing, setRemoving] = useState<Finding>()
  const decide = async (finding: Finding, decision: Decision) => {
    try {
      await ask(api.POST('/api/privacy/decide', { body: { ids: [finding.id], decision } }))
      toast.show(t(`privacy.review.done.${decision}`), 'success')
    } catch (error) {
      toast.show(error instanceof ProblemError ? (error.detail ?? error.title) : String(error), 'danger')
    }
    await queries.invalidateQueries({ queryKey: ['privacy'] })
  }
  return { decide, removing, setRemoving }
}

function Item({ finding, onDecide }: { finding: Finding; onDecide: (decision: Decision) => void }) {
  const t = usePrivacyT()
  const format = useFormat()
  const before = useShown(finding.before).text
  const after = useShown(finding.after).text
  const isOpen = finding.state !== 'redacted'
  const name = `${t(`records.mask.kind.${finding.kind}` as PrivacyKey)}, ${t(`privacy.review.place.${finding.place}`)}`
  return (
    <>
      <p className={styles.plain}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: The keys act on the finding that has the focus. */}
        <strong data-finding tabIndex={0}>
          {name}
        </strong>{' '}
        {finding.number !== null && finding.record_kind === 'ticket' && (
          <AppLink className={styles.link} href={`/desk/tickets/${finding.record_id}`}>
            #{finding.number}
          </AppLink>
        )}
      </p>
      <p className={styles.context}>
        {before}
        <mark>
          {finding.words ?? t(isOpen ? 'privacy.review.hiddenWords' : 'privacy.review.states.redacted')}
        </mark>
        {after}
      </p>
      <p className={styles.small}>
        {finding.writer && t('privacy.review.by', { name: finding.writer })} <Time at={finding.created_at} />{' '}
        · {t('privacy.review.sure', { percent: format.percent(finding.score) })}
      </p>
      {isOpen && (
        <Group gap="xs" mt={8}>
          {finding.state !== 'confirmed' && (
            <Button size="compact-sm" variant="default" onClick={() => onDecide('confirm')}>
              {t('privacy.review.confirm')}
            </Button>
          )}
          {finding.state !== 'false_positive' && (
            <Button size="compact-sm" variant="default" onClick={() => onDecide('allow')}>
              {t('privacy.review.allow')}
            </Button>
          )}
          {finding.place !== 'file' && (
            <Button size="compact-sm" variant="default" color="red" onClick={() => onDecide('redact')}>
              {t('privacy.review.redact')}
            </Button>
          )}
        </Group>
      )}
    </>
  )
}
