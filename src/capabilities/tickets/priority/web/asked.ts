/** The questions that a ticket is asked, and what their answers come to. */
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, background } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer A } } } }
}
  ? A
  : never
export type Asked = Answer<'/api/tickets/questions'>
export type AskedQuestion = Asked['sets'][number]['questions'][number]
export type Weighed = Answer<'/api/tickets/weigh'>
export type Weighing = Answer<'/api/tickets/{id}/weighing'>
type Words = AskedQuestion['portal']
/** The chosen answer of each question, by their keys. */
export type Given = Record<string, string>

const KEPT_MS = 60_000

export const questionsQuery = queryOptions({
  queryKey: ['priority-questions'],
  queryFn: () => ask(api.GET('/api/tickets/questions')),
  staleTime: KEPT_MS,
})

export function useAsked(): Asked | undefined {
  return useQuery(questionsQuery).data
}

/** What a ticket of the category is asked; nothing while the questions are not here yet. */
export function questionsOf(
  asked: Asked | undefined,
  categoryId: string | undefined,
): readonly AskedQuestion[] {
  const own = asked?.sets.find((set) => categoryId !== undefined && set.category_ids.includes(categoryId))
  return (own ?? asked?.sets.find((set) => set.is_general))?.questions ?? []
}

/** Only what these questions ask: another category may have been chosen since. */
export function givenTo(questions: readonly AskedQuestion[], given: Given): Given {
  return Object.fromEntries(
    questions.flatMap(({ key, answers }): [string, string][] => {
      const chosen = given[key]
      return chosen !== undefined && answers.some((each) => each.key === chosen) ? [[key, chosen]] : []
    }),
  )
}

/** The answers as an address carries them. */
export function inAddress(given: Given): string {
  return Object.entries(given)
    .map((pair) => pair.join(':'))
    .join(',')
}

/** Reads words in the shown language; what is not written in it falls back on the other one. */
export function usePhrase(): (side: 'portal' | 'desk', of: Record<'portal' | 'desk', Words>) => string {
  const { i18n } = useTranslation()
  const language = i18n.resolvedLanguage === 'es' ? 'es' : 'en'
  return useCallback(
    (side, of) => {
      const other = language === 'es' ? 'en' : 'es'
      const all = side === 'desk' ? [of.desk, of.portal] : [of.portal]
      const found = [...all.map((each) => each[language]), ...all.map((each) => each[other])]
      return found.find((phrase) => phrase.trim() !== '') ?? ''
    },
    [language],
  )
}

type About = { category_id?: string; place_id?: string; workstation_id?: string; application?: string }

/** What the answers come to, by the server; `about` is a ticket that is there, or what a new one is about. */
export function weighQuery(version: number | undefined, given: Given, about: About | { ticket_id: string }) {
  const answers = inAddress(given)
  return queryOptions({
    queryKey: ['weigh', version, answers, about],
    enabled: version !== undefined,
    queryFn: () =>
      ask(
        api.GET('/api/tickets/weigh', {
          params: { query: { version: version ?? 0, ...(answers ? { answers } : {}), ...about } },
        }),
      ),
    placeholderData: (before) => before,
    retry: false,
  })
}

/** The tickets for which P1 is proposed; under the key of the counts it is asked again when something changed. */
export const proposalsQuery = queryOptions({
  queryKey: ['counts', 'proposed-p1'],
  queryFn: () => ask(api.GET('/api/tickets/proposed-p1', background)),
})

export function useIsProposedP1(): (ticketId: string) => boolean {
  const rows = useQuery({ ...proposalsQuery, retry: false }).data?.rows
  return useCallback((id) => rows?.some((row) => row.id === id) ?? false, [rows])
}
