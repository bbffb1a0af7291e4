/** How much depends on a place, a device or an application. */
export type DemoCriticality = 'critical' | 'high' | 'moderate' | 'low'

export type DemoSite = { key: string; name: string; kind: string; address: string }

/** `parentKey` is absent for the top of the tree. */
export type DemoDepartment = { key: string; name: string; siteKey: string; parentKey?: string; kind: string }

export type DemoPlace = {
  key: string
  name: string
  departmentKey: string
  siteKey: string
  kind: 'room' | 'nurse_station' | 'desk' | 'office' | 'bay'
  floor: number
  criticality: DemoCriticality
}

/** A login that a ward shares. It is never a person and never an actor. */
export type DemoSharedLogin = { key: string; username: string; name: string; departmentKey: string }

/** `personKey` is set for a personal computer, `sharedLoginKey` for one that signs in as the ward. */
export type DemoWorkstation = {
  key: string
  name: string
  kind: 'wow_cart' | 'shared' | 'bedside' | 'reading' | 'registration' | 'kiosk' | 'personal'
  placeKey: string
  sharedLoginKey?: string
  personKey?: string
}

export type DemoApplication = {
  key: string
  name: string
  vendor: string
  purpose: string
  criticality: DemoCriticality
  teamKey: string
  /** People who use it in a usual month. */
  activeUsers: number
}

export type DemoTeam = {
  key: string
  name: string
  tier: 1 | 2 | 3
  hours: 'around_the_clock' | 'business_hours'
  departmentKey: string
  leadKey: string
  purpose: string
  memberKeys: string[]
}

/** A person, a vendor's contact, or a named and owned service identity. */
export type DemoPerson = {
  key: string
  kind: 'staff' | 'contact' | 'service'
  firstName: string
  lastName: string
  displayName: string
  title: string
  departmentKey?: string
  siteKey?: string
  managerKey?: string
  email?: string
  phone?: string
  badge?: string
  /** Keys of the role catalog (`roles.yaml`); every person of staff also holds `requester`. */
  roleKeys: string[]
  teamKeys: string[]
  skillKeys: string[]
  language: 'en' | 'es'
  /** For a service identity: who answers for it. */
  ownerKey?: string
  note?: string
}

export type DemoNamed = { key: string; name: string }

/** A person whose login the documentation names, with what to show there. */
export type DemoLogin = { personKey: string; label: string; shows: string }

export type DemoOrganization = {
  organization: { name: string; slug: string; timeZone: string; mailDomain: string; locale: string }
  sites: DemoSite[]
  departments: DemoDepartment[]
  places: DemoPlace[]
  sharedLogins: DemoSharedLogin[]
  workstations: DemoWorkstation[]
  applications: DemoApplication[]
  teams: DemoTeam[]
  skills: DemoNamed[]
  categories: DemoNamed[]
  people: DemoPerson[]
  logins: DemoLogin[]
}
