/** Attachments: uploaded first, sent with a message, read through links that work once. */
import type { Capability } from '../registry.ts'
import { mountServing } from './serve.ts'
import { tidyUploads } from './tidy.ts'
import { mountUpload } from './upload.ts'

export const attachments: Capability = {
  name: 'attachments',
  routes(http, app, authenticate) {
    mountUpload(http, app, authenticate)
    mountServing(http, app, authenticate)
  },
  jobs: {
    'attachments.remove_file': (app, payload) => app.files.remove(String(payload.key)),
    'attachments.tidy': (app) => tidyUploads(app),
  },
  schedules: ['17 * * * * attachments.tidy'],
}
