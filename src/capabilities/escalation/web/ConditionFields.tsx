import { MultiSelect, Stack, TagsInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { structureQuery } from '../../../core/people/web/data.ts'
import { categoriesQuery, type PolicyRules } from './data.ts'
import styles from './escalation.module.css'
import { useEscalationT } from './useEscalationT.ts'

const ticketKinds = ['incident', 'service_request', 'question', 'problem'] as const
const priorities = ['1', '2', '3', '4'] as const

type When = PolicyRules['when']
type ConditionFieldsProps = { when: When; onChange: (when: When) => void }

/** To which tickets a policy applies; a field without a choice leaves its question open. */
export function ConditionFields({ when, onChange }: ConditionFieldsProps) {
  const t = useEscalationT()
  const { data: structure } = useQuery(structureQuery())
  const { data: categories } = useQuery(categoriesQuery)
  const named = (list: readonly { id: string; name: string }[] = []) =>
    list.map(({ id, name }) => ({ value: id, label: name }))
  const field = (question: Exclude<keyof When, 'applications'>, data: { value: string; label: string }[]) => (
    <MultiSelect
      key={question}
      label={t(`escalation.question.${question}`)}
      placeholder={when[question].length === 0 ? t('escalation.policy.any') : ''}
      data={data}
      value={when[question].map(String)}
      onChange={(chosen) =>
        onChange({ ...when, [question]: question === 'priorities' ? chosen.map(Number) : chosen })
      }
      searchable
    />
  )
  return (
    <fieldset className={styles.group}>
      <legend>{t('escalation.policy.when')}</legend>
      <p className={styles.small}>{t('escalation.policy.whenHint')}</p>
      <Stack gap="sm" mt="sm">
        {field(
          'kinds',
          ticketKinds.map((kind) => ({ value: kind, label: t(`escalation.ticketKind.${kind}`) })),
        )}
        {field(
          'priorities',
          priorities.map((level) => ({ value: level, label: t(`escalation.priority.${level}`) })),
        )}
        {field('category_ids', named(categories?.rows))}
        {field('team_ids', named(structure?.teams))}
        {field('department_ids', named(structure?.departments))}
        {field('role_ids', named(structure?.roles))}
        <TagsInput
          label={t('escalation.question.applications')}
          description={t('escalation.policy.applicationsHint')}
          value={when.applications}
          onChange={(applications) => onChange({ ...when, applications })}
        />
      </Stack>
    </fieldset>
  )
}
