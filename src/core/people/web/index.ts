/** The organization at the desk: people, teams, roles, lists, settings, synonyms, audit, outbox, health. */
import {
  IconBuildingHospital,
  IconHeartbeat,
  IconLanguage,
  IconListTree,
  IconMailbox,
  IconShieldLock,
  IconTimelineEvent,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react'
import { later } from '../../../web/kit/later.tsx'
import type { NavItem, PageRoute, WebCapability } from '../../../web/shell/web-capability.ts'

const base = '/desk/organization'

function page(path: string, permission: string, load: PageRoute['page']): PageRoute {
  return { path: `${base}${path}`, area: 'desk', permission, page: load }
}

function item(
  name: string,
  path: string,
  icon: NavItem['icon'],
  order: number,
  permission: string,
  shortcut?: string,
): NavItem {
  return {
    area: 'desk',
    group: 'shell.nav.organization',
    label: `organization.nav.${name}`,
    href: `${base}${path}`,
    icon,
    order,
    permission,
    ...(shortcut ? { shortcut } : {}),
  }
}

const manages = 'organization.manage'

const AuditPart = later(async () => (await import('./AuditPart.tsx')).AuditPart)

export const organizationWeb: WebCapability = {
  name: 'organization',
  recordParts: [{ kind: 'ticket', order: 95, Part: AuditPart }],
  routes: [
    page('/people', 'people.read', () => import('./PeoplePage.tsx')),
    page('/people/import', 'people.import', () => import('./ImportPage.tsx')),
    page('/people/$id', 'people.read', () => import('./PersonPage.tsx')),
    page('/teams', 'people.read', () => import('./TeamsPage.tsx')),
    page('/teams/$id', 'people.read', () => import('./TeamPage.tsx')),
    page('/roles', 'people.read', () => import('./RolesPage.tsx')),
    page('/roles/$id', 'people.read', () => import('./RolePage.tsx')),
    page('/lists/$list', manages, () => import('./ListPage.tsx')),
    page('/settings', manages, () => import('./SettingsPage.tsx')),
    page('/synonyms', manages, () => import('./SynonymsPage.tsx')),
    page('/audit', 'audit.read', () => import('./AuditPage.tsx')),
    page('/outbox', 'outbox.read', () => import('./OutboxPage.tsx')),
    page('/health', manages, () => import('./HealthPage.tsx')),
  ],
  nav: [
    item('people', '/people', IconUsers, 80, 'people.read', 'g p'),
    item('teams', '/teams', IconUsersGroup, 81, 'people.read'),
    item('roles', '/roles', IconShieldLock, 82, 'roles.manage'),
    item('lists', '/lists/departments', IconListTree, 83, manages),
    item('settings', '/settings', IconBuildingHospital, 84, manages),
    item('synonyms', '/synonyms', IconLanguage, 85, manages),
    item('audit', '/audit', IconTimelineEvent, 86, 'audit.read'),
    item('outbox', '/outbox', IconMailbox, 87, 'outbox.read'),
    item('health', '/health', IconHeartbeat, 88, manages),
  ],
}
