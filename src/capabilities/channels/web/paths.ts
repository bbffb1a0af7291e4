/** Where the pages of imports are. */
export const importsPath = '/desk/organization/import'
export const mailPath = '/desk/organization/mail'
export const alertsPath = '/desk/organization/alerts'
export const keysPath = '/desk/organization/keys'
export const beginPath = '/desk/organization/keys/begin'
export const channelsPath = '/desk/organization/channels'
