/**
 * Applications under way, kept so that nothing typed is lost: by IndexedDB on a person's own device, in memory on a
 * device that many people use.
 */

import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Draft } from '../engine/port.ts';

const NAME = 'tongban';

/** One application under way. */
export interface DraftRecord {
  /** Packet id. */
  id: string;
  /** Who it belongs to. */
  owner: string;
  item: string;
  itemName: string;
  region: string | undefined;
  /** Milliseconds since the epoch. */
  savedAt: number;
  draft: Draft;
}

export interface DraftStore {
  save(record: DraftRecord): Promise<void>;
  saveFile(packet: string, sha256: string, bytes: Blob): Promise<void>;
  /** Newest first. */
  list(owner: string): Promise<DraftRecord[]>;
  files(packet: string): Promise<Map<string, Blob>>;
  remove(packet: string): Promise<void>;
  /** Forgets everybody. */
  wipe(): Promise<void>;
}

interface Schema extends DBSchema {
  drafts: { key: string; value: DraftRecord };
  files: { key: [string, string]; value: { packet: string; sha256: string; bytes: Blob }; indexes: { packet: string } };
}

/** Drafts in IndexedDB. */
export class IndexedDrafts implements DraftStore {
  #db: Promise<IDBPDatabase<Schema>> | undefined;

  async save(record: DraftRecord): Promise<void> {
    const db = await this.#open();
    // The browser's default durability may lose the last seconds with the power.
    const transaction = db.transaction('drafts', 'readwrite', { durability: 'strict' });
    await Promise.all([transaction.store.put(record, record.id), transaction.done]);
  }

  async saveFile(packet: string, sha256: string, bytes: Blob): Promise<void> {
    const db = await this.#open();
    const transaction = db.transaction('files', 'readwrite', { durability: 'strict' });
    await Promise.all([transaction.store.put({ packet, sha256, bytes }, [packet, sha256]), transaction.done]);
  }

  async list(owner: string): Promise<DraftRecord[]> {
    const all = await (await this.#open()).getAll('drafts');
    return all.filter((record) => record.owner === owner).sort((a, b) => b.savedAt - a.savedAt);
  }

  async files(packet: string): Promise<Map<string, Blob>> {
    const found = await (await this.#open()).getAllFromIndex('files', 'packet', packet);
    return new Map(found.map((file) => [file.sha256, file.bytes]));
  }

  async remove(packet: string): Promise<void> {
    const db = await this.#open();
    const transaction = db.transaction(['drafts', 'files'], 'readwrite', { durability: 'strict' });
    await transaction.objectStore('drafts').delete(packet);
    const keys = await transaction.objectStore('files').index('packet').getAllKeys(packet);
    await Promise.all(keys.map((key) => transaction.objectStore('files').delete(key)));
    await transaction.done;
  }

  async wipe(): Promise<void> {
    const db = await this.#db?.catch(() => undefined);
    db?.close();
    this.#db = undefined;
    await deleteDB(NAME);
  }

  #open(): Promise<IDBPDatabase<Schema>> {
    this.#db ??= openDB<Schema>(NAME, 1, {
      upgrade(db) {
        db.createObjectStore('drafts');
        db.createObjectStore('files').createIndex('packet', 'packet');
      },
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    });
    return this.#db;
  }
}

/** Drafts in memory only: gone with the page. */
export class MemoryDrafts implements DraftStore {
  readonly #drafts = new Map<string, DraftRecord>();
  readonly #files = new Map<string, Map<string, Blob>>();

  async save(record: DraftRecord): Promise<void> {
    this.#drafts.set(record.id, record);
  }

  async saveFile(packet: string, sha256: string, bytes: Blob): Promise<void> {
    const files = this.#files.get(packet) ?? new Map<string, Blob>();
    files.set(sha256, bytes);
    this.#files.set(packet, files);
  }

  async list(owner: string): Promise<DraftRecord[]> {
    return [...this.#drafts.values()].filter((record) => record.owner === owner).sort((a, b) => b.savedAt - a.savedAt);
  }

  async files(packet: string): Promise<Map<string, Blob>> {
    return new Map(this.#files.get(packet));
  }

  async remove(packet: string): Promise<void> {
    this.#drafts.delete(packet);
    this.#files.delete(packet);
  }

  async wipe(): Promise<void> {
    this.#drafts.clear();
    this.#files.clear();
    // An earlier version of these pages, or another channel on this device, may have left something.
    if (typeof indexedDB !== 'undefined') await deleteDB(NAME);
  }
}
