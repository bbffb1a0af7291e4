/** Notices: what people hear of, by which way and when. See README.md. */
import type { Capability } from '../../core/registry.ts'
import { changeFeed, endFeed, makeFeed, mountFeed, showFeed } from './calendar/feed.ts'
import { tend } from './deliver.ts'
import { finishFor } from './finish.ts'
import { listNotices, markUnread } from './list.ts'
import { mountMailSettings } from './routes.ts'
import { ringIfStill } from './send.ts'
import { muteKind, muteRecord, saveSettings, showSettings } from './settings.ts'
import { takesBack } from './take-back.ts'
import { keepsBack, told } from './told.ts'

export const notices: Capability = {
  name: 'notices',
  plainActions: [saveSettings, muteRecord, muteKind, markUnread, makeFeed, changeFeed, endFeed],
  readers: [listNotices, showSettings, showFeed],
  jobs: { 'notices.tend': tend, 'notices.ring': ringIfStill },
  schedules: ['* * * * * notices.tend'],
  notices: { told, keepsBack, finishFor, takesBack },
  routes(http, app) {
    mountMailSettings(http, app)
    mountFeed(http, app)
  },
}
