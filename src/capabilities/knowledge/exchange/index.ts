/** Exchange: articles as folders of Markdown, in and out. See README.md. */
import type { Capability } from '../../../core/registry.ts'
import { importRun, importRuns, mountExchange, runImport } from './routes.ts'
import { tidyUploads, work } from './runs.ts'

export { actorOf } from './actor.ts'
export { isExchangeFault, readFolder } from './archive.ts'
export { type Dialect, dialects } from './dialect.ts'
export { exportFolder, zipOf } from './export.ts'
export { planFolder } from './plan.ts'
export { sourceOf } from './source.ts'
export { storePlan } from './store.ts'

export const articleExchange: Capability = {
  name: 'article-exchange',
  plainActions: [runImport],
  readers: [importRuns, importRun],
  routes: mountExchange,
  jobs: {
    'knowledge.import_run': work,
    'knowledge.import_tidy': (app) => tidyUploads(app),
  },
  schedules: ['41 3 * * * knowledge.import_tidy'],
}
