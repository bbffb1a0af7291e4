import type { FastifyReply } from 'fastify'

/** Sends lines of CSV as a file of this name; never kept by a browser or on the way. */
export function sendCsv(reply: FastifyReply, name: string, text: string): FastifyReply {
  return reply
    .headers({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.csv"`,
      'cache-control': 'no-store',
    })
    .serializer((body: unknown) => String(body))
    .send(`\uFEFF${text}`)
}
