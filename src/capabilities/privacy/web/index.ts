/** Privacy on the pages of others: what is masked in words, the warning of who writes, files that do not open. */
import { later } from '../../../web/kit/later.tsx'

export { MaskedMarkdown } from './MaskedMarkdown.tsx'

/** Loaded where somebody writes. */
export const WritingHint = later(async () => (await import('./WritingHint.tsx')).WritingHint)

/** Loaded where a file does not open. */
export const FileRefused = later(async () => (await import('./FileRefused.tsx')).FileRefused)
