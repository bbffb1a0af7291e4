/** What should be looked at again before words go out: public words that were meant to stay inside, or the reverse. */
export type Doubt = 'noteHoldsAddress' | 'noteGreetsRequester' | 'replySoundsInternal' | 'replyHoldsPassword'

// A hospital has internal medicine, which is no secret.
const insideWords =
  /\b(internal(ly)?(?! medicine)|do not (tell|share)|don['’]t (tell|share)|not for the (user|requester|caller)|between us|(?<!medicina )intern[oa]s?|entre nosotros|no decir)\b/i
// A word such as "password" followed by something that looks like one: letters with figures or signs.
const password = /\b(password|passcode|pin|contraseña|clave)\b\s*(is|es|:|=)\s*\S*[\d!@#$%^&*]\S*/i

/**
 * The doubts about a text before it is sent.
 * @param kind where it would go
 * @param requester the person whom the ticket is about
 */
export function doubtsAbout(
  kind: 'reply' | 'note',
  text: string,
  requester: { name: string; email: string | null } | undefined,
): Doubt[] {
  if (kind === 'note') return requester ? noteDoubts(text, requester) : []
  return [
    ...(insideWords.test(text) ? (['replySoundsInternal'] as const) : []),
    ...(password.test(text) ? (['replyHoldsPassword'] as const) : []),
  ]
}

function noteDoubts(text: string, requester: { name: string; email: string | null }): Doubt[] {
  if (requester.email && text.toLowerCase().includes(requester.email.toLowerCase()))
    return ['noteHoldsAddress']
  const first = requester.name.split(/\s+/)[0] ?? ''
  const greeting = new RegExp(
    `^\\s*(hi|hello|dear|good (morning|afternoon)|hola|buenos días|buenas tardes|estimad[oa])[\\s,]+${escaped(first)}\\b`,
    'iu',
  )
  return first && greeting.test(text) ? ['noteGreetsRequester'] : []
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
