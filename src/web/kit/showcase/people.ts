/** Invented people of the showcase. */
export const PEOPLE = ['Ana Reyes', 'Sam Okafor', 'Mei Chen', 'Jordan Blake']
