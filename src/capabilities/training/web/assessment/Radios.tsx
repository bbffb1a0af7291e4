import own from './assessment.module.css'
import type { Answered, Item } from './data.ts'

export type AnswerProps = { item: Item; answer: Answered; onAnswer: (answer: Answered) => void }

const none: Answered = { chosen: [], pairs: [], written: '' }

/** One of several. */
export function Radios({ item, answer, onAnswer }: AnswerProps) {
  return item.options.map(({ text }, place) => (
    <label key={text} className={own.option}>
      <input
        type="radio"
        name={`question-${item.place}`}
        checked={answer.chosen[0] === place}
        onChange={() => onAnswer({ ...none, chosen: [place] })}
      />
      <span>{text}</span>
    </label>
  ))
}
