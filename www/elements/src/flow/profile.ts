/** What sets one channel's pages apart. Nothing here reaches a decision: capabilities only choose how something is asked. */

import type { Capability } from '../engine/port.ts';

export interface ChannelProfile {
  /** Id in the catalogue. */
  channel: 'portal' | 'counter' | 'bank' | 'kiosk';
  capabilities: Capability[];
  /** Who signs in: the person, a clerk for persons, or the device by itself. */
  actor: 'person' | 'clerk' | 'device';
  /** Part of the folder the channel's pages are served from. */
  home: string;
  /** Compact layout with everything in sight. */
  dense: boolean;
  /** Large targets, on-screen keys. */
  touch: boolean;
  /** Digit and letter keys work everything. */
  hotkeys: boolean;
  /** Many people use this device: keep nothing at rest. */
  shared: boolean;
  /** Seconds without a touch before the warning, and of the countdown; none: no idle watch. */
  idle: { quiet: number; warning: number } | undefined;
}

export const PORTAL: ChannelProfile = {
  channel: 'portal',
  capabilities: ['upload'],
  actor: 'person',
  home: '/',
  dense: false,
  touch: false,
  hotkeys: false,
  shared: false,
  idle: undefined,
};

export const COUNTER: ChannelProfile = {
  channel: 'counter',
  capabilities: ['upload', 'scan', 'read-card', 'print', 'clerk'],
  actor: 'clerk',
  home: '/counter/',
  dense: true,
  touch: false,
  hotkeys: true,
  shared: true,
  idle: undefined,
};

export const BANK: ChannelProfile = {
  channel: 'bank',
  capabilities: ['upload', 'scan', 'read-card', 'print', 'clerk'],
  actor: 'clerk',
  home: '/bank/',
  dense: false,
  touch: false,
  hotkeys: true,
  shared: true,
  idle: undefined,
};

export const KIOSK: ChannelProfile = {
  channel: 'kiosk',
  capabilities: ['scan', 'read-card', 'print', 'offline'],
  actor: 'device',
  home: '/kiosk/',
  dense: false,
  touch: true,
  hotkeys: false,
  shared: true,
  idle: { quiet: 60, warning: 20 },
};
