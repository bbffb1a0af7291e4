/** Uploads as a browser sends them, for tests. */
import type { Answer, Client, Wardline } from '../../../test/helpers/server.ts'

const boundary = 'the-boundary-of-the-test'

/** The multipart body for one file. The name stands in the header as it is. */
export function multipartOf(name: string, type: string, content: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`,
    ),
    content,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
}

/** A function that uploads as the person. */
export function uploadWith(_wardline: Wardline, client: Client) {
  return (name: string, type: string, content: Buffer): Promise<Answer> =>
    client.send('POST', '/api/attachments', multipartOf(name, type, content), {
      'content-type': `multipart/form-data; boundary=${boundary}`,
    })
}
