/** Articles for somebody who looks for an answer: what she types finds them, word by word or as a whole text. */
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api, ask, background } from '../../../web/api/client.ts'
import type { Marked } from './MarkedText.tsx'

export type Answer = { id: string; number: number; title: Marked; sentence: Marked }
export type OwnRequest = { id: string; number: number; title: string; sentence: Marked }
type Answers = { answers: readonly Answer[]; own: readonly OwnRequest[] }

const TYPING_MS = 250
const ANSWERS_MAX = 4
const SUGGEST_WORDS_MIN = 4
const TEXT_LENGTH_MAX = 2000

const noMarks = (text: string): Marked => ({ text, marks: [] })

/** Published articles by words, the beginning of the last one included; typing errors are forgiven. */
export async function searchAnswers(q: string, limit: number): Promise<Answer[]> {
  const { groups } = await ask(
    api.GET('/api/search', {
      params: { query: { q, kind: ['article'], state: ['validated'], limit } },
      ...background,
    }),
  )
  const rows = groups.flatMap((group) => group.rows).filter((row) => !row.is_internal)
  return rows.map((row) => ({ id: row.id, number: row.number, title: row.title, sentence: row.snippet }))
}

/** Published articles that are about what a longer text says. */
async function suggest(text: string): Promise<Answers> {
  const { rows, own } = await ask(
    api.POST('/api/search/suggest', {
      body: { text: text.slice(0, TEXT_LENGTH_MAX) },
      ...background,
    }),
  )
  const answers = rows.map((row) => ({
    id: row.id,
    number: row.number,
    title: noMarks(row.title),
    sentence: row.sentence,
  }))
  return { answers, own }
}

/** Articles that hold every word; where none does, those that are about the same. */
export async function findAnswers(q: string, limit: number): Promise<readonly Answer[]> {
  const found = await searchAnswers(q, limit)
  return found.length > 0 ? found : (await suggest(q)).answers
}

const answersQuery = (text: string) =>
  queryOptions({
    queryKey: ['answers', text],
    queryFn: async () => {
      const { answers, own } = await suggest(text)
      const isLong = text.split(/\s+/).length >= SUGGEST_WORDS_MIN
      const found = isLong || answers.length > 0 ? answers : await searchAnswers(text, ANSWERS_MAX)
      return { answers: found.slice(0, ANSWERS_MAX), own }
    },
    enabled: text !== '',
    staleTime: 60_000,
    placeholderData: keepPreviousData,
    retry: false,
  })

/** The answers for what was typed and her open requests about it, a moment after the last key. No words, no answers. */
export function useAnswers(text: string): Answers & { isSearching: boolean } {
  const wanted = useSettled(text.trim())
  const query = useQuery(answersQuery(wanted))
  const isSettled = wanted === text.trim()
  const none = wanted === '' || text.trim() === ''
  return {
    answers: none ? [] : (query.data?.answers ?? []),
    own: none ? [] : (query.data?.own ?? []),
    isSearching: text.trim() !== '' && (!isSettled || query.isFetching),
  }
}

/** What was typed, once no key was pressed for a moment. */
export function useSettled(text: string, after_ms = TYPING_MS): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), after_ms)
    return () => clearTimeout(timer)
  }, [text, after_ms])
  return settled
}
