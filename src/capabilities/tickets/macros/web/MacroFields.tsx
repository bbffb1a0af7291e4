import { ActionIcon, Button, MultiSelect } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useRef } from 'react'
import { useT } from '../../../../web/i18n/useT.ts'
import { SelectField } from '../../../../web/kit/fields.tsx'
import { useCategories } from '../../web/data/directory.ts'
import { DeedField, type FieldName, kinds } from './DeedField.tsx'
import type { Macro, MacroDeed, Named } from './data.ts'
import styles from './macros.module.css'
import { useMacrosT } from './useMacrosT.ts'

const deeds = [
  'take',
  'assign',
  'set_category',
  'set_kind',
  'set_priority',
  'add_tags',
  'remove_tags',
  'watch',
  'escalate',
  'follow_up',
  'checklist',
  'note',
  'reply',
  'move',
] as const
const states = [
  'new',
  'open',
  'waiting_on_requester',
  'waiting_on_vendor',
  'scheduled',
  'resolved',
  'closed',
] as const
const deeds_max = 10

/** The fields of each step, in the order in which they are asked for. */
const fieldsOf: Record<MacroDeed['do'], readonly FieldName[]> = {
  take: [],
  assign: ['team_id', 'person_id'],
  set_category: ['category_id'],
  set_kind: ['kind'],
  set_priority: ['priority', 'text'],
  add_tags: ['tags'],
  remove_tags: ['tags'],
  watch: ['person_id'],
  escalate: ['team_id', 'text'],
  follow_up: ['days', 'text'],
  checklist: ['template_id'],
  note: ['text'],
  reply: ['text'],
  move: ['move', 'code'],
}
const begins: Partial<Record<MacroDeed['do'], Partial<MacroDeed>>> = {
  set_priority: { priority: 2 },
  set_kind: { kind: 'incident' },
  follow_up: { days: 1 },
  move: { move: 'ask' },
}

type Errors = ReadonlyMap<string, string>
type Content = Macro['content']
type MacroFieldsProps = {
  content: Content
  people: readonly Named[]
  errors: Errors
  onChange: (content: Content) => void
}

/** The steps of a macro, and on which tickets it is offered. */
export function MacroFields({ content, people, errors, onChange }: MacroFieldsProps) {
  const t = useMacrosT()
  const keys = useRef(content.deeds.map((_deed, index) => index))
  const next = useRef(content.deeds.length)
  const set = (index: number, deed: MacroDeed) =>
    onChange({ ...content, deeds: content.deeds.map((each, at) => (at === index ? deed : each)) })
  const remove = (index: number) => {
    keys.current = keys.current.filter((_key, at) => at !== index)
    onChange({ ...content, deeds: content.deeds.filter((_deed, at) => at !== index) })
  }
  const add = () => {
    keys.current = [...keys.current, next.current]
    next.current += 1
    onChange({ ...content, deeds: [...content.deeds, { do: 'add_tags' }] })
  }
  return (
    <>
      <fieldset className={styles.group}>
        <legend>{t('macros.edit.steps')}</legend>
        {content.deeds.map((deed, index) => (
          <div key={keys.current[index]} className={styles.deed}>
            <div className={styles.row}>
              <SelectField
                label={t('macros.edit.step', { number: index + 1 })}
                value={deed.do}
                data={deeds.map((value) => ({ value, label: t(`macros.deed.${value}`) }))}
                onChange={(event) => {
                  const kind = event.currentTarget.value as MacroDeed['do']
                  set(index, { do: kind, ...begins[kind] })
                }}
              />
              {fieldsOf[deed.do]
                .filter((name) => name !== 'code' || deed.move === 'resolve')
                .map((name) => (
                  <DeedField
                    key={name}
                    name={name}
                    deed={deed}
                    people={people}
                    error={errors.get(`content/deeds/${index}/${name}`) ?? ''}
                    onChange={(deed) => set(index, deed)}
                  />
                ))}
            </div>
            <ActionIcon
              mt={24}
              variant="default"
              size="lg"
              aria-label={t('macros.edit.removeStep', { number: index + 1 })}
              disabled={content.deeds.length === 1}
              onClick={() => remove(index)}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </div>
        ))}
        <Button
          size="compact-sm"
          variant="default"
          disabled={content.deeds.length >= deeds_max}
          onClick={add}
        >
          {t('macros.edit.addStep')}
        </Button>
      </fieldset>
      <OfferedFields content={content} onChange={onChange} />
    </>
  )
}

function OfferedFields({ content, onChange }: Pick<MacroFieldsProps, 'content' | 'onChange'>) {
  const t = useMacrosT()
  const words = useT<unknown>()
  const categories = useCategories()
  const { offered } = content
  const set = (some: Partial<Content['offered']>) =>
    onChange({ ...content, offered: { ...offered, ...some } })
  return (
    <fieldset className={styles.group}>
      <legend>{t('macros.edit.offered')}</legend>
      <p className={styles.small}>{t('macros.edit.offeredHint')}</p>
      <div className={styles.row}>
        <MultiSelect
          label={t('macros.edit.kinds')}
          data={kinds.map((value) => ({ value, label: words(`tickets.kind.${value}`) }))}
          value={offered.kinds}
          onChange={(chosen) => set({ kinds: chosen as typeof offered.kinds })}
        />
        <MultiSelect
          label={t('macros.edit.states')}
          data={states.map((value) => ({ value, label: words(`tickets.state.${value}`) }))}
          value={offered.states}
          onChange={(chosen) => set({ states: chosen as typeof offered.states })}
        />
        <MultiSelect
          searchable
          label={t('macros.edit.categories')}
          data={categories.map(({ id, name }) => ({ value: id, label: name }))}
          value={offered.category_ids}
          onChange={(category_ids) => set({ category_ids })}
        />
      </div>
    </fieldset>
  )
}
