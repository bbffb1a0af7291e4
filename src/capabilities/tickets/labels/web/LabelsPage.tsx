import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { structureQuery } from '../../../../core/people/web/data.ts'
import { useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask, idempotencyKey } from '../../../../web/api/client.ts'
import { Time } from '../../../../web/i18n/Time.tsx'
import { ConfirmDialog } from '../../../../web/kit/ConfirmDialog.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { CheckboxField, SelectField } from '../../../../web/kit/fields.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { type Line, listQuery, type Thing } from './data.ts'
import styles from './labels.module.css'
import { LABELS_MAX, SheetForm } from './SheetForm.tsx'
import { useLabelsT } from './useLabelsT.ts'

const DEBOUNCE_MS = 200
const path = '/desk/labels'
const things = ['workstation', 'place'] as const

/** Choose places or devices, and print what is stuck on them. */
export function Page() {
  const t = useLabelsT()
  const router = useRouter()
  const { department: wanted = '' } = useSearch({ strict: false }) as { department?: string }
  const department = String(wanted)
  const { data: structure } = useQuery(structureQuery())
  const [of, setOf] = useState<Thing>('workstation')
  return (
    <div className={styles.page}>
      <PageHeader title={t('labels.title')} note={t('labels.note')} />
      <SegmentedControl
        aria-label={t('labels.of')}
        value={of}
        data={things.map((value) => ({ value, label: t(`labels.things.${value}`) }))}
        onChange={(value) => setOf(value as Thing)}
      />
      <SelectField
        label={t('labels.department')}
        value={department}
        data={[
          { value: '', label: t('labels.anywhere') },
          ...(structure?.departments.map(({ id, name }) => ({ value: id, label: name })) ?? []),
        ]}
        onChange={(event) => {
          const { value } = event.currentTarget
          router.history.push(value ? `${path}?department=${value}` : path)
        }}
      />
      <Choosing key={`${of} ${department}`} of={of} department={department} />
    </div>
  )
}

/** The lines that were asked for so far. Of a department all that one sheet can hold, to be chosen at one stroke. */
function useLines(of: Thing, q: string, department: string) {
  const { data, ...list } = useInfiniteQuery(listQuery(of, q, department))
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list
  const rows = data?.pages.flatMap((page) => page.rows)
  const isShort = department !== '' && hasNextPage && (rows?.length ?? 0) < LABELS_MAX
  useEffect(() => {
    if (isShort && !isFetchingNextPage) void fetchNextPage()
  }, [isShort, isFetchingNextPage, fetchNextPage])
  return { ...list, rows }
}

function Choosing({ of, department }: { of: Thing; department: string }) {
  const t = useLabelsT()
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim(), DEBOUNCE_MS)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const list = useLines(of, q, department)
  const { rows, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = list
  const areAllChosen = rows !== undefined && rows.length > 0 && rows.every(({ id }) => chosen.has(id))
  const choose = (ids: readonly string[], isChosen: boolean) => {
    const next = new Set(chosen)
    for (const id of ids) {
      if (isChosen) next.add(id)
      else next.delete(id)
    }
    setChosen(next)
  }
  return (
    <div className={styles.columns}>
      <section aria-label={t(`labels.things.${of}`)}>
        <TextInput
          label={t('labels.search')}
          value={typed}
          maxLength={200}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {error ? (
          <ErrorState problem={error} onRetry={() => void refetch()} />
        ) : !rows ? (
          <ListSkeleton />
        ) : rows.length === 0 ? (
          <EmptyState title={t('labels.empty')}>{t('labels.emptyBody')}</EmptyState>
        ) : (
          <>
            <div className={styles.all}>
              <CheckboxField
                label={t('labels.all', { count: rows.length })}
                checked={areAllChosen}
                onChange={(event) =>
                  choose(
                    rows.map(({ id }) => id),
                    event.currentTarget.checked,
                  )
                }
              />
            </div>
            <ul className={styles.list}>
              {rows.map((row) => (
                <Entry
                  key={row.id}
                  row={row}
                  isChosen={chosen.has(row.id)}
                  onChoose={(isChosen) => choose([row.id], isChosen)}
                />
              ))}
            </ul>
            {hasNextPage && (
              <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                {t('labels.more')}
              </Button>
            )}
          </>
        )}
      </section>
      <SheetForm of={of} ids={[...chosen]} onPrinted={() => void refetch()} />
    </div>
  )
}

function Entry({
  row,
  isChosen,
  onChoose,
}: {
  row: Line
  isChosen: boolean
  onChoose: (is: boolean) => void
}) {
  const t = useLabelsT()
  const [isAsking, setAsking] = useState(false)
  return (
    <li>
      <CheckboxField
        label={row.name}
        {...(row.place ? { hint: row.place } : {})}
        checked={isChosen}
        onChange={(event) => onChoose(event.currentTarget.checked)}
      />
      {row.label_id !== null && (
        <span className={styles.issued}>
          {row.issued_at && (
            <span className={styles.small}>
              {t('labels.issued')} <Time at={row.issued_at} />
            </span>
          )}
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('labels.revokeOf', { name: row.name })}
            onClick={() => setAsking(true)}
          >
            {t('labels.revoke')}
          </Button>
        </span>
      )}
      {isAsking && row.label_id !== null && (
        <Revoke name={row.name} labelId={row.label_id} onClose={() => setAsking(false)} />
      )}
    </li>
  )
}

function Revoke({ name, labelId, onClose }: { name: string; labelId: string; onClose: () => void }) {
  const t = useLabelsT()
  const queries = useQueryClient()
  const [key] = useState(idempotencyKey)
  const { submit, isBusy, problem } = useSubmit(async () => {
    await ask(api.POST('/api/labels/revoke', { body: { id: labelId }, headers: { 'idempotency-key': key } }))
    await queries.invalidateQueries({ queryKey: ['labels'] })
    toast.show(t('labels.revoked', { name }), 'success')
  }, onClose)
  return (
    <ConfirmDialog
      isOpen
      title={t('labels.revokeTitle', { name })}
      confirmLabel={t('labels.revoke')}
      tone="danger"
      isBusy={isBusy}
      onConfirm={() => void submit()}
      onCancel={onClose}
    >
      {problem ? problem.message || problem.title : t('labels.revokeBody')}
    </ConfirmDialog>
  )
}
