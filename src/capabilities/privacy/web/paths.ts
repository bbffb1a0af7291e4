export const reviewPath = '/desk/privacy'
export const peoplePath = '/desk/organization/personal-data'
export const settingsPath = '/desk/organization/patient-data'
