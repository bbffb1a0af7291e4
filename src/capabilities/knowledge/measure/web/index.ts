/** Measures of articles and the coach's page on the web. */
import { IconSchool } from '@tabler/icons-react'
import { lazy } from 'react'
import type { WebCapability } from '../../../../web/shell/web-capability.ts'
import { coachPath, measuresPath } from './data.ts'

const FormReads = lazy(() => import('./FormReads.tsx').then((module) => ({ default: module.FormReads })))

export const articleMeasuresWeb: WebCapability = {
  name: 'articleMeasures',
  routes: [
    { path: coachPath, area: 'desk', permission: 'knowledge.coach', page: () => import('./CoachPage.tsx') },
    {
      path: measuresPath,
      area: 'desk',
      permission: 'knowledge.write',
      page: () => import('./MeasuresPage.tsx'),
    },
    {
      path: '/desk/knowledge/gaps/$id',
      area: 'desk',
      permission: 'knowledge.coach',
      page: () => import('./GapPage.tsx'),
    },
    {
      path: '/desk/knowledge/alike',
      area: 'desk',
      permission: 'knowledge.coach',
      page: () => import('./AlikePage.tsx'),
    },
  ],
  nav: [
    {
      area: 'desk',
      label: 'articleMeasures.coach.title',
      href: coachPath,
      icon: IconSchool,
      order: 31,
      permission: 'knowledge.coach',
    },
  ],
  portalParts: [{ on: 'new', order: 90, Part: FormReads }],
}
