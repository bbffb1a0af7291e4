/** What a question holds, as it is written and as it is kept: what learners see, and what is right. */
import { type Static, Type } from 'typebox'
import { invalid } from '../../../platform/http/problem.ts'
import { Body, Id, Line, OneOf, Text } from '../../../platform/http/schema.ts'

export const questionKinds = ['choice', 'multiple', 'order', 'match', 'number', 'text', 'hot_spot'] as const
export type QuestionKind = (typeof questionKinds)[number]

const options_max = 12
const accepted_max = 20

const Percent = Type.Number({ minimum: 0, maximum: 100 })
/** A part of a picture, in hundredths of its width and height. */
const Area = Body({ x: Percent, y: Percent, width: Percent, height: Percent })
export type Area = Static<typeof Area>

const Option = Body({
  text: { ...Line(500), description: 'What it says; of an area, what somebody who does not see it is told.' },
  is_right: Type.Optional(Type.Boolean()),
  area: Type.Optional(Area),
})

export const QuestionInput = Body({
  question_kind: OneOf(questionKinds),
  prompt: Text(2000, { minLength: 1, description: 'What is asked; never about a patient.' }),
  explanation: Type.Optional(Text(2000, { description: 'Why it is so, told with the right answer.' })),
  options: Type.Optional(
    Type.Array(Option, {
      maxItems: options_max,
      description: 'Of a choice; to be put in order, given in the right one; or areas of a picture.',
    }),
  ),
  pairs: Type.Optional(Type.Array(Body({ left: Line(300), right: Line(300) }), { maxItems: options_max })),
  value: Type.Optional(Type.Number({ minimum: -1e12, maximum: 1e12 })),
  tolerance: Type.Optional(Type.Number({ minimum: 0, maximum: 1e12 })),
  unit: Type.Optional(Text(40)),
  accepted: Type.Optional(
    Type.Array(Text(200), { maxItems: accepted_max, description: 'Short answers that count as right.' }),
  ),
  picture_id: Type.Optional(Id),
  competency_id: Type.Optional({ ...Id, description: 'The competency that it asks for.' }),
  course_id: Type.Optional(Id),
  objective: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 30, description: 'Which objective of the published course.' }),
  ),
})
export type QuestionInput = Static<typeof QuestionInput>

/** What learners see. */
export type QuestionBody = {
  options: { text: string; area?: Area }[]
  lefts: string[]
  unit: string
}
/** What is right, by the places of the options. */
export type AnswerKey = {
  chosen?: number[]
  value?: number
  tolerance?: number
  accepted?: string[]
}
type Kept = { body: QuestionBody; key: AnswerKey }

/** What is kept of a question; throws the problem of the field when it could not be answered rightly. */
export function keptOf(input: QuestionInput): Kept {
  if (input.prompt.trim() === '') throw invalid('#/prompt', 'Say what is asked.')
  return makers[input.question_kind](input)
}

const bodyOf = (
  options: QuestionBody['options'],
  { lefts = [], unit = '' }: { lefts?: string[]; unit?: string } = {},
): QuestionBody => ({ options, lefts, unit })

const makers: Readonly<Record<QuestionKind, (input: QuestionInput) => Kept>> = {
  choice: (input) => chosen(input, 'one'),
  multiple: (input) => chosen(input, 'some'),
  order: (input) => {
    const texts = textsOf(input)
    // They never stand in their right order: of two the other one would be known.
    if (texts.length < 3)
      throw invalid('#/options', 'To be put in order there have to be three things at least.')
    return {
      body: bodyOf(texts.map((text) => ({ text }))),
      key: { chosen: texts.map((_, index) => index) },
    }
  },
  match: matched,
  number: ({ value, tolerance = 0, unit = '' }) => {
    if (value === undefined) throw invalid('#/value', 'Give the number that is right.')
    return { body: bodyOf([], { unit: unit.trim() }), key: { value, tolerance } }
  },
  text: ({ accepted = [] }) => {
    const said = accepted.map((each) => each.trim()).filter(Boolean)
    if (said.length === 0) throw invalid('#/accepted', 'Give an answer at least that counts as right.')
    return { body: bodyOf([]), key: { accepted: said } }
  },
  hot_spot: areas,
}

function chosen(input: QuestionInput, how: 'one' | 'some'): Kept {
  const texts = textsOf(input)
  if (texts.length < 2) throw invalid('#/options', 'To choose from there have to be two answers at least.')
  return { body: bodyOf(texts.map((text) => ({ text }))), key: { chosen: rightOf(input, how) } }
}

function rightOf({ options = [] }: QuestionInput, how: 'one' | 'some'): number[] {
  const right = options.flatMap(({ is_right }, index) => (is_right ? [index] : []))
  if (right.length === 0) throw invalid('#/options', 'No answer is marked as right. Mark the one that is.')
  if (how === 'one' && right.length > 1)
    throw invalid('#/options', 'Only one answer can be right here. Mark one, or let several be chosen.')
  return right
}

function textsOf({ options = [] }: QuestionInput): string[] {
  const texts = options.map(({ text }) => text.trim())
  requireDifferent(texts, '#/options')
  return texts
}

function requireDifferent(texts: readonly string[], pointer: string): void {
  if (new Set(texts.map((text) => text.toLowerCase())).size < texts.length)
    throw invalid(pointer, 'Two of these say the same. Change or remove one.')
}

function matched({ pairs = [] }: QuestionInput): Kept {
  if (pairs.length < 3) throw invalid('#/pairs', 'To match there have to be three pairs at least.')
  const lefts = pairs.map(({ left }) => left.trim())
  const rights = pairs.map(({ right }) => right.trim())
  requireDifferent(lefts, '#/pairs')
  requireDifferent(rights, '#/pairs')
  return {
    body: bodyOf(
      rights.map((text) => ({ text })),
      { lefts },
    ),
    key: { chosen: rights.map((_, index) => index) },
  }
}

function areas(input: QuestionInput): Kept {
  const { options = [], picture_id } = input
  if (picture_id === undefined) throw invalid('#/picture_id', 'Choose the picture on which the place is.')
  const texts = textsOf(input)
  if (texts.length < 2) throw invalid('#/options', 'A picture needs two areas at least to choose from.')
  const body = bodyOf(
    options.map(({ area }, index) => {
      if (
        !area ||
        area.width <= 0 ||
        area.height <= 0 ||
        area.x + area.width > 100 ||
        area.y + area.height > 100
      )
        throw invalid(`#/options/${index}/area`, 'Say where on the picture this area is.')
      return { text: texts[index] as string, area }
    }),
  )
  return { body, key: { chosen: rightOf(input, 'one') } }
}

/** All that somebody wrote, by where it stands, to be looked through. */
export function wordsOf(input: QuestionInput): Record<string, string | undefined> {
  const listed = [
    ...(input.options ?? []).map(({ text }, index) => [`#/options/${index}/text`, text] as const),
    ...(input.pairs ?? []).flatMap(({ left, right }, index) => [
      [`#/pairs/${index}/left`, left] as const,
      [`#/pairs/${index}/right`, right] as const,
    ]),
    ...(input.accepted ?? []).map((text, index) => [`#/accepted/${index}`, text] as const),
  ]
  return {
    '#/prompt': input.prompt,
    '#/explanation': input.explanation,
    '#/unit': input.unit,
    ...Object.fromEntries(listed),
  }
}
