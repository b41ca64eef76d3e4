import { expect, it } from 'vitest';
import { kindOf } from './file-kind.ts';

it('goes by the bytes, not by the name', async () => {
  const text = (content: string, type: string) => new File([content], 'a.pdf', { type });
  expect(await kindOf(text('%PDF-1.7\n', 'text/plain'))).toBe('application/pdf');
  expect(await kindOf(text('MZ and more', 'application/pdf'))).toBeUndefined();
  expect(await kindOf(new Blob([new Uint8Array([0xff, 0xd8, 0xff, 0xe0])]))).toBe('image/jpeg');
  expect(await kindOf(new Blob([]))).toBeUndefined();
});
