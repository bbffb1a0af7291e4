/** Surveys: the page behind the links of a mail, what came back, the setting, and what a ticket says of it. */
import { IconMoodSmile, IconStars } from '@tabler/icons-react'
import { lazy } from 'react'
import type { WebCapability } from '../../../web/shell/web-capability.ts'
import { resultsPath, settingsPath } from './data.ts'

// Loaded where it is shown, so that the first page does not wait for it.
const TicketPart = lazy(async () => ({ default: (await import('./TicketPart.tsx')).TicketPart }))

const area = 'desk'

export const surveysWeb: WebCapability = {
  name: 'surveys',
  routes: [
    // What the link says stands after the #, where no server on the way sees it.
    { path: '/survey', area: 'public', page: () => import('./AnswerPage.tsx') },
    { path: resultsPath, area, permission: 'reports.read', page: () => import('./ResultsPage.tsx') },
    { path: settingsPath, area, permission: 'surveys.manage', page: () => import('./SettingsPage.tsx') },
  ],
  nav: [
    {
      area,
      label: 'surveys.nav.results',
      href: resultsPath,
      icon: IconStars,
      order: 33,
      permission: 'reports.read',
    },
    {
      area,
      group: 'shell.nav.organization',
      label: 'surveys.nav.settings',
      href: settingsPath,
      icon: IconMoodSmile,
      order: 91,
      permission: 'surveys.manage',
    },
  ],
  recordParts: [{ kind: 'ticket', order: 85, Part: TicketPart }],
}
