import { Button, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask, ProblemError } from '../../../web/api/client.ts'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import { StatusBadge } from '../../../web/kit/StatusBadge.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { type OwnSynonyms, synonymsQuery } from './data.ts'
import styles from './organization.module.css'
import { SynonymForm } from './SynonymForm.tsx'
import { SynonymTrial } from './SynonymTrial.tsx'
import { useOrganizationT } from './useOrganizationT.ts'

/** The group that is edited: without an id it is a new one, perhaps begun with shipped words. */
type Open = { id?: string; words: readonly string[] }

/** Words that mean the same in every search: the organization's own, and those that come with the product. */
export function Page() {
  const t = useOrganizationT()
  const [open, setOpen] = useState<Open>()
  const [filter, setFilter] = useState('')
  const { data, error, refetch } = useQuery(synonymsQuery)
  const looked = filter.trim().toLocaleLowerCase()
  const fits = ({ words }: { words: readonly string[] }) => words.some((word) => word.includes(looked))
  const own = data?.rows.filter(fits) ?? []
  const shipped = data?.shipped.filter(fits) ?? []
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('organization.synonyms.title')}
        note={t('organization.synonyms.note')}
        actions={<Button onClick={() => setOpen({ words: [] })}>{t('organization.synonyms.add')}</Button>}
      />
      <SynonymTrial />
      <div className={styles.filters}>
        <TextInput
          label={t('organization.synonyms.filter')}
          value={filter}
          maxLength={60}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
      </div>
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListSkeleton />
      ) : (
        <>
          <Own rows={own} isFiltered={looked !== ''} onEdit={setOpen} />
          <Shipped rows={shipped} onEdit={setOpen} />
        </>
      )}
      {open && <SynonymForm {...open} onClose={() => setOpen(undefined)} />}
    </div>
  )
}

type OwnProps = { rows: readonly OwnSynonyms[]; isFiltered: boolean; onEdit: (group: Open) => void }

function Own({ rows, isFiltered, onEdit }: OwnProps) {
  const t = useOrganizationT()
  const remove = useRemove()
  return (
    <section aria-labelledby="own-synonyms">
      <h2 id="own-synonyms" className={styles.group}>
        {t('organization.synonyms.own')}
      </h2>
      {rows.length === 0 &&
        (isFiltered ? (
          <p className={styles.dim}>{t('organization.synonyms.nothing')}</p>
        ) : (
          <EmptyState title={t('organization.synonyms.noneTitle')}>
            {t('organization.synonyms.none')}
          </EmptyState>
        ))}
      <ul className={styles.list}>
        {rows.map((group) => (
          <li key={group.id}>
            <span className={styles.words}>{group.words.join(', ')}</span>
            <span className={styles.buttons}>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t('organization.editOf', { name: group.words[0] ?? '' })}
                onClick={() => onEdit(group)}
              >
                {t('organization.edit')}
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t('organization.synonyms.removeOf', { words: group.words[0] ?? '' })}
                onClick={() => void remove(group)}
              >
                {t('organization.remove')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

type ShippedProps = {
  rows: readonly { words: string[]; is_replaced: boolean }[]
  onEdit: (group: Open) => void
}

function Shipped({ rows, onEdit }: ShippedProps) {
  const t = useOrganizationT()
  return (
    <section aria-labelledby="shipped-synonyms">
      <h2 id="shipped-synonyms" className={styles.group}>
        {t('organization.synonyms.shipped')}
      </h2>
      {rows.length === 0 && <p className={styles.dim}>{t('organization.synonyms.nothing')}</p>}
      <ul className={styles.list}>
        {rows.map(({ words, is_replaced }) => (
          <li key={words[0]}>
            <span className={styles.words}>{words.join(', ')}</span>
            {is_replaced ? (
              <StatusBadge label={t('organization.synonyms.replaced')} />
            ) : (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t('organization.editOf', { name: words[0] ?? '' })}
                onClick={() => onEdit({ words })}
              >
                {t('organization.edit')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Removes a group at once; undoing it adds the same words again. */
function useRemove() {
  const t = useOrganizationT()
  const queries = useQueryClient()
  const act = async (call: () => Promise<unknown>) => {
    try {
      await call()
      return true
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      toast.show(error.message || error.title, 'danger')
      return false
    } finally {
      await queries.invalidateQueries({ queryKey: ['synonyms'] })
    }
  }
  return async ({ id, words }: OwnSynonyms) => {
    const isGone = await act(() =>
      ask(api.DELETE('/api/synonyms/{id}', { params: { path: { id } }, body: {} })),
    )
    if (isGone)
      toast.undo(
        t('organization.synonyms.removed'),
        () => void act(() => ask(api.POST('/api/synonyms', { body: { words } }))),
      )
  }
}
