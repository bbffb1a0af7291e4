/** The request catalog on the web: asking with a form, the answers on a ticket, and the form's designer. */
import { IconBasket, IconForms } from '@tabler/icons-react'
import { lazy } from 'react'
import type { WebCapability } from '../../../web/shell/web-capability.ts'
import { managePath } from './paths.ts'

const manages = 'catalog.manage'
const works = 'tickets.work'

// Loaded where they are shown, so that the first page does not wait for them.
const NeedItems = lazy(async () => ({ default: (await import('./home/NeedItems.tsx')).NeedItems }))
const NewPart = lazy(async () => ({ default: (await import('./home/NewPart.tsx')).NewPart }))
const AnswersPart = lazy(async () => ({ default: (await import('./ticket/AnswersPart.tsx')).AnswersPart }))
const RequestAnswers = lazy(async () => ({
  default: (await import('./ticket/AnswersPart.tsx')).RequestAnswers,
}))

export const catalogWeb: WebCapability = {
  name: 'catalog',
  routes: [
    { path: '/catalog', area: 'portal', page: () => import('./CatalogPage.tsx') },
    { path: '/catalog/$id', area: 'portal', page: () => import('./ItemPage.tsx') },
    { path: '/desk/catalog', area: 'desk', permission: works, page: () => import('./CatalogPage.tsx') },
    { path: '/desk/catalog/$id', area: 'desk', permission: works, page: () => import('./ItemPage.tsx') },
    { path: managePath, area: 'desk', permission: manages, page: () => import('./design/ManagePage.tsx') },
    {
      path: `${managePath}/$id`,
      area: 'desk',
      permission: manages,
      page: () => import('./design/DesignPage.tsx'),
    },
  ],
  nav: [
    { area: 'portal', label: 'catalog.nav.portal', href: '/catalog', icon: IconBasket, order: 15 },
    {
      area: 'desk',
      label: 'catalog.nav.desk',
      href: '/desk/catalog',
      icon: IconBasket,
      order: 16,
      permission: works,
    },
    {
      area: 'desk',
      group: 'shell.nav.organization',
      label: 'catalog.nav.manage',
      href: managePath,
      icon: IconForms,
      order: 90,
      permission: manages,
    },
  ],
  recordParts: [{ kind: 'ticket', order: 2, Part: AnswersPart }],
  portalParts: [
    { on: 'need', order: 10, Part: NeedItems },
    { on: 'new', order: 20, Part: NewPart },
    { on: 'request end', order: 5, Part: RequestAnswers },
  ],
}
