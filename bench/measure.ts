/** Drives a job in a closed loop with so many clients and keeps every latency. */
export type Figures = {
  clients: number
  count: number
  p50_ms: number
  p95_ms: number
  per_second: number
  failures: number
}

/** Runs `job` for `seconds` after a warm-up, each client starting its next call when the last has answered. */
export async function drive(
  clients: number,
  seconds: number,
  job: (client: number, call: number) => Promise<boolean>,
): Promise<Figures> {
  await loop(clients, Math.min(2, seconds / 3), job, [])
  const latencies_ms: number[] = []
  const start = performance.now()
  const failures = await loop(clients, seconds, job, latencies_ms)
  const elapsed_s = (performance.now() - start) / 1000
  latencies_ms.sort((a, b) => a - b)
  return {
    clients,
    count: latencies_ms.length,
    failures,
    p50_ms: quantile(latencies_ms, 0.5),
    p95_ms: quantile(latencies_ms, 0.95),
    per_second: latencies_ms.length / elapsed_s,
  }
}

async function loop(
  clients: number,
  seconds: number,
  job: (client: number, call: number) => Promise<boolean>,
  latencies_ms: number[],
): Promise<number> {
  const end = performance.now() + seconds * 1000
  let failures = 0
  let call = 0
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      while (performance.now() < end) {
        const start = performance.now()
        const isGood = await job(client, call++)
        latencies_ms.push(performance.now() - start)
        if (!isGood) failures += 1
      }
    }),
  )
  return failures
}

export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
