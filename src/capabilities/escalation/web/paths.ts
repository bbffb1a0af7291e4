export const calendarsPath = '/desk/organization/calendars'
export const policiesPath = '/desk/organization/policies'
