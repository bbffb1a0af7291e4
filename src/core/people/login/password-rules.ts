/**
 * What a new password must be, after NIST SP 800-63B: long enough, not one that is guessed first, and nothing
 * about capital letters, digits or age. Twelve characters hold for everybody, also for those who only file
 * requests: a role can be given to them tomorrow, and a rule that differs by role is one more thing to explain.
 */
import { readFileSync } from 'node:fs'
import { invalid } from '../../../platform/http/problem.ts'

export const length_min = 12
export const length_max = 1024
/** So many characters must be left when everything that is guessed first is taken away. */
const own_length_min = 5
const distinct_min = 5

const commonWords = readFileSync(new URL('./common-passwords.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((word) => word.length > 2)

/** What others know of the person: the name, the address, the organization. */
export type Context = { name: string; email: string | null; organization: string }

/** Refuses a password that is too short or that others would guess; `pointer` is its field. */
export function requireGoodPassword(password: string, context: Context, pointer = '#/password'): void {
  const reason = weakness(password, context)
  if (reason !== undefined) throw invalid(pointer, reason)
}

/** Why a password will not do, as a sentence; undefined when it will. */
export function weakness(password: string, context: Context): string | undefined {
  const normal = password.normalize('NFKC')
  if ([...normal].length < length_min)
    return `Use at least ${length_min} characters. A few words make a good password.`
  if (password.length > length_max || normal.length > 4 * length_max)
    return `Use at most ${length_max} characters.`
  if (new Set(normal).size < distinct_min)
    return 'This repeats the same few characters. Use a few words instead.'
  const folded = fold(normal)
  if (left(plainLetters(folded), commonWords).length < own_length_min)
    return 'This is one of the passwords that are guessed first. Use a few words that do not belong together.'
  const known = contextWords(context)
  if (
    [folded, plainLetters(folded)].some(
      (text) => left(text, [...known, ...commonWords]).length < own_length_min,
    )
  )
    return 'This is made of your name, your address or the name of the organization. Others would guess it.'
  return undefined
}

function contextWords({ name, email, organization }: Context): string[] {
  return [name, email ?? '', organization]
    .flatMap((text) => fold(text.normalize('NFKC')).split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word.length > 2)
}

/** What is left of the text without the words, runs like 1234 or qwer, repetitions, a few digits and marks at its ends. */
function left(text: string, words: readonly string[]): string {
  let rest = text
  for (const word of words.toSorted((a, b) => b.length - a.length)) rest = rest.replaceAll(word, '')
  return withoutRuns(rest)
    .replace(/(.)\1+/gu, '$1')
    .replace(/^[^\p{L}]{1,4}|[^\p{L}]{1,4}$/gu, '')
}

const keyboard = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'abcdefghijklmnopqrstuvwxyz']
const runs = keyboard.flatMap((row) => {
  const both = [row, [...row].reverse().join('')]
  return both.flatMap((line) =>
    Array.from({ length: line.length - 3 }, (_, start) => line.slice(start, start + 4)),
  )
})

function withoutRuns(text: string): string {
  let rest = text
  for (const run of runs) rest = rest.replaceAll(run, '')
  return rest
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

// The usual exchanges of letters fool nobody.
function plainLetters(text: string): string {
  const letters: Record<string, string> = {
    '0': 'o',
    '1': 'l',
    '3': 'e',
    '4': 'a',
    '5': 's',
    '7': 't',
    '@': 'a',
    $: 's',
    '!': 'i',
  }
  // Digits at the end are a year or a counter, not letters.
  const end = /[^\p{L}]*$/u.exec(text)?.index ?? text.length
  return (
    text.slice(0, end).replace(/[013457@$!]/g, (character) => letters[character] ?? character) +
    text.slice(end)
  )
}
