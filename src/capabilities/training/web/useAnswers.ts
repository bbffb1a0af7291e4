import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { api, ask, background, ProblemError } from '../../../web/api/client.ts'

const retry_ms = 5_000
/** A page that is being left still says its last words; they are heard for so long. */
const linger_ms = 1_000

type Values = Record<string, string>
type Waiting = { token: string; values: Values }
type Told = { from: 'wardline-course'; token: string; values: Values; isOver: boolean; isUsed: boolean }

function isTold(data: unknown): data is Told {
  const told = data as Partial<Told> | null
  return (
    told?.from === 'wardline-course' &&
    typeof told.token === 'string' &&
    typeof told.values === 'object' &&
    told.values !== null
  )
}

/**
 * Hears what the opened pages of a course want to be kept, and sends it; what could not be sent waits, also while
 * somebody signs in again in the same window.
 */
export function useAnswers(courseId: string): {
  isSaving: boolean
  problem: ProblemError | undefined
  /** From now on the page with this token is heard. */
  hear(token: string): void
} {
  const queries = useQueryClient()
  const place = `wardline.course.${courseId}`
  const tokens = useRef(new Set<string>())
  const waiting = useRef<Waiting[]>([])
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const isSending = useRef(false)
  const [isSaving, setSaving] = useState(false)
  const [problem, setProblem] = useState<ProblemError>()

  const send = useCallback(
    async (isUsed: boolean) => {
      clearTimeout(timer.current)
      if (isSending.current) return
      isSending.current = true
      setSaving(true)
      try {
        for (let next = waiting.current[0]; next; next = waiting.current[0]) {
          const { is_recorded } = await ask(
            api.POST('/api/training/progress', { body: next, ...(isUsed ? {} : background) }),
          ).catch((error: unknown) => {
            // What the server will never take is not sent again; the reason stays on the page.
            if (error instanceof ProblemError && [400, 403, 409, 413, 422].includes(error.status))
              waiting.current.shift()
            throw error
          })
          waiting.current.shift()
          if (is_recorded) void queries.invalidateQueries({ queryKey: ['training'] })
        }
        setProblem(undefined)
      } catch (error) {
        setProblem(error instanceof ProblemError ? error : new ProblemError({ status: 0 }))
        timer.current = setTimeout(() => void send(false), retry_ms)
      } finally {
        isSending.current = false
        setSaving(false)
        remember(place, waiting.current)
      }
    },
    [place, queries],
  )

  useEffect(() => {
    waiting.current = remembered(place)
    if (waiting.current.length > 0) void send(false)
    const onMessage = ({ origin, data }: MessageEvent) => {
      // The origin of a sandboxed page is none; which page it is, its token says.
      if (origin !== 'null' || !isTold(data) || !tokens.current.has(data.token)) return
      const last = waiting.current.at(-1)
      if (last?.token === data.token && !(isSending.current && waiting.current.length === 1))
        Object.assign(last.values, data.values)
      else if (Object.keys(data.values).length > 0)
        waiting.current.push({ token: data.token, values: data.values })
      if (waiting.current.length > 0) void send(data.isUsed)
    }
    addEventListener('message', onMessage)
    return () => {
      setTimeout(() => removeEventListener('message', onMessage), linger_ms)
    }
  }, [place, send])

  const hear = useCallback((token: string) => void tokens.current.add(token), [])
  return { isSaving, problem, hear }
}

function remember(place: string, waiting: readonly Waiting[]): void {
  if (waiting.length === 0) sessionStorage.removeItem(place)
  else sessionStorage.setItem(place, JSON.stringify(waiting))
}

function remembered(place: string): Waiting[] {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? '[]') as Waiting[]
  } catch {
    return []
  }
}
