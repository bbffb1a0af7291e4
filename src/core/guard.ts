/** Looks at words on their way in, before they are stored, so that what must not be read by all is covered everywhere at once. */
import type { TSchema } from 'typebox'
import type { Tx } from '../platform/db/transaction.ts'
import type { Actor } from './actor.ts'
import type { App } from './app.ts'
import type { Attachment } from './attachments/attachment.ts'
import type { Writing } from './followers.ts'
import type { RecordRow } from './records/record.ts'

/** What was asked, in its own words, and whether the answer can hold a mask. */
export type Question = { label: string; holdsMask: boolean }

/** What is written: by which action, and on which record, null while that is being made. */
export type About = {
  action: string
  schema: TSchema
  record: RecordRow | null
  /** What the path of an action names that is on no record by itself. */
  params?: Readonly<Record<string, string>>
  /** The questions of answers, by the pointers of these. */
  asked?: ReadonlyMap<string, Question>
}

/** A message by its id, or what a capability keeps of a record as it is stored. */
export type Where = string | { recordId: string; body: string }

/** Words of an import. `recordId` is known where they are added to a record that is there. */
export type TextToCover = {
  text: string
  field: string
  isInternal: boolean
  length_max?: number
  recordId?: string
}
/** The text as it may be stored; `keep` is called in the same write, with the record on which it stands then. */
export type CoveredText = { text: string; keep(action: string, recordId: string): void }

export type Guard = {
  /** The input as it may be stored. `made` is told of the record when the action made one, or says on which it wrote. */
  cover(
    writing: Writing,
    about: About,
    input: unknown,
  ): Promise<{ input: unknown; made?: (record: { id: string; isInternal?: boolean }) => void }>
  /** The texts as they may be stored, one for one: examined together, so that an import loses no time. */
  coverTexts(tx: Tx, now: string, texts: readonly TextToCover[]): Promise<CoveredText[]>
  /** The text as it stands in the message, or in words kept of a record, when the actor gave it as it reads without covers. */
  asStored(tx: Tx, where: Where, text: string): Promise<string>
  /**
   * Takes away what is behind the covers of a text that is removed, and what belongs to files that are gone; with
   * `holding` also what holds these words. Answers the words.
   */
  forget(writing: Writing, recordId: string, removed: string, holding?: string): Promise<string[]>
  /** Looks at a file that was uploaded: the name under which it is kept, and what to send when the file has its row. */
  receive(writing: Writing, file: Attachment): Promise<{ name: string; kept: () => void }>
  /** True when something in the text may be a patient's. */
  isSuspect(tx: Tx, text: string, now: string): Promise<boolean>
  /** Refuses to open a file that the actor may read but must not open now. */
  requireOpen(tx: Tx, actor: Actor, file: Attachment, now: string): Promise<void>
  /** Refuses to take words out of a record that has to stay as it is. */
  requireUnheld(tx: Tx, recordId: string): Promise<void>
}

/** The input of an action as it may be stored. */
export function covered(writing: Writing, about: About, input: unknown): ReturnType<Guard['cover']> {
  return writing.app.registry.guard?.cover(writing, about, input) ?? Promise.resolve({ input })
}

/** The texts of an import as they may be stored. */
export async function coveredTexts(
  app: Pick<App, 'registry'>,
  tx: Tx,
  now: string,
  texts: readonly TextToCover[],
): Promise<CoveredText[]> {
  const { guard } = app.registry
  return guard ? guard.coverTexts(tx, now, texts) : texts.map(({ text }) => ({ text, keep: () => {} }))
}
