export const reviewPath = '/desk/privacy'
export const peoplePath = '/desk/privacy/people'
export const settingsPath = '/desk/privacy/settings'
