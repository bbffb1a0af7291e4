import { useEffect } from 'react'
import { addSource, type CommandSource } from './commands.ts'

/** Offers commands in the palette while the component is there. Keep `source` stable with useMemo. */
export function useCommandSource(source: CommandSource): void {
  useEffect(() => addSource(source), [source])
}
