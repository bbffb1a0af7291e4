import { StatusBadge, type Tone } from '../../../web/kit/StatusBadge.tsx'
import type { ImportLine } from './data.ts'
import { useChannelsT } from './useChannelsT.ts'

const tones: Record<ImportLine['state'], Tone> = {
  uploaded: 'neutral',
  previewing: 'info',
  previewed: 'accent',
  running: 'info',
  done: 'success',
  stopped: 'warning',
  failed: 'danger',
}

/** Where a run stands, in a word. */
export function RunBadge({ run }: { run: Pick<ImportLine, 'state' | 'is_stalled'> }) {
  const t = useChannelsT()
  if (run.is_stalled) return <StatusBadge tone="warning" label={t('channels.state.stalled')} />
  return <StatusBadge tone={tones[run.state]} label={t(`channels.state.${run.state}`)} />
}
