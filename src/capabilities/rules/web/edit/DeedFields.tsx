import { ActionIcon, Button, Group, TagsInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useT } from '../../../../web/i18n/useT.ts'
import { SelectField, TextAreaField } from '../../../../web/kit/fields.tsx'
import { type Deed, type Named, useNamed } from '../data.ts'
import styles from '../rules.module.css'
import { useRulesT } from '../useRulesT.ts'
import { type Draft, freshDeed, type Keyed, keyed } from './draft.ts'
import { PeopleField } from './PeopleField.tsx'
import { offered } from './ValuesField.tsx'

const deeds = [
  'assign',
  'set_priority',
  'set_category',
  'set_kind',
  'add_tags',
  'remove_tags',
  'note',
  'reply',
  'escalate',
  'watch',
  'notify',
  'move',
] as const
const moves = ['start', 'ask', 'wait_vendor', 'resume', 'resolve', 'close', 'cancel'] as const
const codes = ['fixed', 'workaround', 'answered', 'taught', 'duplicate', 'no_fault', 'declined'] as const
const kinds = ['incident', 'service_request', 'question', 'problem'] as const
const receivers = ['owner', 'team', 'lead', 'person'] as const
const deeds_max = 5
const told = ['number', 'title', 'requester', 'owner']
const inner = ['team', 'state', 'priority']

const beginningOf: Partial<Record<Deed['do'], Omit<Deed, 'do'>>> = {
  set_priority: { priority: 2 },
  set_kind: { kind: 'incident' },
  notify: { to: 'owner' },
  move: { move: 'start' },
}

type Errors = ReadonlyMap<string, string>
type DeedFieldsProps = {
  draft: Draft
  people: readonly Named[]
  errors: Errors
  onChange: (some: Partial<Draft>) => void
}

