import { ActionIcon, Button } from '@mantine/core'
import { IconArrowUp, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useCatalogT } from '../useCatalogT.ts'
import design from './design.module.css'

type StepListProps<Step> = {
  title: string
  emptyText: string
  addLabel: string
  steps: readonly Step[]
  steps_max: number
  nameOf: (step: Step, index: number) => string
  onAdd: () => void
  onRemove: (index: number) => void
  /** Where their order matters. */
  onUp?: (index: number) => void
  children: (step: Step, index: number) => ReactNode
}

/** Steps one below the other, each with its fields; one is added at the end and taken out anywhere. */
export function StepList<Step>(props: StepListProps<Step>) {
  const t = useCatalogT()
  const { steps, onUp } = props
  return (
    <fieldset className={design.part}>
      <legend>{props.title}</legend>
      {steps.length === 0 && <p className={design.small}>{props.emptyText}</p>}
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: Steps refer to each other by their places, which are all they have.
        <div key={index} className={design.step}>
          {props.children(step, index)}
          {onUp && (
            <ActionIcon
              aria-label={t('catalog.manage.up', { name: props.nameOf(step, index) })}
              disabled={index === 0}
              onClick={() => onUp(index)}
            >
              <IconArrowUp size={16} aria-hidden />
            </ActionIcon>
          )}
          <ActionIcon
            aria-label={t('catalog.design.remove', { name: props.nameOf(step, index) })}
            onClick={() => props.onRemove(index)}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button
          size="compact-sm"
          variant="default"
          disabled={steps.length >= props.steps_max}
          onClick={props.onAdd}
        >
          {props.addLabel}
        </Button>
      </div>
    </fieldset>
  )
}
