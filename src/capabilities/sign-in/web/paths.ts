/** Written apart, so that the first page does not wait for what these pages need. */
export const providersPath = '/desk/organization/single-sign-on'
export const emergencyPath = '/desk/organization/emergency'
