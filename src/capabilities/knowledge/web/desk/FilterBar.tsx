import { NativeSelect, Switch, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useKnowledgeT } from '../useKnowledgeT.ts'
import { type Audience, audiences, type Filter, type State, states, useChoices } from './articles.ts'
import styles from './desk.module.css'

type FilterBarProps = {
  words: string
  onWords: (words: string) => void
  filter: Filter
  onFilter: (part: Filter) => void
  isSearching: boolean
}

/** Words look through all articles, by state; without words the list is narrowed by what stands beside the texts. */
export function FilterBar({ words, onWords, filter, onFilter, isSearching }: FilterBarProps) {
  const t = useKnowledgeT()
  const { applications, topics, owners } = useChoices()
  const all = { value: '', label: t('knowledge.filter.all') }
  const plain = (list: readonly string[]) => [all, ...list.map((value) => ({ value, label: value }))]
  const select = (key: 'application' | 'topic' | 'owner', data: { value: string; label: string }[]) => (
    <NativeSelect
      label={t(`knowledge.field.${key}`)}
      value={filter[key] ?? ''}
      data={data}
      onChange={(event) => onFilter({ [key]: event.currentTarget.value || undefined })}
    />
  )
  return (
    <search className={styles.filters} aria-label={t('knowledge.filter.title')}>
      <TextInput
        className={styles.words}
        label={t('knowledge.filter.words')}
        type="search"
        leftSection={<IconSearch size={16} aria-hidden />}
        value={words}
        onChange={(event) => onWords(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('knowledge.field.state')}
        value={filter.state ?? ''}
        data={[
          { value: '', label: t('knowledge.filter.current') },
          ...states.map((value) => ({ value, label: t(`knowledge.state.${value}`) })),
        ]}
        onChange={(event) =>
          onFilter({ state: (event.currentTarget.value || undefined) as State | undefined })
        }
      />
      {!isSearching && (
        <>
          <NativeSelect
            label={t('knowledge.field.audience')}
            value={filter.audience ?? ''}
            data={[all, ...audiences.map((value) => ({ value, label: t(`knowledge.audience.${value}`) }))]}
            onChange={(event) =>
              onFilter({ audience: (event.currentTarget.value || undefined) as Audience | undefined })
            }
          />
          {select('topic', plain(topics))}
          {select('application', plain(applications))}
          {select('owner', [all, ...owners.map(({ id, name }) => ({ value: id, label: name }))])}
          <Switch
            className={styles.switch}
            label={t('knowledge.filter.overdue')}
            checked={filter.overdue ?? false}
            onChange={(event) => onFilter({ overdue: event.currentTarget.checked || undefined })}
          />
          <Switch
            className={styles.switch}
            label={t('knowledge.filter.waiting')}
            checked={filter.waiting ?? false}
            onChange={(event) => onFilter({ waiting: event.currentTarget.checked || undefined })}
          />
        </>
      )}
    </search>
  )
}
