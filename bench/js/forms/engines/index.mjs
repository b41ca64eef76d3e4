// Engines by name, each with its lazily read code.

export const ENGINES = {
  tongban: () => import('./tongban.mjs'),
  survey: () => import('./survey.mjs'),
  formily: () => import('./formily.mjs'),
  jsonforms: () => import('./jsonforms.mjs'),
  formio: () => import('./formio.mjs'),
  odk: () => import('./odk.mjs'),
};
