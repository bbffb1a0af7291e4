import { useQuery } from '@tanstack/react-query'
import { SelectField } from '../../../../web/kit/fields.tsx'
import { type Template, templatesQuery } from './data.ts'
import { useMacrosT } from './useMacrosT.ts'

/** Fills a new ticket in; nothing where there are no templates. */
export function TemplateSelect({ onChoose }: { onChoose: (content: Template['content']) => void }) {
  const t = useMacrosT()
  const { data } = useQuery(templatesQuery)
  if (!data || data.rows.length === 0) return null
  return (
    <SelectField
      label={t('macros.template.label')}
      defaultValue=""
      data={[
        { value: '', label: t('macros.template.none') },
        ...data.rows.map(({ id, name, breaks }) => ({ value: id, label: name, disabled: breaks.length > 0 })),
      ]}
      onChange={(event) => {
        const found = data.rows.find(({ id }) => id === event.currentTarget.value)
        if (found) onChoose(found.content)
      }}
    />
  )
}
