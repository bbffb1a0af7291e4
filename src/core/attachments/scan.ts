/** Files are scanned for viruses where the operator set a scanner up; what it has not called clean is opened by nobody. */
import { NotScanned, scanStream } from '../../platform/files/clamd.ts'
import { conflict, forbidden } from '../../platform/http/problem.ts'
import type { App } from '../app.ts'

export type ScanState = 'waiting' | 'clean' | 'infected' | 'released' | null
export const inQuarantine =
  'This file is in quarantine, since a virus was found in it. An administrator can release it.'
export const waitsForScan =
  'This file waits to be scanned for viruses. Nothing is lost; open it again in a moment.'

/** What the scanner says of a stored file; it waits where the scanner says nothing, and is not scanned without one. */
export async function scanned(app: App, key: string): Promise<{ state: ScanState; found: string | null }> {
  const { clamd } = app.config
  if (clamd === undefined) return { state: null, found: null }
  try {
    return await scanStream(clamd, await app.files.open(key))
  } catch (error) {
    if (!(error instanceof NotScanned)) throw error
    app.log.warn({ failure: error.message }, 'a file waits for the virus scanner')
    return { state: 'waiting', found: null }
  }
}

/** Refuses what waits or is in quarantine, whoever asks. */
export function requireScanned(scan: ScanState): void {
  if (scan === 'waiting') throw conflict(waitsForScan)
  if (scan === 'infected') throw forbidden(inQuarantine)
}
