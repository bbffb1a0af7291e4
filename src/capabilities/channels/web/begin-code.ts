/** What a program may begin with, for the address of this installation. */
export function beginCode(address: string) {
  return {
    file: `curl ${address}/api/tickets \\
  -H "Authorization: Bearer $WARDLINE_KEY" \\
  -H "Content-Type: application/json" \\
  -H "Idempotency-Key: printer-ward-4" \\
  -d '{"title": "The label printer is jammed", "body": "Ward 4."}'`,
    changes: `curl "${address}/api/changes" -H "Authorization: Bearer $WARDLINE_KEY"`,
    client: `import { connect } from '@wardline/client'

const wardline = connect({ url: '${address}', key: process.env.WARDLINE_KEY ?? '' })
for await (const ticket of wardline.rows('/api/tickets', { view: 'open' }))
  console.log(ticket.number, ticket.title)`,
  }
}
