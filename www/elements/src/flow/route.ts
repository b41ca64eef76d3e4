/** Where the person is, as a hash: it never holds anything about the person. */

export type Route =
  | { step: 'sign-in' }
  | { step: 'client' }
  | { step: 'items' }
  | { step: 'guide'; item: string }
  | { step: 'start'; item: string }
  | { step: 'form'; page: string }
  | { step: 'materials' }
  | { step: 'check' }
  | { step: 'receipt' }
  | { step: 'progress'; number?: string }
  | { step: 'cases' }
  | { step: 'queue' }
  | { step: 'desk'; number: string };

export type Step = Route['step'];

const PLAIN = ['sign-in', 'client', 'items', 'materials', 'check', 'receipt', 'progress', 'cases', 'queue'] as const;

/** The hash of a route. */
export function toHash(route: Route): string {
  switch (route.step) {
    case 'guide':
      return `#/items/${encodeURIComponent(route.item)}`;
    case 'start':
      return `#/start/${encodeURIComponent(route.item)}`;
    case 'form':
      return `#/form/${encodeURIComponent(route.page)}`;
    case 'progress':
      return route.number ? `#/progress/${encodeURIComponent(route.number)}` : '#/progress';
    case 'desk':
      return `#/queue/${encodeURIComponent(route.number)}`;
    default:
      return `#/${route.step}`;
  }
}

/** The route of a hash, if it is one. */
export function fromHash(hash: string): Route | undefined {
  const [step, argument] = hash.replace(/^#\/?/, '').split('/').map(decode);
  if (argument) {
    if (step === 'items') return { step: 'guide', item: argument };
    if (step === 'start') return { step: 'start', item: argument };
    if (step === 'form') return { step: 'form', page: argument };
    if (step === 'progress') return { step: 'progress', number: argument };
    if (step === 'queue') return { step: 'desk', number: argument };
    return undefined;
  }
  const plain = PLAIN.find((name) => name === step);
  return plain ? { step: plain } : undefined;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
