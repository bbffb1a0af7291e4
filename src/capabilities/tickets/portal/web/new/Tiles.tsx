import { Button } from '@mantine/core'
import { IconCheck, IconHelpCircle, IconShoppingBag, IconTool } from '@tabler/icons-react'
import type { ReactNode, RefObject } from 'react'
import { type AskedQuestion, usePhrase } from '../../../priority/web/asked.ts'
import type { Choice } from '../../../web/data/directory.ts'
import { usePortalT } from '../usePortalT.ts'
import { type Form, type Kind, kinds } from './form.ts'
import styles from './new.module.css'

export type StepPart = {
  form: Form
  change: (part: Partial<Form>) => void
  /** On to the next step, which follows from what was just chosen. */
  next: (chosen?: Partial<Form>) => void
  heading: RefObject<HTMLHeadingElement | null>
}
type Tile = { value: string; label: string; note?: string; icon?: ReactNode }
type TilesProps = {
  title: string
  heading: StepPart['heading']
  tiles: readonly Tile[]
  value: string | undefined
  onChoose: (value: string) => void
  onNext: () => void
  isGrid?: boolean
  children?: ReactNode
}

/** A question whose answers are large buttons: one tap answers it and goes on. */
function Tiles({ title, heading, tiles, value, onChoose, onNext, isGrid, children }: TilesProps) {
  const t = usePortalT()
  return (
    <section className={styles.step}>
      <h1 ref={heading} tabIndex={-1} className={styles.question} id="question">
        {title}
      </h1>
      {children}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset groups fields, and these are buttons. */}
      <div role="group" aria-labelledby="question" className={isGrid ? styles.grid : styles.tiles}>
        {tiles.map((tile) => (
          <button
            key={tile.value}
            type="button"
            className={styles.tile}
            aria-pressed={value === tile.value}
            onClick={() => onChoose(tile.value)}
          >
            {tile.icon}
            <span className={styles.tileWords}>
              <span className={styles.tileLabel}>{tile.label}</span>
              {tile.note && <span className={styles.tileNote}>{tile.note}</span>}
            </span>
            {value === tile.value && <IconCheck size={20} aria-hidden className={styles.tick} />}
          </button>
        ))}
      </div>
      {value !== undefined && <Button onClick={onNext}>{t('portal.new.next')}</Button>}
    </section>
  )
}

const kindIcons: Record<Kind, ReactNode> = {
  incident: <IconTool size={24} stroke={1.6} aria-hidden />,
  service_request: <IconShoppingBag size={24} stroke={1.6} aria-hidden />,
  question: <IconHelpCircle size={24} stroke={1.6} aria-hidden />,
}

export function KindStep({ form, change, next, heading }: StepPart) {
  const t = usePortalT()
  return (
    <Tiles
      title={t('portal.new.kind.title')}
      heading={heading}
      value={form.kind}
      tiles={kinds.map((value) => ({
        value,
        label: t(`portal.new.kind.${value}`),
        note: t(`portal.new.kind.${value}Note`),
        icon: kindIcons[value],
      }))}
      onChoose={(value) => {
        change({ kind: value as Kind })
        next({ kind: value as Kind })
      }}
      onNext={() => next()}
    />
  )
}

export function TopicStep({ form, change, next, heading, topics }: StepPart & { topics: readonly Choice[] }) {
  const t = usePortalT()
  const top = topics.filter((topic) => !topic.name.includes(' › '))
  const tiles = [
    ...top.map(({ id, name }) => ({ value: id, label: name })),
    { value: '', label: t('portal.new.topic.unsure') },
  ]
  return (
    <Tiles
      title={t('portal.new.topic.title')}
      heading={heading}
      isGrid
      value={form.topic}
      tiles={tiles}
      onChoose={(topic) => {
        change({ topic })
        next({ topic })
      }}
      onNext={() => next()}
    />
  )
}

/** One of the questions that tell how much and how soon it matters. */
export function AskStep({
  form,
  change,
  next,
  heading,
  question,
  isFirst,
}: StepPart & { question: AskedQuestion; isFirst: boolean }) {
  const t = usePortalT()
  const phrase = usePhrase()
  return (
    <Tiles
      title={phrase('portal', question)}
      heading={heading}
      value={form.answers[question.key]}
      tiles={question.answers.map((answer) => ({ value: answer.key, label: phrase('portal', answer) }))}
      onChoose={(answer) => {
        change({ answers: { ...form.answers, [question.key]: answer } })
        next()
      }}
      onNext={() => next()}
    >
      {isFirst && <p className={styles.danger}>{t('portal.new.danger')}</p>}
    </Tiles>
  )
}
