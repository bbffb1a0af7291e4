import { Button, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { ProblemError } from '../../../web/api/client.ts'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { CheckboxField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { useMay } from '../../../web/shell/session.ts'
import { structureQuery, useRefresh } from './data.ts'
import { EntryForm } from './EntryForm.tsx'
import { type ListName, ListTabs, lists } from './ListTabs.tsx'
import { type Entry, listQuery, saveEntry } from './list-data.ts'
import styles from './organization.module.css'
import { asTree } from './tree.ts'
import { useOrganizationT } from './useOrganizationT.ts'

const DEBOUNCE_MS = 200

/** One of the small lists: departments and categories as a tree, the others in order of their names. */
export function Page() {
  const { list } = useParams({ strict: false }) as { list?: string }
  const name = lists.find((each) => each === list) ?? 'departments'
  return <ListView key={name} name={name} />
}

function ListView({ name }: { name: ListName }) {
  const t = useOrganizationT()
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim(), DEBOUNCE_MS)
  const [withArchived, setArchived] = useState(false)
  const [open, setOpen] = useState<Entry | 'new'>()
  const { data, error, refetch } = useQuery({
    ...listQuery(name, withArchived, q),
    placeholderData: keepPreviousData,
  })
  const words = q.toLocaleLowerCase()
  const shown = asTree(data ?? []).filter(({ entry }) => entry.name.toLocaleLowerCase().includes(words))
  return (
    <div className={styles.page}>
      <PageHeader
        title={t(`organization.lists.${name}.title`)}
        note={t(`organization.lists.${name}.note`)}
        actions={<Button onClick={() => setOpen('new')}>{t(`organization.lists.${name}.add`)}</Button>}
      />
      <ListTabs here={name} />
      <div className={styles.filters}>
        <TextInput
          label={t('organization.lists.search')}
          value={typed}
          maxLength={200}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <CheckboxField
          label={t('organization.archived.show')}
          checked={withArchived}
          onChange={(event) => setArchived(event.currentTarget.checked)}
        />
      </div>
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListSkeleton />
      ) : shown.length === 0 ? (
        <EmptyState title={t('organization.lists.empty')}>{t(`organization.lists.${name}.note`)}</EmptyState>
      ) : (
        <ul className={styles.list}>
          {shown.map(({ entry, depth }) => (
            <li key={entry.id} style={{ paddingInlineStart: words ? 0 : Math.min(depth, 6) * 20 }}>
              <EntryWords entry={entry} />
              <EntryActions name={name} entry={entry} onEdit={() => setOpen(entry)} />
            </li>
          ))}
        </ul>
      )}
      {open && (
        <EntryForm
          name={name}
          entries={data ?? []}
          {...(open === 'new' ? {} : { entry: open })}
          onClose={() => setOpen(undefined)}
        />
      )}
    </div>
  )
}

function EntryWords({ entry }: { entry: Entry }) {
  const t = useOrganizationT()
  const { data } = useQuery(structureQuery())
  const nameIn = (
    list: readonly { id: string; name: string }[] | undefined,
    id: string | null | undefined,
  ) => (id ? list?.find((each) => each.id === id)?.name : undefined)
  const words = [
    nameIn(data?.places, entry.place_id),
    nameIn(data?.departments, entry.department_id),
    nameIn(data?.sites, entry.site_id),
    entry.is_shared ? t('organization.lists.shared') : undefined,
    entry.archived ? t('organization.archived.is') : undefined,
  ].filter(Boolean)
  return (
    <span className={styles.words}>
      <span>{entry.name}</span>
      {words.length > 0 && <span className={styles.small}>{words.join(' · ')}</span>}
    </span>
  )
}

function EntryActions({ name, entry, onEdit }: { name: ListName; entry: Entry; onEdit: () => void }) {
  const t = useOrganizationT()
  const may = useMay()
  const refresh = useRefresh()
  const setArchived = async (is_archived: boolean) => {
    try {
      await saveEntry(name, entry.id, { name: entry.name, is_archived })
      await refresh()
      if (is_archived)
        toast.undo(t('organization.archived.done', { name: entry.name }), () => void setArchived(false))
    } catch (error) {
      if (error instanceof ProblemError) toast.show(error.message || error.title, 'danger')
      else throw error
    }
  }
  return (
    <span className={styles.buttons}>
      {name === 'departments' && !entry.archived && may('tickets.work') && (
        <AppLink
          href={`/desk/labels?department=${entry.id}`}
          aria-label={t('organization.labelsOf', { name: entry.name })}
        >
          {t('organization.labels')}
        </AppLink>
      )}
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t('organization.editOf', { name: entry.name })}
        onClick={onEdit}
      >
        {t('organization.edit')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t(
          entry.archived ? 'organization.archived.restoreOf' : 'organization.archived.archiveOf',
          {
            name: entry.name,
          },
        )}
        onClick={() => setArchived(!entry.archived)}
      >
        {t(entry.archived ? 'organization.archived.restore' : 'organization.archived.archive')}
      </Button>
    </span>
  )
}
