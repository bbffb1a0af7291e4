/** Solves the puzzle of the form beside the page, which stays usable meanwhile. */
import { solve } from '../solve.ts'

self.addEventListener('message', ({ data }: MessageEvent<{ nonce: string; bits: number }>) => {
  self.postMessage(solve(data.nonce, data.bits))
})
