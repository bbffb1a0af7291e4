import { later } from '../../../web/kit/later.tsx'
import { Markdown } from '../../../web/kit/Markdown.tsx'
import { masksIn } from '../../../web/records/masks/masks.ts'

const Masked = later(async () => (await import('./Masked.tsx')).Masked)

/** Words that people wrote; what is hidden of them is shown to whom it may be shown. */
export function MaskedMarkdown({ source, headingOffset }: { source: string; headingOffset: number }) {
  if (masksIn(source).length === 0) return <Markdown source={source} headingOffset={headingOffset} />
  return <Masked source={source} headingOffset={headingOffset} />
}
