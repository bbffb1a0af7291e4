/** Requests that are sent again when nothing can be done twice by it. */

export type Sending = {
  fetch: (request: Request) => Promise<Response>
  wait: (ms: number) => Promise<void>
  tries_max: number
  wait_ms_max: number
}

const first_pause_ms = 500

/**
 * Sends the request. What was refused as too often (429) is sent again when the server says. What may have been done
 * although no answer came (503, a broken connection) is sent again only where twice is once: for a read, and for a call
 * that carries an idempotency key.
 */
export async function sendSafely(request: Request, sending: Sending): Promise<Response> {
  const isSafe = request.method === 'GET' || request.headers.has('idempotency-key')
  for (let tries = 1; ; tries++) {
    const isLast = tries >= sending.tries_max
    try {
      const response = await sending.fetch(request.clone())
      const isAgain = response.status === 429 || (isSafe && response.status === 503)
      const pause_ms = pauseOf(response, tries)
      if (!isAgain || isLast || pause_ms > sending.wait_ms_max) return response
      await response.body?.cancel()
      await sending.wait(pause_ms)
    } catch (error) {
      if (!isSafe || isLast || request.signal.aborted) throw error
      await sending.wait(grown(tries))
    }
  }
}

/** As long as the server asks, in seconds or until a date; else twice as long each time. */
function pauseOf(response: Response, tries: number): number {
  const asked = response.headers.get('retry-after')
  if (asked === null) return grown(tries)
  if (/^\d+$/.test(asked.trim())) return Number(asked) * 1000
  const until_ms = Date.parse(asked) - Date.now()
  return Number.isNaN(until_ms) ? grown(tries) : Math.max(0, until_ms)
}

const grown = (tries: number) => first_pause_ms * 2 ** (tries - 1)
