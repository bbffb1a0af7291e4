import { Select } from '@mantine/core'
import { useState } from 'react'
import { useKnowledgeT } from '../useKnowledgeT.ts'
import { useApplications } from './articles.ts'

const LENGTH_MAX = 200

type ApplicationFieldProps = {
  value: string
  error: string | undefined
  onChange: (application: string) => void
}

/** Chosen from the names that are known here, so that one application has one name; a new one is said to be new. */
export function ApplicationField({ value, error, onChange }: ApplicationFieldProps) {
  const t = useKnowledgeT()
  const known = useApplications()
  const [typed, setTyped] = useState(value)
  const names = value === '' || known.includes(value) ? known : [value, ...known]
  const wanted = typed.trim().slice(0, LENGTH_MAX)
  const isNew = wanted !== '' && !names.some((name) => name.toLowerCase() === wanted.toLowerCase())
  return (
    <Select
      label={t('knowledge.field.application')}
      searchable
      clearable
      comboboxProps={{ withinPortal: false }}
      clearButtonProps={{ 'aria-label': t('knowledge.edit.clear') }}
      searchValue={typed}
      onSearchChange={setTyped}
      data={[
        ...names.map((name) => ({ value: name, label: name })),
        ...(isNew ? [{ value: wanted, label: t('knowledge.edit.newApplication', { name: wanted }) }] : []),
      ]}
      value={value || null}
      error={error}
      onChange={(name) => onChange(name ?? '')}
    />
  )
}
