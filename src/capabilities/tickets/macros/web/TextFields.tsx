import { TagsInput } from '@mantine/core'
import { useT } from '../../../../web/i18n/useT.ts'
import { SelectField, TextAreaField, TextField } from '../../../../web/kit/fields.tsx'
import { useCategories, useTeams } from '../../web/data/directory.ts'
import type { Reply, Template } from './data.ts'
import styles from './macros.module.css'
import { useMacrosT } from './useMacrosT.ts'

export const told =
  '{{requester.first_name}} {{requester.name}} {{agent.first_name}} {{agent.name}} {{ticket.number}} {{ticket.title}} {{promise}}'
export const inner = `${told} {{team.name}} {{ticket.state}}`
export const example = '{{promise|as soon as we can}}'

type Errors = ReadonlyMap<string, string>
type FieldsProps<C> = { content: C; errors: Errors; onChange: (content: C) => void }

/** The two languages of a canned reply. */
export function ReplyFields({ content, errors, onChange }: FieldsProps<Reply['content']>) {
  const t = useMacrosT()
  return (
    <>
      {(['en', 'es'] as const).map((language) => (
        <TextAreaField
          key={language}
          label={t(`macros.edit.${language}`)}
          hint={t('macros.edit.placeholders', { names: told, example })}
          minRows={5}
          maxLength={10_000}
          value={content[language]}
          error={errors.get(`content/${language}`) ?? ''}
          onChange={(event) => onChange({ ...content, [language]: event.currentTarget.value })}
        />
      ))}
    </>
  )
}

const kinds = ['incident', 'service_request', 'question'] as const

/** What a new ticket begins with; what is left empty stays empty. */
export function TemplateFields({ content, errors, onChange }: FieldsProps<Template['content']>) {
  const t = useMacrosT()
  const words = useT<unknown>()
  const teams = useTeams()
  const categories = useCategories()
  const set: SetField = (name, value) => {
    const { [name]: _former, ...rest } = content
    onChange((value.length > 0 ? { ...rest, [name]: value } : rest) as Template['content'])
  }
  const errorOf = (name: string) => errors.get(`content/${name}`) ?? ''
  const none = { value: '', label: t('macros.edit.none') }
  const choices = (list: readonly { id: string; name: string }[]) => [
    none,
    ...list.map(({ id, name }) => ({ value: id, label: name })),
  ]
  return (
    <div className={styles.row}>
      <TemplateWords content={content} errorOf={errorOf} set={set} />
      <SelectField
        label={t('macros.edit.kind')}
        value={content.kind ?? ''}
        error={errorOf('kind')}
        data={[none, ...kinds.map((value) => ({ value, label: words(`tickets.kind.${value}`) }))]}
        onChange={(event) => set('kind', event.currentTarget.value)}
      />
      <SelectField
        label={t('macros.edit.category_id')}
        value={content.category_id ?? ''}
        error={errorOf('category_id')}
        data={choices(categories)}
        onChange={(event) => set('category_id', event.currentTarget.value)}
      />
      <TextField
        label={t('macros.edit.application')}
        maxLength={200}
        value={content.application ?? ''}
        error={errorOf('application')}
        onChange={(event) => set('application', event.currentTarget.value)}
      />
      <SelectField
        label={t('macros.edit.team_id')}
        value={content.team_id ?? ''}
        error={errorOf('team_id')}
        data={choices(teams)}
        onChange={(event) => set('team_id', event.currentTarget.value)}
      />
      <TagsInput
        label={t('macros.edit.tags')}
        placeholder={t('macros.edit.tagsHint')}
        maxTags={20}
        maxLength={60}
        value={content.tags ?? []}
        onChange={(tags) => set('tags', tags)}
      />
    </div>
  )
}

type SetField = (name: keyof Template['content'], value: string | string[]) => void
type WordsProps = { content: Template['content']; errorOf: (name: string) => string; set: SetField }

function TemplateWords({ content, errorOf, set }: WordsProps) {
  const t = useMacrosT()
  return (
    <>
      <div className={styles.wide}>
        <TextField
          label={t('macros.edit.title')}
          maxLength={500}
          value={content.title ?? ''}
          error={errorOf('title')}
          onChange={(event) => set('title', event.currentTarget.value)}
        />
      </div>
      <div className={styles.wide}>
        <TextAreaField
          label={t('macros.edit.body')}
          maxLength={20_000}
          value={content.body ?? ''}
          error={errorOf('body')}
          onChange={(event) => set('body', event.currentTarget.value)}
        />
      </div>
    </>
  )
}
