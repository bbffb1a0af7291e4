import { useCallback, useEffect, useRef, useState } from 'react'
import { api, ask, ProblemError } from '../../../../web/api/client.ts'
import type { Answered } from './data.ts'

const retry_ms = 3_000

export type Saving = {
  /** Keeps the answer to the question at this place; the newest one counts. */
  save(place: number, answer: Answered): void
  /** Resolves when everything is at the server; rejects with why it is not. */
  flush(): Promise<void>
  isSaving: boolean
  problem: ProblemError | undefined
}

/** Sends answers as they are given, one after the other. What cannot be sent waits and is tried again. */
export function useSaving(attemptId: string, onClosed: () => void): Saving {
  const waiting = useRef(new Map<number, Answered>())
  const running = useRef<Promise<void>>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [isSaving, setSaving] = useState(false)
  const [problem, setProblem] = useState<ProblemError>()
  const closed = useRef(onClosed)
  closed.current = onClosed

  const send = useCallback(async () => {
    for (let next = firstOf(waiting.current); next; next = firstOf(waiting.current)) {
      const [place, body] = next
      const done = () => {
        if (waiting.current.get(place) === body) waiting.current.delete(place)
      }
      const path = { id: attemptId, place: String(place) }
      try {
        await ask(api.PUT('/api/training/attempts/{id}/answers/{place}', { params: { path }, body }))
        done()
      } catch (error) {
        // What the server will never take is not sent again.
        if (error instanceof ProblemError && error.status === 422) done()
        if (error instanceof ProblemError && error.status === 409) {
          waiting.current.clear()
          closed.current()
        }
        throw error
      }
    }
  }, [attemptId])

  const flush = useCallback((): Promise<void> => {
    clearTimeout(timer.current)
    if (running.current) return running.current.then(flush, flush)
    if (waiting.current.size === 0) return Promise.resolve()
    setSaving(true)
    running.current = send()
      .then(() => setProblem(undefined))
      .catch((error: unknown) => {
        setProblem(error instanceof ProblemError ? error : new ProblemError({ status: 0 }))
        if (waiting.current.size > 0) timer.current = setTimeout(() => void flush().catch(() => {}), retry_ms)
        throw error
      })
      .finally(() => {
        running.current = undefined
        setSaving(waiting.current.size > 0)
      })
    return running.current
  }, [send])

  useEffect(() => () => clearTimeout(timer.current), [])
  const save = useCallback(
    (place: number, answer: Answered) => {
      waiting.current.set(place, answer)
      setSaving(true)
      if (!running.current) void flush().catch(() => {})
    },
    [flush],
  )
  return { save, flush, isSaving, problem }
}

const firstOf = (waiting: ReadonlyMap<number, Answered>) => waiting.entries().next().value
