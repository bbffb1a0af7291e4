import { useEffect, useRef, useState } from 'react'
import { CheckboxField, SelectField, TextField } from '../../../../web/kit/fields.tsx'
import { OrderButtons } from '../../../../web/kit/ordering.tsx'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import own from './assessment.module.css'
import type { Answered } from './data.ts'
import { HotSpot } from './HotSpot.tsx'
import { type AnswerProps, Radios } from './Radios.tsx'

const typing_ms = 600
const none: Answered = { chosen: [], pairs: [], written: '' }

/** What answers a question, by its kind. */
export function QuestionFields(props: AnswerProps) {
  switch (props.item.question_kind) {
    case 'choice':
      return <Radios {...props} />
    case 'multiple':
      return <Several {...props} />
    case 'order':
      return <Order {...props} />
    case 'match':
      return <Match {...props} />
    case 'hot_spot':
      return <HotSpot {...props} />
    default:
      return <Written {...props} />
  }
}

function Several({ item, answer, onAnswer }: AnswerProps) {
  const t = useTrainingT()
  const without = (place: number) => answer.chosen.filter((each) => each !== place)
  return (
    <>
      <p className={styles.small}>{t('training.assessment.take.several')}</p>
      {item.options.map(({ text }, place) => (
        <div key={text} className={own.option}>
          <CheckboxField
            label={text}
            checked={answer.chosen.includes(place)}
            onChange={(event) =>
              onAnswer({
                ...none,
                chosen: event.currentTarget.checked ? [...without(place), place] : without(place),
              })
            }
          />
        </div>
      ))}
    </>
  )
}

/** Moved by buttons; the focus stays with what moves, and where it is now is read out. */
function Order({ item, answer, onAnswer }: AnswerProps) {
  const t = useTrainingT()
  const list = useRef<HTMLOListElement>(null)
  const moved = useRef<{ place: number; by: 1 | -1 }>(undefined)
  const [told, setTold] = useState('')
  const order = answer.chosen.length > 0 ? answer.chosen : item.options.map((_, place) => place)
  const textOf = (place: number) => item.options[place]?.text ?? ''
  useEffect(() => {
    if (!moved.current) return
    const { place, by } = moved.current
    moved.current = undefined
    const buttons = list.current?.querySelectorAll<HTMLButtonElement>(`[data-place="${place}"] button`)
    const wanted = buttons?.[by === -1 ? 0 : 1]
    ;(wanted?.disabled ? buttons?.[by === -1 ? 1 : 0] : wanted)?.focus()
  })
  const move = (index: number, by: 1 | -1) => {
    const next = [...order]
    const [place] = next.splice(index, 1)
    if (place === undefined) return
    next.splice(index + by, 0, place)
    moved.current = { place, by }
    setTold(
      t('training.assessment.take.moved', { text: textOf(place), place: index + by + 1, count: next.length }),
    )
    onAnswer({ ...none, chosen: next })
  }
  return (
    <>
      <p className={styles.small}>
        {t(
          answer.chosen.length > 0 ? 'training.assessment.take.order' : 'training.assessment.take.orderFirst',
        )}
      </p>
      <ol ref={list} className={own.order}>
        {order.map((place, index) => (
          <li key={place} data-place={place}>
            <span>{textOf(place)}</span>
            <span className={own.buttons}>
              <OrderButtons
                moves={{
                  onUp: index === 0 ? undefined : () => move(index, -1),
                  onDown: index === order.length - 1 ? undefined : () => move(index, 1),
                }}
                upLabel={t('training.courses.up', { name: textOf(place) })}
                downLabel={t('training.courses.down', { name: textOf(place) })}
              />
            </span>
          </li>
        ))}
      </ol>
      <p role="status" className="wl-hidden">
        {told}
      </p>
    </>
  )
}

function Match({ item, answer, onAnswer }: AnswerProps) {
  const t = useTrainingT()
  const pairs = item.lefts.map((_, index) => answer.pairs[index] ?? -1)
  return (
    <div className={styles.fields}>
      {item.lefts.map((left, index) => (
        <SelectField
          key={left}
          label={left}
          value={String(pairs[index])}
          data={[
            { value: '-1', label: t('training.assessment.take.choose') },
            ...item.options.map(({ text }, place) => ({ value: String(place), label: text })),
          ]}
          onChange={(event) =>
            onAnswer({ ...none, pairs: pairs.with(index, Number(event.currentTarget.value)) })
          }
        />
      ))}
    </div>
  )
}

/** Sent a moment after the last key, and at once when it is left. */
function Written({ item, answer, onAnswer }: AnswerProps) {
  const t = useTrainingT()
  const [text, setText] = useState(answer.written)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const sent = useRef(answer.written)
  const send = (written: string) => {
    clearTimeout(timer.current)
    if (written === sent.current) return
    sent.current = written
    onAnswer({ ...none, written })
  }
  const isNumber = item.question_kind === 'number'
  return (
    <TextField
      label={
        isNumber && item.unit
          ? t('training.assessment.take.numberIn', { unit: item.unit })
          : t(isNumber ? 'training.assessment.take.number' : 'training.assessment.take.text')
      }
      {...(isNumber ? { inputMode: 'decimal' as const, hint: t('training.assessment.take.numberHint') } : {})}
      value={text}
      maxLength={isNumber ? 40 : 500}
      autoComplete="off"
      onChange={(event) => {
        const written = event.currentTarget.value
        setText(written)
        clearTimeout(timer.current)
        timer.current = setTimeout(() => send(written), typing_ms)
      }}
      onBlur={() => send(text)}
    />
  )
}
