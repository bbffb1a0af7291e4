const UNDO_MS = 8000
const NOTE_MS = 6000
const TOASTS_MAX = 4

export type Toast = {
  id: number
  text: string
  tone: 'normal' | 'success' | 'danger'
  lasts_ms: number
  actionLabel?: string
  onAction?: () => void
  onExpire?: () => void
}

let toasts: readonly Toast[] = []
let lastId = 0
const listeners = new Set<() => void>()

/** Short words at the edge of the page. They are announced, and a pointer or the focus holds them. */
export const toast = {
  /** Says that something happened. */
  show: (text: string, tone: Toast['tone'] = 'normal') => add({ text, tone, lasts_ms: NOTE_MS }),
  /**
   * Offers eight seconds to take a deed back. `onExpire` is called when they have passed, and not after an undo,
   * for a deed that is only sent then.
   */
  undo: (text: string, onUndo: () => void, options: { label?: string; onExpire?: () => void } = {}) =>
    add({
      text,
      tone: 'normal',
      lasts_ms: UNDO_MS,
      actionLabel: options.label ?? '',
      onAction: onUndo,
      onExpire: options.onExpire,
    }),
  dismiss: (id: number) => remove(id, 'expired'),
  /** Takes the toast's deed back, as its button does. */
  act: (id: number) => remove(id, 'acted'),
}

export function currentToasts(): readonly Toast[] {
  return toasts
}

export function subscribeToasts(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function add(fields: Omit<Toast, 'id'>): number {
  lastId += 1
  const dropped = toasts.slice(0, Math.max(0, toasts.length - TOASTS_MAX + 1))
  toasts = [...toasts.slice(dropped.length), { ...fields, id: lastId }]
  for (const each of dropped) each.onExpire?.()
  notify()
  return lastId
}

function remove(id: number, how: 'expired' | 'acted'): void {
  const found = toasts.find((each) => each.id === id)
  if (!found) return
  toasts = toasts.filter((each) => each.id !== id)
  notify()
  if (how === 'acted') found.onAction?.()
  else found.onExpire?.()
}

function notify(): void {
  for (const listener of listeners) listener()
}
