import { comboOf, matchSequence } from './keys.ts'

const SEQUENCE_MS = 1200
const SETTING_KEY = 'wardline.shortcuts'

export type Shortcut = {
  keys: string
  /** What it does, for the list behind `?`. */
  label: string
  /** Where it belongs in that list, already translated. */
  scope: string
  /** Belongs to a part of the page and goes before one that holds everywhere, whichever was there first. */
  isInner?: boolean
  run: (event: KeyboardEvent) => void
}

let shortcuts: readonly Shortcut[] = []
let pressed: string[] = []
let timer: ReturnType<typeof setTimeout> | undefined
let areSingleKeysOn = readSetting()
const listeners = new Set<() => void>()

/** Adds a shortcut. Of two with the same keys the inner one runs, and of two such the later one. */
export function addShortcut(shortcut: Shortcut): () => void {
  const inner = shortcuts.filter((each) => each.isInner)
  const outer = shortcuts.filter((each) => !each.isInner)
  shortcuts = shortcut.isInner ? [...outer, ...inner, shortcut] : [...outer, shortcut, ...inner]
  notify()
  return () => {
    shortcuts = shortcuts.filter((each) => each !== shortcut)
    notify()
  }
}

/** Every shortcut that would run now. */
export function activeShortcuts(): readonly Shortcut[] {
  return shortcuts
}

export function subscribeShortcuts(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Whether keys without Ctrl are heard. Who speaks to the computer, or has a tremor, may turn them off (WCAG 2.1.4). */
export function singleKeysOn(): boolean {
  return areSingleKeysOn
}

export function setSingleKeys(isOn: boolean): void {
  areSingleKeysOn = isOn
  try {
    localStorage.setItem(SETTING_KEY, isOn ? 'on' : 'off')
  } catch {
    // Without storage the choice lasts until the page is left.
  }
  notify()
}

/** Runs what a key press completes. Keys typed into a field, and those meant for a dialog, are left alone. */
export function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || isModifier(event.key)) return
  const combo = comboOf(event)
  const isGuarded = combo.startsWith('mod+') || combo === 'Escape'
  if (!isGuarded && (!areSingleKeysOn || isTyping(event.target))) return
  if (isInDialog()) return
  // Enter and Space on a control are that control's own.
  if ((combo === 'Enter' || combo === 'Space') && isControl(event.target)) return

  clearTimeout(timer)
  pressed = [...pressed, combo]
  let found = bestMatch()
  if (!found && pressed.length > 1) {
    pressed = [combo]
    found = bestMatch()
  }
  if (!found) {
    pressed = []
  } else if (found.kind === 'part') {
    timer = setTimeout(forget, SEQUENCE_MS)
  } else {
    pressed = []
    event.preventDefault()
    found.shortcut.run(event)
  }
}

/** A complete match is taken before one that could become complete; among equals the last one added. */
function bestMatch(): { kind: 'full' | 'part'; shortcut: Shortcut } | undefined {
  let partial: Shortcut | undefined
  for (let index = shortcuts.length - 1; index >= 0; index -= 1) {
    const shortcut = shortcuts[index]
    if (!shortcut) continue
    const match = matchSequence(pressed, shortcut.keys)
    if (match === 'full') return { kind: 'full', shortcut }
    if (match === 'part') partial ??= shortcut
  }
  return partial ? { kind: 'part', shortcut: partial } : undefined
}

function forget(): void {
  pressed = []
}

function isModifier(key: string): boolean {
  return key === 'Shift' || key === 'Control' || key === 'Alt' || key === 'Meta'
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true
  if (target.closest('[role="listbox"], [role="menu"], [role="combobox"]')) return true
  return (
    target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type)
  )
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('a, button, input, select, textarea, summary') !== null
}

function isInDialog(): boolean {
  return document.querySelector('[role="dialog"][aria-modal="true"]') !== null
}

function readSetting(): boolean {
  try {
    return localStorage.getItem(SETTING_KEY) !== 'off'
  } catch {
    return true
  }
}

function notify(): void {
  for (const listener of listeners) listener()
}
