/** What an organization has masked of texts. Pure, so that a thread of its own can do it for long ones. */
import { detect, type Looking } from './detect/detect.ts'
import { formatOf } from './detect/format.ts'
import type { Span } from './detect/span.ts'
import { staffOf } from './detect/staff.ts'
import type { Setting } from './setting.ts'

export type Look = {
  texts: readonly string[]
  setting: Setting
  yearNow: number
  /** Of those who work here, as far as they may stand in the texts. */
  staff: readonly string[]
}

/** The places of each text. */
export function looked({ texts, setting, yearNow, staff }: Look): Span[][] {
  const looking: Looking = {
    formats: setting.formats.map(formatOf),
    contextWords: new Set(setting.context_words),
    isStaff: staff.length === 0 ? () => false : staffOf(staff),
    yearNow,
  }
  return texts.map((text) =>
    detect(text, looking).filter(
      ({ score, kind }) => score >= setting.threshold && setting.kinds.includes(kind),
    ),
  )
}