/** What a rule does, in order. */
export function DeedFields({ draft, people, errors, onChange }: DeedFieldsProps) {
  const t = useRulesT()
  const { actions } = draft
  const change = (next: Keyed<Deed>) =>
    onChange({ actions: actions.map((each) => (each.key === next.key ? next : each)) })
  return (
    <fieldset className={styles.group}>
      <legend>{t('rules.edit.then')}</legend>
      {actions.map((deed, index) => (
        <div key={deed.key} className={styles.deed}>
          <div className={styles.row}>
            <SelectField
              label={t('rules.edit.deedOf', { number: index + 1 })}
              value={deed.do}
              onChange={(event) => {
                const kind = event.currentTarget.value as Deed['do']
                change({ key: deed.key, do: kind, ...beginningOf[kind] })
              }}
              data={deeds.map((value) => ({ value, label: t(`rules.deed.${value}`) }))}
            />
            <DeedField
              deed={deed}
              people={people}
              errorOf={(name) => errors.get(`actions/${index}/${name}`)}
              onChange={(some) => change({ ...deed, ...some })}
            />
          </div>
          <ActionIcon
            mt={24}
            variant="default"
            size="lg"
            aria-label={t('rules.edit.removeDeed', { number: index + 1 })}
            disabled={actions.length === 1}
            onClick={() => onChange({ actions: actions.filter(({ key }) => key !== deed.key) })}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <Group>
        <Button
          size="compact-sm"
          variant="default"
          disabled={actions.length >= deeds_max}
          onClick={() => onChange({ actions: [...actions, keyed(freshDeed)] })}
        >
          {t('rules.edit.addDeed')}
        </Button>
      </Group>
    </fieldset>
  )
}

type FieldProps = {
  deed: Deed
  people: readonly Named[]
  errorOf: (name: keyof Deed) => string | undefined
  onChange: (some: Partial<Deed>) => void
}

/** The fields that the chosen action needs. */
function DeedField(props: FieldProps) {
  switch (props.deed.do) {
    case 'assign':
      return (
        <>
          <ListOf name="team_id" list="team" {...props} />
          <PersonOf {...props} />
        </>
      )
    case 'escalate':
      return (
        <>
          <ListOf name="team_id" list="team" {...props} />
          <TextOf {...props} />
        </>
      )
    case 'set_category':
      return <ListOf name="category_id" list="category" {...props} />
    case 'set_priority':
    case 'set_kind':
    case 'notify':
    case 'move':
      return <ChoicesOf {...props} />
    case 'add_tags':
    case 'remove_tags':
      return <TagsOf {...props} />
    case 'watch':
      return <PersonOf {...props} />
    default:
      return <TextOf {...props} />
  }
}

/** A field that is left empty is not sent. */
function given<K extends keyof Deed>(name: K, value: Deed[K] | undefined): Partial<Deed> {
  return { [name]: value === '' || (Array.isArray(value) && value.length === 0) ? undefined : value }
}

function ListOf({
  name,
  list,
  deed,
  errorOf,
  onChange,
}: FieldProps & { name: 'team_id' | 'category_id'; list: 'team' | 'category' }) {
  const t = useRulesT()
  const lists = useNamed()
  const error = errorOf(name)
  return (
    <SelectField
      label={t(`rules.edit.${list}`)}
      {...(error ? { error } : {})}
      value={deed[name] ?? ''}
      onChange={(event) => onChange(given(name, event.currentTarget.value))}
      data={[{ value: '', label: t('rules.edit.none') }, ...offered(lists[list], [deed[name] ?? ''])]}
    />
  )
}

function PersonOf({ deed, people, errorOf, onChange }: FieldProps) {
  const t = useRulesT()
  return (
    <PeopleField
      label={t('rules.edit.person')}
      error={errorOf('person_id')}
      value={deed.person_id ? [deed.person_id] : []}
      known={people}
      onChange={(ids) => onChange(given('person_id', ids.at(-1)))}
    />
  )
}

function TagsOf({ deed, errorOf, onChange }: FieldProps) {
  const t = useRulesT()
  return (
    <TagsInput
      label={t('rules.edit.tags')}
      placeholder={t('rules.edit.tagsHint')}
      error={errorOf('tags')}
      maxTags={20}
      maxLength={60}
      value={deed.tags ?? []}
      onChange={(tags) => onChange(given('tags', tags))}
    />
  )
}

function TextOf({ deed, errorOf, onChange }: FieldProps) {
  const t = useRulesT()
  const names = [...told, ...(deed.do === 'reply' ? [] : inner)].map((name) => `{{${name}}}`).join(' ')
  const error = errorOf('text')
  return (
    <TextAreaField
      label={t(deed.do === 'escalate' ? 'rules.edit.reason' : 'rules.edit.text')}
      hint={`${t('rules.edit.placeholders', { names: '' })}${names}`}
      maxLength={10_000}
      {...(error ? { error } : {})}
      value={deed.text ?? ''}
      onChange={(event) => onChange({ text: event.currentTarget.value })}
    />
  )
}

function ChoicesOf(props: FieldProps) {
  const t = useRulesT()
  const words = useT<unknown>()
  const { deed, errorOf, onChange } = props
  const select = <K extends 'priority' | 'kind' | 'to' | 'move' | 'code'>(
    name: K,
    label: string,
    data: { value: string; label: string }[],
    isEmptyOffered = false,
  ) => {
    const error = errorOf(name)
    return (
      <SelectField
        label={label}
        {...(error ? { error } : {})}
        value={String(deed[name] ?? '')}
        onChange={(event) => {
          const { value } = event.currentTarget
          onChange({
            ...given(name, (name === 'priority' ? Number(value) : value) as never),
            ...cleared(name, value),
          })
        }}
        data={isEmptyOffered ? [{ value: '', label: t('rules.edit.none') }, ...data] : data}
      />
    )
  }
  switch (deed.do) {
    case 'set_priority':
      return select(
        'priority',
        t('rules.edit.priority'),
        ['1', '2', '3', '4'].map((value) => ({ value, label: words(`tickets.priority.${value}`) })),
      )
    case 'set_kind':
      return select(
        'kind',
        t('rules.edit.kind'),
        kinds.map((value) => ({ value, label: words(`tickets.kind.${value}`) })),
      )
    case 'notify':
      return (
        <>
          {select(
            'to',
            t('rules.edit.to'),
            receivers.map((value) => ({ value, label: t(`rules.receiver.${value}`) })),
          )}
          {deed.to === 'person' && <PersonOf {...props} />}
        </>
      )
    default:
      return (
        <>
          {select(
            'move',
            t('rules.edit.moveTo'),
            moves.map((value) => ({ value, label: t(`rules.move.${value}`) })),
          )}
          {deed.move === 'resolve' &&
            select(
              'code',
              t('rules.edit.code'),
              codes.map((value) => ({ value, label: words(`tickets.code.${value}`) })),
              true,
            )}
        </>
      )
  }
}

/** What belonged to the former choice goes with it. */
function cleared(name: keyof Deed, value: string): Partial<Deed> {
  if (name === 'to' && value !== 'person') return given('person_id', '')
  return name === 'move' && value !== 'resolve' ? ({ code: undefined } as Partial<Deed>) : {}
}
