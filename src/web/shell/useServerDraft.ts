import { useCallback, useEffect, useRef, useState } from 'react'
import { background } from '../api/client.ts'
import { keepDraft, readDraft } from '../kit/editor/drafts.ts'
import { useMe } from './session.ts'

const SAVE_MS = 700

/**
 * Words under way: at once kept on this device, a moment later on the server, which follows the person to
 * another workstation; then the device forgets them. `clear` is called when they were sent.
 */
export function useServerDraft(key: string): {
  text: string
  setText: (text: string) => void
  clear: () => void
} {
  const me = useMe()
  const localKey = `${me.person_id}.${key}`
  const [text, setShown] = useState(() => readDraft(localKey))
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const isTouched = useRef(text !== '')
  // One save after the other: a slow one must not bring back what was sent meanwhile.
  const saving = useRef<Promise<unknown>>(Promise.resolve())

  useEffect(() => {
    const controller = new AbortController()
    if (!isTouched.current)
      void loadDraft(key, controller.signal).then((found) => {
        if (found && !isTouched.current) setShown(found)
      })
    return () => controller.abort()
  }, [key])

  const setText = useCallback(
    (next: string) => {
      isTouched.current = true
      setShown(next)
      keepDraft(localKey, next)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => {
        saving.current = saving.current
          .then(() => saveDraft(key, next))
          .then((isSaved) => {
            // What was typed since then is kept on the device until its own save.
            if (isSaved && readDraft(localKey) === next) keepDraft(localKey, '')
          })
      }, SAVE_MS)
    },
    [key, localKey],
  )
  const clear = useCallback(() => {
    clearTimeout(timer.current)
    isTouched.current = false
    setShown('')
    keepDraft(localKey, '')
    saving.current = saving.current.then(() => saveDraft(key, ''))
  }, [key, localKey])
  return { text, setText, clear }
}

async function loadDraft(key: string, signal: AbortSignal): Promise<string> {
  try {
    const response = await fetch(`/api/drafts/${key}`, { ...background, signal })
    if (!response.ok) return ''
    return ((await response.json()) as { body: string }).body
  } catch {
    return ''
  }
}

/** Answers whether the server has it now; a failure leaves the words on the device. */
async function saveDraft(key: string, text: string): Promise<boolean> {
  try {
    const response = await fetch(
      `/api/drafts/${key}`,
      text.trim() === ''
        ? { method: 'DELETE', keepalive: true }
        : {
            method: 'PUT',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ body: text }),
          },
    )
    return response.ok
  } catch {
    return false
  }
}
