import { name } from "./encode.js";
import { sha256 } from "./digest.js";
import { failure } from "./errors.js";
import type { FileView } from "./generated-types.js";
import type { Attachment } from "./types.js";

/** Largest file that is hashed here, in bytes; a material's own limit is usually lower. */
export const MAX_FILE_BYTES: number = 256 << 20;

/** Describes a file by name, media type, size and SHA-256. Its bytes stay with the host. */
export async function hashFile(file: Attachment): Promise<FileView> {
  if (typeof Blob !== "undefined" && file instanceof Blob) {
    if (file.size > MAX_FILE_BYTES) {
      throw failure("value.too-large", `the file has ${file.size} bytes`, `at most ${MAX_FILE_BYTES}`);
    }
    let bytes: ArrayBuffer;
    try {
      bytes = await file.arrayBuffer();
    } catch (cause) {
      throw failure("file.unreadable", "the file cannot be read", "choose it again: it was moved, changed or taken out", cause);
    }
    const called = "name" in file && typeof file.name === "string" && file.name !== "" ? file.name : "file";
    return {
      name: name(called, "the file's name"),
      media: file.type === "" ? "application/octet-stream" : file.type,
      size: bytes.byteLength,
      sha256: await sha256(new Uint8Array(bytes)),
    };
  }
  const { name: called, media, size, sha256: digest } = (file ?? {}) as Partial<FileView>;
  if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0) {
    throw failure("value.type", "a file is a File, a Blob or {name, media, size, sha256}");
  }
  return {
    name: name(called, "the file's name"),
    media: name(media, "the file's media type"),
    size,
    sha256: name(digest, "the file's digest"),
  };
}
