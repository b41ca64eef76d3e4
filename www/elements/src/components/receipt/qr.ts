/** A QR code as one SVG path: no image, no markup string. */

import { encode } from 'uqr';
import { svg, html, type TemplateResult } from 'lit';

/** Quiet zone around the code, in modules, as ISO/IEC 18004 asks. */
const QUIET = 4;

export function qrCode(content: string, label: string): TemplateResult {
  const { data, size } = encode(content, { ecc: 'M', border: 0 });
  const side = size + 2 * QUIET;
  const runs: string[] = [];
  data.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (dark) runs.push(`M${x + QUIET} ${y + QUIET}h1v1h-1z`);
    });
  });
  return html`<svg class="qr" viewBox="0 0 ${side} ${side}" role="img" aria-label=${label} shape-rendering="crispEdges">
    ${svg`<rect width=${side} height=${side} fill="#ffffff"></rect><path d=${runs.join('')} fill="#000000"></path>`}
  </svg>`;
}
