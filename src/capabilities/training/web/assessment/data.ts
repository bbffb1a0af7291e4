/** What the pages of quizzes ask. */
import { queryOptions } from '@tanstack/react-query'
import { api, ask, ProblemError } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer A } } } }
}
  ? A
  : never

export type QuizRow = Answer<'/api/training/quizzes'>['rows'][number]
export type Quiz = Answer<'/api/training/quizzes/{id}'>
export type Attempt = Answer<'/api/training/attempts/{id}'>
export type Item = Attempt['items'][number]
export type Answered = Item['answer']
export type QuestionRow = Answer<'/api/training/questions'>['rows'][number]
export type Question = Answer<'/api/training/questions/{id}'>
export type QuestionContent = Question['content']
export type QuestionKind = QuestionContent['question_kind']

export const questionKinds = [
  'choice',
  'multiple',
  'order',
  'match',
  'number',
  'text',
  'hot_spot',
] as const satisfies readonly QuestionKind[]

const key = ['training', 'assessment'] as const

export const quizzesQuery = queryOptions({
  queryKey: [...key, 'quizzes'],
  queryFn: () => ask(api.GET('/api/training/quizzes')),
})
export const quizQuery = (id: string) =>
  queryOptions({
    queryKey: [...key, 'quiz', id],
    queryFn: () => ask(api.GET('/api/training/quizzes/{id}', { params: { path: { id } } })),
  })
/** The answers on the page are newer than what was asked for, so that nothing asks again while one answers. */
export const attemptQuery = (id: string) =>
  queryOptions({
    queryKey: ['training-attempt', id],
    queryFn: () => ask(api.GET('/api/training/attempts/{id}', { params: { path: { id } } })),
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    refetchOnMount: 'always',
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
export const pictureQuery = (id: string) =>
  queryOptions({
    queryKey: [...key, 'picture', id],
    queryFn: () => ask(api.GET('/api/training/pictures/{id}', { params: { path: { id } } })),
    staleTime: Number.POSITIVE_INFINITY,
  })
export const questionsQuery = (filter: { q?: string; kind?: QuestionKind }) =>
  queryOptions({
    queryKey: [...key, 'questions', filter],
    queryFn: () => ask(api.GET('/api/training/questions', { params: { query: filter } })),
  })
export const questionQuery = (id: string) =>
  queryOptions({
    queryKey: [...key, 'question', id],
    queryFn: () => ask(api.GET('/api/training/questions/{id}', { params: { path: { id } } })),
  })
export const resultsQuery = (id: string) =>
  queryOptions({
    queryKey: [...key, 'results', id],
    queryFn: () => ask(api.GET('/api/training/quizzes/{id}/results', { params: { path: { id } } })),
  })
export type Gain = Answer<'/api/training/courses/{id}/gain'>

/** Null of a course without a test before and after. */
export const gainQuery = (courseId: string, classId?: string) =>
  queryOptions({
    queryKey: [...key, 'gain', courseId, classId],
    queryFn: async () => {
      try {
        return await ask(
          api.GET('/api/training/courses/{id}/gain', {
            params: { path: { id: courseId }, query: classId ? { class: classId } : {} },
          }),
        )
      } catch (error) {
        if (error instanceof ProblemError && error.status === 404) return null
        throw error
      }
    },
  })
