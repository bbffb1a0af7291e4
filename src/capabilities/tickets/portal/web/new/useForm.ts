import { useEffect, useMemo, useRef } from 'react'
import { idempotencyKey } from '../../../../../web/api/client.ts'
import { useServerDraft } from '../../../../../web/shell/useServerDraft.ts'
import { type Form, readForm } from './form.ts'

const LAST_PLACE_KEY = 'wardline.portal.place'

export type FormState = {
  form: Form
  change: (part: Partial<Form>) => void
  clear: () => void
  isKept: boolean
  /** The title of a request that was begun before, while the address asks for another one. */
  begunBefore: string | undefined
}
export type Given = { q?: string; place?: string; device?: string; tried?: string; isFirstStep: boolean }

/**
 * The new request that is being written. It is a draft: a reload, a closed tab or another workstation goes on
 * with it. A code on a device puts its place into it.
 */
export function useForm(given: Given): FormState {
  const draft = useServerDraft('request.new')
  const fresh = useMemo(() => idempotencyKey(), [])
  const kept = readForm(draft.text)
  const form: Form = kept ?? { ...startOf(given), key: fresh }
  // A picture that has just arrived is added to what was typed meanwhile.
  const latest = useRef(form)
  latest.current = form
  const change = (part: Partial<Form>) => {
    latest.current = { ...latest.current, ...part }
    draft.setText(JSON.stringify(latest.current))
  }
  useScannedPlace(given, kept, change)
  const isOther = given.isFirstStep && given.q !== undefined && kept !== undefined && kept.title !== given.q
  return {
    form,
    change,
    clear: draft.clear,
    isKept: kept !== undefined,
    begunBefore: isOther ? kept.title : undefined,
  }
}

function useScannedPlace(given: Given, kept: Form | undefined, change: (part: Partial<Form>) => void): void {
  const isDone = useRef(false)
  useEffect(() => {
    const { place, device } = given
    if (isDone.current || !kept || !given.isFirstStep || (!place && !device)) return
    isDone.current = true
    change({ ...(place ? { placeId: place } : {}), ...(device ? { device } : {}) })
  })
}

function startOf({ q, place, device, tried }: Given): Omit<Form, 'key'> {
  const last = place || device ? {} : lastPlace()
  return {
    title: q ?? '',
    body: '',
    files: [],
    answers: {},
    ...(tried ? { tried } : {}),
    ...((place ?? last.placeId) ? { placeId: place ?? last.placeId } : {}),
    device: device ?? last.device ?? '',
  }
}

/** Where the last request of this device came from: a workstation seldom walks. It names no person. */
export function rememberPlace(form: Pick<Form, 'placeId' | 'device'>): void {
  try {
    localStorage.setItem(LAST_PLACE_KEY, JSON.stringify({ placeId: form.placeId, device: form.device }))
  } catch {
    // Without storage she chooses the place again.
  }
}

function lastPlace(): { placeId?: string; device?: string } {
  try {
    return JSON.parse(localStorage.getItem(LAST_PLACE_KEY) ?? '{}') as { placeId?: string; device?: string }
  } catch {
    return {}
  }
}
