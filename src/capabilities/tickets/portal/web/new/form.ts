/** What a new request asks, in which order, and what is made of the answers. */
import { type AskedQuestion, type Given, givenTo } from '../../../priority/web/asked.ts'

export const kinds = ['incident', 'service_request', 'question'] as const
export type Kind = (typeof kinds)[number]
export type SentFile = { id: string; name: string; isInline: boolean }

export type Form = {
  /** Sending the same form twice under one key makes one request. */
  key: string
  kind?: Kind
  /** A category's id; empty for "I am not sure". */
  topic?: string
  /** What she answered, also to questions that another topic asks. */
  answers: Given
  placeId?: string
  device: string
  title: string
  body: string
  files: SentFile[]
  /** The article that did not help. */
  tried?: string
}

/** Each question of the topic is a step of its own, `ask-` with its key. */
export type Step = 'kind' | 'topic' | `ask-${string}` | 'place' | 'words' | 'check'

/** The steps for this kind of request; only what is broken has to be weighed. */
export function stepsOf(
  kind: Kind | undefined,
  hasTopics: boolean,
  questions: readonly Pick<AskedQuestion, 'key'>[],
): Step[] {
  const isWeighed = kind === undefined || kind === 'incident'
  return [
    'kind',
    ...(hasTopics ? ['topic' as const] : []),
    ...(isWeighed ? questions.map(({ key }) => `ask-${key}` as const) : []),
    ...(kind === 'question' ? [] : ['place' as const]),
    'words',
    'check',
  ]
}

/** What she answered to what she was asked; undefined when her kind of request is not weighed. */
export function answersOf(form: Form, questions: readonly AskedQuestion[]): Given | undefined {
  const isWeighed = form.kind === undefined || form.kind === 'incident'
  return isWeighed ? givenTo(questions, form.answers) : undefined
}

/**
 * Plain words as the Markdown that shows them the same way: a line that begins with a sign of Markdown is no
 * heading or quotation, and four blanks make no block of code.
 */
export function plainToMarkdown(text: string): string {
  return text
    .trim()
    .split('\n')
    .map((line) => line.replace(/^\s{4,}/, '   ').replace(/^(\s*)([#>=~|`]|-{3,}|\*{3,})/, '$1\\$2'))
    .join('\n')
}

/** The form as it was kept; undefined when what was kept is no form. */
export function readForm(text: string): Form | undefined {
  try {
    const kept = JSON.parse(text) as Partial<Form>
    if (typeof kept.key !== 'string') return undefined
    return {
      ...kept,
      key: kept.key,
      answers: kept.answers ?? {},
      device: kept.device ?? '',
      title: kept.title ?? '',
      body: kept.body ?? '',
      files: kept.files ?? [],
    }
  } catch {
    return undefined
  }
}
