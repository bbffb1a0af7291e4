/** The upload of a package. */
import multipart from '@fastify/multipart'
import { Type } from 'typebox'
import type { App } from '../../../core/app.ts'
import { noteDenial } from '../../../core/execute.ts'
import { type Authenticate, describe, Problems } from '../../../core/mount.ts'
import { forbidden, invalid, Problem } from '../../../platform/http/problem.ts'
import { Id } from '../../../platform/http/schema.ts'
import type { FastifyRequest, Http } from '../../../platform/http/server.ts'
import { manages } from '../policy.ts'
import { upload_bytes_max } from './open-package.ts'
import { storePackage } from './store-package.ts'

/** Mounts the upload, as multipart/form-data. */
export function mountPackageUpload(http: Http, app: App, authenticate: Authenticate): void {
  http.register(async (scope) => {
    await scope.register(multipart, {
      limits: { files: 1, fields: 0, parts: 2, fileSize: upload_bytes_max, headerPairs: 50 },
    })
    scope.route({
      method: 'POST',
      url: '/api/training/packages',
      schema: {
        ...describe(
          'training.upload_package',
          'Send a course as a zip file of SCORM 1.2, SCORM 2004 or cmi5, as multipart/form-data.',
          'training',
        ),
        consumes: ['multipart/form-data'],
        response: { 200: Type.Object({ id: Id }), ...Problems },
      },
      handler: async (request) => {
        const actor = await authenticate(request)
        if (!manages(actor)) {
          await noteDenial(app, actor, 'training.upload_package', forbidden())
          throw forbidden()
        }
        return { id: await storePackage(app, actor, await fileOf(request)) }
      },
    })
  })
}

async function fileOf(request: FastifyRequest): Promise<Buffer> {
  if (!request.isMultipart())
    throw new Problem(415, 'media-type', 'Wrong kind of content', 'Send the file as multipart/form-data.')
  const part = await request.file().catch(() => undefined)
  if (!part) throw invalid('#/file', 'There is no file in what you sent.')
  const chunks: Buffer[] = []
  for await (const chunk of part.file) chunks.push(chunk as Buffer)
  if (part.file.truncated)
    throw invalid('#/file', `The file is larger than ${upload_bytes_max / 1_000_000} MB.`)
  return Buffer.concat(chunks)
}
