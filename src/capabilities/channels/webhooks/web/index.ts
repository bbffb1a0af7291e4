/** The pages of webhooks, for administrators. */
import { IconWebhook } from '@tabler/icons-react'
import type { WebCapability } from '../../../../web/shell/web-capability.ts'
import { webhooksPath } from './paths.ts'

const permission = 'organization.manage'

export const webhooksWeb: WebCapability = {
  name: 'webhooks',
  routes: [
    { path: webhooksPath, area: 'desk', permission, page: () => import('./WebhooksPage.tsx') },
    { path: `${webhooksPath}/$id`, area: 'desk', permission, page: () => import('./WebhookPage.tsx') },
  ],
  nav: [
    {
      area: 'desk',
      group: 'shell.nav.organization',
      label: 'webhooks.nav',
      href: webhooksPath,
      icon: IconWebhook,
      order: 191,
      permission,
    },
  ],
}
