/** Files that wait for the virus scanner or are in quarantine, and those that were let out of it. */
import { Button, Group } from '@mantine/core'
import { infiniteQueryOptions, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask, background, ProblemError } from '../../../../web/api/client.ts'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { ConfirmDialog } from '../../../../web/kit/ConfirmDialog.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { TextAreaField } from '../../../../web/kit/fields.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { StatusBadge } from '../../../../web/kit/StatusBadge.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { confirmed } from '../../../../web/shell/step-up.ts'
import { sentenceOf } from '../../web/data.ts'
import styles from '../../web/imports.module.css'
import { useHeldT } from './useHeldT.ts'

const looked_every_ms = 30_000
/** As far as the server counts. */
const counted_max = 10_000
const load = (after: string | null) =>
  ask(api.GET('/api/files', { ...background, params: { query: after === null ? {} : { after } } }))
const heldQuery = infiniteQueryOptions({
  queryKey: ['held-files'],
  queryFn: ({ pageParam }) => load(pageParam),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
  refetchInterval: looked_every_ms,
})
type Answer = Awaited<ReturnType<typeof load>>
type Held = Answer['rows'][number]
const tones = { waiting: 'info', infected: 'danger', released: 'warning' } as const

export function Page() {
  const t = useHeldT()
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery(heldQuery)
  const [newest] = data?.pages ?? []
  const rows = data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <div className={styles.page}>
      <PageHeader title={t('held.title')} note={t('held.note')} />
      {newest && !newest.is_scanned && <p className={styles.note}>{t('held.off')}</p>}
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !newest ? (
        <ListSkeleton rows={3} />
      ) : rows.length === 0 ? (
        <EmptyState title={t('held.empty')}>{t('held.emptyBody')}</EmptyState>
      ) : (
        <>
          <Counts counts={newest.counts} />
          <ul className={styles.list}>
            {rows.map((file) => (
              <HeldLine key={file.id} file={file} />
            ))}
          </ul>
          {hasNextPage && (
            <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {t('held.more')}
            </Button>
          )}
        </>
      )}
    </div>
  )
}

function Counts({ counts }: { counts: Answer['counts'] }) {
  const t = useHeldT()
  const format = useFormat()
  const told = (['infected', 'waiting', 'released'] as const).map((state) => {
    const count = counts[state]
    const number =
      count < counted_max ? format.number(count) : t('held.atLeast', { count: format.number(count) })
    return `${t(`held.state_${state}`)}: ${number}`
  })
  return <p>{told.join(' · ')}</p>
}

function HeldLine({ file }: { file: Held }) {
  const t = useHeldT()
  const format = useFormat()
  const told = [
    ...(file.from === null ? [] : [file.from]),
    format.dateTime(file.created_at),
    format.fileSize(file.size_bytes),
    ...(file.found === null ? [] : [t('held.virus', { found: file.found })]),
    ...(file.state === 'waiting' && file.tries > 0 ? [t('held.tries', { count: file.tries })] : []),
  ]
  return (
    <li>
      <span>
        <strong>{file.name ?? t('held.hidden')}</strong>{' '}
        <StatusBadge tone={tones[file.state]} label={t(`held.state_${file.state}`)} />
        <br />
        <span className={styles.small}>{told.join(' · ')}</span>
        {file.released_by !== null && (
          <>
            <br />
            <span className={styles.small}>
              {t('held.by', { name: file.released_by, reason: file.reason ?? '—' })}
            </span>
          </>
        )}
      </span>
      {file.state !== 'released' && <Acts file={file} />}
    </li>
  )
}

function Acts({ file }: { file: Held }) {
  const t = useHeldT()
  const queries = useQueryClient()
  const [asked, setAsked] = useState<'release' | 'discard'>()
  const [isBusy, setBusy] = useState(false)
  const params = { path: { id: file.id } }
  const run = async (call: () => Promise<unknown>, said: string) => {
    setBusy(true)
    try {
      await confirmed(call)
      toast.show(said, 'success')
      setAsked(undefined)
    } catch (error) {
      if (!(error instanceof ProblemError && error.type === 'step-up-needed'))
        toast.show(sentenceOf(error) || t('held.failed'), 'danger')
    } finally {
      setBusy(false)
      await queries.invalidateQueries({ queryKey: heldQuery.queryKey })
    }
  }
  const release = (reason: string) => () =>
    ask(api.POST('/api/files/{id}/release', { params, body: { reason } }))
  const discard = () => ask(api.POST('/api/files/{id}/discard', { params, body: {} }))
  return (
    <>
      <Group gap="xs">
        <Button variant="default" size="xs" onClick={() => setAsked('release')}>
          {t('held.release')}
        </Button>
        {file.state === 'infected' && (
          <Button variant="default" size="xs" onClick={() => setAsked('discard')}>
            {t('held.discard')}
          </Button>
        )}
      </Group>
      {asked === 'release' && (
        <ReleaseForm
          isBusy={isBusy}
          onRelease={(reason) => void run(release(reason), t('held.released'))}
          onCancel={() => setAsked(undefined)}
        />
      )}
      <ConfirmDialog
        isOpen={asked === 'discard'}
        title={t('held.discard')}
        confirmLabel={t('held.discard')}
        tone="danger"
        isBusy={isBusy}
        onConfirm={() => void run(discard, t('held.discarded'))}
        onCancel={() => setAsked(undefined)}
      >
        {t('held.discardBody')}
      </ConfirmDialog>
    </>
  )
}

type ReleaseFormProps = { isBusy: boolean; onRelease: (reason: string) => void; onCancel: () => void }

function ReleaseForm({ isBusy, onRelease, onCancel }: ReleaseFormProps) {
  const t = useHeldT()
  const [reason, setReason] = useState('')
  return (
    <form
      className={styles.mail}
      onSubmit={(event) => {
        event.preventDefault()
        onRelease(reason)
      }}
    >
      <TextAreaField
        label={t('held.reason')}
        hint={t('held.reasonHint')}
        required
        minLength={3}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group gap="xs" mt="sm">
        <Button type="submit" loading={isBusy}>
          {t('held.confirmRelease')}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t('held.cancel')}
        </Button>
      </Group>
    </form>
  )
}
