import { lazy, Suspense } from 'react'

const ReplyPicker = lazy(() =>
  import('../../macros/web/ReplyPicker.tsx').then((module) => ({ default: module.ReplyPicker })),
)
const Signature = lazy(() =>
  import('../../macros/web/ReplyPicker.tsx').then((module) => ({ default: module.SignatureNote })),
)
const SendLaterDialog = lazy(() =>
  import('../../scheduled/web/dialogs.tsx').then((module) => ({ default: module.SendLaterDialog })),
)

export type AtHandName = 'replies' | 'later'
type AtHandProps = {
  open: AtHandName | undefined
  ticketId: string
  text: string
  onInsert: (markdown: string) => void
  onPlanned: () => void
  onClose: () => void
}

/** What is at hand while one writes: canned replies to put in, and to have it sent later. */
export function AtHand({ open, ticketId, text, onInsert, onPlanned, onClose }: AtHandProps) {
  if (open === undefined) return null
  return (
    <Suspense fallback={null}>
      {open === 'replies' ? (
        <ReplyPicker
          ticketId={ticketId}
          onInsert={(markdown) => {
            onClose()
            // The dialog holds the focus until it is gone.
            setTimeout(() => onInsert(markdown))
          }}
          onClose={onClose}
        />
      ) : (
        <SendLaterDialog ticketId={ticketId} body={text} onDone={onPlanned} onClose={onClose} />
      )}
    </Suspense>
  )
}

/** What will be put under the reply. */
export function SignatureNote({ ticketId }: { ticketId: string }) {
  return (
    <Suspense fallback={null}>
      <Signature ticketId={ticketId} />
    </Suspense>
  )
}
