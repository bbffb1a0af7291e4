const FOCUS_MS_MAX = 5000

/**
 * Puts the focus into the editor. A plain field stands in for the rich one until that has come; the focus goes
 * to the plain one, and on to the rich one in the moment in which it takes its place.
 */
export function focusEditor(box: HTMLElement | null): void {
  const from = document.activeElement
  if (!box || focusField(box)) return
  const observer = new MutationObserver(() => {
    if (isElsewhere(box, from) || focusField(box)) observer.disconnect()
  })
  observer.observe(box, { childList: true, subtree: true })
  setTimeout(() => observer.disconnect(), FOCUS_MS_MAX)
}

/** Whoever went on to a dialog or another field in the meantime stays there. */
function isElsewhere(box: HTMLElement, from: Element | null): boolean {
  const { activeElement: now } = document
  return now !== null && now !== document.body && now !== from && !box.contains(now)
}

/** Answers whether the rich editor is there and has the focus. */
function focusField(box: HTMLElement): boolean {
  const rich = box.querySelector<HTMLElement>('[role="textbox"]')
  const field = rich ?? box.querySelector<HTMLElement>('textarea')
  if (field && document.activeElement !== field) {
    field.focus()
    goToEnd(field)
    field.scrollIntoView({ block: 'nearest' })
  }
  return rich !== null
}

/** Behind the words that are there already. */
function goToEnd(field: HTMLElement): void {
  if (field instanceof HTMLTextAreaElement) field.setSelectionRange(field.value.length, field.value.length)
  else {
    const selection = document.getSelection()
    selection?.selectAllChildren(field)
    selection?.collapseToEnd()
  }
}

let isWarm = false

/** Fetches the rich editor while the ticket is read, so that it is there when one writes. */
export function warmEditor(): void {
  if (isWarm) return
  isWarm = true
  void import('../../../../web/kit/editor/RichMarkdownEditor.tsx')
}
