/** What a new request asks, in which order, and what is made of the answers. */
import { type Level, priorityOf, promisedAt } from '../../../priority/level.ts'

export const kinds = ['incident', 'service_request', 'question'] as const
export const cares = ['now', 'slow', 'no'] as const
export const peoples = ['me', 'some', 'unit', 'unsure'] as const
export type Kind = (typeof kinds)[number]
export type Care = (typeof cares)[number]
export type People = (typeof peoples)[number]
export type SentFile = { id: string; name: string; isInline: boolean }

export type Form = {
  /** Sending the same form twice under one key makes one request. */
  key: string
  kind?: Kind
  /** A category's id; empty for "I am not sure". */
  topic?: string
  care?: Care
  people?: People
  placeId?: string
  device: string
  title: string
  body: string
  files: SentFile[]
  /** The article that did not help. */
  tried?: string
}

export const steps = ['kind', 'topic', 'care', 'people', 'place', 'words', 'check'] as const
export type Step = (typeof steps)[number]

/** The questions for this kind of request; only what is broken has to be weighed. */
export function stepsOf(kind: Kind | undefined, hasTopics: boolean): Step[] {
  return steps.filter((step) => {
    if (step === 'topic') return hasTopics
    if (step === 'care' || step === 'people') return kind === undefined || kind === 'incident'
    if (step === 'place') return kind !== 'question'
    return true
  })
}

const urgencies: Record<Care, Level> = { now: 1, slow: 2, no: 3 }
const impacts: Record<People, Level> = { me: 3, some: 2, unit: 1, unsure: 3 }

/** How much and how soon it matters, by what she said; what she was not asked is in the middle. */
export function weightOf(form: Form): { impact: Level; urgency: Level } {
  const isAsked = form.kind === undefined || form.kind === 'incident'
  return {
    impact: (isAsked && form.people && impacts[form.people]) || 3,
    urgency: (isAsked && form.care && urgencies[form.care]) || 3,
  }
}

/** When an answer will be promised if she sends it now, as an ISO time. */
export function promiseOf(form: Form, now: number): string {
  const { impact, urgency } = weightOf(form)
  return promisedAt(priorityOf(impact, urgency), new Date(now).toISOString())
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
      device: kept.device ?? '',
      title: kept.title ?? '',
      body: kept.body ?? '',
      files: kept.files ?? [],
    }
  } catch {
    return undefined
  }
}
