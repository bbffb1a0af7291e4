import { Autocomplete, MultiSelect, NumberInput, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { SelectField, TextField } from '../../../../web/kit/fields.tsx'
import { useSettled } from '../answers.ts'
import { useKnowledgeT } from '../useKnowledgeT.ts'
import { ApplicationField } from './ApplicationField.tsx'
import { type Audience, audiences, type Kind, kinds, useChoices, usePlaces } from './articles.ts'
import styles from './desk.module.css'
import type { ArticleForm } from './edit.ts'

type ArticleFieldsProps = {
  form: ArticleForm
  change: (part: Partial<ArticleForm>) => void
  fields: ReadonlyMap<string, string>
  owner: { id: string; name: string } | null
  onKind: (kind: Kind) => void
}

/** What stands beside the text: who reads it, what it is about, who looks after it and when again. */
export function ArticleFields({ form, change, fields, owner, onKind }: ArticleFieldsProps) {
  const t = useKnowledgeT()
  const { topics } = useChoices()
  return (
    <div className={styles.fields}>
      <SelectField
        label={t('knowledge.field.kind')}
        value={form.kind}
        error={fields.get('article_kind')}
        data={kinds.map((value) => ({ value, label: t(`knowledge.kind.${value}`) }))}
        onChange={(event) => onKind(event.currentTarget.value as Kind)}
      />
      <SelectField
        label={t('knowledge.field.audience')}
        hint={t(`knowledge.audienceHint.${form.audience}`)}
        value={form.audience}
        error={fields.get('audience')}
        data={audiences.map((value) => ({ value, label: t(`knowledge.audience.${value}`) }))}
        onChange={(event) => change({ audience: event.currentTarget.value as Audience })}
      />
      <Autocomplete
        label={t('knowledge.field.topic')}
        data={topics}
        maxLength={200}
        value={form.topic}
        error={fields.get('topic')}
        onChange={(topic) => change({ topic })}
      />
      <ApplicationField
        value={form.application}
        error={fields.get('application')}
        onChange={(application) => change({ application })}
      />
      <ForWhom form={form} change={change} fields={fields} />
      <OwnerField value={form.ownerId} owner={owner} onChange={(ownerId) => change({ ownerId })} />
      <TextField
        label={t('knowledge.field.review')}
        hint={t('knowledge.edit.reviewHint')}
        type="date"
        value={form.reviewOn}
        error={fields.get('review_at')}
        onChange={(event) => change({ reviewOn: event.currentTarget.value })}
      />
      <NumberInput
        label={t('knowledge.field.interval')}
        min={7}
        max={3650}
        allowDecimal={false}
        value={form.intervalDays}
        error={fields.get('review_interval_days')}
        onChange={(days) => typeof days === 'number' && change({ intervalDays: days })}
      />
      <TextField
        label={t('knowledge.field.tags')}
        hint={t('knowledge.edit.tagsHint')}
        value={form.tags}
        error={fields.get('tags')}
        onChange={(event) => change({ tags: event.currentTarget.value })}
      />
    </div>
  )
}

/** Where it stands in the tree of categories, and whose first answer it is to be. */
function ForWhom({ form, change, fields }: Pick<ArticleFieldsProps, 'form' | 'change' | 'fields'>) {
  const t = useKnowledgeT()
  const { categories, roles, departments } = usePlaces()
  return (
    <>
      <Select
        label={t('knowledge.field.category')}
        data={categories}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('knowledge.edit.clear') }}
        value={form.categoryId || null}
        error={fields.get('category_id')}
        onChange={(id) => change({ categoryId: id ?? '' })}
      />
      <MultiSelect
        label={t('knowledge.field.roles')}
        data={roles}
        searchable
        value={form.roleIds}
        error={fields.get('role_ids')}
        onChange={(roleIds) => change({ roleIds })}
      />
      <MultiSelect
        label={t('knowledge.field.departments')}
        data={departments}
        searchable
        value={form.departmentIds}
        error={fields.get('department_ids')}
        onChange={(departmentIds) => change({ departmentIds })}
      />
    </>
  )
}

const PEOPLE_MAX = 12

type OwnerFieldProps = { value: string; owner: ArticleFieldsProps['owner']; onChange: (id: string) => void }

function OwnerField({ value, owner, onChange }: OwnerFieldProps) {
  const t = useKnowledgeT()
  const [typed, setTyped] = useState(owner?.name ?? '')
  const q = useSettled(typed.trim())
  const people = useQuery({
    queryKey: ['people', 'choice', q],
    queryFn: () =>
      ask(api.GET('/api/people', { params: { query: { limit: PEOPLE_MAX, ...(q ? { q } : {}) } } })),
    staleTime: 60_000,
    retry: false,
    placeholderData: (before) => before,
  })
  const found = people.data?.rows ?? []
  const all = new Map([
    ...(owner ? [[owner.id, owner.name] as const] : []),
    ...found.map((row) => [row.id, row.name] as const),
  ])
  return (
    <Select
      label={t('knowledge.field.owner')}
      description={t('knowledge.edit.ownerHint')}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={t('knowledge.edit.nobody')}
      // The server has chosen who fits; the list is not sifted again.
      filter={({ options }) => options}
      data={[...all].map(([id, name]) => ({ value: id, label: name }))}
      value={value || null}
      onChange={(id) => onChange(id ?? '')}
    />
  )
}
