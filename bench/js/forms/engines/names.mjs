// Engines in the order in which they are measured.

export const NAMES = ['tongban', 'survey', 'formily', 'jsonforms', 'formio', 'odk'];
