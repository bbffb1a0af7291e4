/** Import and export of articles on the web. */
import type { WebCapability } from '../../../../web/shell/web-capability.ts'
import { exchangePath } from './data.ts'

export const articleExchangeWeb: WebCapability = {
  name: 'articleExchange',
  routes: [
    {
      path: exchangePath,
      area: 'desk',
      permission: 'knowledge.write',
      page: () => import('./ExchangePage.tsx'),
    },
  ],
}
