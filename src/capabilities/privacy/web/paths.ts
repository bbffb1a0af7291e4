export const reviewPath = '/desk/privacy'
