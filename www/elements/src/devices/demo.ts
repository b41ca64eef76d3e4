/**
 * Devices of a demonstration: a scanner that draws a page saying that it is one. A real device takes its place behind
 * the same functions.
 */

/** "Scans" one page for the material `name`. */
export async function scanDemoPage(name: string, note: string): Promise<File> {
  const canvas = document.createElement('canvas');
  canvas.width = 827;
  canvas.height = 1169;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('this browser cannot draw');
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.strokeStyle = '#888888';
  pen.strokeRect(40, 40, canvas.width - 80, canvas.height - 80);
  pen.fillStyle = '#222222';
  pen.textAlign = 'center';
  pen.font = '36px "Noto Sans SC Variable", sans-serif';
  pen.fillText(name, canvas.width / 2, 300, canvas.width - 120);
  pen.font = '24px "Noto Sans SC Variable", sans-serif';
  pen.fillText(note, canvas.width / 2, 360, canvas.width - 120);
  const bytes = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (!bytes) throw new Error('this browser cannot write a picture');
  return new File([bytes], `scan-${Date.now().toString(36)}.png`, { type: 'image/png' });
}
