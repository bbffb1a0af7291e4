import { ActionIcon } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconCopy, IconGripVertical, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Field } from '../../form.ts'
import { useCatalogT, useSaid } from '../useCatalogT.ts'
import { ConditionFields } from './ConditionFields.tsx'
import design from './design.module.css'
import { FieldSettings } from './FieldSettings.tsx'
import type { Errors } from './useDraft.ts'

type FieldCardProps = {
  field: Field
  index: number
  fields: readonly Field[]
  errors: Errors
  isOpen: boolean
  onOpen: () => void
  onChange: (field: Field) => void
  onMove: (by: 1 | -1) => void
  onCopy: () => void
  onRemove: () => void
  onDrag: (isDragged: boolean) => void
}

/** One question: a line that says what it is, and its settings when it is open. */
export function FieldCard(props: FieldCardProps) {
  const t = useCatalogT()
  const said = useSaid()
  const { field, index, fields, errors, isOpen } = props
  const name = said(field.label) || t('catalog.manage.nameless')
  const at = `fields/${index}`
  const isWrong = [...errors.keys()].some((key) => key === at || key.startsWith(`${at}/`))
  const facts = [
    t(`catalog.type.${field.type}`),
    field.is_required ? t('catalog.design.required') : '',
    field.show ? t('catalog.design.conditional') : '',
  ].filter(Boolean)
  return (
    <div className={design.card} data-wrong={isWrong || undefined}>
      <div className={design.cardHead}>
        <span
          className={design.grip}
          draggable
          aria-hidden
          onDragStart={(event) => {
            event.dataTransfer.effectAllowed = 'move'
            event.dataTransfer.setData('text/plain', field.key)
            props.onDrag(true)
          }}
          onDragEnd={() => props.onDrag(false)}
        >
          <IconGripVertical size={16} />
        </span>
        <button type="button" className={design.cardName} aria-expanded={isOpen} onClick={props.onOpen}>
          <span>{name}</span>
          <span className={design.small}>{facts.join(' · ')}</span>
          {isWrong && <span className={design.problem}>{t('catalog.design.fieldWrong')}</span>}
        </button>
        <Tool label={t('catalog.manage.up', { name })} isOff={index === 0} onClick={() => props.onMove(-1)}>
          <IconArrowUp size={16} aria-hidden />
        </Tool>
        <Tool
          label={t('catalog.manage.down', { name })}
          isOff={index === fields.length - 1}
          onClick={() => props.onMove(1)}
        >
          <IconArrowDown size={16} aria-hidden />
        </Tool>
        <Tool label={t('catalog.design.copyField', { name })} onClick={props.onCopy}>
          <IconCopy size={16} aria-hidden />
        </Tool>
        <Tool label={t('catalog.design.remove', { name })} onClick={props.onRemove}>
          <IconX size={16} aria-hidden />
        </Tool>
      </div>
      {isOpen && (
        <div className={design.cardBody}>
          <FieldSettings field={field} at={at} errors={errors} onChange={props.onChange} />
          <ConditionFields field={field} fields={fields} at={at} errors={errors} onChange={props.onChange} />
        </div>
      )}
    </div>
  )
}

type ToolProps = { label: string; isOff?: boolean; onClick: () => void; children: ReactNode }

function Tool({ label, isOff, onClick, children }: ToolProps) {
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={label} disabled={isOff ?? false} onClick={onClick}>
      {children}
    </ActionIcon>
  )
}
