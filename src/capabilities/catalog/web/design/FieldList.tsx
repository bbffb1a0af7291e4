import { Button, Menu } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { type Field, type FieldType, fieldTypes } from '../../form.ts'
import { useCatalogT } from '../useCatalogT.ts'
import type { PartProps } from './AboutFields.tsx'
import design from './design.module.css'
import { FieldCard } from './FieldCard.tsx'
import { freshKey } from './fresh-key.ts'

const FIELDS_MAX = 60

/** The questions in their order: moved by the keyboard or by dragging, one of them open at a time. */
export function FieldList({ content, errors, change }: PartProps) {
  const t = useCatalogT()
  const fields = content.fields as Field[]
  const [openKey, setOpenKey] = useState<string>()
  const [dragged, setDragged] = useState<string>()
  const set = (next: Field[]) => change({ fields: next as typeof content.fields })
  const move = (from: number, to: number) => {
    const next = [...fields]
    const [field] = next.splice(from, 1)
    if (field) next.splice(to, 0, field)
    set(next)
  }
  const add = (type: FieldType) => {
    const field = freshField(type, fields)
    set([...fields, field])
    setOpenKey(field.key)
  }
  return (
    <fieldset className={design.part}>
      <legend>{t('catalog.design.form')}</legend>
      {fields.length === 0 && <p className={design.small}>{t('catalog.design.noFields')}</p>}
      <ol className={design.fields} aria-label={t('catalog.design.form')}>
        {fields.map((field, index) => (
          <li
            key={field.key}
            data-dragged={dragged === field.key || undefined}
            onDragOver={(event) => dragged && event.preventDefault()}
            onDrop={(event) => {
              event.preventDefault()
              const from = fields.findIndex(({ key }) => key === dragged)
              if (from >= 0) move(from, index)
              setDragged(undefined)
            }}
          >
            <FieldCard
              field={field}
              index={index}
              fields={fields}
              errors={errors}
              isOpen={openKey === field.key}
              onOpen={() => setOpenKey(openKey === field.key ? undefined : field.key)}
              onChange={(next) => set(fields.map((each) => (each.key === field.key ? next : each)))}
              onMove={(by) => move(index, index + by)}
              onCopy={() =>
                set([...fields.slice(0, index + 1), copyOf(field, fields), ...fields.slice(index + 1)])
              }
              onRemove={() => set(fields.filter(({ key }) => key !== field.key))}
              onDrag={(isDragged) => setDragged(isDragged ? field.key : undefined)}
            />
          </li>
        ))}
      </ol>
      <AddField isFull={fields.length >= FIELDS_MAX} onAdd={add} />
    </fieldset>
  )
}

function AddField({ isFull, onAdd }: { isFull: boolean; onAdd: (type: FieldType) => void }) {
  const t = useCatalogT()
  return (
    <Menu position="bottom-start" withinPortal={false}>
      <Menu.Target>
        <Button variant="default" disabled={isFull} leftSection={<IconPlus size={16} aria-hidden />}>
          {t('catalog.design.addField')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {fieldTypes.map((type) => (
          <Menu.Item key={type} onClick={() => onAdd(type)}>
            {t(`catalog.type.${type}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function freshField(type: FieldType, fields: readonly Field[]): Field {
  const isChoice = type === 'one_of' || type === 'several_of'
  return {
    key: freshKey(
      'q',
      fields.map(({ key }) => key),
    ),
    type,
    label: { en: '' },
    ...(isChoice
      ? {
          options: [
            { key: 'a1', label: { en: '' } },
            { key: 'a2', label: { en: '' } },
          ],
        }
      : {}),
  }
}

function copyOf(field: Field, fields: readonly Field[]): Field {
  return {
    ...structuredClone(field),
    key: freshKey(
      'q',
      fields.map(({ key }) => key),
    ),
  }
}
