/** A question while it is written. */
import type { Competency } from '../data.ts'
import type { Question, QuestionContent, QuestionKind } from './data.ts'

export type OptionRow = {
  id: string
  text: string
  isRight: boolean
  x: string
  y: string
  width: string
  height: string
}
export type PairRow = { id: string; left: string; right: string }
export type Form = {
  kind: QuestionKind
  prompt: string
  explanation: string
  options: OptionRow[]
  pairs: PairRow[]
  value: string
  tolerance: string
  unit: string
  accepted: string
  pictureId: string
  competency: Pick<Competency, 'id' | 'code' | 'name' | 'levels'> | null
  courseId: string
  /** The place of the objective in the published version, from 1; empty where none is chosen. */
  objective: string
}

export const newOption = (more: Partial<OptionRow> = {}): OptionRow => ({
  id: crypto.randomUUID(),
  text: '',
  isRight: false,
  x: '10',
  y: '10',
  width: '20',
  height: '20',
  ...more,
})
export const newPair = (more: Partial<PairRow> = {}): PairRow => ({
  id: crypto.randomUUID(),
  left: '',
  right: '',
  ...more,
})

export const emptyForm = (): Form => ({
  kind: 'choice',
  prompt: '',
  explanation: '',
  options: [newOption(), newOption()],
  pairs: [newPair(), newPair()],
  value: '',
  tolerance: '0',
  unit: '',
  accepted: '',
  pictureId: '',
  competency: null,
  courseId: '',
  objective: '',
})

export function formOf({ content, competency }: Question): Form {
  const first = emptyForm()
  return {
    ...first,
    kind: content.question_kind,
    prompt: content.prompt,
    explanation: content.explanation ?? '',
    options:
      content.options?.map(({ text, is_right, area }) =>
        newOption({
          text,
          isRight: is_right ?? false,
          ...(area && {
            x: String(area.x),
            y: String(area.y),
            width: String(area.width),
            height: String(area.height),
          }),
        }),
      ) ?? first.options,
    pairs: content.pairs?.map((pair) => newPair(pair)) ?? first.pairs,
    value: content.value === undefined ? '' : String(content.value),
    tolerance: String(content.tolerance ?? 0),
    unit: content.unit ?? '',
    accepted: content.accepted?.join('\n') ?? '',
    pictureId: content.picture_id ?? '',
    competency: competency && { ...competency, levels: [] },
    courseId: content.course_id ?? '',
    objective: String(content.objective ?? ''),
  }
}

/** A number as somebody wrote it; undefined when it is none. */
const numberOf = (text: string): number | undefined => {
  const value = Number(text.trim().replace(',', '.'))
  return text.trim() === '' || Number.isNaN(value) ? undefined : value
}
const isThere = ({ text }: { text: string }) => text.trim() !== ''

/** What is sent. */
export function contentOf(form: Form): QuestionContent {
  const { kind } = form
  const areaOf = ({ x, y, width, height }: OptionRow) => ({
    x: numberOf(x) ?? 0,
    y: numberOf(y) ?? 0,
    width: numberOf(width) ?? 0,
    height: numberOf(height) ?? 0,
  })
  const value = numberOf(form.value)
  return {
    question_kind: kind,
    prompt: form.prompt,
    explanation: form.explanation,
    ...(kind === 'choice' || kind === 'multiple' || kind === 'order' || kind === 'hot_spot'
      ? {
          options: form.options.filter(isThere).map((row) => ({
            text: row.text,
            ...(kind === 'order' ? {} : { is_right: row.isRight }),
            ...(kind === 'hot_spot' ? { area: areaOf(row) } : {}),
          })),
        }
      : {}),
    ...(kind === 'match'
      ? {
          pairs: form.pairs
            .filter(({ left, right }) => left.trim() !== '' && right.trim() !== '')
            .map(({ left, right }) => ({ left, right })),
        }
      : {}),
    ...(kind === 'number' && value !== undefined ? { value } : {}),
    ...(kind === 'number' ? { tolerance: numberOf(form.tolerance) ?? 0, unit: form.unit } : {}),
    ...(kind === 'text' ? { accepted: form.accepted.split('\n').filter((line) => line.trim() !== '') } : {}),
    ...(kind === 'hot_spot' && form.pictureId ? { picture_id: form.pictureId } : {}),
    ...(form.competency ? { competency_id: form.competency.id } : {}),
    ...(form.courseId ? { course_id: form.courseId } : {}),
    ...(form.objective ? { objective: Number(form.objective) } : {}),
  }
}
