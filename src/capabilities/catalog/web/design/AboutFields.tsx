import { MultiSelect, TagsInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Suspense } from 'react'
import { structureQuery } from '../../../../core/people/web/data.ts'
import { SelectField, TextField } from '../../../../web/kit/fields.tsx'
import { PersonPicker } from '../../../tickets/web/index.ts'
import type { Content } from '../data.ts'
import { ItemIcon, iconNames } from '../ItemIcon.tsx'
import { useCatalogT, useSaid } from '../useCatalogT.ts'
import design from './design.module.css'
import { PictureField } from './PictureField.tsx'
import { SaidFields } from './SaidFields.tsx'
import type { Designing, Errors } from './useDraft.ts'

export type PartProps = { content: Content; errors: Errors; change: (part: Partial<Content>) => void }

/** What the item is, how it is found, who answers for it and to whom it is offered. */
export function AboutFields({ content, errors, change, designing }: PartProps & { designing: Designing }) {
  const t = useCatalogT()
  const { draft, setDraft, item } = designing
  const said = useSaid()
  return (
    <fieldset className={design.part}>
      <legend>{t('catalog.design.about')}</legend>
      <SaidFields
        label={t('catalog.design.name')}
        value={content.name}
        length_max={120}
        at="name"
        errors={errors}
        onChange={(name) => change({ name })}
      />
      <SaidFields
        label={t('catalog.design.summary')}
        value={content.summary}
        length_max={500}
        at="summary"
        errors={errors}
        isLong
        onChange={(summary) => change({ summary })}
      />
      <TagsInput
        label={t('catalog.design.synonyms')}
        description={t('catalog.design.synonymsHint')}
        value={content.synonyms}
        maxTags={30}
        onChange={(synonyms) => change({ synonyms: synonyms.map((word) => word.slice(0, 60)) })}
      />
      <div className={design.two}>
        <Suspense>
          <PersonPicker
            label={t('catalog.design.owner')}
            value={draft.owner}
            error={errors.get('owner_id')}
            onChange={(owner) => owner && setDraft({ ...draft, owner: { id: owner.id, name: owner.name } })}
          />
        </Suspense>
        <SelectField
          label={t('catalog.design.group')}
          value={draft.group_id ?? ''}
          data={[
            { value: '', label: t('catalog.others') },
            ...item.groups.map(({ id, name }) => ({ value: id, label: said(name) })),
          ]}
          onChange={(event) => setDraft({ ...draft, group_id: event.currentTarget.value || null })}
        />
      </div>
      <div className={design.withIcon}>
        <SelectField
          label={t('catalog.design.icon')}
          value={content.icon}
          data={iconNames.map((value) => ({ value, label: t(`catalog.icon.${value}`) }))}
          onChange={(event) => change({ icon: event.currentTarget.value as Content['icon'] })}
        />
        <ItemIcon icon={content.icon} size={32} />
      </div>
      <PictureField content={content} errors={errors} change={change} itemId={item.id} />
      <Audience content={content} errors={errors} change={change} />
      <Expected content={content} errors={errors} change={change} />
    </fieldset>
  )
}

function Audience({ content, errors, change }: PartProps) {
  const t = useCatalogT()
  const { data: structure } = useQuery(structureQuery())
  const { audience } = content
  const error = errors.get('audience/who')
  return (
    <>
      <SelectField
        label={t('catalog.design.audience')}
        value={audience.who}
        data={[
          { value: 'everybody', label: t('catalog.design.everybody') },
          { value: 'some', label: t('catalog.design.some') },
        ]}
        {...(error ? { error } : {})}
        onChange={(event) =>
          change({
            audience:
              event.currentTarget.value === 'some'
                ? { ...audience, who: 'some' }
                : { who: 'everybody', department_ids: [], role_ids: [] },
          })
        }
      />
      {audience.who === 'some' && (
        <div className={design.two}>
          <MultiSelect
            searchable
            label={t('catalog.design.departments')}
            data={structure?.departments.map(({ id, name }) => ({ value: id, label: name })) ?? []}
            value={audience.department_ids}
            onChange={(department_ids) => change({ audience: { ...audience, department_ids } })}
          />
          <MultiSelect
            searchable
            label={t('catalog.design.roles')}
            data={structure?.roles.map(({ id, name }) => ({ value: id, label: name })) ?? []}
            value={audience.role_ids}
            onChange={(role_ids) => change({ audience: { ...audience, role_ids } })}
          />
        </div>
      )}
    </>
  )
}

function Expected({ content, errors, change }: PartProps) {
  const t = useCatalogT()
  const { expected } = content
  return (
    <>
      <TextField
        type="number"
        min={1}
        max={2000}
        required={false}
        label={t('catalog.design.hours')}
        hint={t('catalog.design.hoursHint')}
        value={expected.hours ?? ''}
        onChange={(event) => {
          const { hours: _hours, ...rest } = expected
          const hours = Math.min(2000, Math.floor(Number(event.currentTarget.value)))
          change({ expected: hours > 0 ? { ...rest, hours } : rest })
        }}
      />
      <SaidFields
        label={t('catalog.design.expectedWords')}
        value={expected.words}
        length_max={300}
        at="expected/words"
        errors={errors}
        isOptional
        onChange={(words) => change({ expected: { ...expected, words } })}
      />
    </>
  )
}
