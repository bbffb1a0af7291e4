import { ActionIcon, Button, Group as Row, Stack } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { CheckboxField, SelectField } from '../../../../web/kit/fields.tsx'
import type { Condition, Named } from '../data.ts'
import styles from '../rules.module.css'
import { useRulesT } from '../useRulesT.ts'
import { comparisonsOf, type Draft, type DraftGroup, freshCondition, type Keyed, keyed } from './draft.ts'
import { ValuesField } from './ValuesField.tsx'

const fields = [
  'category',
  'words',
  'application',
  'kind',
  'priority',
  'state',
  'team',
  'owner',
  'tag',
  'channel',
  'place',
  'site',
  'department',
  'age_hours',
  'idle_hours',
  'reopened_count',
] as const
const conditions_max = 20
const groups_max = 10

type Errors = ReadonlyMap<string, string>
type ConditionFieldsProps = {
  draft: Draft
  people: readonly Named[]
  errors: Errors
  onChange: (some: Partial<Draft>) => void
}

/** What a ticket has to be like: conditions, and groups of them in which another word joins. */
export function ConditionFields({ draft, people, errors, onChange }: ConditionFieldsProps) {
  const t = useRulesT()
  const { conditions, groups } = draft
  const isEmpty = conditions.length + groups.length === 0
  const add = (some: Partial<Draft>) => onChange({ ...some, is_for_all: false })
  return (
    <fieldset className={styles.group}>
      <legend>{t('rules.edit.if')}</legend>
      <Stack gap="sm">
        {conditions.length + groups.length > 1 && (
          <MatchField value={draft.match} onChange={(match) => onChange({ match })} />
        )}
        <Conditions
          conditions={conditions}
          people={people}
          errors={errors}
          path="if/conditions"
          onChange={(next) => onChange({ conditions: next })}
        />
        {groups.map((group, index) => (
          <GroupFields
            key={group.key}
            group={group}
            people={people}
            errors={errors}
            path={`if/groups/${index}/conditions`}
            onChange={(next) =>
              onChange({ groups: groups.map((each) => (each.key === group.key ? next : each)) })
            }
            onRemove={() => onChange({ groups: groups.filter(({ key }) => key !== group.key) })}
          />
        ))}
        <Row gap="sm">
          <AddCondition
            isOff={conditions.length >= conditions_max}
            onAdd={(condition) => add({ conditions: [...conditions, condition] })}
          />
          <Button
            size="compact-sm"
            variant="default"
            disabled={groups.length >= groups_max}
            onClick={() =>
              add({
                groups: [
                  ...groups,
                  { ...keyed({ match: 'any' as const }), conditions: [keyed(freshCondition)] },
                ],
              })
            }
          >
            {t('rules.edit.addGroup')}
          </Button>
        </Row>
        {isEmpty && (
          <CheckboxField
            label={t('rules.edit.forAll')}
            checked={draft.is_for_all}
            {...(errors.get('is_for_all') ? { error: errors.get('is_for_all') as string } : {})}
            onChange={(event) => onChange({ is_for_all: event.currentTarget.checked })}
          />
        )}
      </Stack>
    </fieldset>
  )
}

type GroupFieldsProps = {
  group: DraftGroup
  people: readonly Named[]
  errors: Errors
  path: string
  onChange: (group: DraftGroup) => void
  onRemove: () => void
}

/** Conditions that count as one. */
function GroupFields({ group, people, errors, path, onChange, onRemove }: GroupFieldsProps) {
  const t = useRulesT()
  const { conditions } = group
  return (
    <fieldset className={styles.inner}>
      <legend>{t('rules.edit.group')}</legend>
      <Stack gap="sm">
        <MatchField value={group.match} onChange={(match) => onChange({ ...group, match })} />
        <Conditions
          conditions={conditions}
          people={people}
          errors={errors}
          path={path}
          onChange={(next) => onChange({ ...group, conditions: next })}
        />
        <Row gap="sm">
          <AddCondition
            isOff={conditions.length >= conditions_max}
            onAdd={(condition) => onChange({ ...group, conditions: [...conditions, condition] })}
          />
          <Button size="compact-sm" variant="default" onClick={onRemove}>
            {t('rules.edit.removeGroup')}
          </Button>
        </Row>
      </Stack>
    </fieldset>
  )
}

function AddCondition({ isOff, onAdd }: { isOff: boolean; onAdd: (condition: Keyed<Condition>) => void }) {
  const t = useRulesT()
  return (
    <Button size="compact-sm" variant="default" disabled={isOff} onClick={() => onAdd(keyed(freshCondition))}>
      {t('rules.edit.addCondition')}
    </Button>
  )
}

function MatchField({ value, onChange }: { value: 'all' | 'any'; onChange: (value: 'all' | 'any') => void }) {
  const t = useRulesT()
  return (
    <SelectField
      label={t('rules.edit.match')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value as 'all' | 'any')}
      data={(['all', 'any'] as const).map((match) => ({ value: match, label: t(`rules.edit.${match}`) }))}
    />
  )
}

type ConditionsProps = {
  conditions: Keyed<Condition>[]
  people: readonly Named[]
  errors: Errors
  path: string
  onChange: (conditions: Keyed<Condition>[]) => void
}

function Conditions({ conditions, people, errors, path, onChange }: ConditionsProps) {
  return conditions.map((condition, index) => (
    <ConditionLine
      key={condition.key}
      number={index + 1}
      condition={condition}
      people={people}
      error={errors.get(`${path}/${index}/values`) ?? errors.get(`${path}/${index}/is`)}
      onChange={(next) => onChange(conditions.map((each) => (each.key === condition.key ? next : each)))}
      onRemove={() => onChange(conditions.filter(({ key }) => key !== condition.key))}
    />
  ))
}

type LineProps = {
  number: number
  condition: Keyed<Condition>
  people: readonly Named[]
  error: string | undefined
  onChange: (condition: Keyed<Condition>) => void
  onRemove: () => void
}

function ConditionLine({ number, condition, people, error, onChange, onRemove }: LineProps) {
  const t = useRulesT()
  const { field, is } = condition
  const sayComparison = (comparison: Condition['is']) =>
    field === 'words' && (comparison === 'is' || comparison === 'is_not')
      ? t(`rules.wordComparison.${comparison}`)
      : t(`rules.comparison.${comparison}`)
  return (
    <div className={styles.line}>
      <SelectField
        label={t('rules.edit.conditionOf', { number })}
        value={field}
        onChange={(event) => {
          const next = event.currentTarget.value as Condition['field']
          onChange({ ...condition, field: next, is: comparisonsOf(next)[0] ?? 'is', values: [] })
        }}
        data={fields.map((value) => ({ value, label: t(`rules.field.${value}`) }))}
      />
      <SelectField
        label={t('rules.edit.comparisonOf', { number })}
        value={is}
        onChange={(event) => {
          const next = event.currentTarget.value as Condition['is']
          const isAboutNothing = next === 'empty' || next === 'not_empty'
          onChange({ ...condition, is: next, values: isAboutNothing ? [] : condition.values })
        }}
        data={comparisonsOf(field).map((value) => ({ value, label: sayComparison(value) }))}
      />
      {is === 'empty' || is === 'not_empty' ? (
        <span />
      ) : (
        <ValuesField
          label={t('rules.edit.valuesOf', { number })}
          condition={condition}
          people={people}
          error={error}
          onChange={(values) => onChange({ ...condition, values })}
        />
      )}
      <ActionIcon
        mt={24}
        variant="default"
        size="lg"
        aria-label={t('rules.edit.removeCondition', { number })}
        onClick={onRemove}
      >
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </div>
  )
}
